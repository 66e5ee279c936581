"""Manners towards servers: one request at a time per host, a pause between two, a cap on all together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ledebot.bot.core.clock import Clock

MANY_HOSTS = 1000
"""Idle hosts remembered before they are swept."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: datetime | None = None


class Politeness:
    """Hands out turns to talk to hosts. `gap` in seconds of the clock."""

    def __init__(self, clock: Clock, *, concurrency: int, gap: float) -> None:
        self._clock = clock
        self._gap = gap
        self._slots = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn with a host and hold it for the length of the block."""
        if len(self._hosts) > MANY_HOSTS:
            self._sweep()
        state = self._hosts.setdefault(host.lower(), _Host())
        state.waiting += 1
        try:
            # The host comes first: whoever waits out a pause must not keep a slot from others.
            async with state.lock:
                if state.free_at:
                    await self._clock.sleep((state.free_at - self._clock.now()).total_seconds())
                async with self._slots:
                    try:
                        yield
                    finally:
                        state.free_at = self._clock.now() + timedelta(seconds=self._gap)
        finally:
            state.waiting -= 1

    def _sweep(self) -> None:
        now = self._clock.now()
        idle = [name for name, host in self._hosts.items() if not host.waiting and (host.free_at or now) <= now]
        for name in idle:
            del self._hosts[name]
