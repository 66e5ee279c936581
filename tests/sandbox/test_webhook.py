"""Webhooks: what may be set, how updates are delivered and tried again."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from ledebot.sandbox import Sandbox
from tests.conftest import require
from tests.sandbox.conftest import Calls, WatchedClock, caller
from tests.sandbox.test_files import upload


@dataclass
class Receiver:
    """A bot's web server."""

    url: str = ""
    got: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    arrived: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        body = await request.json()
        self.got.append((dict(request.headers), body))
        self.arrived.put_nowait(body)
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


REFUSED = [
    ("http://bot.example.org/", "bad webhook: An HTTPS URL must be provided for webhook"),
    ("https://bot.example.org:9000/", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("https://bot/", "bad webhook: Failed to resolve host: Name or service not known"),
]


@pytest.mark.parametrize(("url", "error"), REFUSED)
async def test_addresses_that_are_refused(call: Calls, url: str, error: str) -> None:
    assert (await call("setWebhook", url=url)).error == f"400 Bad Request: {error}"


async def test_secrets_that_are_refused(call: Calls) -> None:
    url = "https://bot.example.org/"
    spaced = await call("setWebhook", url=url, secret_token="a b")
    assert spaced.error == "400 Bad Request: secret token contains unallowed characters"
    assert (await call("setWebhook", url=url, secret_token="x" * 257)).status == 400


async def test_setting_and_removing(call: Calls) -> None:
    async def said(method: str, **params: Any) -> str:
        return str((await call(method, **params)).body["description"])

    url = "https://bot.example.org:8443/hook"
    assert await said("deleteWebhook") == "Webhook is already deleted"
    assert await said("setWebhook", url=url, max_connections=500, allowed_updates=["message"]) == "Webhook was set"
    assert await said("setWebhook", url=url, max_connections=500) == "Webhook is already set"
    info = (await call("getWebhookInfo")).result
    assert (info["url"], info["max_connections"], info["allowed_updates"]) == (url, 100, ["message"])
    conflict = (
        "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
        "first"
    )
    assert (await call("getUpdates")).error == conflict
    assert await said("deleteWebhook") == "Webhook was deleted"
    assert (await call("getUpdates")).status == 200


async def test_setting_a_webhook_ends_a_poll(call: Calls, sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(call("getUpdates", timeout=30))
    await sandbox.wait_until(lambda: sandbox.api.updates.waiting)
    await call("setWebhook", url="https://bot.example.org/")
    assert (await waiting).error == "409 Conflict: terminated by setWebhook request"


async def test_delivery(call: Calls, sandbox: Sandbox, receiver: Receiver) -> None:
    user = sandbox.user()
    await user.send("早")
    await call("setWebhook", url=receiver.url, secret_token="geheim-1")
    await user.send("晚")
    texts = [(await receiver.arrived.get())["message"]["text"] for _ in range(2)]
    assert texts == ["早", "晚"]
    headers = receiver.got[0][0]
    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "geheim-1"
    assert headers["Content-Type"] == "application/json"
    await sandbox.wait_until(lambda: not sandbox.api.updates.pending)


async def test_dropping_what_is_pending(call: Calls, sandbox: Sandbox, receiver: Receiver) -> None:
    user = sandbox.user()
    await user.send("旧")
    await call("setWebhook", url=receiver.url, drop_pending_updates=True)
    await user.send("新")
    assert (await receiver.arrived.get())["message"]["text"] == "新"


async def test_a_response_may_be_a_call(call: Calls, sandbox: Sandbox, receiver: Receiver) -> None:
    user = sandbox.user()
    body = {"method": "sendMessage", "chat_id": user.id, "text": "<b>好</b>", "parse_mode": "HTML"}
    receiver.answers.append(web.json_response(body))
    await call("setWebhook", url=receiver.url)
    reply = await user.ask("早")
    assert reply["text"] == "好"


async def test_failures_are_tried_again_in_order(
    clock: WatchedClock, http: aiohttp.ClientSession, receiver: Receiver
) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user, other = caller(http, sandbox), sandbox.user("甲"), sandbox.user("乙")
        receiver.answers = [web.Response(status=500), web.Response(status=502), web.Response(status=503)]
        await call("setWebhook", url=receiver.url)
        await user.send("一")
        await user.send("二")
        # The first repeat comes at once, the next ones after 2 and 4 seconds.
        for _ in range(2):
            assert (await receiver.arrived.get())["message"]["text"] == "一"
        for pause in (2, 4):
            await clock.waited_on.wait()
            clock.waited_on.clear()
            clock.advance(timedelta(seconds=pause - 1))
            assert receiver.arrived.empty()
            clock.advance(timedelta(seconds=1))
            assert (await receiver.arrived.get())["message"]["text"] == "一"
            if pause == 2:
                # Somebody else's updates do not wait for this queue.
                await other.send("别人")
                assert (await receiver.arrived.get())["message"]["text"] == "别人"
        assert (await receiver.arrived.get())["message"]["text"] == "二"
        info = (await call("getWebhookInfo")).result
        assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_retry_after_is_honoured(clock: WatchedClock, http: aiohttp.ClientSession, receiver: Receiver) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user = caller(http, sandbox), sandbox.user()
        receiver.answers = [web.Response(status=503, headers={"Retry-After": "30"})]
        await call("setWebhook", url=receiver.url)
        await user.send("一")
        await receiver.arrived.get()
        await clock.waited_on.wait()
        clock.advance(timedelta(seconds=29))
        assert receiver.arrived.empty()
        clock.advance(timedelta(seconds=1))
        assert (await receiver.arrived.get())["message"]["text"] == "一"


async def test_nobody_there(call: Calls, sandbox: Sandbox, unused_tcp_port: int) -> None:
    user = sandbox.user()
    await call("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/")
    await user.send("早")
    await sandbox.wait_until(lambda: sandbox.api.webhook.hook.last_error == "Connection refused")
    await call("deleteWebhook")
    assert [update["message"]["text"] for update in (await call("getUpdates")).result] == ["早"]


async def test_a_webhook_that_is_gone_for_a_day_is_removed(
    clock: WatchedClock, http: aiohttp.ClientSession, receiver: Receiver
) -> None:
    async with Sandbox(clock=clock, flood=False) as sandbox:
        call, user = caller(http, sandbox), sandbox.user()
        receiver.answers = [web.Response(status=410) for _ in range(9)]
        await call("setWebhook", url=receiver.url)
        await user.send("一")
        for _ in range(2):
            await receiver.arrived.get()
        await clock.waited_on.wait()
        clock.advance(timedelta(hours=23, minutes=1))
        await receiver.arrived.get()
        await sandbox.wait_until(lambda: not sandbox.api.webhook.url)
        assert [update["message"]["text"] for update in (await call("getUpdates")).result] == ["一"]


async def test_a_certificate_of_the_bot_s_own(
    http: aiohttp.ClientSession, sandbox: Sandbox, receiver: Receiver, tmp_path: Path
) -> None:
    openssl = require("openssl", "apt install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = await asyncio.create_subprocess_exec(
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
        "-keyout", str(key), "-out", str(certificate), stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert await make.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    runner = web.ServerRunner(web.Server(receiver.handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    form = {"url": f"https://127.0.0.1:{runner.addresses[0][1]}/"}
    body = await upload(http, sandbox, "setWebhook", form, certificate=("c.pem", certificate.read_bytes()))
    assert body["description"] == "Webhook was set"
    await sandbox.user().send("早")
    assert (await receiver.arrived.get())["message"]["text"] == "早"
    await sandbox.stop()
    await runner.cleanup()
