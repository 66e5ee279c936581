"""Places at work: so many at once, and none is held by whoever only waits for their turn to send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_here: ContextVar[_Place | None] = ContextVar("place at work", default=None)


class Places:
    """So many may be at work at the same time; who comes first gets a place first."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Have a place while the block lasts, but for the times that it spends `aside`."""
        place = _Place(self._free)
        await place.take()
        outer = _here.set(place)
        try:
            yield
        finally:
            _here.reset(outer)
            place.close()


async def aside(waiting: Awaitable[T]) -> T:
    """Wait without a place, if one is held here; take one again before going on.

    Whoever is cancelled meanwhile goes without.
    """
    place = _here.get()
    if place is None:
        return await waiting
    place.leave()
    try:
        result = await waiting
    except Exception:
        await place.take()
        raise
    await place.take()
    return result


@asynccontextmanager
async def locked(lock: asyncio.Lock) -> AsyncIterator[None]:
    """Hold a lock while the block lasts, and wait for it aside."""
    place = _here.get() if lock.locked() else None
    if place is not None:
        place.leave()
    async with lock:  # left too if there is a cancellation while it waits for its place again
        if place is not None:
            await place.take()
        yield


class _Place:
    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._held = self._closed = False
        self._aside = 1

    async def take(self) -> None:
        self._aside -= 1
        if self._aside or self._closed:  # another part of the same work still waits, or a part outlives the whole
            return
        await self._free.acquire()
        self._held = True
        if self._closed:
            self._release()

    def leave(self) -> None:
        self._aside += 1
        self._release()

    def close(self) -> None:
        self._closed = True
        self._release()

    def _release(self) -> None:
        if self._held:
            self._held = False
            self._free.release()
