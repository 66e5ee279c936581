"""When a source is tried next: pure decisions on its state.

`jitter` is a random number in [0, 1) that spreads sources which would otherwise be asked in step.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ledebot.bot.model import Health, SourceState

FASTEST = 5 * 60
"""Seconds; the shortest adaptive interval, and the first wait after an error."""
SLOWEST = 24 * 3600
"""Seconds; no source is left alone for longer, whatever it or its publisher says."""
QUICKER, SLOWER = 0.5, 1.25
"""Factors on the interval after a poll with and without news: twice as many quiet polls undo one lively one."""
SHORTEST_SET, LONGEST_SET = 60, 30 * 24 * 3600
"""Seconds; the least and the most that an operator's own interval may be."""
FORGIVEN = 3
"""Failures in a row after which a source that had moved is looked for at its old address again."""


def succeeded(
    state: SourceState, now: datetime, *, changed: bool, wish: float | None = None, jitter: float = 0.5
) -> SourceState:
    """Note a good poll. `wish` is the publisher's own interval (ttl, Cache-Control) in seconds, a lower bound."""
    adaptive = state.interval * (QUICKER if changed else SLOWER)
    interval = round(min(max(adaptive, FASTEST), SLOWEST))
    own = state.config.interval
    wait = min(max(own, SHORTEST_SET), LONGEST_SET) if own else min(max(interval, wish or 0), SLOWEST)
    return replace(
        state,
        health=Health.OK,
        last_try=now,
        last_success=now,
        last_change=now if changed else state.last_change,
        last_error=None,
        failures=0,
        interval=interval,
        next_try=now + timedelta(seconds=wait * (0.95 + 0.1 * jitter)),
    )


def failed(
    state: SourceState, now: datetime, reason: str, *, retry_after: float | None = None, jitter: float = 0.5
) -> SourceState:
    """Note a failed poll: wait twice as long after each in a row, at least as long as the server asks."""
    failures = state.failures + 1
    wait = min(FASTEST * 2 ** min(failures - 1, 10), SLOWEST) * (0.75 + 0.5 * jitter)
    extra = state.extra
    if failures % FORGIVEN == 0:
        extra = {name: value for name, value in extra.items() if name != "moved_to"}
    return replace(
        state,
        health=Health.FAILING,
        last_try=now,
        last_error=reason,
        failures=failures,
        next_try=now + timedelta(seconds=min(max(wait, retry_after or 0), SLOWEST)),
        extra=extra,
    )


def retired(state: SourceState, now: datetime, reason: str) -> SourceState:
    """Note that the publisher has closed the source; it stays listed and is not tried again."""
    return replace(state, health=Health.RETIRED, last_try=now, last_error=reason, next_try=None)
