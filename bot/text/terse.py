"""What a short lede spares of a sentence: what leads it in, asides, glosses in brackets, the rest of many names."""

from __future__ import annotations

import re

from ledebot.bot.text.leaning import leans
from ledebot.bot.text.rules import Effect, Patterns
from ledebot.bot.text.script import full_commas

SAYS_SOMETHING = 15
"""Characters that must remain of a sentence when its lead-ins are cut, or that one has which speaks for another."""
OF_WHICH = "其中，"

_LEADIN, _ASIDE = Patterns(Effect.LEADIN), Patterns(Effect.ASIDE)
_SPEAKER = re.compile(r"[^，。：“]{2,44}?(?:表示|认为|称|说|指出|强调|透露|宣布|公告|预计)[，：,:]")
_SAME_DAY = re.compile(r"(?:(?!\d日)[^。]){0,30}?[当同][天日晚]")
_LISTED = re.compile(r"(?:、[^，,。、；：“”在]{1,14}){2,20}(?=等)")
"""All but the first of many names before `等22家`; one with a preposition ends a clause."""
_CLUNG_TO = re.compile(r"\s[（(](?!\d{1,6}\)\s[\u0600-\u06ff])[^（()）]{0,30}[）)](?=[^\W\u3040-\u9fff])")
"""A bracket that a word clings to: without it a space stays."""
_BRACKETED = re.compile(r"\s?[（(](?!\d{1,6}\)\s[\u0600-\u06ff])[^（()）]{0,30}[）)](?:\s(?=[\u3040-\u9fff]))?")
"""What a short lede spares; in Arabic a figure in brackets is the sentence's own."""


def terse(sentence: str) -> str:
    """Spare a sentence its lead-ins, asides and what stands in brackets, unless that is all of it."""
    sentence = sentence.removeprefix(OF_WHICH)
    for opening in (_LEADIN, _ASIDE, _LEADIN):  # on what occasion comes before who told it, and after when
        sentence = _without(opening, sentence)
    if speaker := _SPEAKER.match(sentence):
        sentence = speaker[0] + _without(_ASIDE, sentence[speaker.end() :])
    spared = sentence
    if "（" in spared or "(" in spared:
        spared = _BRACKETED.sub("", _CLUNG_TO.sub(" ", spared))
    if "、" in spared:
        spared = _LISTED.sub("", spared)
    spared = spared.lstrip()
    return spared if any(map(str.isalnum, spared)) else sentence


def _without(opening: Patterns, sentence: str) -> str:
    """Cut up to three openings, as long as enough stays to say something."""
    for _ in range(3):
        found = opening.match(full_commas(sentence))
        if not found or len(sentence) - found.end() < SAYS_SOMETHING or leans(sentence, found.end()):
            break
        if sentence[found.end()] in '“「『"将就则会要均也才便却' or _SAME_DAY.match(sentence, found.end()):
            break  # a quotation wants who it is from, what is done who does it, and `当天` its day
        sentence = sentence[found.end() :]
    return sentence
