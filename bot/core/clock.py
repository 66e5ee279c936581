"""Time as a value that is passed in, so that tests and the sandbox can move it."""

from __future__ import annotations

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol


class Clock(Protocol):
    """The only source of `now` and of waiting."""

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` of this clock have passed; at once when zero or less."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Tell the machine's time in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for real."""
        await asyncio.sleep(max(seconds, 0.0))


class OffsetClock:
    """The machine's time plus an offset that can grow: the sandbox's "jump to tomorrow".

    Sleepers wake when the offset jumps over their time.
    """

    def __init__(self) -> None:
        self.offset = timedelta()
        self._jumped = asyncio.Event()

    def now(self) -> datetime:
        """Tell the machine's time plus the offset."""
        return datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        """Jump forward and wake whoever slept into the skipped time."""
        self.offset += by
        self._jumped.set()
        self._jumped = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock, jumps included, has moved on by `seconds`."""
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._jumped.wait()
            except TimeoutError:
                return


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        """Tell the time it was last moved to."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move on and wake, in order, whoever's time has come."""
        until = self._now + by
        while self._sleepers and self._sleepers[0][0] <= until:
            due, _, future = heapq.heappop(self._sleepers)
            self._now = max(self._now, due)
            if not future.done():
                future.set_result(None)
        self._now = until

    def next_wake(self) -> datetime | None:
        """Tell when the first sleeper is due; None when nobody sleeps."""
        return self._sleepers[0][0] if self._sleepers else None

    async def sleep(self, seconds: float) -> None:
        """Wait until somebody has moved the clock on by `seconds`."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._order), future))
        await future
