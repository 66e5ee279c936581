"""Threads for work that foreign data can lengthen: the event loop, which answers the readers, never does it itself.

Readers' digests and rules, their searches, and the sources' entries have threads of their own, so that none waits for
another; few, since they share one interpreter with the loop. The threads are daemons: no work may hold up a stop.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from ledebot.bot.core.errors import LedebotError

P = ParamSpec("P")
R = TypeVar("R")


class OverBudgetError(LedebotError):
    """A piece of work took longer than it may; it is left to itself."""


class Budget:
    """Seconds that a piece of work may take; long loops ask in between."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def spent(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() > self._end


@dataclass(slots=True, eq=False)
class _Job:
    call: Callable[[], object]
    loop: asyncio.AbstractEventLoop
    begun: asyncio.Event
    result: asyncio.Future[Any]
    done: bool = False
    abandoned: bool = False


class Threads:
    """A few threads that take work in the order in which it comes."""

    def __init__(self, name: str, count: int) -> None:
        self._name = name
        self._count = count
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._alive = 0
        self._abandoned = 0
        self._lock = Lock()

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do work in a thread; raises what it raises. When cancelled, it is finished all the same."""
        result: asyncio.Future[R] = self._begin(partial(work, *args, **kwargs)).result
        return await result

    async def within(self, seconds: float, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do work in a thread. Raises OverBudgetError if it takes longer, its time in the queue not counted.

        A thread cannot be stopped from outside: it is left alone with that work, and another one takes its place.
        """
        job = self._begin(partial(work, *args, **kwargs))
        await job.begun.wait()
        try:
            result: R = await asyncio.wait_for(asyncio.shield(job.result), seconds)
        except TimeoutError:
            self._abandon(job)
            job.result.cancel()
            raise OverBudgetError(f"it takes longer than {seconds:g} s") from None
        return result

    def _begin(self, call: Callable[[], object]) -> _Job:
        loop = asyncio.get_running_loop()
        job = _Job(partial(copy_context().run, call), loop, asyncio.Event(), loop.create_future())
        self._jobs.put(job)
        with self._lock:
            if self._alive < self._count:
                self._start()
        return job

    def _start(self) -> None:
        self._alive += 1
        Thread(target=self._serve, name=self._name, daemon=True).start()

    def _abandon(self, job: _Job) -> None:
        with self._lock:
            if not job.done and self._abandoned < MOST_ABANDONED:
                job.abandoned = True
                self._abandoned += 1
                self._alive -= 1
                self._start()

    def _serve(self) -> None:
        while True:
            job = self._jobs.get()
            _tell(job, job.begun.set)
            _tell(job, partial(_settle, job.result, *_outcome(job.call)))
            with self._lock:
                job.done = True
                if job.abandoned:
                    self._abandoned -= 1
                    return


def _outcome(call: Callable[[], object]) -> tuple[object, BaseException | None]:
    try:
        return call(), None
    except BaseException as error:  # noqa: BLE001 - handed over to whoever waits for it
        # A future cannot hold a StopIteration.
        return None, RuntimeError("stopped") if isinstance(error, StopIteration) else error


def _tell(job: _Job, news: Callable[[], object]) -> None:
    with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
        job.loop.call_soon_threadsafe(news)


def _settle(result: asyncio.Future[Any], value: object, error: BaseException | None) -> None:
    if result.done():
        return  # whoever waited was cancelled
    if error is None:
        result.set_result(value)
    else:
        result.set_exception(error)


MOST_ABANDONED = 4
"""Threads left alone with endless work; after that many, work waits for them."""
READERS = Threads("readers", 2)
SEARCHES = Threads("searches", 1)
SOURCES = Threads("sources", 1)
