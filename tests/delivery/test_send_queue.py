"""Waiting for one's turn, on a clock that stands still until it is moved."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.memory_rate_limits import MemoryRateLimits
from ledebot.bot.delivery.rate_limits import RateLimits, RateLimitStore, Slot, Turn
from ledebot.bot.delivery.send_queue import GROUPS_HORIZON, HORIZON, SOON, Busy, SendQueue
from ledebot.sandbox.server.flood import FloodControl
from ledebot.storage.delivery.rate_limits import RedisRateLimits

START = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)


class Watched:
    """A store that tells whether it is being asked just now: the clock stands until it has answered."""

    def __init__(self, store: RateLimitStore) -> None:
        self._store = store
        self.asked = 0

    async def reserve(self, chats: Sequence[int], now: float, horizon: float, *, payable: bool = True) -> list[Slot]:
        self.asked += 1
        try:
            return await self._store.reserve(chats, now, horizon, payable=payable)
        finally:
            self.asked -= 1

    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        return await self._store.flooded(chat, wait, now)

    async def unpaid(self, rest: float) -> bool:
        return await self._store.unpaid(rest)


async def run_clock(clock: ManualClock, *tasks: asyncio.Task[Any], store: Watched | None = None) -> None:
    """Move the clock from one sleeper to the next until the tasks are done."""
    everything = asyncio.gather(*tasks)
    while not everything.done():
        for _ in range(5):
            await asyncio.sleep(0)
        wake = clock.next_wake()
        if wake is None or (store is not None and store.asked):
            await asyncio.sleep(0)
        else:
            clock.advance(max(wake - clock.now(), timedelta()))
    await everything


class Bench:
    """A send_queue whose sends are written down with their times."""

    def __init__(self, limits: RateLimits = RateLimits(), clock: ManualClock | None = None) -> None:  # noqa: B008  # frozen
        self.clock = clock or ManualClock(START)
        self.store = MemoryRateLimits(limits)
        self.send_queue = SendQueue(self.store, limits, self.clock, Supervisor(self.clock))
        self.sent: list[tuple[int, float]] = []
        self.put_off: list[tuple[int, float]] = []

    def at(self, moment: datetime) -> float:
        return (moment - START).total_seconds()

    async def bulk(self, chat: int, rank: int = 1) -> None:
        try:
            await self.send_queue.bulk(chat, rank)
        except Busy as busy:
            self.put_off.append((chat, round(self.at(busy.until), 3)))
        else:
            self.sent.append((chat, round(self.at(self.clock.now()), 3)))

    async def reply(self, chat: int, patience: float = 15) -> float:
        asked = self.clock.now()
        await self.send_queue.reply(chat, patience)
        self.sent.append((chat, self.at(self.clock.now())))
        return (self.clock.now() - asked).total_seconds()


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_bulk_keeps_the_rate_to_the_message(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.bulk(chat)) for chat in range(1, 601)]
    await run_clock(bench.clock, *tasks)
    times = [at for _, at in bench.sent]
    assert len(times) == 600
    assert times[-1] == pytest.approx(599 / 30, rel=0.005)
    assert [chat for chat, _ in bench.sent] == list(range(1, 601))
    assert all(later - earlier > 0.03 for earlier, later in pairwise(times))


async def test_replies_go_ahead_of_bulk(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.bulk(chat)) for chat in range(1, 301)]
    waits: list[float] = []

    async def readers() -> None:
        for number in range(50):
            await bench.clock.sleep(0.15)
            waits.append(await bench.reply(10_000 + number))

    await run_clock(bench.clock, *tasks, asyncio.create_task(readers()))
    assert max(waits) <= HORIZON + 0.04
    assert max(at for _, at in bench.sent) == pytest.approx(349 / 30, rel=0.01)


async def test_replies_to_readers_go_ahead_of_those_in_groups(bench: Bench) -> None:
    groups = [asyncio.create_task(bench.reply(-number)) for number in range(1, 301)]
    bulk = [asyncio.create_task(bench.bulk(chat)) for chat in range(1, 31)]
    waits: list[float] = []

    async def readers() -> None:
        for number in range(50):
            await bench.clock.sleep(0.15)
            waits.append(await bench.reply(10_000 + number))

    await run_clock(bench.clock, *groups, *bulk, asyncio.create_task(readers()))
    assert max(waits) <= GROUPS_HORIZON + 0.04
    assert [chat for chat, _ in bench.sent if chat < 0] == [-number for number in range(1, 301)]
    assert sum(at < 12 for _, at in bench.sent) == pytest.approx(360, abs=3)


async def test_a_group_that_must_rest_long_is_told_so_and_holds_no_other_up(bench: Bench) -> None:
    await bench.store.flooded(-1, 60.0, START.timestamp())

    async def refused() -> None:
        with pytest.raises(Busy):
            await bench.send_queue.reply(-1, 15)

    await run_clock(bench.clock, *(asyncio.create_task(bench.reply(-number)) for number in range(2, 5)))
    await run_clock(bench.clock, asyncio.create_task(refused()))
    assert max(at for _, at in bench.sent) < 0.1


async def test_urgent_bulk_goes_first(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.bulk(chat, rank=2)) for chat in range(1, 100)]
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(bench.bulk(chat, rank=0)) for chat in range(1001, 1011)]
    await run_clock(bench.clock, *tasks)
    assert max(at for chat, at in bench.sent if chat > 1000) < 0.7


async def test_parts_for_one_chat_keep_their_distance_and_do_not_hold_others_up(bench: Bench) -> None:
    async def three(chat: int) -> None:
        for _ in range(3):
            await bench.bulk(chat)

    await run_clock(bench.clock, *(asyncio.create_task(three(chat)) for chat in (1, 2, 3)))
    for chat in (1, 2, 3):
        times = [at for one, at in bench.sent if one == chat]
        assert all(later - earlier >= 0.999 for earlier, later in pairwise(times))
    assert max(at for _, at in bench.sent) < 2.2


async def test_a_group_that_has_had_its_twenty_is_put_off(bench: Bench) -> None:
    async def many() -> None:
        for _ in range(21):
            await bench.bulk(-5)

    await run_clock(bench.clock, asyncio.create_task(many()))
    assert len(bench.sent) == 20
    assert bench.put_off == [(-5, 60.0)]


async def test_a_long_pause_is_not_waited_for_in_memory(bench: Bench) -> None:
    await bench.store.flooded(-5, 100, START.timestamp())
    await run_clock(bench.clock, asyncio.create_task(bench.bulk(-5)), asyncio.create_task(bench.bulk(6)))
    assert bench.put_off == [(-5, 100.0)]
    assert [chat for chat, _ in bench.sent] == [6]
    with pytest.raises(Busy):
        await bench.reply(-5)


async def test_a_short_pause_is(bench: Bench) -> None:
    await bench.store.flooded(-5, SOON - 1, START.timestamp())
    await run_clock(bench.clock, asyncio.create_task(bench.bulk(-5)))
    assert bench.sent == [(-5, SOON - 1)]


async def test_whoever_is_cancelled_takes_no_slot_from_the_others(bench: Bench) -> None:
    tasks = [asyncio.create_task(bench.bulk(chat)) for chat in range(1, 61)]
    await asyncio.sleep(0)
    for task in tasks[:30]:
        task.cancel()
    await asyncio.gather(*tasks[:30], return_exceptions=True)
    await run_clock(bench.clock, *tasks[30:])
    assert max(at for _, at in bench.sent) < 1.2


class Broken:
    """Redis, away."""

    def __init__(self, *, hang: bool = False) -> None:
        self.asked = 0
        self._hang = hang

    async def reserve(self, chats: Sequence[int], now: float, horizon: float, *, payable: bool = True) -> list[Slot]:
        self.asked += 1
        if self._hang:
            await asyncio.Event().wait()
        raise StoreUnavailableError("Redis cannot be reached")

    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        raise StoreUnavailableError("Redis cannot be reached")

    async def unpaid(self, rest: float) -> bool:
        raise StoreUnavailableError("Redis cannot be reached")


async def test_replies_go_on_while_redis_is_away(bench: Bench) -> None:
    broken = Broken()
    bench.send_queue = SendQueue(broken, RateLimits(), bench.clock, Supervisor(bench.clock))
    tasks = [asyncio.create_task(bench.bulk(chat)) for chat in range(1, 31)]
    await run_clock(bench.clock, *tasks)
    assert bench.sent[-1][1] == pytest.approx(29 / 30, rel=0.01)
    assert 1 <= broken.asked <= 4, "ever less often"
    await bench.send_queue.flooded(
        -5,
        100,
    )
    with pytest.raises(Busy):
        await bench.reply(-5)


async def test_a_redis_that_hangs_is_not_waited_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledebot.bot.delivery.send_queue.STORE_PATIENCE", 0.05)
    bench.send_queue = SendQueue(Broken(hang=True), RateLimits(), bench.clock, Supervisor(bench.clock))
    await asyncio.wait_for(bench.send_queue.reply(1, 15), 60)


@pytest.mark.parametrize(
    ("kind", "readers"), [pytest.param("memory", 10_000, marks=pytest.mark.slow), ("redis", 1_000)]
)
async def test_everybody_at_telegrams_rate_without_a_single_429(redis_client: Any, kind: str, readers: int) -> None:
    """Minutes of sending in seconds: the limits against the sandbox's own flood control."""
    clock, limits, telegram = ManualClock(START), RateLimits(), FloodControl()
    store = Watched(RedisRateLimits(redis_client, limits) if kind == "redis" else MemoryRateLimits(limits))
    send_queue = SendQueue(store, limits, clock, Supervisor(clock))
    slept, refused, waits = 0.0, 0, []

    def book(chat: int) -> None:
        nonlocal slept, refused
        wait, retry_after = telegram.book(chat, clock.now().timestamp(), group=chat < 0)
        slept, refused = slept + wait, refused + bool(retry_after)

    async def reader(chat: int) -> None:
        await send_queue.bulk(chat, 1)
        book(chat)

    async def asking() -> None:
        for number in range(readers // 17):
            await clock.sleep(0.5)
            asked = clock.now()
            await send_queue.reply(1_000_000 + number, 15)
            waits.append((clock.now() - asked).total_seconds())
            book(1_000_000 + number)

    tasks = [asyncio.create_task(reader(chat)) for chat in range(1, readers + 1)]
    await run_clock(clock, *tasks, asyncio.create_task(asking()), store=store)
    ideal = (readers + len(waits)) / limits.rate
    assert (clock.now() - START).total_seconds() <= 1.02 * ideal
    assert (refused, slept) == (0, 0)
    assert statistics.quantiles(waits, n=20)[-1] < 0.3
