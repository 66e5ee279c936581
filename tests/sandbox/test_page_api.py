"""The page's interface: what it reads, what it does, what it refuses, and its events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from ledebot.sandbox import Sandbox
from ledebot.sandbox.demo_world import populate
from tests.sandbox.conftest import Calls
from tests.sandbox.test_files import PNG


@pytest.fixture
def world(sandbox: Sandbox) -> Sandbox:
    """The demo's people and chats."""
    populate(sandbox)
    return sandbox


class Page:
    """What the page's script does, without the browser."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.http, self.url = http, f"{sandbox.api_url}/page"

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"{self.url}/{path}", params=query) as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"{self.url}/{path}", json=body) as response:
            return await response.json()


@pytest.fixture
async def page(http: aiohttp.ClientSession, world: Sandbox) -> Page:
    return Page(http, world)


@pytest.fixture
async def events(world: Sandbox, page: Page) -> AsyncIterator[asyncio.Queue[dict[str, Any]]]:
    queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    opened = asyncio.Event()

    async def read() -> None:
        async with page.http.get(f"{page.url}/events") as response:
            async for line in response.content:
                opened.set()
                if line.startswith(b"data: "):
                    queue.put_nowait(json.loads(line[6:]))

    task = asyncio.create_task(read())
    await opened.wait()
    yield queue
    task.cancel()


async def test_the_first_world(page: Page) -> None:
    state = await page.get("state")
    you, friend = state["me"]
    chats = {(chat["type"], chat.get("title") or chat["first_name"]): chat for chat in state["chats"]}
    assert set(chats) == {
        ("private", "你"),
        ("private", "小明"),
        ("supergroup", "读书会"),
        ("supergroup", "街坊论坛"),
        ("channel", "我的频道"),
    }
    roles = {m["user"]["id"]: m["status"] for m in chats["supergroup", "读书会"]["members"]}
    assert roles == {you: "creator", friend: "member", state["bot"]["id"]: "member"}
    assert state["clock"]["offset_seconds"] == pytest.approx(0, abs=1)


async def test_a_conversation(world: Sandbox, page: Page, call: Calls, events: asyncio.Queue[dict[str, Any]]) -> None:
    you = (await page.get("state"))["me"][0]
    sent = (await page.post("send", user=you, chat=you, text="/start"))["message"]
    assert (await events.get())["message"] == sent
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    reply = (await call("sendMessage", chat_id=you, text="你好", reply_markup=keyboard)).result
    event = await events.get()
    assert (event["type"], event["chat"], event["message"]) == ("message", you, reply)
    assert (await events.get())["call"]["method"] == "sendMessage"
    chat = next(chat for chat in (await page.get("state"))["chats"] if chat["id"] == you)
    assert (chat["unread"], chat["last_message"]["text"]) == (1, "你好")
    await page.post("open", chat=you, user=you)
    assert next(chat for chat in (await page.get("state"))["chats"] if chat["id"] == you)["unread"] == 0
    pressed = await page.post("click", user=you, chat=you, message=reply["message_id"], data="ok")
    await call("answerCallbackQuery", callback_query_id=pressed["callback_query_id"], text="收到")
    answer = await events.get()
    assert (answer["type"], answer["data"], answer["text"]) == ("callback_answer", "ok", "收到")


async def test_reply_keyboards_are_shown(page: Page, call: Calls) -> None:
    you = (await page.get("state"))["me"][0]
    await page.post("send", user=you, chat=you, text="/start")
    markup = {"keyboard": [["今天", {"text": "我在这里", "request_location": True}]], "resize_keyboard": True}
    sent = (await call("sendMessage", chat_id=you, text="选", reply_markup=markup)).result
    assert "reply_markup" not in sent, "the Bot API does not show it"
    shown = (await page.get(f"chats/{you}/messages", user=you))["messages"][-1]
    assert shown["reply_markup"]["keyboard"][0][0] == {"text": "今天"}
    await page.post("location", user=you, chat=you, latitude=31.2, longitude=121.5)
    assert "location" in (await page.get(f"chats/{you}/messages", user=you))["messages"][-1]


async def test_paging_through_many_messages(world: Sandbox, page: Page) -> None:
    you = (await page.get("state"))["me"][0]
    for number in range(250):
        await page.post("send", user=you, chat=you, text=str(number))
    first = await page.get(f"chats/{you}/messages", user=you, limit=100)
    assert [m["text"] for m in first["messages"]] == [str(n) for n in range(150, 250)]
    assert first["more"] is True
    before = first["messages"][0]["message_id"]
    second = await page.get(f"chats/{you}/messages", user=you, limit=1000, before=before)
    assert [m["text"] for m in second["messages"]] == [str(n) for n in range(150)]
    assert second["more"] is False


async def test_inline_mode(page: Page, call: Calls) -> None:
    state = await page.get("state")
    you = state["me"][0]
    group = next(chat["id"] for chat in state["chats"] if chat["type"] == "supergroup")
    typed = asyncio.create_task(page.post("inline", user=you, chat=group, query="央行"))
    found = (await call("getUpdates", timeout=10, offset=-1)).result[-1]
    while "inline_query" not in found:
        found = (await call("getUpdates", timeout=10, offset=found["update_id"] + 1)).result[-1]
    content = {"message_text": "早"}
    results = [{"type": "article", "id": "1", "title": "央行", "input_message_content": content}]
    await call("answerInlineQuery", inline_query_id=found["inline_query"]["id"], results=results)
    offer = await typed
    assert offer["results"] == results
    posted = (await page.post("choose", user=you, chat=group, result=offer["results"][0]))["message"]
    assert (posted["text"], "via_bot" in posted) == ("早", True)
    stale = await page.post("choose", user=you, chat=group, result={"id": "9"})
    assert stale == {"ok": False, "description": "this result is not on offer any more"}


async def test_time_jumps(world: Sandbox, page: Page, events: asyncio.Queue[dict[str, Any]]) -> None:
    before = world.clock.now()
    moved = await page.post("clock", advance=3600)
    assert datetime.fromisoformat(moved["now"]) >= before + timedelta(hours=1)
    assert (await events.get())["type"] == "clock"
    tomorrow = before + timedelta(days=1)
    await page.post("clock", to=tomorrow.isoformat())
    assert abs(world.clock.now() - tomorrow) < timedelta(seconds=5)
    back = await page.post("clock", to=before.isoformat())
    assert back == {"ok": False, "description": "time moves forward only"}
    assert (await page.get("next", chat=1)) == {"next": None}
    due = datetime(2027, 1, 1, tzinfo=UTC)

    async def next_event(chat_id: int | None) -> datetime:
        return due

    world.next_event = next_event
    assert (await page.get("next", chat=1)) == {"next": due.isoformat()}


async def test_files(world: Sandbox, page: Page) -> None:
    you = (await page.get("state"))["me"][0]
    for name, data, kind in (("a.png", PNG, "image/png"), ("a.html", b"<script>", "application/octet-stream")):
        form = aiohttp.FormData({"user": str(you), "chat": str(you), "caption": "图"})
        form.add_field("file", data, filename=name)
        async with page.http.post(f"{page.url}/file", data=form) as response:
            message = (await response.json())["message"]
        stored = message["photo"][0] if "photo" in message else message["document"]
        async with page.http.get(f"{page.url}/file/{stored['file_id']}") as response:
            assert (await response.read(), response.content_type) == (data, kind)
            assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_blocks_roles_and_faults(world: Sandbox, page: Page, call: Calls) -> None:
    state = await page.get("state")
    you, friend = state["me"]
    group = next(chat["id"] for chat in state["chats"] if chat["type"] == "supergroup")
    await page.post("block", user=you, blocked=True)
    assert next(chat for chat in (await page.get("state"))["chats"] if chat["id"] == you)["blocked"] is True
    await page.post("member", chat=group, user=friend, status="administrator")
    assert world.api.world.chats[group].member(friend).admin
    await page.post("member", chat=group, user=state["bot"]["id"], status="kicked")
    refused = await call("sendMessage", chat_id=group, text="x")
    assert refused.error == "403 Forbidden: bot was kicked from the supergroup chat"
    armed = await page.post("fault", kind="server_error", times=1)
    assert (await page.get("faults")) == armed
    assert (await call("sendMessage", chat_id=group, text="x")).status == 500
    await page.post("fault", kind="silent")
    assert (await page.post("fault", clear=True))["faults"] == []
    assert [entry["code"] for entry in (await page.get("calls", limit=2))["calls"]] == [403, 500]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("send", {"user": 0, "chat": 1, "text": "x"}, "there is no user 0"),
    ("send", {"chat": 1, "text": "x"}, "user is missing"),
    ("send", {"user": "me", "chat": 1, "text": "x"}, "user must be a whole number"),
    ("clock", {"to": "tomorrow"}, "`to` must be an ISO 8601 time"),
    ("clock", {"to": "9999-12-31T00:00:00+00:00"}, "time moves no further"),
    ("clock", {"advance": 1e308}, "time moves no further than the year 2200"),
    ("clock", {"advance": "nan"}, "advance must be a number"),
    ("fault", {"kind": "meteor"}, "unknown fault 'meteor': one of "),
    ("member", {"chat": 1, "user": 1, "status": "king"}, "there is no such group, or no such user"),
    ("nothing", {}, "nothing here"),
]


@pytest.mark.parametrize(("path", "body", "error"), REFUSED, ids=[case[2] for case in REFUSED])
async def test_refused(page: Page, path: str, body: dict[str, Any], error: str) -> None:
    answer = await page.post(path, **body)
    assert answer["ok"] is False
    assert answer["description"].startswith(error)


async def test_private_chats_are_private(world: Sandbox, page: Page) -> None:
    you, friend = (await page.get("state"))["me"]
    answer = await page.get(f"chats/{friend}/messages", user=you)
    assert answer["description"] == "this is somebody else's private chat"


async def test_starting_over(world: Sandbox, page: Page, events: asyncio.Queue[dict[str, Any]]) -> None:
    you = (await page.get("state"))["me"][0]
    await page.post("send", user=you, chat=you, text="/start")
    await page.post("reset")
    state = await page.get("state")
    assert you not in state["me"]
    assert [chat["last_message"] for chat in state["chats"] if chat["type"] == "private"] == [None, None]
    while (await events.get())["type"] != "reset":
        continue


async def test_foreign_sites_are_refused(world: Sandbox, page: Page) -> None:
    root = world.api_url
    for headers in ({"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example"}, {"Origin": "http://evil.example"},
                    {"Origin": "null"}, {"Origin": "http://localhost:1"}):  # fmt: skip
        async with page.http.post(f"{root}/page/reset", json={}, headers=headers) as response:
            assert response.status == 403, headers
    async with page.http.get(f"{root}/page/state", headers={"Origin": root}) as response:
        assert response.status == 200


async def test_the_page_is_locked_down(world: Sandbox, page: Page) -> None:
    async with page.http.get(f"{world.api_url}/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.content_type == "text/html"
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    for path in ("../views.py", "%2e%2e/views.py", "..%2fviews.py", "", "nothing.js"):
        async with page.http.get(f"{world.api_url}/page/static/{path}") as response:
            assert response.status == 404, path
