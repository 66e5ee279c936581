"""The times that a report names: days, weekdays, exact times, periods, and the numbers of things that come in turn.

Patterns begin with what they look for, a character or a class that is not repeated, not with a look behind: the
regular expression engine then skips by first characters, which halves the time for a text. What stands before is
checked afterwards. A pattern is only tried where the sign that it cannot do without is in the text, which is found a
hundred times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ledebot.bot.stories.facts import Fact, Kind, Weight, fact

_ISO_DATE = re.compile(r"\d{4}-\d\d-(\d\d)(?!\d)")
_DAY = re.compile(r"(\d\d?)(?:\s*[至到~-]\s*(\d{1,2}))?[日号](?![本元均前内线子])")
_CLOCK = re.compile(r"(\d\d?)(?:时|:)(\d{2})(?:分|(?![\d:.]))")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])(?![至到])")
_YEAR = re.compile(r"((?:19|20)\d\d)年(?!\s*\d{1,2}月\s*\d{1,2}[日号])")
_MONTH = re.compile(r"(\d\d?(?:(?:-|至|到)\d{1,2})?)月(?:份|(?!\s*\d))")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?|q([1-4])(?![a-z0-9])")
_PART = re.compile(r"前三季度|上半年|下半年|三季报|中报|半年报|一季报")
_ORDINAL = re.compile(r"第([\d一二三四五六七八九十百零]+)(?=[届次轮期批场号季集站艘架个座条局回])")

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in _MONTH_NAMES if name != "may") + "|may"
_LATIN = re.compile("[a-z][a-z]{2}")
_ENGLISH_DAY = re.compile(
    rf"\b(?:(?:{_MONTHS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:{_MONTHS}))\b(?!\s*%)"
)
_ENGLISH_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_ENGLISH_WEEKDAY = re.compile(rf"\b({'|'.join(_ENGLISH_WEEKDAYS)})day\b")
_ENGLISH_MONTH = re.compile(
    rf"\b(?:in|for|of)\s({_MONTHS})\b(?!\s\d)"
    rf"|\b({_MONTHS})(?:'s)?\s(?:cpi|ppi|pmi|inflation|exports|sales|jobs|data)\b"
)
_ENGLISH_PERIOD = re.compile(r"\b(first|second|third|fourth)[- ](quarter|half)")
_ENGLISH_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b|\b(?:round|episode|issue|week|day|game|no\.?)\s(\d+)\b")
_SAME = {"first": "1", "second": "2", "third": "3", "fourth": "4", "一": "1", "二": "2", "三": "3", "四": "4"}


def times(text: str) -> Iterator[Fact]:
    """Find the days, weekdays, exact times, periods and ordinals that a folded text names."""
    yield from _days(text)
    if "周" in text or "星" in text or "拜" in text:
        for found in _WEEKDAY.finditer(text):
            yield _fact(Kind.WEEKDAY, str("一二三四五六日".find(found[1].replace("天", "日"))))
    if "时" in text or ":" in text:
        for found in _after(_CLOCK, text, "0123456789.:"):
            yield _fact(Kind.CLOCK, f"{int(found[1])}:{found[2]}")
    yield from _periods(text)
    if "第" in text:
        for found in _ORDINAL.finditer(text):
            yield _fact(Kind.ORDINAL, found[1])
    if _LATIN.search(text):
        yield from _english(text)


def _days(text: str) -> Iterator[Fact]:
    if "-" in text:
        for found in _after(_ISO_DATE, text, "0123456789"):
            yield _fact(Kind.DAY, str(int(found[1])))
    if "日" in text or "号" in text:
        for found in _after(_DAY, text, "0123456789.第"):
            for day in filter(None, found.groups()):
                yield _fact(Kind.DAY, str(int(day)))


def _periods(text: str) -> Iterator[Fact]:
    if "年" in text:
        for found in _after(_YEAR, text, "0123456789"):
            yield _fact(Kind.PERIOD, f"y{found[1]}")
    if "月" in text:
        for found in _after(_MONTH, text, "0123456789"):
            yield _fact(Kind.PERIOD, f"m{found[1]}")
    if "季" in text or "q" in text:
        for found in _QUARTER.finditer(text):
            said = found[1] or found[2]
            yield _fact(Kind.PERIOD, f"q{_SAME.get(said, said)}")
    if "季" in text or "半年" in text or "中报" in text:
        for found in _PART.finditer(text):
            yield _fact(Kind.PERIOD, found[0])


def _english(text: str) -> Iterator[Fact]:
    for found in _ENGLISH_DAY.finditer(text):
        yield _fact(Kind.DAY, str(int(found[1] or found[2])))
    for found in _ENGLISH_WEEKDAY.finditer(text):
        yield _fact(Kind.WEEKDAY, str(_ENGLISH_WEEKDAYS.index(found[1])))
    for found in _ENGLISH_MONTH.finditer(text):
        said = (found[1] or found[2])[:3]
        yield _fact(Kind.PERIOD, f"m{next(n for n, name in enumerate(_MONTH_NAMES, 1) if name[:3] == said)}")
    for found in _ENGLISH_PERIOD.finditer(text):
        yield _fact(Kind.PERIOD, f"{found[2][0]}{_SAME[found[1]]}")
    for found in _ENGLISH_ORDINAL.finditer(text):
        yield _fact(Kind.ORDINAL, found[1] or found[2])


def _after(pattern: re.Pattern[str], text: str, never: str) -> Iterator[re.Match[str]]:
    """Find a pattern where none of some characters stands before it."""
    for found in pattern.finditer(text):
        at = found.start()
        if not at or text[at - 1] not in never:
            yield found


@lru_cache(maxsize=10_000)
def _fact(kind: Kind, key: str) -> Fact:
    return fact(kind, key, Weight.WEAK if kind in (Kind.WEEKDAY, Kind.CLOCK) else Weight.FAIR)
