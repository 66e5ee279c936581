"""Senders in what goes wrong: outages, missing rights, errors, stops; nothing is lost, and a repeat is counted."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta

import pytest

from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Digest, Message, Schedule, State, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import READER, News, Side, due, jump, reader, started, texts, waits


@pytest.mark.parametrize(
    ("fault", "copies"),
    [("server_error", 1), ("bad_gateway", 1), ("reset_before", 1), ("gateway_timeout", 2), ("reset_after", 2)],
)
async def test_an_outage_is_retried_and_a_possible_repeat_is_counted(
    side: Side, sandbox: Sandbox, fault: str, copies: int
) -> None:
    started(sandbox, 1)
    sandbox.faults.add(fault, times=1)
    await due(side, READER)
    async with side.sending():
        await waits(side)
        jump(side, seconds=2)
        await side.settle()
    assert len(texts(sandbox, READER)) == copies
    counters = await side.balanced()
    assert (counters["sent"], counters["repeats"], counters["parts"]) == (1, 1, 1)


async def test_a_message_that_is_delivered_but_never_answered_is_repeated_twice_at_most(
    side: Side, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(sandbox, 1)
    sandbox.faults.add("silent", times=None, chat_id=READER)
    async with side.sending():
        monkeypatch.setattr("ledebot.bot.delivery.client.READ_TIMEOUT", 0.2)
        await due(side, READER)
        for _ in range(2):
            await waits(side)
            jump(side, minutes=10)
            await side.real.sleep(0)
            async with asyncio.timeout(60):
                while (await side.counters.stats(side.clock.now())).later:
                    await side.real.sleep(0.01)
        await side.settle()
    assert len(texts(sandbox, READER)) == 3
    assert (await side.balanced())["failed"] == 1
    assert (await reader(side)).cursor == "0-0"


async def test_an_outage_puts_only_what_was_under_way_in_doubt(side: Side, sandbox: Sandbox) -> None:
    """After a few failures nothing more is risked until a harmless call gets through."""
    chats = started(sandbox, 200)
    side.concurrency = 16
    await due(side, *chats)
    async with side.bot:
        sandbox.faults.add("bad_gateway", times=None, method="*")
        sender = side.worker()
        task = asyncio.create_task(sender.run())
        await waits(side)
        await side.real.sleep(0.3)
        assert len(sandbox.calls("sendMessage")) <= 16
        sandbox.faults.clear()
        async with asyncio.timeout(60):
            while (await side.counters.stats(side.clock.now())).counters["pending"]:
                jump(side, seconds=5)
                await side.real.sleep(0.05)
        await sender.stop()
        await task
    assert (await side.balanced())["sent"] == 200
    assert sandbox.duplicates() == []


async def test_missing_rights_pause_after_hours_and_a_missing_chat_after_two_hits(side: Side, sandbox: Sandbox) -> None:
    quiet, unknown = started(sandbox, 2)
    sandbox.faults.add("no_rights", chat_id=quiet, times=None)
    sandbox.faults.add("not_found", chat_id=unknown, times=None)
    await due(side, quiet, unknown)
    async with side.sending():
        async with asyncio.timeout(60):
            while (stats := await side.counters.stats(side.clock.now())).counters["pending"]:
                if stats.later == stats.counters["pending"]:
                    jump(side, minutes=10)
                await side.real.sleep(0.01)
    assert len(sandbox.calls("sendMessage", unknown)) == 2
    assert 4 <= len(sandbox.calls("sendMessage", quiet)) <= 8
    assert (await side.balanced())["paused"] == 2
    assert "rights" in str((await reader(side, quiet)).paused_reason)


async def test_one_off_messages_arrive_in_order(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 2)
    await side.store.enqueue(Target(READER), [Message("一"), Message("二"), Message("三")])
    await side.store.broadcast([Target(READER), Target(READER + 1)], [Message("通知")], key="b1")
    async with side.sending():
        await side.settle()
    assert [text for text in texts(sandbox, READER) if text != "通知"] == ["一", "二", "三"]
    assert texts(sandbox, READER + 1) == ["通知"]


async def test_a_word_to_a_paused_chat_about_its_pause_goes_out(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 1)
    await side.subscribe(READER, side.clock.now(), state=State.PAUSED)
    await side.store.enqueue(Target(READER), [Message("已暂停")], kind=Kind.NOTICE)
    await side.store.enqueue(Target(READER), [Message("命中")], kind=Kind.ALERT)
    async with side.sending():
        await side.settle()
    assert texts(sandbox, READER) == ["已暂停"]


async def test_an_unexpected_error_ends_one_delivery_and_no_other(side: Side, sandbox: Sandbox) -> None:
    class Buggy(News):
        async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
            if subscriber.target.chat_id == READER:
                raise ZeroDivisionError
            return await super().due(subscriber, slot, up_to)

    side.news = Buggy()
    await due(side, *started(sandbox, 5))
    async with side.sending():
        async with asyncio.timeout(60):
            while (await side.counters.stats(side.clock.now())).counters["pending"]:
                jump(side, minutes=2)
                await side.real.sleep(0.03)
    counters = await side.balanced()
    assert (counters["sent"], counters["failed"]) == (4, 1)


@pytest.mark.slow
async def test_two_senders_share_the_work_and_repeat_nothing(side: Side, sandbox: Sandbox) -> None:
    chats = started(sandbox, 300)
    await due(side, *chats)
    other = Side(side.redis, sandbox, clock=side.clock)
    async with side.sending(), other.sending():
        await side.settle()
        assert (await side.counters.stats(side.clock.now())).senders == 2
    assert sandbox.duplicates() == []
    assert all(len(texts(sandbox, chat)) == 1 for chat in chats)
    assert (await side.counters.stats(side.clock.now())).senders == 0


@pytest.mark.slow
async def test_a_graceful_stop_in_the_middle_repeats_and_loses_nothing(side: Side, sandbox: Sandbox) -> None:
    chats = started(sandbox, 200)
    side.news.parts = 2
    await due(side, *chats)
    for share in (30, 90, 170):
        async with side.sending():
            await sandbox.wait_until(lambda: len(sandbox.calls("sendMessage")) >= share, 60)  # noqa: B023
    async with side.sending():
        await side.settle()
    assert sandbox.duplicates() == []
    assert all([text[:7] for text in texts(sandbox, chat)] == ["早报 第1部分", "早报 第2部分"] for chat in chats)
    counters = await side.balanced()
    assert (counters["sent"], counters["repeats"]) == (200, 0)


async def test_a_stop_waits_for_a_slow_answer(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 1)
    sandbox.faults.add("slow", seconds=2)
    await due(side, READER)
    async with side.sending():
        async with asyncio.timeout(60):
            while sandbox.faults.orders:
                await side.real.sleep(0.01)
        assert texts(sandbox, READER) == []
        asyncio.get_running_loop().call_later(0.2, lambda: jump(side, seconds=2))
    assert (await side.balanced())["sent"] == 1
    assert len(texts(sandbox, READER)) == 1


async def test_a_missed_week_is_caught_up_once(side: Side, sandbox: Sandbox) -> None:
    started(sandbox, 1)
    now = side.clock.now()
    await side.subscribe(READER, now - timedelta(days=7), schedule=Schedule(zone="UTC", times=(time(8), time(20))))
    assert await side.dispatcher.tick() == 1
    assert await side.dispatcher.tick() == 0
    following = await side.subscribers.due_at(Target(READER))
    assert following is not None
    assert following > now
    async with side.sending():
        await side.settle()
    assert len(texts(sandbox, READER)) == 1
