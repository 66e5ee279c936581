"""Round-ups: bodies that are a list of news, whose lede is their headlines in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ledebot.bot.text.normalized_equal import bare, tells
from ledebot.bot.text.rules import Effect, Patterns
from ledebot.bot.text.script import HANGUL, unit

ENDED = tuple("。！？…!?.”」』）)】》\"'’»؟۔।؛：")
_SIGNS = "\u2600-\u27bf\U0001f300-\U0001faff"
"""Pictures in writing that a list may have for its marks: ✅, 🔹, 📌."""
ITEM = re.compile(
    r"(?:•\s|[（(]?\d{1,2}\s?(?:[、．)）]|\.(?!\d))|[①-⑳]|\d\ufe0f?\u20e3|[一二三四五六七八九十]{1,3}、|[-·▪●■◆○◇▶►]\s?"
    rf"|[{_SIGNS}]\ufe0f?\s?)\s?"
)
_BULLET = re.compile(rf"[-•·▪●■◆○◇▶►{_SIGNS}]\ufe0f?\s?")
"""A mark that says nothing; numbers stay."""
_PARTED = tuple("。！？!?.;；…")
_ROUND_UP = re.compile(
    r"快讯|要闻|早报|晚报|午报|早餐|早知道|晚间|早间|精选|简讯|简报|速览|速递|一览|汇总|盘点|周报|日报|播报|导读|头条|新闻联播|晚\d点|早\d点|早啊|"
    r"早新闻|晨报|晨讯|夜读|日历|快報|早報|晚報|要聞|"
    r"(?i:briefing|round-?up|newsletter|digest|headlines|this week|in brief|what we learned)"
)
_TAG = re.compile(r"[\[【(（](?:视频|图|图片|组图|直播|音频|视|高清)[\]】)）]\s?")
_CLOCK = re.compile(r"\s?[⏱🕒(（\[]{0,2}\d{1,2}[:：]\d\d(?:[:：]\d\d)?[)）\]]?\s?$")
_SKIP = Patterns(Effect.SKIP)
_LONGEST = 400
"""Characters: a longer line is no item of a list but a report."""
_HEADLINE = 60
_PROSE = 20
"""Characters of a line that may be of a report before or after a list."""


def round_up(head: Sequence[str], title: str) -> list[str]:
    """List a round-up's items: at least three marked lines in a row, or its headlines; empty where it is none."""
    named = bool(_ROUND_UP.search(title))
    marked = [bool(ITEM.match(line)) for line in head]
    if _longest_run(marked) >= 3:
        first = marked.index(True)
        intro = [line for line in head[:first] if line.endswith(ENDED) and not _SKIP.match(line)]
        report = [line for line in (*intro, *head[len(head) - marked[::-1].index(True) :]) if len(line) >= _PROSE]
        if named or (len(intro) <= 1 and not any(tells(line, title) for line in report if line.endswith(ENDED))):
            lines = [line for line, is_item in zip(head, marked, strict=True) if is_item and len(line) <= _LONGEST]
            return _listed([item for line in lines if (item := _item(line)) and not _tells_nothing(item, title)])
        return []
    if named:
        headlines = [line for line, text in pairwise(head) if _heads(line, text)]
        if len(headlines) >= 3:
            return _listed(list(dict.fromkeys(headlines)))
    return []


def listed_alone(head: Sequence[str]) -> list[str]:
    """List the items of a body that has nothing else but a heading: what a release changes."""
    lines = head[1:] if head and not ITEM.match(head[0]) and len(head[0]) <= _HEADLINE else head
    if not all(ITEM.match(line) and _PROSE <= len(line) <= _LONGEST for line in lines):
        return []
    return _listed([_item(line) for line in lines])


def _heads(line: str, text: str) -> bool:
    """Whether a line is the headline of the one after it."""
    return 6 <= len(line) <= _HEADLINE and not line.endswith(ENDED) and text.endswith(ENDED) and len(text) > len(line)


def _longest_run(marked: Sequence[bool]) -> int:
    run = longest = 0
    for is_item in marked:
        run = run + 1 if is_item else 0
        longest = max(longest, run)
    return longest


def _item(line: str) -> str:
    text = line[mark.end() :] if (mark := _BULLET.match(line)) else line
    if tag := _TAG.match(text):
        text = text[tag.end() :]
    return _CLOCK.sub("", text)


def _tells_nothing(item: str, title: str) -> bool:
    """Whether an item only names the column: `《某某联播》 20260115 19:00`."""
    words = re.sub(r"\d+", "", bare(item))
    return bool(_ROUND_UP.search(item)) and words in re.sub(r"\d+", "", bare(title))


def _listed(items: list[str]) -> list[str]:
    """Part items by what their script parts a list with; they may be sentences already."""
    mark = "；" if items and unit(items[0]) > HANGUL else ";"
    return [item if item.endswith(_PARTED) else item + mark for item in items]
