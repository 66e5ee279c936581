"""A date as it was written, before anything is known of its zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written: the clock on the wall, and the zone if it names one.

    `other` is the date with day and month changed places, where both are possible (`3/4/2024`). `day_first` tells how a
    date of this form is ordered, where it shows. `about`: it was told from when it was read (`3小时前`).
    """

    wall: datetime
    zone: tzinfo | None = None
    other: datetime | None = None
    day_first: bool | None = None
    about: bool = False


def clock(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """Put a time together; 24:00 is the next day's beginning, a leap second the one before it. Raises ValueError."""
    if hour == 24 and not minute and not second:
        return datetime(year, month, day) + timedelta(days=1)  # noqa: DTZ001  # the zone is known later
    return datetime(year, month, day, hour, minute, min(second, 59) if second == 60 else second)  # noqa: DTZ001
