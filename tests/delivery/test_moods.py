"""Two senders and a Redis that falls into every mood in the middle of a push, and is made well again."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack, aclosing
from datetime import UTC, datetime
from typing import Any

import pytest

from ledebot.bot.app import supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import client
from ledebot.storage.base.client import connect
from tests.delivery.world import News, Side, started, texts
from tests.moody_redis import MoodyRedis

READERS = 60
PARTS = 2
LEASE = 1.6
LASTS = 2.2
"""Seconds of a mood: longer than a lease, and than a client waits for an answer."""
LONG_LEASE = 5.0
"""Seconds of the lease where a sender must not count as dead because the machine is busy."""
HARD = ("out of memory", "password changed", "frozen", "gone")
"""One mood of each kind: the store refuses changes, or all; is silent; is not there."""
SENDERS = 2

pytestmark = pytest.mark.slow


async def some_sent(telegram: Sandbox, count: int) -> None:
    async with asyncio.timeout(60):
        while len(telegram.calls("sendMessage")) < count:
            await SystemClock().sleep(0.01)


@pytest.mark.parametrize("mood", HARD)
async def test_all_is_sent_once_redis_is_well_again(
    moody: MoodyRedis,
    telegram: Sandbox,
    mood: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    readers = started(telegram, READERS)
    telegram.faults.add("slow", times=None, seconds=0.05)
    async with AsyncExitStack() as stack:
        calm = await stack.enter_async_context(aclosing(connect(moody.url)))
        onlooker = Side(calm, telegram, news=News(PARTS))  # whose patience is no part of the test
        # As in earnest, a lease outlasts a client's patience and the longest pause together.
        monkeypatch.setattr(client, "READ_TIMEOUT", 1.5)
        monkeypatch.setattr(supervisor, "LONGEST", 0.4)
        connections = [await stack.enter_async_context(aclosing(connect(moody.url))) for _ in range(SENDERS)]
        for reader in readers:
            await onlooker.subscribe(reader, datetime.now(UTC))
        await onlooker.dispatcher.tick()
        async with AsyncExitStack() as sending:
            sides = [Side(redis, telegram, news=News(PARTS), lease=LONG_LEASE, concurrency=8) for redis in connections]
            for side in sides:
                await sending.enter_async_context(side.sending())
            await some_sent(telegram, READERS // 3)
            await moody.fall(mood)
            before = len(telegram.calls("sendMessage"))
            await one_said(caplog, WAITS)
            await held_up(sides)
            await SystemClock().sleep(LONG_LEASE if mood in ("frozen", "gone") else 0)
            in_flight = len(telegram.calls("sendMessage")) - before + 8 * SENDERS
            await moody.recover(mood)
            await onlooker.settle()
            await one_said(caplog, AGAIN)
        counters = await onlooker.balanced()
    assert Counter(len(dict.fromkeys(texts(telegram, reader))) for reader in readers) == {PARTS: READERS}
    assert (counters["sent"], counters["failed"]) == (READERS, 0)
    repeats = sum(one.times - 1 for one in telegram.duplicates())
    assert repeats <= counters["repeats"] <= (0 if mood == "frozen" else in_flight)
    told_once(caplog)


async def held_up(sides: Sequence[Side]) -> None:
    """Wait until each sender's heart or claims met the mood: what is only asked for now and then may not be again."""
    async with asyncio.timeout(60):
        while not all({"heartbeat", "claims"} & side.supervisor.failures.keys() for side in sides):
            await SystemClock().sleep(0.01)


WAITS, AGAIN = "everything waits", "Redis answers again"


def said(caplog: pytest.LogCaptureFixture, words: str) -> int:
    return sum(words in one.getMessage() for one in caplog.records)


async def one_said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(60):
        while not said(caplog, words):
            await SystemClock().sleep(0.01)


def told_once(caplog: pytest.LogCaptureFixture) -> None:
    """Each process says that Redis is not well, and that it is again; and nothing else goes wrong.

    Once as a rule, and again if a call that began before comes to its end after; not at each of the many that fail.
    """
    told: Any = [one for one in caplog.records if one.name.startswith("ledebot.bot") and one.levelno >= logging.WARNING]
    assert all(WAITS in one.getMessage() for one in told), [one.getMessage() for one in told]
    assert len(told) <= 5 * SENDERS
    assert said(caplog, AGAIN) <= len(told), "one that is stopped before it asks again need not say so"


async def test_a_sender_that_cannot_say_that_it_lives_claims_nothing(moody: MoodyRedis, telegram: Sandbox) -> None:
    """Its heart beats on as soon as it can, without a restart."""
    (reader,) = started(telegram, 1)
    redis = connect(moody.url)
    side = Side(redis, telegram, news=News(1), lease=LEASE)
    async with side.sending():
        await moody.fall("out of memory")
        await SystemClock().sleep(LASTS)
        assert (await side.counters.stats(datetime.now(UTC))).senders == 0
        await moody.recover("out of memory")
        await side.subscribe(reader, datetime.now(UTC))
        await side.dispatcher.tick()
        await side.settle()
        assert (await side.counters.stats(datetime.now(UTC))).senders == 1
    await redis.aclose()


class CutOff:
    """A real store that cannot be told for a while that its sender lives, and that remembers when it was asked what."""

    def __init__(self, store: Any, *, hangs: bool) -> None:
        self._store = store
        self._hangs = hangs
        self.away = False
        self.refused = 0
        self.back = asyncio.Event()
        self.registered: list[float] = []
        self.taken: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def register(self, worker: str, ttl: float) -> Any:
        if self.away and (not self._hangs or not self.refused):
            self.refused += 1
            raise StoreUnavailableError("Redis cannot be reached")
        if self.away:
            await self.back.wait()
        mark = await self._store.register(worker, ttl)
        self.registered.append(asyncio.get_running_loop().time())
        return mark

    async def claim(self, worker: str, **wanted: Any) -> Any:
        if self.away and self._hangs:
            await self.back.wait()
        return await self._store.claim(worker, **wanted)

    async def take_over(self, *asked: Any) -> Any:
        self.taken.append(asyncio.get_running_loop().time())
        return await self._store.take_over(*asked)


@pytest.mark.parametrize("hangs", [False, True], ids=["refused", "frozen"])
async def test_who_was_cut_off_takes_nobody_for_dead_at_once(
    redis_client: Any, telegram: Sandbox, *, hangs: bool
) -> None:
    """The others were cut off as well, most likely: they get the time of a lease to say that they live."""
    side = Side(redis_client, telegram, lease=LEASE)
    store = CutOff(side.deliveries, hangs=hangs)
    side.deliveries = store  # type: ignore[assignment]  # stands in for it
    async with side.sending(), asyncio.timeout(60):
        while not store.taken:
            await SystemClock().sleep(0.01)
        store.away = True
        await SystemClock().sleep((1.25 if hangs else 2) * LEASE)  # the call that hangs began within the lease
        store.away, known = False, len(store.registered)
        store.back.set()
        while len(store.registered) == known:
            await SystemClock().sleep(0.01)
        back = store.registered[known]
        while store.taken[-1] < back:
            await SystemClock().sleep(0.01)
    assert min(at for at in store.taken if at >= back) >= back + 0.9 * LEASE
    lost = max(at for at in store.registered if at < back) + LEASE
    late = [at for at in store.taken if lost + LEASE / 2 < at < back]
    assert len(late) <= 1, "nor does it look around while it cannot beat, but for what it had begun"
