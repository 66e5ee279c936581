"""The send limits in Redis and in memory: the same rules, and Telegram's numbers kept in every window."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from ledebot.bot.delivery.memory_rate_limits import MemoryRateLimits
from ledebot.bot.delivery.rate_limits import (
    FLOOD_WINDOW,
    NO_HORIZON,
    SLOW_START,
    SUSPICION,
    RateLimits,
    RateLimitStore,
    Slot,
    Turn,
)
from ledebot.storage.base import keys
from ledebot.storage.delivery.rate_limits import RedisRateLimits

LIMITS = RateLimits()
START = 1_780_000_000.0
HORIZON = 0.1


@pytest.fixture(params=["redis", "memory"])
def pace(request: pytest.FixtureRequest, redis_client: Any) -> RateLimitStore:
    return RedisRateLimits(redis_client, LIMITS) if request.param == "redis" else MemoryRateLimits(LIMITS)


@pytest.mark.slow
async def test_both_kinds_answer_alike(any_redis: Any) -> None:
    chance = random.Random(7)
    shared, local = RedisRateLimits(any_redis, LIMITS), MemoryRateLimits(LIMITS)
    now = START
    chats = [1, 2, 3, 4, -5, -6]
    for step in range(1500):
        now += chance.choice((0.0, 0.01, 0.2, 3.0)) * chance.random()
        if chance.random() < 0.02:
            chat, wait = chance.choice(chats), chance.choice((1.0, 5.0, 35.0))
            assert await shared.flooded(chat, wait, now) == await local.flooded(chat, wait, now), step
            continue
        asked = chance.choices(chats, k=chance.randrange(1, 5))
        horizon = chance.choice((HORIZON, 0.2, NO_HORIZON))
        ours, theirs = await shared.reserve(asked, now, horizon), await local.reserve(asked, now, horizon)
        assert [slot.turn for slot in ours] == [slot.turn for slot in theirs], step
        assert [slot.at for slot in ours] == pytest.approx([slot.at for slot in theirs], abs=1e-6), step


async def test_no_window_ever_holds_more_than_telegram_allows(pace: RateLimitStore) -> None:
    chance = random.Random(11)
    now, sent = START, defaultdict(list)
    for _ in range(800):
        chat = chance.choice((1, 2, -3))
        (slot,) = await pace.reserve([chat], now, HORIZON)
        if slot.turn is Turn.GO:
            sent[chat].append(slot.at)
        now += chance.random() * 0.2
    for chat, times in sent.items():
        assert all(later - earlier >= 0.999 for earlier, later in pairwise(times))
        if chat < 0:
            assert all(later - earlier >= 59.99 for earlier, later in zip(times, times[20:], strict=False))
    everything = sorted(at for times in sent.values() for at in times)
    assert all(later - earlier >= 0.99 for earlier, later in zip(everything, everything[30:], strict=False))


async def test_bulk_books_no_more_than_its_horizon_and_a_reply_goes_ahead(pace: RateLimitStore) -> None:
    answers = await pace.reserve(list(range(1, 60)), START, HORIZON)
    assert [slot.turn for slot in answers].count(Turn.GO) == 4
    (reply,) = await pace.reserve([999], START, NO_HORIZON)
    assert reply.turn is Turn.GO
    assert reply.at - START <= HORIZON + 2 / LIMITS.rate
    (bulk,) = await pace.reserve([60], START, HORIZON)
    assert (bulk.turn, bulk.at > START) == (Turn.ALL, True)


async def test_no_time_is_lost_when_bulk_asks_in_time(pace: RateLimitStore) -> None:
    """Asking again when told to keeps the average at the very rate, however late each request is."""
    now, given, chat, chance = START, 0, 1, random.Random(3)
    while now < START + 20:
        (slot,) = await pace.reserve([chat], now, HORIZON)
        if slot.turn is Turn.GO:
            given, chat = given + 1, chat + 1
        else:
            now = slot.at + chance.random() * 0.02
    assert 20 * LIMITS.rate <= given <= 20.2 * LIMITS.rate + 4


async def test_a_429_of_one_group_delays_that_group_alone(pace: RateLimitStore) -> None:
    await pace.reserve([-5], START, HORIZON)
    assert await pace.flooded(-5, 35, START + 1) is Turn.CHAT
    group, other = await pace.reserve([-5, 6], START + 2, HORIZON)
    assert (group.turn, round(group.at - START, 3)) == (Turn.CHAT, 36)
    assert other.turn is Turn.GO


async def test_a_429_on_a_first_message_stops_everything_for_a_moment_only(pace: RateLimitStore) -> None:
    await pace.reserve([5], START, HORIZON)
    assert await pace.flooded(5, 10_072, START + 1) is Turn.ALL
    (during,) = await pace.reserve([6], START + 1.5, HORIZON)
    assert (during.turn, round(during.at - START, 3)) == (Turn.ALL, 1 + SUSPICION)
    own, other = await pace.reserve([5, 6], START + 1 + SUSPICION, HORIZON)
    assert (own.turn, round(own.at - START, 3)) == (Turn.CHAT, 10_073)
    assert other.turn is Turn.GO


async def test_429s_of_two_chats_pause_all_and_sending_resumes_slowly(pace: RateLimitStore) -> None:
    await pace.flooded(-5, 20, START)
    assert await pace.flooded(-6, 20, START + 1) is Turn.ALL
    (slot,) = await pace.reserve([7], START + 5, HORIZON)
    assert (slot.turn, round(slot.at - START, 3)) == (Turn.ALL, 21)
    resumed, given = START + 21, []
    for step in range(1, 2000):
        (slot,) = await pace.reserve([step], resumed + step * 0.01, HORIZON)
        if slot.turn is Turn.GO:
            given.append(slot.at)
    first = sum(at < resumed + 2 for at in given)
    assert 28 <= first <= 36
    assert all(later - earlier > 1 / LIMITS.rate for earlier, later in pairwise(given))
    slots = await pace.reserve([5001, 5002], resumed + SLOW_START + 30, HORIZON)
    assert slots[1].at - slots[0].at == pytest.approx(1 / LIMITS.rate)


async def test_a_chat_known_for_429s_is_no_sign_of_a_global_one(pace: RateLimitStore) -> None:
    await pace.flooded(5, 1, START)
    await pace.flooded(-6, 1, START + FLOOD_WINDOW + 1)
    assert await pace.flooded(5, 1, START + FLOOD_WINDOW + 2) is Turn.CHAT


async def test_a_clock_that_was_set_back_does_not_stall_sending(pace: RateLimitStore) -> None:
    await pace.reserve([1, -2], START + 86_400, HORIZON)
    slots = await pace.reserve([1, -2, 3], START, HORIZON)
    assert [slot.turn for slot in slots] == [Turn.GO] * 3
    assert slots[0].at == START


async def test_processes_share_one_rate(redis_client: Any) -> None:
    stores = [RedisRateLimits(redis_client, LIMITS) for _ in range(4)]
    answers = await asyncio.gather(*(store.reserve([n + 1], START, 10.0) for n, store in enumerate(stores * 10)))
    times = sorted(slot.at for (slot,) in answers if slot.turn is Turn.GO)
    assert len(times) == 40
    assert all(later - earlier > 0.033 for earlier, later in pairwise(times))


# --- paid broadcast -----------------------------------------------------------------------------------

PAID = RateLimits(paid_rate=970, paid_cap=500)


async def rush(paces: Sequence[RateLimitStore], messages: int, start: float, step: float = 0.02) -> list[Slot]:
    """Ask for slots for so many readers, turn by turn from several processes; gives them in order."""
    taken: list[Slot] = []
    now, chat = start, int(start)
    while len(taken) < messages:
        for pace in paces:
            slots = await pace.reserve(range(chat, chat + 20), now, HORIZON)
            given = [slot for slot in slots if slot.turn is Turn.GO]
            taken += given
            chat += len(given)
        now += step
    return taken


async def test_nothing_is_paid_for_what_the_free_rate_sends_in_a_while(any_redis: Any) -> None:
    pace = RedisRateLimits(any_redis, PAID)
    slots = await rush([pace], 400, START)
    paid = [slot for slot in slots if slot.paid]
    assert min(slot.at for slot in paid) - START == pytest.approx(PAID.paid_after, abs=0.2)
    assert len(slots) - len(paid) == pytest.approx(PAID.rate * PAID.paid_after, abs=5)
    # From then on as fast as was asked for, and what the free rate would carry counts as well.
    assert max(slot.at for slot in slots) - START < PAID.paid_after + 0.4
    await rush([pace], 30, START + 3600)
    assert int(await any_redis.get(keys.paid_messages(int(START // 86400)))) == len(paid)


async def test_the_cap_holds_across_processes_and_is_told_once_a_day(
    any_redis: Any, caplog: pytest.LogCaptureFixture
) -> None:
    limits = replace(PAID, paid_after=0.0, paid_cap=130)
    paces = [RedisRateLimits(any_redis, limits) for _ in range(3)]
    slots = await rush(paces, 250, START)
    assert sum(slot.paid for slot in slots) == 130
    assert max(slot.at for slot in slots) - START > 3  # the rest at the free rate
    assert [record.message for record in caplog.records] == [
        "today's 130 paid messages are sent; sending goes on at the free rate"
    ]
    slots = await rush(paces, 100, START + 86400)
    assert sum(slot.paid for slot in slots) > 50


async def test_a_reply_is_never_paid_for(any_redis: Any) -> None:
    pace = RedisRateLimits(any_redis, replace(PAID, paid_after=0.0))
    await rush([pace], 100, START)
    slots = await pace.reserve(range(1, 40), START + 0.1, NO_HORIZON)
    assert not any(slot.paid for slot in slots)


async def test_without_the_setting_nothing_is_paid(any_redis: Any) -> None:
    slots = await rush([RedisRateLimits(any_redis, replace(LIMITS, paid_after=0.0, paid_cap=500))], 100, START)
    assert not any(slot.paid for slot in slots)


async def test_when_telegram_takes_no_paid_broadcast_none_is_tried_for_a_while(any_redis: Any) -> None:
    paces = [RedisRateLimits(any_redis, replace(PAID, paid_after=0.0)) for _ in range(2)]
    assert any(slot.paid for slot in await rush(paces, 50, START))
    assert await paces[0].unpaid(3600)
    assert not await paces[1].unpaid(3600)
    assert not any(slot.paid for slot in await rush(paces, 50, START + 10))


def test_how_long_a_queue_takes() -> None:
    assert LIMITS.seconds_for(3000) == 100
    assert PAID.seconds_for(200) == pytest.approx(200 / 30)
    assert PAID.seconds_for(10_000) == pytest.approx((10_000 - 500) / 30)
    assert replace(PAID, paid_cap=100_000).seconds_for(10_300) == pytest.approx(20, rel=0.05)
    assert PAID.seconds_for(10_000, paid_today=500) == pytest.approx(10_000 / 30)
