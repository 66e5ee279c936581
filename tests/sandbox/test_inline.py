"""Inline mode: limits, cache, deadline, what a chosen result sends."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from ledebot.sandbox import ActionError, Sandbox, User
from ledebot.sandbox.people.handles import Offer
from tests.sandbox.conftest import Calls, WatchedClock, caller

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(name: str, text: str = "<b>早</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": name, "title": name, "input_message_content": content, **more}


async def ask(call: Calls, user: User, query: str = "央行") -> tuple[asyncio.Task[Offer], str]:
    """Type a query; gives the waiting offer and the query's id."""
    typed = asyncio.create_task(user.inline(query))
    update = (await call("getUpdates", offset=-1, timeout=10)).result[0]["inline_query"]
    assert update["query"] == query
    return typed, update["id"]


PARSE = "can't parse entities: "
REFUSED: list[tuple[list[Any], str]] = [
    ([article(str(n)) for n in range(51)], "too many inline query results specified"),
    ([article("a"), article("a")], "RESULT_ID_DUPLICATE"),
    ([article("")], "RESULT_ID_INVALID"),
    ([article("字" * 22)], "RESULT_ID_INVALID"),
    ([article("a", "<b>x")], PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ([article("a", "")], "message text is empty"),
    ([{"type": "article", "id": "a", "title": "x"}], 'can\'t parse inline query result: Can\'t find field "input_message_content"'),  # noqa: E501
    (
        [article("a", reply_markup={"inline_keyboard": [[{"text": "b", "callback_data": "x" * 65}]]})],
        "BUTTON_DATA_INVALID",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("results", "error"), REFUSED, ids=[case[1] for case in REFUSED])
async def test_refused(call: Calls, user: User, results: list[Any], error: str) -> None:
    typed, query_id = await ask(call, user)
    answer = await call("answerInlineQuery", inline_query_id=query_id, results=results)
    assert answer.error == f"400 Bad Request: {error}"
    typed.cancel()


async def test_an_answer(call: Calls, sandbox: Sandbox, user: User) -> None:
    typed, query_id = await ask(call, user)
    button = {"text": "订阅", "start_parameter": "inline"}
    results = [article(str(n)) for n in range(50)]
    params = {"inline_query_id": query_id, "results": results, "button": button, "next_offset": "50"}
    assert (await call("answerInlineQuery", **params)).result is True
    offer = await typed
    assert (len(offer.results), offer.button, offer.next_offset) == (50, button, "50")
    group = sandbox.group("读书", owner=user)
    message = await user.choose(offer, 3, chat=group)
    assert (message["text"], message["via_bot"]["id"]) == ("早", sandbox.api.world.bot.id)
    chosen = (await call("getUpdates", offset=-1)).result[0]["chosen_inline_result"]
    assert (chosen["result_id"], chosen["query"]) == ("3", "央行")
    assert (await call("answerInlineQuery", **params)).error == TOO_OLD


async def test_sent_results_are_edited_by_their_inline_id(call: Calls, user: User) -> None:
    typed, query_id = await ask(call, user)
    keyboard = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}]]}
    await call("answerInlineQuery", inline_query_id=query_id, results=[article("a", reply_markup=keyboard)])
    message = await user.choose(await typed)
    await user.click(message, "更多")
    pressed = (await call("getUpdates", offset=-1)).result[0]["callback_query"]
    assert "message" not in pressed
    at = {"inline_message_id": pressed["inline_message_id"]}
    assert (await call("editMessageText", **at, text="更多内容")).result is True
    assert user.messages[-1]["text"] == "更多内容"
    wrong = await call("editMessageText", inline_message_id="x", text="y")
    assert wrong.error == "400 Bad Request: MESSAGE_ID_INVALID"


async def test_the_cache(clock: WatchedClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call = caller(http, sandbox)
        first, second = sandbox.user("甲"), sandbox.user("乙")
        typed, query_id = await ask(call, first)
        await call("answerInlineQuery", inline_query_id=query_id, results=[article("a")])
        await typed
        assert (await second.inline("央行")).results[0]["id"] == "a", "the same answer for everybody"
        clock.advance(timedelta(seconds=301))
        typed, query_id = await ask(call, first)
        await call("answerInlineQuery", inline_query_id=query_id, results=[article("b")], is_personal=True)
        await typed
        assert (await first.inline("央行")).results[0]["id"] == "b"
        typed, query_id = await ask(call, second)
        late = timedelta(seconds=11)
        clock.advance(late)
        refused = await call("answerInlineQuery", inline_query_id=query_id, results=[article("c")])
        assert refused.error == TOO_OLD
        typed.cancel()


async def test_inline_mode_is_off(sandbox: Sandbox, user: User) -> None:
    sandbox.api.inline.enabled = False
    with pytest.raises(ActionError, match="inline"):
        await user.inline("央行")
