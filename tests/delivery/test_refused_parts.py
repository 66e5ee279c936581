"""What Telegram refuses of a message that is delivered costs that part alone."""

from __future__ import annotations

import pytest

from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Button, Message, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base.client import Client
from tests.delivery.world import Side, started

READER = 5_000_001
KEYBOARD = ((Button("读", data="ld:r:x"), Button("原文", url="https://news.example/1")),)


@pytest.mark.parametrize(
    ("description", "entities", "data"),
    [
        ("Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL", True, ["ld:r:x"]),
        ("Bad Request: can't parse entities: Unsupported start tag", False, []),
    ],
)
async def test_the_rest_arrives(
    redis_client: Client, sandbox: Sandbox, description: str, entities: bool, data: list[str]
) -> None:
    side = Side(redis_client, sandbox)
    started(sandbox, 1)
    sandbox.faults.add("error", chat_id=READER, description=description)
    await side.store.enqueue(Target(READER), [Message("<b>晚报</b> 一则", KEYBOARD)], kind=Kind.ALERT)
    async with side.sending():
        await side.settle()
    (arrived,) = sandbox.from_bot(READER)
    assert arrived["text"] == "晚报 一则"
    assert ("entities" in arrived) is entities
    rows = arrived.get("reply_markup", {}).get("inline_keyboard", [])
    assert [button.get("callback_data") for row in rows for button in row] == data
    assert (await side.balanced())["sent"] == 1


async def test_an_address_that_telegram_would_refuse_is_left_out_beforehand(
    redis_client: Client, sandbox: Sandbox
) -> None:
    side = Side(redis_client, sandbox)
    started(sandbox, 1)
    keyboard = ((Button("原文", url="https://intranet/1"),), (Button("读", data="ld:r:x"),))
    await side.store.enqueue(Target(READER), [Message("<b>晚报</b>", keyboard)], kind=Kind.ALERT)
    async with side.sending():
        await side.settle()
    (arrived,) = sandbox.from_bot(READER)
    assert arrived["reply_markup"]["inline_keyboard"] == [[{"text": "读", "callback_data": "ld:r:x"}]]
    assert [call.description for call in sandbox.calls() if call.code == 400] == []
