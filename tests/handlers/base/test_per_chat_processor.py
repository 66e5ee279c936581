"""Updates of one chat keep their order; a busy chat holds nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Chat, Update, User
from telegram import Message as TelegramMessage

from ledebot.handlers.base.per_chat_processor import PerChatProcessor
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
