"""Faults on order: each one as the wire shows it, and what was done in spite of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from ledebot.bot.core.clock import ManualClock
from ledebot.sandbox import Sandbox, User
from tests.sandbox.conftest import Calls, WatchedClock, caller


@pytest.fixture
async def bot(sandbox: Sandbox) -> Bot:
    request = HTTPXRequest(read_timeout=60)
    return Bot(sandbox.token, base_url=sandbox.base_url, request=request)


CLIENT_SEES: list[tuple[str, type[TelegramError], bool]] = [
    ("flood", RetryAfter, False),
    ("server_error", NetworkError, False),
    ("bad_gateway", NetworkError, False),
    ("bad_gateway_json", NetworkError, False),
    ("gateway_timeout", NetworkError, True),
    ("reset_before", NetworkError, False),
    ("reset_after", NetworkError, True),
    ("silent", TimedOut, True),
    ("garbage", TelegramError, True),
    ("blocked", Forbidden, False),
    ("deactivated", Forbidden, False),
    ("kicked", Forbidden, False),
    ("not_found", BadRequest, False),
    ("no_rights", BadRequest, False),
]


@pytest.mark.parametrize(("kind", "error", "delivered"), CLIENT_SEES, ids=[case[0] for case in CLIENT_SEES])
async def test_what_the_client_sees(
    sandbox: Sandbox, user: User, bot: Bot, kind: str, error: type[TelegramError], delivered: bool
) -> None:
    sandbox.faults.add(kind, method="sendMessage", seconds=7)
    async with bot:
        with pytest.raises(error):
            await bot.send_message(user.id, "早", read_timeout=0.1 if kind == "silent" else 60)
    assert [message["text"] for message in sandbox.from_bot(user.id)] == (["早"] if delivered else [])
    (logged,) = sandbox.calls("sendMessage")
    assert logged.fault == kind
    assert logged.code == {"silent": 0, "garbage": 0, "reset_before": 0, "reset_after": 0, "bad_gateway": 0}.get(
        kind, logged.code
    )
    assert sandbox.faults.orders == []


async def test_a_repeat_after_a_lost_answer_is_noticed(sandbox: Sandbox, user: User, bot: Bot) -> None:
    sandbox.faults.add("reset_after")
    async with bot:
        with pytest.raises(NetworkError):
            await bot.send_message(user.id, "早")
        await bot.send_message(user.id, "早")
        await bot.send_message(user.id, "晚")
    (twice,) = sandbox.duplicates()
    assert (twice.chat_id, twice.text, twice.times) == (user.id, "早", 2)


async def test_flood_lasts_for_its_chat_alone(clock: ManualClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, users = caller(http, sandbox), [sandbox.user("甲"), sandbox.user("乙")]
        for user in users:
            await user.send("/start")
        sandbox.faults.add("flood", chat_id=users[0].id, seconds=35)
        first, other = users[0].id, users[1].id
        refused = await call("sendMessage", chat_id=first, text="x")
        assert refused.error == "429 Too Many Requests: retry after 35"
        assert refused.headers["Retry-After"] == "35"
        clock.advance(timedelta(seconds=10))
        again = await call("sendMessage", chat_id=first, text="x")
        assert again.body["parameters"] == {"retry_after": 25}
        assert (await call("sendMessage", chat_id=other, text="x")).status == 200
        clock.advance(timedelta(seconds=25))
        assert (await call("sendMessage", chat_id=first, text="x")).status == 200
        sandbox.faults.add("flood_everywhere", seconds=5)
        assert (await call("sendMessage", chat_id=first, text="x")).status == 429
        assert (await call("sendMessage", chat_id=other, text="y")).status == 429


async def test_slow_takes_the_sandbox_s_time(clock: WatchedClock, http: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        user = sandbox.user()
        await user.send("/start")
        sandbox.faults.add("slow", seconds=6)
        waiting = asyncio.create_task(caller(http, sandbox)("sendMessage", chat_id=user.id, text="x"))
        await clock.waited_on.wait()
        assert sandbox.from_bot(user.id) == []
        clock.advance(timedelta(seconds=6))
        assert (await waiting).status == 200


async def test_migration_on_order(sandbox: Sandbox, bot: Bot) -> None:
    owner = sandbox.user()
    group = sandbox.group("读书", owner=owner, supergroup=False)
    sandbox.faults.add("migrate", chat_id=group.id)
    async with bot:
        with pytest.raises(ChatMigrated) as caught:
            await bot.send_message(group.id, "早")
        await bot.send_message(caught.value.new_chat_id, "早")
    assert [message["text"] for message in sandbox.from_bot(caught.value.new_chat_id)] == ["早"]


async def test_orders_choose_their_calls(sandbox: Sandbox, user: User, call: Calls) -> None:
    sandbox.faults.add("error", method="sendmessage", skip=1, times=2, code=400, description="Bad Request: TEST")
    sends = [(await call("sendMessage", chat_id=user.id, text=str(n))).status for n in range(5)]
    assert sends == [200, 400, 400, 200, 200]
    sandbox.faults.add("server_error")
    assert (await call("sendChatAction", chat_id=user.id, action="typing")).status == 200
    assert (await call("getMe")).status == 200
    assert (await call("sendMessage", chat_id=user.id, text="x")).error == "500 Internal Server Error: restart"
    lasting = sandbox.faults.add("server_error", method="*", times=None)
    assert [(await call("getMe")).status for _ in range(3)] == [500, 500, 500]
    assert lasting.hits == 3
    assert sandbox.faults.remove(lasting.id)
    assert (await call("getMe")).status == 200
    with pytest.raises(ValueError, match="unknown fault"):
        sandbox.faults.add("meteor")


async def test_every_call_is_logged_and_counted(sandbox: Sandbox, user: User, call: Calls) -> None:
    await call("sendMessage", chat_id=user.id, text="x")
    await call("sendMessage", chat_id=5, text="x")
    await call("getMe")
    await call("nonsense")
    logged = [(entry.number, entry.method, entry.chat_id, entry.code) for entry in sandbox.calls()]
    assert logged == [
        (1, "sendMessage", user.id, 200),
        (2, "sendMessage", 5, 400),
        (3, "getMe", None, 200),
        (4, "nonsense", None, 404),
    ]
    assert sandbox.calls("sendMessage", user.id)[0].params["text"] == "x"
    assert sandbox.api.calls.delivered[user.id] == 1


async def test_tokens(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    bad = {
        f"{sandbox.api_url}/bot{sandbox.token[:-1]}/getMe": (401, "Unauthorized"),
        f"{sandbox.api_url}/bot0:abc/getMe": (401, "Unauthorized: invalid token specified"),
        f"{sandbox.api_url}/botnonsense/getMe": (404, "Not Found"),
        f"{sandbox.api_url}/bot{sandbox.token}": (404, "Not Found"),
        f"{sandbox.api_url}/bot{sandbox.token}/getUs": (404, "Not Found: method not found"),
    }
    for url, expected in bad.items():
        async with http.get(url) as response:
            body = await response.json()
            assert (response.status, body["description"]) == expected
    sandbox.api.revoked = True
    async with http.get(f"{sandbox.base_url}{sandbox.token}/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")


async def test_all_ways_of_calling(sandbox: Sandbox, user: User, http: aiohttp.ClientSession) -> None:
    url = f"{sandbox.base_url}{sandbox.token}"
    fields = {"chat_id": str(user.id), "text": "早&晚 中文"}
    form = aiohttp.FormData(fields)
    multipart = aiohttp.FormData(fields)
    multipart.add_field("unused", b"x", filename="x.bin")
    ways = [
        http.get(f"{url}/sendMessage", params=fields),
        http.post(f"{url}/SENDMESSAGE", data=form),
        http.post(f"{url}/sendmessage", data=multipart),
        http.post(f"{url}/sendMessage", json={**fields, "chat_id": user.id, "disable_notification": True}),
        http.post(f"{url}/sendMessage", params={"text": "早&晚 中文"}, data={"chat_id": str(user.id)}),
    ]
    for way in ways:
        async with way as response:
            assert (await response.json())["result"]["text"] == "早&晚 中文"
    async with http.post(f"{url}/sendMessage", data="[", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
