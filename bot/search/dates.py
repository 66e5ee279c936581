"""Dates as people type them in a query, made into a span of time in the reader's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_BACK = re.compile(r"(\d{1,4})(d|w|天|日|周|週)")
_NAMED = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": 1, "昨天": 1, "昨日": 1,
    "前天": 2, "前日": 2,
}  # fmt: skip
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "週": 7}


def zone_info(name: str) -> ZoneInfo:
    """Give an IANA zone; UTC for an unknown name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def span(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Give [start, end) in UTC for `2022`, `2022-01`, `2022-01-24`, `1月24日`, `today`, `昨天`, `3d`, `2周`.

    `3d` are the last three days, today included. A day without a year is its last occurrence. None: not a date.
    """
    text = text.lower()
    today = now.astimezone(zone).date()
    try:
        days = _days(text, today)
        if days is None:
            return None
        return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in days)  # type: ignore[return-value]  # two in, two out
    except (ValueError, OverflowError):
        return None  # 31 February, or a year that calendars do not have


def _days(text: str, today: date) -> tuple[date, date] | None:
    tomorrow = today + timedelta(days=1)
    if text in _NAMED:
        return today - timedelta(days=_NAMED[text]), today - timedelta(days=_NAMED[text] - 1)
    if match := _BACK.fullmatch(text):
        return tomorrow - timedelta(days=max(int(match[1]) * _DAYS[match[2]], 1)), tomorrow
    if match := _DATE.fullmatch(text):
        year, month, day = int(match[1]), match[2], match[3]
        if not month:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if not day:
            first = date(year, int(month), 1)
            return first, (first + timedelta(days=31)).replace(day=1)
        return (first := date(year, int(month), int(day))), first + timedelta(days=1)
    if match := _MONTH_DAY.fullmatch(text):
        first = date(today.year, int(match[1]), int(match[2]))
        if first > today:
            first = first.replace(year=today.year - 1)
        return first, first + timedelta(days=1)
    return None
