"""Updates of one chat keep their order; a busy chat holds nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Chat, InlineQuery, Update, User
from telegram import Message as TelegramMessage

from ledebot.handlers.base.per_chat_processor import WAITING_OF_A_CHAT, PerChatProcessor
from tests.handlers.conftest import NOW


def update(number: int, chat_id: int) -> Update:
    sender = User(chat_id, "x", is_bot=False)
    return Update(number, TelegramMessage(number, NOW, Chat(chat_id, "private"), from_user=sender, text="x"))


async def test_one_chat_in_order_others_beside_it() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    def work(name: str, *, waits: bool = False) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            if waits:
                await gate.wait()
            done.append(name)

        return run

    async with PerChatProcessor(at_once=2) as order:
        tasks = [
            asyncio.create_task(order.process_update(update(1, 1), work("a1", waits=True)())),
            asyncio.create_task(order.process_update(update(2, 1), work("a2")())),
            asyncio.create_task(order.process_update(update(3, 1), work("a3")())),
            asyncio.create_task(order.process_update(update(4, 2), work("b1")())),
        ]
        await tasks[3]
        assert done == ["b1"]
        gate.set()
        await asyncio.gather(*tasks)
    assert done == ["b1", "a1", "a2", "a3"]


async def test_a_failure_does_not_hold_up_the_next() -> None:
    done: list[str] = []

    async def fail() -> None:
        raise RuntimeError("broken")

    async def succeed() -> None:
        done.append("second")

    async with PerChatProcessor() as order:
        results = await asyncio.gather(
            order.process_update(update(1, 1), fail()),
            order.process_update(update(2, 1), succeed()),
            return_exceptions=True,
        )
    assert isinstance(results[0], RuntimeError)
    assert done == ["second"]


async def test_an_inline_query_does_not_wait_behind_its_senders_chat() -> None:
    gate = asyncio.Event()
    done: list[str] = []

    async def answer() -> None:
        done.append("inline")

    async with PerChatProcessor(at_once=1) as order:
        blocked = asyncio.create_task(order.process_update(update(1, 7), gate.wait()))
        await asyncio.sleep(0)
        typed = Update(2, inline_query=InlineQuery("1", User(7, "x", is_bot=False), "词", ""))
        await asyncio.wait_for(order.process_update(typed, answer()), 60)
        assert done == ["inline"]
        assert not blocked.done()
        gate.set()
        await blocked


async def test_a_chat_that_floods_keeps_only_so_many_waiting() -> None:
    gate = asyncio.Event()
    done: list[int] = []

    async def work(number: int) -> None:
        await gate.wait()
        done.append(number)

    async with PerChatProcessor() as order:
        flood = [
            asyncio.create_task(order.process_update(update(number, 1), work(number)))
            for number in range(3 * WAITING_OF_A_CHAT)
        ]
        other = asyncio.create_task(order.process_update(update(1000, 2), work(1000)))
        await asyncio.wait(flood[WAITING_OF_A_CHAT:])
        assert order.dropped == 2 * WAITING_OF_A_CHAT
        gate.set()
        await asyncio.gather(*flood, other)
        assert done == [0, 1000, *range(1, WAITING_OF_A_CHAT)] or done == [*range(WAITING_OF_A_CHAT), 1000]
        assert order._waiting == {}
        await order.process_update(update(2000, 1), work(2000))
    assert done[-1] == 2000
