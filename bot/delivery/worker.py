"""A sender process: takes deliveries, many at once, carries them, and takes over what dead senders held."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import os
import secrets
import socket

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.circuit_breaker import CircuitBreaker
from ledebot.bot.delivery.ports import DeliveryStore, WorkStore
from ledebot.bot.delivery.processor import DeliveryProcessor
from ledebot.bot.delivery.types import Claim

log = logging.getLogger(__name__)

LEASE = 10.0
"""Seconds after which a sender that says nothing is taken for dead."""
IDLE_BLOCK = 0.5
"""Seconds that a read waits for work, and between looks at what was put off."""
STOP_PATIENCE = 9.0
"""Seconds for requests under way at a stop: just longer than Telegram sleeps out a flood wait inside a call."""
LAST_WORDS = 0.5
"""Seconds for signing off at a stop."""


def worker_name() -> str:
    """Name this process among all senders, never the same twice."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


class DeliveryWorker:
    """Runs until stopped or cancelled; `concurrency` deliveries at most are in hand at once."""

    def __init__(
        self,
        *,
        deliveries: DeliveryStore,
        work: WorkStore,
        processor: DeliveryProcessor,
        breaker: CircuitBreaker,
        clock: Clock,
        supervisor: Supervision,
        name: str | None = None,
        concurrency: int = 64,
        lease: float = LEASE,
        idle: float = IDLE_BLOCK,
    ) -> None:
        self.name = name or worker_name()
        self._deliveries = deliveries
        self._work = work
        self._processor = processor
        self._breaker = breaker
        self._clock = clock
        self._supervisor = supervisor
        self._concurrency = concurrency
        self._lease = lease
        self._idle = idle
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._stopping = asyncio.Event()
        self._finished = asyncio.Event()
        self._finished.set()
        self._handful = max(1, concurrency // 4)
        self._room = asyncio.Event()
        self._look_at = 0.0
        self._alive_until = -math.inf
        self._mark = ""
        self._trusts_from = 0.0

    async def run(self) -> None:
        """Send until `stop()`, or until cancelled, which stops as gracefully."""
        self._finished.clear()
        keep = self._supervisor.beside
        try:
            async with keep("heartbeat", self._beat), keep("claims", self._turn):
                await self._stopping.wait()
        finally:
            await self._wind_up()
            self._finished.set()

    async def stop(self) -> None:
        """Take no more, finish the requests under way, hand the rest back; within ten seconds."""
        self._stopping.set()
        await self._finished.wait()

    # --- work -----------------------------------------------------------------------------------------

    async def _turn(self) -> float:
        """Take as much as there are hands for."""
        if asyncio.get_running_loop().time() >= self._alive_until:
            await self._beat()  # whoever counts as dead claims nothing: others would take it over at once
        free = self._concurrency - len(self._tasks)
        if free < self._handful:
            self._room.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._idle):
                    await self._room.wait()
            return 0.0
        await self._look_around()
        free = self._concurrency - len(self._tasks)
        claims = await self._deliveries.claim(
            self.name,
            alerts=max(free, 1),
            digests=max(free - self._concurrency // 8, 0),
            broadcasts=max(free - self._concurrency // 2, 0),
            block=self._idle if not self._tasks else self._idle / 10,
        )
        for claim in claims:
            self._begin(claim)
        return 0.0

    async def _look_around(self) -> None:
        """Queue what was put off until now, and take over what nobody has in hand."""
        now = asyncio.get_running_loop().time()
        if now < self._look_at:
            return
        self._look_at = now + min(self._idle, self._lease / 4)
        await self._work.promote(self._clock.now())
        if now < self._trusts_from:
            return
        for claim in await self._work.take_over(self.name, self._mark, list(self._tasks.values())):
            self._begin(claim)

    def _begin(self, claim: Claim) -> None:
        if claim.id in self._tasks.values():
            return
        task = asyncio.create_task(self._carry(claim))
        self._tasks[task] = claim.id
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if self._concurrency - len(self._tasks) >= self._handful:
            self._room.set()

    async def _carry(self, claim: Claim) -> None:
        try:
            await self._processor.deliver(claim)
        except StoreUnavailableError as error:
            # The claim stands in our name and is found again among our own once Redis is back.
            log.debug("delivery %s waits: %s", claim.id, error)
        except Exception as error:  # noqa: BLE001  # told and counted; the claim stands
            self._supervisor.failed("deliveries", error)
        else:
            self._supervisor.worked("deliveries")

    async def _beat(self) -> float:
        """Say that this sender lives; by the event loop's time and not by the clock: the lease runs by the server's."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        self._mark = await self._work.register(self.name, self._lease)
        if math.isfinite(self._alive_until) and (heard := loop.time()) > self._alive_until - self._lease / 2:
            # Redis was away for long: the others may look dead as well until they have had their time.
            self._trusts_from = heard + self._lease
        self._alive_until = asked + self._lease
        return self._lease / 4

    async def _wind_up(self) -> None:
        """Let requests under way finish; everything else stays claimed and is taken over by whoever comes next."""
        self._processor.stopping = True
        for task in list(self._tasks):
            if task not in self._processor.committed:
                task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_PATIENCE)
            for task in late:
                task.cancel()
            if late:
                log.error("%d messages were still under way at the stop; they may come twice", len(late))
                await asyncio.wait(late, timeout=0.5)
        await self._breaker.close()
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._work.retire(self.name)
        except (StoreUnavailableError, TimeoutError):
            log.warning("sender %s could not sign off; its work is free in %.0f s", self.name, self._lease)
