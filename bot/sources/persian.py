"""The Persian (solar Hijri) calendar, in which Iran dates its news: `۱۵ اسفند ۱۴۰۲` is 5 March 2024."""

from __future__ import annotations

from datetime import date

YEARS = range(1300, 1500)
"""Years that are Persian where they stand in a date of a Persian source."""
MONTHS = {
    name: number
    for number, names in enumerate(
        ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد امرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
        1,
    )
    for name in names.split()
}
_BEFORE_YEAR_0 = 226_529
"""Days from the first of the proleptic Gregorian calendar to the eve of the Persian one's year 0."""
_LEAPS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Leap years by what is left of them divided by 33 (documentation of .NET's PersianCalendar)."""


def gregorian(year: int, month: int, day: int) -> date:
    """Give the day of the Gregorian calendar. Raises ValueError for a day that the month has not."""
    length = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _LEAPS else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        raise ValueError("no such day in the Persian calendar")
    cycles, rest = divmod(year, 33)
    before = year * 365 + cycles * len(_LEAPS) + sum(leap < rest for leap in _LEAPS)
    return date.fromordinal(_BEFORE_YEAR_0 + before + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day)
