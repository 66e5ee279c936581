"""What a source writes around a title or before a report: pages, clocks, dates, its own name. Compared by shape."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")
_MONTHS = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:[【\[（(][^】\]）)]{1,16}[】\]）)]\s{0,2}|\d{1,2}[:：]\d{2}(?::\d{2})?\s{1,3}"
    r"|[^丨｜|：:—–_·»/]{1,16}?\s{0,3}(?:[丨｜|：:·»]|\s[-–—]\s|[-–—]{1,2}\s|——)\s{0,3})"
)
_TAIL = re.compile(r"\s{0,3}(?:[_|｜丨»]|\s[-–—·]\s|——)(?=[^_|｜丨»]{1,40}$)")
_STAMP = re.compile(
    r"\s{1,3}(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\s\d{1,2}:\d{2})?$|\s{0,2}-?\s{0,2}\d{1,3}\s?(?:秒|分钟|小时|天)前$"
)
"""A list's date or age, that a scraper took for a title's end."""
_OPENING = re.compile(
    r"(?:[【（(\[][^】）)\]]{1,16}[】）)\]]\s{0,2}"
    r"|[^，。：:\s【（]{0,12}?\d{1,2}月\d{1,2}日[^，。：:\d]{0,4}(?:电|電|讯|訊|消息|报道|報道)\s?[，,：:]?\s?"
    r"|[^，。：:\s【（]{2,10}[丨｜|]\s{0,2})"
)
_STAMPED = 24
"""Characters at a title's end in which a date is looked for."""
_TAILS = 3
"""Words of a site that may follow a title: `_城市频道_某某网`."""


def shape(text: str) -> str:
    """Mask what changes from one article to the next: numbers, and the names of months and days."""
    return _DIGITS.sub("0", _MONTHS.sub("M", text) if text[:1] and any("a" <= c <= "z" for c in text) else text).strip()


def heads(title: str) -> list[str]:
    """List what may be no part of a title before it, with what parts it."""
    found = _HEAD.match(title)
    return [found[0]] if found and found.end() < len(title) else []


def tails(title: str) -> list[str]:
    """List what may be no part of a title after it, the longest first, each with what parts it."""
    found: list[str] = []
    if (stamp := _STAMP.search(title[-_STAMPED:])) and stamp[0] != title:
        return [stamp[0]]
    rest = title
    while len(found) < _TAILS and (mark := _TAIL.search(rest)) and mark.start():
        rest = rest[: mark.start()]
        found.append(title[mark.start() :])
    return found[::-1]


def opening(line: str) -> str:
    """Give the label or signature that opens a line; empty where none does."""
    found = _OPENING.match(line)
    return found[0] if found and found.end() < len(line) else ""


def first_sentence(text: str) -> str:
    """Give a line's first sentence where another follows."""
    ends = [at + 1 for mark in ("。", "！", "!", ". ") if 0 < (at := text.find(mark)) < len(text) - 2]
    return text[: min(ends)] if ends else ""


def last_sentence(text: str) -> str:
    """Give a line's last sentence where another stands before it."""
    start = max(text.rfind(mark, 0, max(len(text) - 2, 0)) for mark in ("。", "！", "？", ". ", "! ", "? "))
    return text[start + 1 :] if start > 0 else ""
