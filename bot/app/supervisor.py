"""Keeps every long-lived task alive: heartbeat, claims, probe, index follower, updates, ticks, election.

What a task does is a step. A step that fails is told once with its cause, counted for `/metrics`, and taken again after
a growing pause; only a cancellation ends it. What one cause does to many tasks (Redis is away) is told once for all.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from ledebot.bot.app.outage_log import OutageLog
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import LedebotError, StoreUnavailableError
from ledebot.bot.core.supervision import Step

T = TypeVar("T")

SHORTEST = 0.5
LONGEST = 10.0
"""Seconds of the first pause after a failure and of the longest: a task is at work again that soon after an outage."""
REASON = 120
"""Characters of an outside reason that are told; a proxy's error page is longer."""
STORE = "Redis"


@dataclass(slots=True)
class _Task:
    """How a task fares."""

    row: int = 0
    """Failures since it last worked."""
    rests_until: datetime | None = None
    why: str | None = None
    """Why it does not work, if that is not for others to mend."""
    lasting: bool = False
    """Whether it tries again by itself; a job is tried when somebody next asks for it, which may be never."""


@dataclass(slots=True)
class _Outage:
    """One cause of failures, and the tasks that it holds up."""

    log: OutageLog
    tasks: set[str] = field(default_factory=set)


class Supervisor:
    """Satisfies `Supervision`; one for each process."""

    def __init__(self, clock: Clock, chance: random.Random | None = None) -> None:
        self.failures: Counter[str] = Counter()
        """Failures by task, since the start."""
        self._clock = clock
        self._chance = chance or random.Random()
        self._tasks: dict[str, _Task] = {}
        self._outages: dict[str, _Outage] = {}
        self._outside: tuple[type[Exception], ...] = ()

    def expect(self, *outside: type[Exception]) -> None:
        """Name errors of others whose text says all: they are told in a line, and are no trouble of this process."""
        self._outside = outside

    def troubles(self) -> list[str]:
        """Say which tasks do not get on, and why; Telegram's outages are not among them."""
        return sorted(f"{name}: {task.why}" for name, task in self._tasks.items() if task.row > 1 and task.why)

    async def keep(self, name: str, step: Step) -> None:
        """Take steps until one gives None; see `Supervision.keep`."""
        pause: float | None
        try:
            while True:
                try:
                    pause = await step()
                except Exception as error:  # noqa: BLE001  # told, with its traceback where nobody expected it
                    pause = self.failed(name, error)
                    self._tasks[name].lasting = True
                else:
                    self.worked(name)
                    if pause is None:
                        return
                await self._clock.sleep(pause)
        finally:
            self._clear(name)

    @asynccontextmanager
    async def beside(self, name: str, step: Step) -> AsyncIterator[None]:
        """Take steps beside a block; see `Supervision.beside`."""
        task = asyncio.create_task(self.keep(name, step), name=name)
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def attempt(self, name: str, job: Callable[[], Awaitable[T]]) -> T | None:
        """Do a job that others call now and then; see `Supervision.attempt`."""
        task = self._tasks.get(name)
        now = self._clock.now()
        # A clock that was set back must not make the rest longer.
        if task is not None and task.rests_until is not None and now < task.rests_until <= now + timedelta(0, LONGEST):
            return None
        try:
            result = await job()
        except Exception as error:  # noqa: BLE001  # told, with its traceback where nobody expected it
            pause = self.failed(name, error)
            self._tasks[name].rests_until = self._clock.now() + timedelta(seconds=pause)
            return None
        self.worked(name)
        return result

    def failed(self, name: str, error: Exception) -> float:
        """Tell and count a failure; see `Supervision.failed`."""
        self.failures[name] += 1
        task = self._tasks.setdefault(name, _Task())
        task.row += 1
        reason = str(error)[:REASON] or type(error).__name__
        task.why = None if isinstance(error, self._outside) else reason
        expected = isinstance(error, (LedebotError, *self._outside))
        cause = STORE if isinstance(error, StoreUnavailableError) else f"{name}: {type(error).__name__}"
        outage = self._outages.setdefault(cause, _Outage(OutageLog(self._clock)))
        outage.tasks.add(name)
        if cause == STORE:
            outage.log.failed(f"{error}; everything waits, and goes on by itself")
        elif expected:
            outage.log.failed(f"{name}: {reason}; trying again")
        else:
            outage.log.failed(f"{name} met an unexpected error; trying again", error)
        return min(LONGEST, SHORTEST * 2.0 ** min(task.row - 1, 10)) * self._chance.uniform(0.5, 1.0)

    def worked(self, name: str) -> None:
        """Say that it works again; see `Supervision.worked`."""
        if name in self._tasks:
            self._clear(name, told=True)

    def _clear(self, name: str, *, told: bool = False) -> None:
        """Forget a task's failures, and the causes that no task suffers from any longer."""
        task = self._tasks.pop(name, None)
        for cause, outage in [held for held in self._outages.items() if name in held[1].tasks]:
            outage.tasks.discard(name)
            if task and task.lasting and not any(self._tasks[other].lasting for other in outage.tasks):
                for job in outage.tasks:
                    self._tasks[job].why = None
                outage.tasks.clear()
            if not outage.tasks:
                del self._outages[cause]
                if told:
                    outage.log.over("Redis answers again" if cause == STORE else f"{name} works again")
