"""The limiter inside the real client, against a sandbox with Telegram's flood control."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.limiter import PACED, Limiter, chat_of
from ledebot.bot.delivery.memory_rate_limits import MemoryRateLimits
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.send_queue import GROUPS_HORIZON, SendQueue
from ledebot.handlers.base.per_chat_processor import PerChatProcessor
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import keys
from tests.delivery.world import Side, started, texts
from tests.handlers.base.test_per_chat_processor import update

QUICK = RateLimits(rate=1000, gap=0.05)


async def asleep(clock: ManualClock) -> datetime:
    """Wait until somebody sleeps; tells until when."""
    async with asyncio.timeout(60):
        while (until := clock.next_wake()) is None:  # noqa: ASYNC110  # a clock tells nobody
            await asyncio.sleep(0)
    return until


async def test_replies_to_one_chat_arrive_in_order_and_apart(sandbox: Sandbox, redis_client: Any) -> None:
    started(sandbox, 1)
    clock = ManualClock(datetime.now(UTC))
    side = Side(redis_client, sandbox, clock=clock, limits=QUICK)
    async with side.bot as bot:
        sending = asyncio.gather(*(bot.send_message(5_000_001, f"第{n}条") for n in range(5)))
        for _ in range(4):
            wait = await asleep(clock) - clock.now()
            assert wait.total_seconds() == pytest.approx(QUICK.gap)
            clock.advance(wait)
        await sending
    assert texts(sandbox, 5_000_001) == [f"第{n}条" for n in range(5)]


async def test_a_short_429_is_waited_out_and_is_known_to_other_processes(sandbox: Sandbox, redis_client: Any) -> None:
    started(sandbox, 1)
    room = sandbox.group("读书会", owner=sandbox.user("群主"))
    clock = ManualClock(datetime.now(UTC))
    first, second = (Side(redis_client, sandbox, clock=clock, limits=QUICK) for _ in range(2))
    sandbox.faults.clock = clock
    sandbox.faults.add("flood", chat_id=room.id, seconds=10)
    async with first.bot, second.bot:
        waiting = asyncio.create_task(first.bot.send_message(room.id, "一"))
        async with asyncio.timeout(60):
            while not await redis_client.exists(keys.chat_pause(room.id)):  # noqa: ASYNC110  # the event is in Redis
                await asyncio.sleep(0)

        async def come(call: Awaitable[Any], step: float) -> None:
            """Let time pass, so many seconds at a time, until a call has been answered."""
            task = asyncio.ensure_future(call)
            while not task.done():
                clock.advance(timedelta(seconds=step))
                await redis_client.ping()  # lets everything else run
            await task

        await come(second.bot.send_message(5_000_001, "别的聊天不受影响"), 0.001)
        assert not waiting.done()
        await come(second.bot.send_message(room.id, "二"), 1)
        await come(waiting, 1)
    assert [call.code for call in sandbox.calls("sendMessage", room.id)].count(429) == 1


async def test_a_long_429_is_the_handlers_to_tell(sandbox: Sandbox, redis_client: Any) -> None:
    room = sandbox.group("读书会", owner=sandbox.user("群主"))
    side = Side(redis_client, sandbox, limits=QUICK)
    sandbox.faults.add("flood", chat_id=room.id, seconds=300)
    async with side.bot as bot:
        for _ in range(2):  # the second without asking Telegram again
            with pytest.raises(RetryAfter):
                await bot.send_message(room.id, "一")
    assert len(sandbox.calls("sendMessage")) == 1


async def test_other_errors_pass_and_a_paced_request_is_not_paced_again(sandbox: Sandbox, redis_client: Any) -> None:
    started(sandbox, 1)
    side = Side(redis_client, sandbox, limits=RateLimits(rate=1000, gap=30))
    async with side.bot as bot:
        with pytest.raises(BadRequest):
            await bot.send_message(5_000_001, "<b>", parse_mode="HTML")
        await asyncio.wait_for(bot.send_message(5_000_001, "早报", rate_limit_args=PACED), 60)


@pytest.mark.parametrize(
    ("endpoint", "data", "chat"),
    [
        ("sendMessage", {"chat_id": 5}, 5),
        ("editMessageText", {"chat_id": "-100123"}, -100123),
        ("copyMessage", {"chat_id": -5}, -5),
        ("sendMessage", {"chat_id": "@name"}, None),
        ("editMessageText", {"inline_message_id": "x"}, None),
        ("sendChatAction", {"chat_id": 5}, None),
        ("answerCallbackQuery", {"callback_query_id": "1"}, None),
        ("getMe", {}, None),
    ],
)
def test_which_requests_count(endpoint: str, data: dict[str, Any], chat: int | None) -> None:
    assert chat_of(endpoint, data) == chat


async def test_flooded_groups_keep_no_reader_waiting() -> None:
    """More groups than there are places have had their twenty, or rest after a 429; a reader is answered at once."""
    clock, limits = ManualClock(datetime.now(UTC)), RateLimits()
    start, answered = clock.now(), dict[int, datetime]()
    limiter = Limiter(SendQueue(MemoryRateLimits(limits), limits, clock, Supervisor(clock)), patience=90)

    async def answer(chat: int) -> None:
        """Answer a command twice, as many do."""
        for _ in range(2):
            await limiter.process_request(_sent, (), {}, "sendMessage", {"chat_id": chat}, None)
        answered[chat] = clock.now()

    async def moved(task: asyncio.Future[Any]) -> None:
        while not task.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if not task.done() and (until := clock.next_wake()) is not None:
                clock.advance(max(until - clock.now(), timedelta()))

    async with PerChatProcessor(at_once=4) as order:
        groups = [
            asyncio.create_task(order.process_update(update(number, -chat), answer(-chat)))
            for number in range(15)
            for chat in range(1, 17)
        ]
        first = asyncio.create_task(clock.sleep(40))
        await moved(first)
        assert len(groups) - sum(task.done() for task in groups) > 4
        asked = clock.now()
        reader = asyncio.create_task(order.process_update(update(1000, 7), answer(7)))
        await moved(reader)
        assert answered[7] - asked < timedelta(seconds=limits.gap + 2 * GROUPS_HORIZON)
        await moved(asyncio.gather(*groups))
    assert clock.now() - start > timedelta(seconds=limits.group_span)


async def _sent() -> bool:
    return True
