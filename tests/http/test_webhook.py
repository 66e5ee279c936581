"""Updates by webhook: shown to be Telegram's, handled once by one of several processes, none lost."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from ledebot.bot.app.container import open_container
from ledebot.bot.app.roles import answering, open_bot
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import SettingError, StoreUnavailableError
from ledebot.bot.http import webhook
from ledebot.bot.http.webhook import SECRET_HEADER, Seen, UpdateLedger, receiving, secret_of
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import keys
from ledebot.storage.http.update_ledger import Updates

SECRET = "s3cret"


class Post:
    """A hook on a free port, and Telegram's side of it."""

    def __init__(self, ledger: UpdateLedger) -> None:
        self.ledger = ledger
        self.handled: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: Exception | None = None

    async def handle(self, update: dict[str, Any]) -> None:
        await self.gate.wait()
        self.handled.append(update["update_id"])
        if self.error is not None:
            raise self.error

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        listen = ("127.0.0.1", 0)
        async with receiving(listen, "https://bot.example/hook", SECRET, self.ledger, self.handle) as port:
            yield f"http://127.0.0.1:{port}/hook"


async def send(url: str, body: Any, secret: str = SECRET) -> int:
    async with aiohttp.ClientSession() as session:
        kind = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with session.post(url, headers={SECRET_HEADER: secret}, **kind) as response:
            return response.status


async def test_each_update_is_handled_once(any_redis: Any) -> None:
    post = Post(Updates(any_redis))
    async with post.open() as url:
        assert [await send(url, {"update_id": number}) for number in (1, 2, 1, 2, 1)] == [200] * 5
    assert post.handled == [1, 2]
    assert await any_redis.ttl(keys.update_seen(1)) > 24 * 3600


HOSTILE = (b"{", b"[]", b'{"a":1}', {"update_id": None}, b'{"update_id":1e999}', b'{"update_id":' + b"9" * 5000 + b"}")


async def test_only_telegram_is_listened_to(redis_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledebot.bot.http.webhook.LARGEST", 1024 * 1024 - 1)
    post = Post(Updates(redis_client))
    async with post.open() as url:
        assert await send(url, {"update_id": 1}, "guess") == 403
        assert await send(url, {"update_id": 1}, "") == 403
        assert await send(url.replace("hook", "other"), {"update_id": 1}) == 404
        assert [await send(url, body) for body in HOSTILE] == [400] * len(HOSTILE)
        assert await send(url, b"x" * (1024 * 1024)) == 413
    assert post.handled == []


async def test_an_update_that_is_being_handled_is_asked_for_later(redis_client: Any) -> None:
    post, other = Post(Updates(redis_client)), Post(Updates(redis_client))
    post.gate.clear()
    async with post.open() as url, other.open() as other_url:
        first = asyncio.create_task(send(url, {"update_id": 7}))
        while not await redis_client.exists(keys.update_seen(7)):
            await SystemClock().sleep(0.01)
        assert [await send(each, {"update_id": 7}) for each in (url, other_url)] == [429, 429]
        post.gate.set()
        assert await first == 200
        assert await send(other_url, {"update_id": 7}) == 200
    assert (post.handled, other.handled) == ([7], [])


async def test_a_process_that_died_at_an_update_loses_it_for_a_minute_only(redis_client: Any) -> None:
    assert await Updates(redis_client).begin(7) is Seen.NEW
    assert 0 < await redis_client.ttl(keys.update_seen(7)) <= 60
    await redis_client.delete(keys.update_seen(7))  # the minute is over
    post = Post(Updates(redis_client))
    async with post.open() as url:
        assert await send(url, {"update_id": 7}) == 200
    assert post.handled == [7]


async def test_an_update_that_meets_a_bug_is_not_repeated_for_a_day(redis_client: Any) -> None:
    post = Post(Updates(redis_client))
    post.error = ZeroDivisionError()
    async with post.open() as url:
        assert [await send(url, {"update_id": 7}) for _ in range(2)] == [200, 200]
    assert post.handled == [7]


async def test_readers_get_their_answer_while_redis_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "HELD_BY_GROUPS", 0)

    class Away:
        async def begin(self, update_id: int) -> Seen:
            raise StoreUnavailableError("Redis cannot be reached")

        async def done(self, update_id: int) -> None:
            raise StoreUnavailableError("Redis cannot be reached")

        drop = hold = done

    post = Post(Away())
    async with post.open() as url:
        assert await send(url, {"update_id": 7}) == 200
        assert await send(url, {"update_id": 8, "message": {"chat": {"id": -7}}}) == 200
    assert post.handled == [7, 8]


def test_the_secret_is_the_same_in_every_process_and_not_the_token() -> None:
    token = "123456:" + "A" * 35
    assert secret_of(token, None) == secret_of(token, None) != secret_of(token + "B", None)
    assert token not in secret_of(token, None)
    assert 1 <= len(secret_of(token, None)) <= 256
    assert secret_of(token, "own") == "own"


async def test_two_bots_behind_one_address(tmp_path: Path, valkey_url: str, redis_client: Any) -> None:
    """Updates go to either by turns, and come twice now and then; each reader gets each answer once."""
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(flood=False))
        ports: list[int] = []
        turns = cycle((0, 1))

        async def balance(request: web.Request) -> web.Response:
            status = 0
            body = await request.read()
            for _ in range(2):
                url = f"http://127.0.0.1:{ports[next(turns)]}/hook"
                async with session.post(url, data=body, headers=request.headers) as response:
                    status = response.status
            return web.Response(status=status)

        session = await stack.enter_async_context(aiohttp.ClientSession())
        app = web.Application()
        app.router.add_post("/hook", balance)
        runner = web.AppRunner(app)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        settings = Settings(
            home=tmp_path,
            token=sandbox.token,
            api_url=sandbox.api_url,
            redis_url=valkey_url,
            webhook_url=f"http://127.0.0.1:{runner.addresses[0][1]}/hook",
        )
        for number in range(2):
            port = free_port()
            ports.append(port)
            own = replace(settings, home=tmp_path / str(number), webhook_listen=("127.0.0.1", port))
            container = await stack.enter_async_context(open_container(own, search=True))
            bot, _ = await stack.enter_async_context(open_bot(container))
            await stack.enter_async_context(answering(container, bot))
        readers = [sandbox.user(f"读者{number}") for number in range(8)]
        await asyncio.gather(*(reader.ask("/help") for reader in readers))
        for reader in readers:
            assert len(sandbox.from_bot(reader.id)) == 1
        assert sandbox.api.webhook.url.endswith("/hook")
        for call in sandbox.calls("setWebhook"):
            assert call.params["secret_token"] == secret_of(sandbox.token, None)
    assert sandbox.api.webhook.url, "a stopped process must leave the webhook to the others"


async def test_a_webhook_without_a_port_is_the_operators_to_mend(tmp_path: Path, valkey_url: str) -> None:
    async with Sandbox(flood=False) as sandbox:
        settings = Settings(
            home=tmp_path,
            token=sandbox.token,
            api_url=sandbox.api_url,
            redis_url=valkey_url,
            webhook_url="https://a.example",
        )
        async with open_container(settings) as container, open_bot(container) as (bot, _):
            with pytest.raises(SettingError, match="LEDEBOT_WEBHOOK_LISTEN"):
                async with answering(container, bot):
                    pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_header_that_is_no_text_is_not_telegrams(redis_client: Any) -> None:
    post = Post(Updates(redis_client))
    async with post.open() as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /hook HTTP/1.1\r\nHost: a\r\n{SECRET_HEADER}: ".encode()
        writer.write(head + b"\xff\xfe\xe4\r\nContent-Length: 2\r\n\r\n{}")
        assert (await reader.readline()).split()[1] == b"403"
        writer.close()


async def test_a_body_that_does_not_come_is_not_waited_for(redis_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_PATIENCE", 0.1)
    post = Post(Updates(redis_client))
    async with post.open() as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /hook HTTP/1.1\r\nHost: a\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: 9\r\n\r\n"
        writer.write(head.encode() + b"{")
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()


async def test_a_body_nested_without_end_is_no_update(redis_client: Any) -> None:
    post = Post(Updates(redis_client))
    async with post.open() as url:
        assert await send(url, b"[" * 100_000) == 400


async def test_at_a_stop_what_hangs_is_given_back(redis_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "STOP_PATIENCE", 0.1)
    post = Post(Updates(redis_client))
    post.gate.clear()
    async with post.open() as url:
        sent = asyncio.create_task(send(url, {"update_id": 7}))
        async with asyncio.timeout(60):
            while not await redis_client.exists(keys.update_seen(7)):
                await SystemClock().sleep(0.01)
    assert await sent == 503
    assert await Updates(redis_client).begin(7) is Seen.NEW
