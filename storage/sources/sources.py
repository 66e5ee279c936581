"""Sources in Redis: each one's state, when it is due, and which of its entries are known already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from redis.asyncio.client import Pipeline

from ledebot.bot.model import SourceState
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.errors import translated

RECORD = scripting.read("ledebot.storage.sources", "record")

FAR_AHEAD = 2 * 24 * 3600.0
"""Seconds; no source of its own pace is left alone for that long."""


class Sources:
    """The store of sources; satisfies `SourceStore`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._record = redis.register_script(RECORD)

    @translated
    async def all(self) -> list[SourceState]:
        """List every source, retired ones included, in the order of their titles."""
        states = readable(SourceState, await self._redis.hvals(keys.SOURCES))
        return sorted(states, key=lambda state: (state.config.title or state.title, state.config.url))

    @translated
    async def get(self, url: str) -> SourceState | None:
        """Load one by its URL or path."""
        record = await self._redis.hget(keys.SOURCES, url)
        return next(iter(readable(SourceState, [record])), None)

    @translated
    async def save(self, state: SourceState) -> None:
        """Create or replace one and set its place in the queue of next tries."""
        async with self._redis.pipeline() as pipe:
            _write(pipe, state)
            await pipe.execute()

    @translated
    async def record(self, state: SourceState, seen: Mapping[str, str] | None = None) -> bool:
        """Write what a poll found out; see `SourceStore.record`."""
        url = state.config.url
        while (held := await self._redis.hget(keys.SOURCES, url)) is not None:
            in_force = next(iter(readable(SourceState, [held])), state)
            if await self._swap(held, replace(state, config=in_force.config, paused=in_force.paused), seen):
                return True
        return False

    @translated
    async def change(self, url: str, edit: Callable[[SourceState], SourceState]) -> SourceState | None:
        """Read, change and write one in one step; see `SourceStore.change`."""
        while (held := await self._redis.hget(keys.SOURCES, url)) is not None:
            found = readable(SourceState, [held])
            if not found:
                return None
            changed = edit(found[0])
            if await self._swap(held, changed):
                return changed
        return None

    async def _swap(self, held: str, state: SourceState, seen: Mapping[str, str] | None = None) -> bool:
        """Write a state, and marks if given, where the record is still the one that was held."""
        url, marks = state.config.url, [] if seen is None else [part for pair in seen.items() for part in pair]
        written = await self._record(
            keys=[keys.SOURCES, keys.SOURCES_DUE, keys.source_seen(url)],
            args=[url, held, dumps(state), _due(state) or "", "0" if seen is None else "1", *marks],
        )
        return bool(written)

    @translated
    async def seen(self, url: str) -> dict[str, str]:
        """Map the entries that the source held when it was last read to marks of their content."""
        return dict(await self._redis.hgetall(keys.source_seen(url)))

    @translated
    async def remove(self, url: str) -> bool:
        """Forget one with all its traces; tells whether it was there."""
        async with self._redis.pipeline() as pipe:
            pipe.hdel(keys.SOURCES, url)
            pipe.zrem(keys.SOURCES_DUE, url)
            pipe.delete(keys.source_seen(url))
            removed, *_ = await pipe.execute()
        return bool(removed)

    @translated
    async def due(self, now: datetime, limit: int = 100) -> list[SourceState]:
        """List sources whose next try has come, the longest overdue first.

        After them come those that were tried last by a clock which has been set back since: their next try may be
        years ahead.
        """
        far = now.timestamp() + FAR_AHEAD
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.zrange(keys.SOURCES_DUE, "-inf", str(now.timestamp()), byscore=True, offset=0, num=limit)
            pipe.zrange(keys.SOURCES_DUE, str(far), "+inf", byscore=True, offset=0, num=limit)
            due, ahead = await pipe.execute()
        records = await self._redis.hmget(keys.SOURCES, [*due, *ahead]) if due or ahead else []
        states = readable(SourceState, records)
        return [
            state
            for state in states
            if state.config.url in due or (state.last_try is not None and state.last_try > now)
        ][:limit]


def _write(pipe: Pipeline, state: SourceState) -> None:
    url = state.config.url
    pipe.hset(keys.SOURCES, url, dumps(state))
    if (due := _due(state)) is None:
        pipe.zrem(keys.SOURCES_DUE, url)
    else:
        pipe.zadd(keys.SOURCES_DUE, {url: due})


def _due(state: SourceState) -> float | None:
    return None if state.paused or state.next_try is None else state.next_try.timestamp()
