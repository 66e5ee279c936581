"""A message that asks for no sound makes none, in a chat that has it on."""

from __future__ import annotations

from typing import Any

from ledebot.bot.model import Message, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import Side, started

READER = 5_000_001


async def test_only_the_silent_message_is_silent(redis_client: Any, sandbox: Sandbox) -> None:
    side = Side(redis_client, sandbox, clock=sandbox.clock)
    started(sandbox, 1)
    await side.store.enqueue(Target(READER), [Message("夜里", silent=True), Message("白天")])
    async with side.sending():
        await side.settle()
    asked = [(call.params["text"], call.params.get("disable_notification")) for call in sandbox.calls("sendMessage")]
    assert asked == [("夜里", "true"), ("白天", None)]
