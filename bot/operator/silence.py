"""Which sources are silent: they are read, and bring nothing for far longer than they use to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from ledebot.bot.model import Health, SourceState

SHORTEST = timedelta(days=3)
"""No silence is worth a word before, whatever the source."""
LONGEST = timedelta(days=60)
"""Every silence is worth a word after that."""
TIMES = 5
"""So many of its usual pauses are no chance any longer: of a weekly letter five weeks, of a daily paper five days."""
FAILING_AFTER = timedelta(days=1)
"""A source that cannot be read for so long is not mended by waiting."""


NEVER_READ = 8
"""Failures in a row of a source that never was read: that takes about a day (bot/sources/schedule.py)."""


def may_be_silent(state: SourceState, now: datetime) -> bool:
    """Tell whether a source has been quiet for long enough to look at its habits."""
    wanted = not state.paused and state.health is Health.OK
    return wanted and state.last_change is not None and now - state.last_change > SHORTEST


def is_silent(state: SourceState, published: Sequence[datetime], now: datetime) -> bool:
    """Tell whether one is, by when its newest articles were published, in any order."""
    if state.last_change is None or not may_be_silent(state, now):
        return False
    times = sorted(published)
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    usual = timedelta(seconds=median(pauses)) if pauses else timedelta()
    return now - state.last_change > min(max(SHORTEST, TIMES * usual), LONGEST)


def is_failing(state: SourceState, now: datetime) -> bool:
    """Tell whether a source could not be read for a day, or never could since it is followed for that long."""
    if state.paused or state.health is not Health.FAILING:
        return False
    if state.last_success is None:
        return state.failures >= NEVER_READ
    return now - state.last_success > FAILING_AFTER
