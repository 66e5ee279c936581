"""Which sentences of an article can tell its news: its statements, in order, without questions, notes and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ledebot.bot.text.rules import Effect, Openings
from ledebot.bot.text.sentences import latin, sentences, width

_SKIP = Openings(Effect.SKIP)
_WEAK = Openings(Effect.WEAK)
_LABEL = Openings(Effect.LABEL)
_ENDED = tuple("。！？…!?.”」』）)】》\"'’")
_CUT_OFF = re.compile(
    r"(?:…|\.{2,}|[，、﹑：；,:;（(“「【《—–-]|[的和与在对是将被把从向于及或而以为并就])\s?[\])）】]?$"
)
"""How a teaser ends that was cut in mid-sentence."""
_QUESTION = re.compile(r"[？?][”」』\"’]?$")
_ITEM = re.compile(r"(?:•\s|[（(]?\d{1,2}\s?(?:[、．)）]|\.(?!\d))|[①-⑳]|[一二三四五六七八九十]{1,3}、|[-·▪●■◆]\s?)\s?")
_ROUND_UP = re.compile(
    r"快讯|要闻|早报|晚报|午报|早餐|早知道|晚间|早间|精选|简讯|简报|速览|速递|一览|汇总|盘点|周报|日报|播报|导读|头条|"
    r"(?i:briefing|round-?up|newsletter|digest|headlines|this week|in brief|what we learned)"
)
_LOOK = 10
"""Statements are sought in so many paragraphs that make any; no lede needs more."""
_LINES = 48
"""Paragraphs looked at in all: a bound for lists and tables before the text."""
_ENOUGH = 1200
"""Statements of this length (in Chinese characters) surely fill the longest lede, wherever it starts."""


def cut_off(paragraph: str) -> bool:
    """Tell whether a paragraph breaks off in mid-sentence, as a feed's teaser does."""
    if paragraph.endswith("……") or (paragraph.endswith("；") and _ITEM.match(paragraph)):
        return False
    return bool(_CUT_OFF.search(paragraph[-12:]))


def statements(paragraphs: Sequence[str], title: str) -> list[str]:
    """List the sentences among which a lede is chosen; empty where the paragraphs state nothing whole."""
    head = _joined(paragraphs[:_LINES])
    if items := _items(head, title):
        return items
    good: list[str] = []
    weak: list[str] = []
    total = 0.0
    for paragraph in head:
        if " | " in paragraph[:60] or not _states(paragraph) or _SKIP.match(paragraph):
            continue
        if len(paragraph) < 500 and _WEAK.match(paragraph):
            weak.append(paragraph)
            continue
        good += _whole(paragraph)
        total += width(paragraph, latin(paragraph))
        if total > _ENOUGH:
            break
    if good:
        return good
    for paragraph in weak[:_LOOK]:
        good += _whole(paragraph)
    return good or _unended(head)


def _states(paragraph: str) -> bool:
    """Whether at least one sentence of a paragraph is whole; headings and captions hold none."""
    ended = paragraph.endswith(_ENDED) and not _CUT_OFF.search(paragraph[-12:])
    return ended or "。" in paragraph or ". " in paragraph


def _whole(paragraph: str) -> Iterator[str]:
    """Give a paragraph's whole sentences; a question and what leads up to it are left out."""
    label = _LABEL.match(paragraph)
    found = sentences(paragraph[label.end() :] if label else paragraph)
    asked = next((i for i, sentence in enumerate(found) if _SKIP.match(sentence)), None)
    if asked is not None:
        last = max((i for i, s in enumerate(found) if i >= asked and _QUESTION.search(s)), default=asked)
        found = found[:asked] + found[last + 1 :]
    for sentence in found:
        if sentence.endswith(_ENDED) and not _QUESTION.search(sentence) and not _CUT_OFF.search(sentence[-12:]):
            yield sentence


def _joined(lines: Sequence[str]) -> list[str]:
    """Put a list back into its sentence: lines that end with a colon or semicolon go on in the next one."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(("：", "；")) and len(joined[-1]) < 400 and not line.startswith("• "):
            joined[-1] += line
        else:
            joined.append(line)
    if joined and joined[-1].endswith("；") and _ITEM.match(joined[-1]):
        joined[-1] = joined[-1][:-1] + "。"
    return joined


def _unended(head: Sequence[str]) -> list[str]:
    """Take flashes without their full stop, as wires often send them; a cut teaser or a heading is none."""
    flashes = [line for line in head if len(line) >= 6]
    if not flashes or len(flashes) > 6 or any(cut_off(line) or _SKIP.match(line) for line in flashes):
        return []
    one = len(flashes) == 1 and len(flashes[0]) >= 12
    if any(_QUESTION.search(line) or not re.search(r"[\d，,]" if one else r"\d", line) for line in flashes):
        return []
    return sentences(flashes[0]) if one else [f"{line}；" for line in flashes]


def _items(head: Sequence[str], title: str) -> list[str]:
    """List a round-up's items: at least three numbered lines in a row, or its headlines."""
    marked = [bool(_ITEM.match(line)) for line in head]
    run = longest = 0
    for is_item in marked:
        run = run + 1 if is_item else 0
        longest = max(longest, run)
    if longest >= 3:
        first = marked.index(True)
        intro = [s for line in head[:first] if line.endswith(_ENDED) and not _SKIP.match(line) for s in _whole(line)]
        if len(intro) <= 2 or _ROUND_UP.search(title):
            lines = [line for line, is_item in zip(head, marked, strict=True) if is_item]
            return intro[:1] + [_item(line) for line in lines if len(line) <= 400]
        return []
    if _ROUND_UP.search(title):
        headlines = [
            line
            for line, text in pairwise(head)
            if 6 <= len(line) <= 60 and not line.endswith(_ENDED) and text.endswith(_ENDED) and len(text) > len(line)
        ]
        if len(headlines) >= 3:
            return [f"{line}；" for line in headlines]
    return []


def _item(line: str) -> str:
    text = line.removeprefix("• ")
    return text if text.endswith(_ENDED) or text.endswith(("；", ";")) else f"{text}；"
