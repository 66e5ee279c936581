"""Senders against the sandbox: every outcome ends in the counters, and in the chat what it should."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.delivery.policy import nothing_to_tell
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.model import ChatKind, Digest, Message, Schedule, State, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import keys
from tests.delivery.world import HEAD, READER, News, Side, due, jump, reader, started, texts, waits


async def test_a_digest_arrives_part_by_part_and_moves_the_cursor(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 1)
    side.news.parts = 3
    await due(side, READER, silent=True)
    async with side.sending():
        await side.settle()
    assert [text[:7] for text in texts(sandbox, READER)] == ["早报 第1部分", "早报 第2部分", "早报 第3部分"]
    assert (await reader(side)).cursor == HEAD
    assert (await side.balanced())["sent"] == 1
    assert sandbox.calls("sendMessage")[0].params["disable_notification"] == "true"


@pytest.mark.slow
async def test_what_many_share_is_composed_once(side: Side, sandbox: Sandbox) -> None:
    await due(side, *started(sandbox, 300))
    async with side.sending():
        await side.settle()
    assert len(side.news.built) == 1
    assert (await side.balanced())["sent"] == 300
    assert await side.redis.keys(keys.content("*")) == []


async def test_nothing_new_is_no_message(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 1)
    await due(side, READER, cursor=HEAD)
    async with side.sending():
        await side.settle()
    assert texts(sandbox, READER) == []
    assert (await side.balanced())["empty"] == 1


def test_an_empty_digest_is_sent_to_who_wants_it() -> None:
    empty = Digest(parts=(Message("今天没有新内容"),))
    always = Subscriber(Target(1), schedule=Schedule(skip_empty=False))
    assert nothing_to_tell(empty, Subscriber(Target(1)))
    assert not nothing_to_tell(empty, always)
    assert nothing_to_tell(Digest(parts=()), always)


async def test_what_the_reader_no_longer_wants_is_not_sent(side: Side, sandbox: Sandbox) -> None:
    left, stopped, gone, snoozed = started(sandbox, 4)
    await due(side, left, stopped, gone, snoozed)
    await side.subscribers.update(Target(left), lambda old, due: (replace(old, subscribed=False), None))
    await side.subscribers.update(Target(stopped), lambda old, due: (replace(old, state=State.PAUSED), None))
    await side.subscribers.forget_chat(gone)
    until = side.clock.now() + timedelta(days=3)
    await side.subscribers.update(
        Target(snoozed), lambda old, due: (replace(old, schedule=replace(old.schedule, paused_until=until)), due)
    )
    async with side.sending():
        await side.settle()
    assert not sandbox.calls("sendMessage")
    counters = await side.balanced()
    assert (counters["cancelled"], counters["paused"]) == (3, 1)


@pytest.mark.parametrize(("fault", "reason"), [("blocked", "blocked"), ("deactivated", "deactivated")])
async def test_a_reader_who_cannot_be_reached_is_paused(side: Side, sandbox: Sandbox, fault: str, reason: str) -> None:
    blocked, other = started(sandbox, 2)
    sandbox.faults.add(fault, chat_id=blocked, times=None)
    await due(side, blocked, other)
    async with side.sending():
        await side.settle()
    paused = await reader(side, blocked)
    assert (paused.state, paused.paused_reason, paused.cursor) == (State.PAUSED, reason, "0-0")
    assert paused.paused_since is not None
    assert await side.subscribers.due_at(Target(blocked)) is None
    assert (await reader(side, other)).state is State.ACTIVE
    counters = await side.balanced()
    assert (counters["paused"], counters["sent"]) == (1, 1)


async def test_a_group_that_threw_the_bot_out_is_paused_with_all_its_topics(side: Side, sandbox: Sandbox) -> None:
    room = sandbox.group("论坛", owner=sandbox.user("群主"), forum=True)
    sandbox.faults.add("kicked", chat_id=room.id, times=None)
    await side.subscribe(Target(room.id, 5), side.clock.now() + timedelta(hours=3))
    await due(side, room.id)
    async with side.sending():
        await side.settle()
    for target in (Target(room.id), Target(room.id, 5)):
        found = await side.subscribers.get(target)
        assert found is not None
        assert (found.state, found.paused_reason) == (State.PAUSED, "kicked")
        assert await side.subscribers.due_at(target) is None


async def test_the_owner_of_a_lost_channel_is_told_once(side: Side, sandbox: Sandbox) -> None:
    owner = sandbox.user("主编")
    sandbox.api.world.people[owner.id].started = True
    channel = sandbox.channel("晨报", owner=owner)
    sandbox.faults.add("kicked", chat_id=channel.id, times=None)
    settings: dict[str, Any] = {"kind": ChatKind.CHANNEL, "title": "晨报 <特刊>", "owner": owner.id}
    await due(side, Target(channel.id), Target(channel.id, 5), **settings)
    async with side.sending():
        await side.settle()
    (text,) = texts(sandbox, owner.id)
    assert "晨报 <特刊>" in text


@pytest.mark.slow
async def test_one_in_ten_blocked_on_a_line_that_breaks(side: Side, sandbox: Sandbox) -> None:
    """Nobody is lost, nobody gets more repeats than there were unknown outcomes, and the counters balance."""
    readers = started(sandbox, 200)
    side.news.parts = 2
    for number, chat in enumerate(readers):
        if number % 10 == 0:
            sandbox.faults.add("blocked", chat_id=chat, times=None)
        elif number % 7 == 0:
            sandbox.faults.add(("reset_before", "reset_after", "bad_gateway")[number % 3], chat_id=chat, times=2)
    await due(side, *readers)
    async with side.sending(), asyncio.timeout(60):
        while (await side.counters.stats(side.clock.now())).counters["pending"]:
            jump(side, seconds=1)
            await side.real.sleep(0.05)
    counters = await side.balanced()
    assert (counters["sent"], counters["paused"], counters["failed"]) == (180, 20, 0)
    for number, chat in enumerate(readers):
        shown = list(dict.fromkeys(text[:7] for text in texts(sandbox, chat)))
        assert shown == ([] if number % 10 == 0 else ["早报 第1部分", "早报 第2部分"])
    assert 0 < sum(duplicate.times - 1 for duplicate in sandbox.duplicates()) <= counters["repeats"]


async def test_a_migrating_group_gets_its_digest_in_the_new_chat(side: Side, sandbox: Sandbox) -> None:
    room = sandbox.group("老群", owner=sandbox.user("群主"), supergroup=False)
    old = room.id
    sandbox.faults.add("migrate", chat_id=old)
    side.news.parts = 2
    await due(side, old)
    await side.store.enqueue(Target(old), [Message("命中")])
    async with side.sending():
        await side.settle()
    moved = next(call for call in sandbox.calls("sendMessage") if call.ok).chat_id
    assert moved is not None
    assert moved != old
    assert sorted(text[:7] for text in texts(sandbox, moved)) == ["命中", "早报 第1部分", "早报 第2部分"]
    assert (await reader(side, moved)).cursor == HEAD
    assert await side.subscribers.get(Target(old)) is None
    assert await side.subscribers.due_at(Target(moved)) is not None
    assert (await side.balanced())["sent"] == 2


async def test_a_lost_topic_falls_back_to_the_chat(side: Side, sandbox: Sandbox) -> None:
    room = sandbox.group("论坛", owner=sandbox.user("群主"), forum=True)
    await due(side, Target(room.id, 99))
    async with side.sending():
        await side.settle()
    assert len(texts(sandbox, room.id)) == 1
    found = await side.subscribers.get(Target(room.id, 99))
    assert found is not None
    assert found.cursor == HEAD


async def test_a_chat_that_always_meets_429_delays_itself_alone(side: Side, sandbox: Sandbox) -> None:
    chats = started(sandbox, 40)
    sandbox.faults.add("flood", chat_id=chats[0], times=None, seconds=600)
    await due(side, *chats)
    async with side.sending():
        await waits(side)
        async with asyncio.timeout(60):
            while (await side.counters.stats(side.clock.now())).counters["sent"] < 39:
                await side.real.sleep(0.01)
        assert (await side.balanced())["pending"] == 1
        jump(side, seconds=2)
        stats = await side.counters.stats(side.clock.now())
        assert (stats.paused_chats, stats.paused_until) == (1, None)
        sandbox.faults.clear()
        jump(side, seconds=601)
        await side.settle()
    assert len([call for call in sandbox.calls("sendMessage") if call.code == 429]) == 1
    assert (await side.balanced())["sent"] == 40
    assert sandbox.duplicates() == []


async def test_a_global_429_pauses_everything_and_loses_nothing(redis_client: Any, sandbox: Sandbox) -> None:
    clock = OffsetClock()
    sandbox.clock = sandbox.api.world.clock = clock
    sandbox.faults.clock = clock
    side = Side(redis_client, sandbox, clock=clock, limits=RateLimits(rate=500, gap=0, group_count=1000))
    chats = started(sandbox, 100)
    sandbox.faults.add("flood_everywhere", seconds=120, skip=20)
    await due(side, *chats)
    async with side.sending():
        sent = 0
        async with asyncio.timeout(60):
            while sent + (await side.counters.stats(clock.now())).later < 100:
                sent = (await side.counters.stats(clock.now())).counters["sent"]
                await side.real.sleep(0.01)
        assert (await side.counters.stats(clock.now())).paused_until is not None
        refused = len([call for call in sandbox.calls("sendMessage") if call.code == 429])
        assert refused < 70
        clock.advance(timedelta(seconds=122))
        await side.settle()
    assert [call.code for call in sandbox.calls("sendMessage")].count(429) <= refused + 2
    assert (await side.balanced())["sent"] == 100
    assert sandbox.duplicates() == []


async def test_content_that_telegram_refuses_goes_out_plain_to_a_few_and_then_stops(
    side: Side, sandbox: Sandbox
) -> None:
    class Bug(News):
        async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
            return Digest(parts=(Message("<b>没有关上"),), stories=("s",), cursor=HEAD)

    side.news = Bug()
    side.concurrency = 8
    await due(side, *started(sandbox, 60))
    async with side.sending():
        await side.settle()
    counters = await side.balanced()
    refused = [call for call in sandbox.calls("sendMessage") if not call.ok]
    assert 3 <= len(refused) <= 3 + 8
    assert counters["sent"] == len(refused)
    assert counters["failed"] == 60 - len(refused)
    assert texts(sandbox, READER) == ["没有关上"]
    (letter,) = await side.counters.dead(1)
    assert letter.payload is None or letter.payload.parts[0].html == "<b>没有关上"
    assert (await side.counters.stats(side.clock.now())).failures["content"] == len(refused)
    behind = [chat for chat in range(READER, READER + 60) if (await reader(side, chat)).cursor == "0-0"]
    assert len(behind) == counters["failed"]
