"""The days that a text names, in Chinese or English, as seen from the day on which it was published."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

AHEAD = 10
"""Days that a day without its month may lie ahead; else it is one that has passed."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(jan|feb|mar|apr|(?-i:May)|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\b\.?"
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})月(\d{{1,2}})[日号]|\b{_NAME} (\d{{1,2}})\b(?!,? \d{{3}})", re.IGNORECASE)
_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})月(?!\d)|\b(?:in|of|since|last|late|early|mid) {_NAME}(?!\.? \d)", re.IGNORECASE
)
_BARE = re.compile(r"(?<![\d月年第至到.])(\d{1,2})日(?![本元均内线子电])")


def exact_days(text: str, published: date) -> list[date]:
    """Give the days that a text names, by month or by number only, as seen from the day of publishing.

    Without its year a day is the nearest one. Linear in the text; nonsense is bent to a day, not raised.
    """
    found = (_nearest(_month(each[1], each[3]), int(each[2] or each[4]), published) for each in _DAY.finditer(text))
    return [*found, *_bare(text, published)]


def named_days(text: str, published: date) -> list[date]:
    """Give the days that a text names, and the last ones of months that it names without a day."""
    months = (_nearest(_month(each[1], each[2]), 31, published) for each in _MONTH.finditer(text))
    return [*exact_days(text, published), *months]


def _bare(text: str, published: date) -> Iterator[date]:
    last_month = published.replace(day=1) - timedelta(days=1)
    for found in _BARE.finditer(text):
        day = max(int(found[1]), 1)
        if day <= published.day:
            yield published.replace(day=day)
        elif day <= published.day + AHEAD:
            yield published
        else:
            yield _of(last_month.year, last_month.month, day)


def _month(digits: str | None, name: str | None) -> int:
    return min(max(int(digits), 1), 12) if digits else _MONTHS.index((name or "")[:3].lower()) + 1


def _nearest(month: int, day: int, near: date) -> date:
    return min((_of(near.year + years, month, day) for years in (-1, 0, 1)), key=lambda one: abs(one - near))


def _of(year: int, month: int, day: int) -> date:
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))
