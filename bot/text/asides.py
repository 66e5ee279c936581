"""Sentences that speak of the page instead of the news: invitations, disclosures, corrections, captions.

A paragraph is judged by its sentences: what speaks of the page goes, the rest of it stays.
"""

from __future__ import annotations

import re

from ledebot.bot.text import captions_english, page_words, page_words_chinese
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.normalized_equal import shares, tells
from ledebot.bot.text.reports import reports
from ledebot.bot.text.rules import BULLETS, SHORT_LINE, Effect, Patterns
from ledebot.bot.text.script import joined
from ledebot.bot.text.sentences import sentences

EDGE = 3
"""Lines at each end of a body where pages speak of themselves in Chinese; in other languages they do so anywhere."""

_END = Patterns(Effect.END)
_SENTENCE, _SENTENCE_EN = Patterns(Effect.SENTENCE), Patterns(Effect.SENTENCE, ignore_case=True)
_SPOKEN = re.compile(r"(?:(?<!俗话)(?<!常言)说|表示|介绍|指出|透露)[，：]")
_LOOK = 90
"""Characters at each end of a line in which it is asked for talk of the page."""
_REST = 12
"""Characters of what a page says after talk of itself, and nothing without it: `Sign in.`"""
_SEVERAL = 2
"""Sentences in which a page speaks of itself, beside which another speaks of it, too."""
_OWN_VOICE = ("We ", "Our ", "我们")
"""How a page goes on speaking of itself: `We regret the error.`"""
_STOPS = ("。", "！", "？", ". ", "! ", "? ")
_LETTER, _LATIN_WORD, _HAN = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z][A-Za-z]{3}"), re.compile(r"[\u3400-\u9fff]")
_CAPTION = re.compile(
    r"^[▲△▽]|^(?:图为|图[一二三四五六七八九十①-⑨\d]{0,2}[:：]|[上下左右][左右]?图[：:为]|这(?:是|张)[^。]{2,60}(?:拍摄|航拍|摄于)"
    r"|[^。\d]{2,24}[（(]下同[）)]$|图[①-⑳]|[^。，]{0,20}(?<!拍)摄于[^。，]{2,16}。?$|[^。，]{2,24}(?:示意|效果|平面|路线|资料)图。?$)"
    r"|[（(](?:[前后]排)?[左右中](?:起|[一二三四])?[）)](?:[在与和及、为向]|[^。（(]{1,20}[（(][左右])"
    r"|(?:^|[\s（(。])[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}\s?摄(?:[（(/／，]|$)"
    r"|(?:新华社|中新社|记者|通讯员|人民视觉|影像中国|视觉中国)[^。，]{0,16}(?:摄影?|供图)(?:[（(/／。]|$)"
)
"""What a sentence is that tells of a picture; the patterns look at lines with a sign for it only."""
_LAST_TOLD = re.compile(r"。图为[^。]{2,120}。$")
"""What a picture shows, told after its news."""
_CAPTION_SIGN = re.compile(r"摄|图|这是|（左|（右|（中|\(左|\(右|下同")
_CUT = ("…", "...")
_PICTURE_SIGNS = "▲△▽"


def without_asides(text: str, folded: str, *, edge: bool, title: str = "", source: str = "") -> str:
    """Give a line without its sentences that speak of the page; empty where nothing is left. `folded` is the line in
    simplified characters, one to one; what says a word of the `title` speaks of the news, but not what is called as
    the `source` is.
    """
    if not folded or len(folded) > SHORT_LINE:
        return text
    talks = own = False
    latin, invites = folded[0].isascii(), edge or _invites(folded)
    if latin or invites:
        looked_at = _looked_at(folded, whole=edge and latin)
        talks = _talks(looked_at) if edge else latin and _talks_latin(looked_at)
        teaser = len(folded) > _LOOK and folded.endswith(_CUT)  # known by its whole text (`repeats`)
        own = invites and not teaser and _tells_of_itself(looked_at, title, source)
    pictured = folded[0] in _PICTURE_SIGNS or bool(_CAPTION_SIGN.search(folded))
    if captions_english.may_be_caption(folded):
        pictured = True
    elif not (talks or own) and not (
        pictured and ("摄" in folded or _LAST_TOLD.search(folded) or _CAPTION.search(folded))
    ):
        return text
    if " | " in folded:
        if own and _speaks_of_itself(folded.replace(" | ", ", "), title, source):
            return ""
        cells = zip(text.split(" | "), folded.split(" | "), strict=True)
        return " | ".join(kept for cell in cells if (kept := _sifted(*cell, pictured=pictured)))
    kept = _sifted(text, folded, pictured=pictured, title=title if own else None, source=source)
    return "" if edge and (talks or own) and len(kept) < len(text) and _is_remnant(folded, kept, title) else kept


def _is_remnant(folded: str, kept: str, title: str) -> bool:
    """Whether what is left of talk of the page is a sentence beside several of it, with nothing of the title."""
    left = len(sentences(kept))
    several = left == 1 and len(sentences(folded)) - left >= _SEVERAL
    return several and bool(title) and not shares(kept, title) and not tells(kept, title)


def _looked_at(folded: str, *, whole: bool) -> str:
    """Give a line or its ends, each of its sentences on a line of its own: what opens one is sought by ^."""
    text = folded if whole or len(folded) <= 2 * _LOOK else f"{folded[:_LOOK]}\n{folded[-_LOOK:]}"
    for stop in _STOPS:
        text = text.replace(stop, f"{stop}\n")
    return text


def before_credit(folded: str) -> int:
    """Find where the sentences end before a photographer's name that closes a line; 0 where there are none."""
    credit = _END.search(folded[-32:])
    before = len(folded[:-32]) + credit.start() + 1 if credit else 0  # the full stop may open it
    return max(folded.rfind(mark, 0, before) for mark in ("。", "！", "？", ". ")) + 1


def said_before_credit(folded: str) -> int:
    """Find where what somebody said ends before a photographer's name; 0 where nobody spoke, as in captions."""
    at = before_credit(folded)
    return at if _SPOKEN.search(folded, 0, at) else 0


def _sifted(text: str, folded: str, *, pictured: bool, title: str | None = None, source: str = "") -> str:
    """Keep the sentences of the news; one that leans on one that goes, goes with it.

    With a title, those in which a page speaks of itself go too.
    """
    at = 0
    gone = False
    kept: list[str] = []
    found = sentences(folded)
    for sentence in found:
        start = folded.find(sentence, at)
        at = start + len(sentence)
        gone = (
            (_talks(sentence) and not reports(sentence))
            or (pictured and bool(_CAPTION.search(sentence) or captions_english.is_caption(sentence)))
            or (
                gone
                and (
                    leans(sentence)
                    or sentence.startswith(_OWN_VOICE)
                    or (len(sentence) < _REST and not _HAN.search(sentence))
                    or sentence.count("》") > sentence.count("《")
                )
            )  # a title's other half
            or (title is not None and _speaks_of_itself(sentence, title, source) and not reports(sentence))
        )
        if not gone:
            kept.append(text[start:at])
    return text if len(kept) == len(found) else joined(kept)


def _invites(folded: str) -> bool:
    bare = folded.lstrip(BULLETS)
    if bare[:1].isascii():
        return bare.split(" ", 1)[0].lower().rstrip(":.") in page_words.INVITES
    return bare.startswith(page_words_chinese.INVITES)


def _tells_of_itself(looked_at: str, title: str, source: str) -> bool:
    """Whether a page speaks of itself in one of some sentences; most have neither a sign for it nor a letter."""
    if not page_words_chinese.SIGN.search(looked_at) and not _LETTER.search(looked_at):
        return False
    return any(_speaks_of_itself(sentence, title, source) for sentence in looked_at.split("\n"))


def _speaks_of_itself(sentence: str, title: str, source: str) -> bool:
    if source and source in sentence:
        sentence = re.sub(rf"(?<![A-Za-z]){re.escape(source)}(?![A-Za-z])", " ", sentence)
    if _HAN.search(sentence):
        return page_words_chinese.speaks_of_itself(sentence, title)
    return page_words.speaks_of_itself(sentence, title)


def _talks(folded: str) -> bool:
    if _SENTENCE.search(folded):
        return True
    return bool(_LATIN_WORD.search(folded) or not _HAN.search(folded)) and _talks_latin(folded)


def _talks_latin(folded: str) -> bool:
    return bool(_SENTENCE_EN.search(folded))
