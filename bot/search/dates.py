"""Dates as people type them in a query, made into a span of time in the reader's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{1,2})月份?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BACK = re.compile(
    r"(?:最?近|过去|過去)?(\d{1,3}|[一二两兩三四五六七八九十])(d|w|m|y|天|日|周|週|[个個]?星期|[个個]月|年)"
)
_NAMED = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": 1, "昨天": 1, "昨日": 1,
    "前天": 2, "前日": 2,
}  # fmt: skip
_CALENDAR = {
    "本周": ("week", 0), "本週": ("week", 0), "这周": ("week", 0), "這週": ("week", 0),
    "上周": ("week", 1), "上週": ("week", 1),
    "本月": ("month", 0), "这个月": ("month", 0), "這個月": ("month", 0),
    "上月": ("month", 1), "上个月": ("month", 1), "上個月": ("month", 1),
    "今年": ("year", 0), "去年": ("year", 1), "前年": ("year", 2),
    "this-week": ("week", 0), "last-week": ("week", 1), "this-month": ("month", 0), "last-month": ("month", 1),
    "this-year": ("year", 0), "last-year": ("year", 1),
}  # fmt: skip
SPOKEN = frozenset((*_NAMED, *_CALENDAR))
"""Words for a day or a span of days as people say them."""
_DAYS = {
    "d": 1, "天": 1, "日": 1,
    "w": 7, "周": 7, "週": 7, "期": 7,
    "m": 30, "月": 30,
    "y": 365, "年": 365,
}  # fmt: skip
_NUMERALS = {"两": 2, "兩": 2, **{character: number for number, character in enumerate("一二三四五六七八九十", 1)}}


def zone_info(name: str) -> ZoneInfo:
    """Give an IANA zone; UTC for an unknown name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def span(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Give [start, end) in UTC for `2022`, `2022-01`, `20220124`, `1月24日`, `today`, `昨天`, `3d`, `两周`, `上个月`.

    `3d` are the last three days, today included. A day or month without a year is its last one. None: not a date.
    """
    text = normalize("NFKC", text).lower()
    today = now.astimezone(zone).date()
    try:
        days = _named(text, today) or _written(text, today)
        if days is None:
            return None
        return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in days)  # type: ignore[return-value]  # two in, two out
    except (ValueError, OverflowError):
        return None  # 31 February, or a year that calendars do not have


def _named(text: str, today: date) -> tuple[date, date] | None:
    """Read what is told from today."""
    tomorrow = today + timedelta(days=1)
    if text in _NAMED:
        return today - timedelta(days=_NAMED[text]), tomorrow - timedelta(days=_NAMED[text])
    if match := _BACK.fullmatch(text):
        count = _NUMERALS.get(match[1]) or int(match[1])
        return tomorrow - timedelta(days=max(count * _DAYS[match[2][-1]], 1)), tomorrow
    unit, back = _CALENDAR.get(text, ("", 0))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=7)
    if unit == "month":
        first = today.replace(day=1)
        for _ in range(back):
            first = (first - timedelta(days=1)).replace(day=1)
        return _month(first.year, first.month)
    if unit == "year":
        return date(today.year - back, 1, 1), date(today.year - back + 1, 1, 1)
    return None


def _written(text: str, today: date) -> tuple[date, date] | None:
    """Read a date of the calendar."""
    if match := _DATE.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = int(match[1]), match[2], match[3]
        if not month:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if not day:
            return _month(year, int(month))
        return (first := date(year, int(month), int(day))), first + timedelta(days=1)
    if match := _MONTH_DAY.fullmatch(text):
        first = date(today.year, int(match[1]), int(match[2]))
        if first > today:
            first = first.replace(year=today.year - 1)
        return first, first + timedelta(days=1)
    if match := _MONTH.fullmatch(text):
        return _month(today.year - (int(match[1]) > today.month), int(match[1]))
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1)
