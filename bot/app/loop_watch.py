"""How late the event loop is: the one figure that tells whether readers' commands wait for something else's work."""

from __future__ import annotations

import asyncio
import logging
from bisect import bisect_left
from collections import deque
from itertools import accumulate

EVERY = 0.05
"""Seconds between two looks."""
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 5.0)
"""Upper bounds of the histogram, in seconds; a reader is to be answered within 0.3."""
REMEMBERED = 60.0
"""Seconds for which the worst lag stands."""
TOLD = 1.0
"""Seconds of lag from which the log is told."""

log = logging.getLogger(__name__)


class LoopWatch:
    """Sleeps a little, again and again, and measures how much later it wakes; satisfies `Lag`."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS) + 1)
        self._total = 0.0
        self._late: deque[tuple[float, float]] = deque()
        """Lags that none after them has reached, with their time: the first is the worst of those remembered."""

    async def step(self) -> float:
        """Look once."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await asyncio.sleep(EVERY)
        now = loop.time()
        self._note(max(0.0, now - begun - EVERY), now)
        return 0.0

    def _note(self, lag: float, now: float) -> None:
        self._counts[bisect_left(BOUNDS, lag)] += 1
        self._total += lag
        while self._late and self._late[-1][0] <= lag:
            self._late.pop()
        self._late.append((lag, now))
        while self._late[0][1] < now - REMEMBERED:
            self._late.popleft()
        if lag >= TOLD:
            log.warning("the event loop was held up for %.1f s: every answer came as much later", lag)

    @property
    def worst(self) -> float:
        """The worst lag of the last minute, in seconds."""
        return self._late[0][0] if self._late else 0.0

    @property
    def total(self) -> float:
        """The sum of all lags, in seconds."""
        return self._total

    @property
    def buckets(self) -> dict[str, int]:
        """How many lags were at most so long, by the histogram's bounds."""
        names = (*(f"{bound:g}" for bound in BOUNDS), "+Inf")
        return dict(zip(names, accumulate(self._counts), strict=True))
