"""Where an extraction ran two texts into one line: `… a deal with GoogleEven though …`, `(AFP)The ministry …`.

A heading, a caption or a credit that lost its line break clings to the sentence after it. A name in camel case looks
alike (`YouTube`), so a word is parted only where both halves are words, and the whole is none that the text repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.abbreviations import ends_sentence
from ledebot.bot.text.blocks import Block
from ledebot.bot.text.english_clauses import has_verb
from ledebot.bot.text.script import HANGUL, unit

_MOST, _SEEN = 40, 20_000
"""Places of a body that are looked at, and characters in which their words are sought: bounds for hostile input."""
_CAPITAL = re.compile(r"[A-Z](?:(?<=[a-z\d)\].!?”“\"][A-Z])|(?<=[.!?]'[A-Z])|(?<=[A-Z]{2})(?=[a-z]))")
"""A capital right after what ends a word. It opens the pattern, because capitals are sought fast."""
_BEFORE, _AGAIN = 100, 24
"""Characters before such a place that are looked at, and by which two texts begin alike."""
_NAMED = re.compile(
    r"(?:REUTERS/[A-Z][\w.’-]+|by [A-Z][a-z]+) (?!(?:Mac|Van|Von|Fitz|Del|San)$)[A-Z][a-z’-]{2,}$"
    r"|/File Photo(?:/Files)?$|^(?:Photo|Photograph|Credit): [A-Z][\w.-]{0,20}(?:[ /][A-Z][\w.-]{0,20}){0,2}$"
)
"""Whose a picture or a text is: `REUTERS/Jane Doe`, `by Jane Doe`."""
_CREDIT_WITHIN = re.compile(
    r"(?:^|\s)(?:Credit|Photograph|Photo): (?:[A-Z][\w.’-]{0,20}\s?/?\s?){0,3}"
    r"(?:AFP|AP|EPA|PA|Reuters|REUTERS|Getty(?: Images)?+|KCNA|Alamy|Rex|Shutterstock|Barcroft|Bloomberg)"
    r"(?:\s?/\s?(?:Getty Images|[\w’-]{2,20}))?+\s(?=[A-Z“\"])"
    r"|(?P<caption>)(?:^|[\s.])(?:Credit|Photograph|Photo|Image|Picture): (?:[A-Z][\w.&’'-]{0,20}[ /]{1,2}){1,8}"
    r"(?=(?:An?|The|In|On|At|It|This|When|After|As|For)\s[a-z])"
    r"|(?:\b(?:File )?Photo by (?:[A-Z][\w.’-]{0,20} ){1,2}[A-Z][\w.’-]{1,20}/(?:UPI|AFP|AP|EPA|Reuters|Getty)"
    r"|\bREUTERS/[A-Z][a-z.’-]{1,20} (?!(?:The|A|An)\s)(?:Mc|De)?[A-Z][a-z’-]{1,20}"
    r"|\b(?:Story|Article) continues (?:below|after) (?:this )?ad(?:vertisement)?)\s(?=[A-Z“\"])"
    r"|(?<=[.!?])\s?(?=--\s[A-Z][^.]{2,80} contributed to this (?:report|story|article)\b)"
)
"""A credit between a caption and the sentence after it: `A ferry sails  Credit: AFP  The board …`; the page's marks."""
_CREDIT_SIGNS = (": ", "-- ", " by ", "REUTERS/", " continues ")
_LEFT, _RIGHT = re.compile(r"(?:[A-Z]|(?<![a-z]))[a-z]+$"), re.compile(r"(?:[A-Z]\.){2}|[A-Z][A-Za-z]{0,30}(?=[\s’',])")
_CREDIT = re.compile(r"\((?:[A-Z]{2,}|[^()]{0,60}(?:[A-Z]{2}|/|Photo|via |Getty)[^()]{0,40})\)$")
"""A bracket that says whose a picture is."""
_STOPPED = re.compile(r"[a-z\d]{2}[.!?]$")
_WORD_STOPPED, _NEXT = re.compile(r"[^.]{40} [a-z]{4,}\.$"), re.compile(r"[A-Z][a-z]{1,12}ing [a-z]{1,9} [\w“]")
"""What makes two sentences of what else is a name of code: `… after a hostile takeover.Driving the long way home`."""
_CAPITALS = re.compile(r"(?<![A-Z])[A-Z]{4,}$")
_YEAR = re.compile(r"[ ,](?:19|20)\d\d$")
_AGENCY = re.compile(r"(?:^|[^A-Za-z])(?:REUTERS|AFP|EPA|KCNA|AP|UPI|TASS|CREDIT)$")


_LABELS = word_set(
    "Reuters Handout Gallery Advertisement Slideshow Caption Shutterstock "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
"""Words that end a credit, a label of the page or a date."""
_SECTIONS = word_set(
    "Business World News Sport Sports Politics Technology Tech Health Science Opinion Video Markets Money"
)
"""Names of sections, which stand before a line."""
_OPENERS = word_set(
    "According After Although Among Because Before Both But Despite During Each Even Every From However If Many "
    "Meanwhile More Most Much Neither Nor Once Only Police She Since Some Still Such That The Their Then There These "
    "They This Those Though Under Until What When Where Which While Who Why Without"
)
"""Words that open sentences and end no names."""
_SMALL = word_set("A All An And As At By For He Her His I In It Its Last No Not Now On One Our So To Two We With")
"""Others that open sentences: after a small letter only, because `LinkedIn` is a name."""


def unglued(lines: Sequence[Block]) -> Iterator[Block]:
    """Part lines where two texts run together; linear in what they hold."""
    seams = _Seams(lines)
    for line in lines:
        if line.tag == "tr" or not (found := seams.of(line.text)):
            yield line
            continue
        for start, end in zip((0, *found), (*found, len(line.text)), strict=True):
            text = line.text[start:end].strip()
            yield replace(line, text=text, links=min(line.links, len(text)), after_image=line.after_image and not start)


class _Seams:
    """The seams of a body's lines, found with what its words are."""

    def __init__(self, lines: Sequence[Block]) -> None:
        self._lines = lines
        self._left = _MOST

    @cached_property
    def _whole(self) -> str:
        return "\n".join(line.text for line in self._lines)[:_SEEN]

    def of(self, text: str) -> list[int]:
        """Find where new texts begin in a line."""
        spaced = " " in text or "REUTERS/" in text  # Chinese lines have neither
        credited = _CREDIT_WITHIN.finditer(text) if spaced and any(sign in text for sign in _CREDIT_SIGNS) else ()
        seams = [at for one in credited for at in one.span()[one["caption"] is not None :] if at]
        for found in _CAPITAL.finditer(text):
            # In Chinese and Japanese names stand without spaces, as in references.
            if not self._left or text[0] == "[" or unit(text) >= HANGUL:
                break
            self._left -= 1
            capital = at = found.start()
            if text[at - 1 : at] == "“" or (
                text[at - 1 : at] == '"' and (text[at - 2 : at - 1] == " " or not text.count('"', 0, at - 1) % 2)
            ):
                at -= 1  # it opens a quotation
            if at and _runs_on(text, at, capital, self._whole):
                seams.append(at)
        return sorted(set(seams))


def _runs_on(text: str, at: int, capital: int, whole: str) -> bool:
    """Whether a new text begins at a place, with a capital that may follow a quotation mark."""
    head = text[max(at - _BEFORE, 0) : at]
    right = _RIGHT.match(text, capital)
    if not right:
        return False
    if text.startswith(text[capital : capital + _AGAIN]) and len(text) - capital >= _AGAIN:
        return True  # what it says, said again
    opens = right[0] in _OPENERS or right[0] in _SMALL or "." in right[0]
    if head[-1] in ".!?":
        told = opens or (bool(_WORD_STOPPED.search(head) and _NEXT.match(text, at)) and has_verb(head))
        return told and bool(_STOPPED.search(head)) and ends_sentence(text, at - 1, " " + text[at : at + 60])
    if head[-1] in "”\"'":
        return right[0] in _OPENERS or (opens and bool(_STOPPED.search(head[:-1])))
    if head[-1] == ")":
        return right[0] in _OPENERS or bool(_CREDIT.search(head))
    if head[-1].isdigit():
        return len(right[0]) > 1 and bool(_YEAR.search(head))
    if head[-1].isupper() and _AGENCY.search(head):
        return right[0][1:] != "s"  # more than one of what has such a name: `APIs`
    if _NAMED.search(head):
        return True
    left = (_CAPITALS if head[-1].isupper() else _LEFT).search(head)
    if not left or whole.count(left[0] + right[0]) > 1:  # a name
        return False
    if at < capital and left[0].islower() and right[0] not in _OPENERS | _SMALL:
        return False  # a title in quotation marks lacks its space
    if left[0] in _LABELS or (left[0] in _SECTIONS and left[0] == text[:at]):
        return True
    return _words(left[0], right[0], whole)


def _words(left: str, right: str, whole: str) -> bool:
    """Whether two halves of a word are words of their own: the second opens sentences, or both stand in the text."""
    if right in _OPENERS:
        return len(left) > 1
    if len(left) < 3 or (right in _SMALL and not left.islower()):
        return False
    if right in _SMALL:
        return True
    least = 1 if left.islower() else 2  # of two names each must be well known to the text
    return len(right) > 2 and all(_count(half, whole) >= least for half in (left, right))


def _count(word: str, whole: str) -> int:
    return len(re.findall(rf"(?<![A-Za-z]){word}(?![A-Za-z])", whole))
