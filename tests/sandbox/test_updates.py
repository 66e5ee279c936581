"""getUpdates: offsets, retention, kinds, conflicts."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.sandbox import Sandbox, User
from ledebot.sandbox.server.updates import UpdateQueue
from tests.sandbox.conftest import Calls, caller

TERMINATED = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_offsets(call: Calls, user: User) -> None:
    for text in "一二三四":
        await user.send(text)
    first = (await call("getUpdates", limit=2)).result
    assert [update["message"]["text"] for update in first] == ["/start", "一"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    rest = (await call("getUpdates", offset=first[1]["update_id"] + 1)).result
    assert [update["message"]["text"] for update in rest] == ["二", "三", "四"]
    again = (await call("getUpdates", offset=0)).result
    assert again == rest, "an offset of nothing confirms nothing"
    far = (await call("getUpdates", offset=rest[-1]["update_id"] + 1000)).result
    assert far == rest, "an offset far beyond the end is ignored"
    last = (await call("getUpdates", offset=-1)).result
    assert [update["message"]["text"] for update in last] == ["四"]
    assert (await call("getUpdates")).result == last, "a negative offset drops what came before"


async def test_limits_are_clamped(call: Calls, user: User) -> None:
    await user.send("一")
    assert len((await call("getUpdates", limit=0)).result) == 1
    assert len((await call("getUpdates", limit=1000)).result) == 2
    assert len((await call("getUpdates", timeout=-5)).result) == 2


async def test_a_poll_waits_for_news(call: Calls, sandbox: Sandbox) -> None:
    user = sandbox.user()
    waiting = asyncio.create_task(call("getUpdates", timeout=30))
    await sandbox.wait_until(lambda: sandbox.api.updates.waiting)
    await user.send("早")
    assert [update["message"]["text"] for update in (await waiting).result] == ["早"]


async def test_a_second_poll_ends_the_first(call: Calls, sandbox: Sandbox) -> None:
    user = sandbox.user()
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await sandbox.wait_until(lambda: sandbox.api.updates.waiting)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    assert (await first).error == TERMINATED
    await user.send("早")
    assert len((await second).result) == 1


async def test_kinds_are_remembered(call: Calls, user: User) -> None:
    await call("getUpdates", offset=-1, allowed_updates=["callback_query"])
    await user.send("不要")
    await user.block()
    assert [list(update)[1] for update in (await call("getUpdates")).result] == ["message"]  # from before
    await call("getUpdates", allowed_updates=[])
    await user.unblock()
    assert list((await call("getUpdates", offset=-1)).result[0])[1] == "my_chat_member"


async def test_updates_go_stale(clock: ManualClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user = caller(http, sandbox), sandbox.user()
        await user.send("早")
        keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
        sent = (await call("sendMessage", chat_id=user.id, text="x", reply_markup=keyboard)).result
        await user.click(sent, "好")
        assert len((await call("getUpdates")).result) == 2
        clock.advance(timedelta(seconds=151))
        assert [list(update)[1] for update in (await call("getUpdates")).result] == ["message"]
        clock.advance(timedelta(hours=24))
        assert (await call("getUpdates")).result == []


async def test_a_late_callback_answer(clock: ManualClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user = caller(http, sandbox), sandbox.user()
        await user.send("/start")
        keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
        sent = (await call("sendMessage", chat_id=user.id, text="x", reply_markup=keyboard)).result
        await user.click(sent, "好")
        query = (await call("getUpdates", offset=-1)).result[0]["callback_query"]
        clock.advance(timedelta(minutes=10))
        late = await call("answerCallbackQuery", callback_query_id=query["id"])
        assert "query is too old" in late.error


async def test_hasty_polls_are_slowed(clock: ManualClock) -> None:
    queue = UpdateQueue(clock, hasty=True)
    for number in range(3):
        queue.push("message", {"text": str(number)}, queue=1)
    assert len(await queue.poll(0, 100, 0)) == 3
    assert len(await queue.poll(0, 100, 0)) == 1, "the same offset within half a second gets one"


async def test_the_queue_is_capped(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledebot.sandbox.server.updates.CAPACITY", 2)
    queue = UpdateQueue(clock)
    ids = [queue.push("message", {}, queue=1) for _ in range(3)]
    assert ids[2] is None
    assert (len(queue.pending), queue.dropped) == (2, 1)


async def test_stopping_answers_a_waiting_poll(http: aiohttp.ClientSession) -> None:
    async with Sandbox(flood=False) as sandbox:
        waiting = asyncio.create_task(caller(http, sandbox)("getUpdates", timeout=50))
        await sandbox.wait_until(lambda: sandbox.api.updates.waiting)
    assert (await waiting).result == []
