"""Lanes and claims, a chat's deliveries as a whole, and what the figures tell of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from ledebot.bot.delivery.types import Begin, Claim, Ending, Kind
from ledebot.bot.model import Message, Subscriber, Target
from ledebot.storage.base import keys
from tests.storage.delivery.desk import DIGEST, NOW, Desk


async def test_one_off_messages_are_queued_once_under_a_key(desk: Desk) -> None:
    assert await desk.outbox.enqueue(Target(7), [Message("命中")], key="w1:a1")
    assert not await desk.outbox.enqueue(Target(7), [Message("命中")], key="w1:a1")
    assert await desk.outbox.enqueue(Target(8), [Message("命中")], key="w1:a1")
    assert await desk.outbox.enqueue(Target(7), [Message("命中")])
    claims = await desk.claim()
    assert [claim.target.chat_id for claim in claims] == [7, 8, 7]
    assert {claim.content for claim in claims} == {claims[0].content}
    with pytest.raises(ValueError, match="no message"):
        await desk.outbox.enqueue(Target(7), [])


async def test_alerts_come_first_and_broadcasts_last(desk: Desk) -> None:
    targets = [Target(chat) for chat in range(1, 1201)]
    assert await desk.outbox.broadcast(targets, [Message("通知")], key="b1") == 1200
    assert await desk.outbox.broadcast(targets, [Message("通知")], key="b1") == 0
    await desk.subscribe(7)
    await desk.dispatch()
    await desk.outbox.enqueue(Target(5), [Message("命中")], kind=Kind.NOTICE)
    claims = await desk.claim(count=2)
    assert [claim.kind for claim in claims] == [Kind.NOTICE, Kind.DIGEST, Kind.BROADCAST, Kind.BROADCAST]
    assert len(await desk.redis.keys(keys.content("*"))) == 2


async def test_claiming_waits_for_work(desk: Desk) -> None:
    async def wait() -> list[Claim]:
        return await desk.deliveries.claim("a", alerts=1, digests=1, broadcasts=1, block=5)

    waiting = asyncio.create_task(wait())
    await desk.claim("b")  # the group exists now
    await desk.outbox.enqueue(Target(7), [Message("命中")])
    assert len(await asyncio.wait_for(waiting, 60)) == 1


async def test_a_server_that_was_emptied_is_set_up_again(desk: Desk) -> None:
    await desk.one()
    await desk.redis.flushall()
    assert await desk.claim() == []
    await desk.outbox.enqueue(Target(7), [Message("命中")])
    assert len(await desk.claim()) == 1


async def test_forgetting_a_chat_cancels_and_removes_everything(desk: Desk) -> None:
    await desk.subscribe(7, 8)
    await desk.dispatch()
    await desk.outbox.enqueue(Target(7, 3), [Message("命中")])
    claims = await desk.claim()
    await desk.deliveries.begin(claims[1], 0, DIGEST, NOW)
    await desk.counters.forget_chat(7)
    await desk.subscribers.forget_chat(7)
    left = [key for key in await desk.redis.keys("*") if ":7" in key]
    assert left == []
    for zset in (keys.PENDING, keys.LATER, keys.DEAD):
        assert not [name for name in await desk.redis.zrange(zset, 0, -1) if ":7" in name]
    assert await desk.counters.export_chat(7) is None
    counters = (await desk.counters.stats(NOW)).counters
    assert (counters["due"], counters["cancelled"], counters["pending"]) == (3, 2, 1)
    assert await desk.deliveries.begin(claims[1], 0, DIGEST, NOW) is Begin.LOST


async def test_a_migrated_chat_keeps_what_is_on_its_way(desk: Desk) -> None:
    await desk.subscribe(-7)
    await desk.dispatch()
    await desk.outbox.enqueue(Target(-7, 3), [Message("命中")])
    await desk.counters.migrate_chat(-7, -1007)
    # Before the subscriber has moved, and after: the delivery finds it.
    claims = await desk.claim()
    assert sorted(str(claim.target) for claim in claims) == ["-1007", "-1007:3"]
    digest = next(claim for claim in claims if claim.kind is Kind.DIGEST)
    assert digest.subscriber is not None
    assert digest.subscriber.target == Target(-7)
    await desk.subscribers.migrate(-7, -1007)
    await desk.deliveries.retire("a")
    taken = {claim.kind: claim for claim in await desk.take_over("b")}
    found = taken[Kind.DIGEST].subscriber
    assert found is not None
    assert found.target == Target(-1007)
    await desk.deliveries.end(taken[Kind.DIGEST], Ending.SENT, NOW, cursor="1000-2")
    moved = await desk.subscribers.get(Target(-1007))
    assert moved is not None
    assert moved.cursor == "1000-2"


async def test_only_the_latest_deliveries_of_a_chat_are_kept(desk: Desk) -> None:
    for number in range(40):
        await desk.outbox.enqueue(Target(7), [Message(f"第{number}条")], key=str(number))
        (claim,) = await desk.claim()
        await desk.deliveries.end(claim, Ending.SENT, NOW)
    assert len(await desk.counters.export_chat(7)) == 30
    assert len(await desk.redis.keys(keys.delivery("*"))) == 30


async def test_deliveries_that_have_expired_are_struck_off_a_chats_list(desk: Desk) -> None:
    """Who gets one a day has a list of those of the last month: each record goes after two days by itself."""
    await desk.outbox.enqueue(Target(7), [Message("发不出去")], key="dead")
    (dead,) = await desk.claim()
    await desk.deliveries.end(dead, Ending.FAILED, NOW)
    for number in range(40):
        desk.clock.advance(timedelta(days=1))
        await desk.outbox.enqueue(Target(7), [Message(f"第{number}条")], key=str(number))
        (claim,) = await desk.claim()
        await desk.deliveries.end(claim, Ending.SENT, NOW)
        await desk.redis.delete(keys.delivery(claim.id))
    held = await desk.redis.zrange(keys.chat_deliveries(7), 0, -1)
    assert held[0] == dead.id, "what failed stays for the operator"
    assert len(held) <= 3


async def test_a_dead_sender_is_no_longer_counted(desk: Desk) -> None:
    await desk.claim("a")
    await desk.claim("b")
    assert (await desk.counters.stats(NOW)).senders == 2
    await desk.redis.delete(keys.sender("a"))
    assert (await desk.counters.stats(NOW)).senders == 1
    await desk.take_over("b")
    assert await desk.redis.smembers(keys.SENDERS) == {"b"}


async def test_the_figures_tell_how_far_behind_sending_is(desk: Desk) -> None:
    empty = await desk.counters.stats(NOW)
    assert (empty.oldest, empty.senders, empty.overdue, empty.dead) == (None, 0, 0, 0)
    await desk.subscribe(7, 8)
    await desk.subscribers.save(Subscriber(Target(9), subscribed=True), NOW - timedelta(minutes=5))
    stats = await desk.counters.stats(NOW)
    assert (stats.overdue, stats.oldest) == (3, NOW - timedelta(minutes=5))
    await desk.dispatch()
    claims = await desk.claim()
    await desk.deliveries.end(claims[0], Ending.FAILED, NOW, why="content")
    await desk.deliveries.failed("time-out")
    stats = await desk.counters.stats(NOW)
    assert (stats.overdue, stats.senders, stats.dead, stats.queued["digest"]) == (0, 1, 1, 2)
    assert stats.failures == {"time-out": 1}
    assert stats.oldest == NOW
