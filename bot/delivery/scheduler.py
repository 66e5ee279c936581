"""The ticks: APScheduler says when to look, Redis says what is due, a lease says which process looks.

Nothing is planned in memory, so a process that dies or sleeps loses nothing: what was due then is due still.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from ledebot.bot.core.errors import LedebotError
from ledebot.bot.core.supervision import Supervision

log = logging.getLogger(__name__)

DISPATCH_EVERY = 1.0
FETCH_EVERY = 10.0
HOUSEKEEPING_EVERY = 600.0
LEASE = 10.0
"""Seconds after which a scheduler that says nothing is replaced; it renews three times as often."""
STOP_PATIENCE = 8.0
"""Seconds for a job under way at a stop; every job may be broken off and is then done again by the next scheduler."""
LAST_WORDS = 1.0
"""Seconds for giving up the lease at a stop."""


class Election(Protocol):
    """Which of several processes is the scheduler."""

    async def hold(self) -> bool:
        """Take or keep the role; False if another process has it."""
        ...

    async def leave(self) -> None:
        """Give it up."""
        ...


Job = Callable[[], Awaitable[object]]


class Scheduler:
    """Runs named jobs at intervals while this process holds the lease."""

    def __init__(
        self, election: Election, jobs: dict[str, tuple[Job, float]], supervisor: Supervision, *, lease: float = LEASE
    ) -> None:
        self._election = election
        self._supervisor = supervisor
        self._jobs = jobs
        self._lease = lease
        self._leading = False
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._finished = asyncio.Event()
        self._finished.set()

    @property
    def leading(self) -> bool:
        """Whether this process is the scheduler at the moment."""
        return self._leading

    async def run(self) -> None:
        """Tick until `stop()`, or until cancelled, which stops as gracefully."""
        self._finished.clear()
        ticker = AsyncIOScheduler(timezone="UTC")
        for name, (job, seconds) in self._jobs.items():
            ticker.add_job(
                self._tick,
                "interval",
                args=(name, job),
                seconds=seconds,
                coalesce=True,  # ticks that were missed are one
                misfire_grace_time=None,  # and a late one is better than none
                max_instances=1,
            )
        ticker.start()
        try:
            async with self._supervisor.beside("election", partial(self._elect, ticker)):
                await self._stopping.wait()
        finally:
            await self._wind_up(ticker)
            self._finished.set()

    async def stop(self) -> None:
        """Tick no more, let a job under way finish, give the lease up; within ten seconds."""
        self._stopping.set()
        await self._finished.wait()

    async def _elect(self, ticker: AsyncIOScheduler) -> float:
        wake(ticker, datetime.now(UTC))
        before = self._leading
        try:
            self._leading = await self._election.hold()
        except Exception:
            self._leading = False  # without the store there is nothing to dispatch, and nobody else can lead either
            raise
        if self._leading and not before:
            log.info("this process is the scheduler now")
            for job in ticker.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        return self._lease / 3

    async def _tick(self, name: str, job: Job) -> None:
        if not self._leading:
            return
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        try:
            await self._supervisor.attempt(name, job)
        except asyncio.CancelledError:
            # At a stop that has waited long enough; APScheduler would log it as an error.
            if not self._stopping.is_set():
                raise
            log.info("%s is broken off; the next scheduler does it anew", name)
        finally:
            if task is not None:
                self._running.discard(task)

    async def _wind_up(self, ticker: AsyncIOScheduler) -> None:
        # The executor would cancel its jobs at once; they get their time first.
        ticker.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_PATIENCE)
        ticker.shutdown(wait=False)
        self._leading = False
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._election.leave()  # which may have been won just as the stop broke off the asking
        except (LedebotError, TimeoutError) as error:
            log.warning("the scheduler's lease could not be given up: %s", str(error) or "Redis is slow")


def wake(ticker: AsyncIOScheduler, now: datetime) -> None:
    """Have those jobs tick at once whose next tick is further ahead than they ever are: the clock was set back.

    APScheduler goes by the clock on the wall and would wait until it has caught up.
    """
    for job in ticker.get_jobs():
        if job.next_run_time is not None and job.next_run_time - now > job.trigger.interval:
            job.modify(next_run_time=now)
