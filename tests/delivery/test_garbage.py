"""Something answers in Telegram's place: never a traceback, never a dead task, and nothing is taken for sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram.error import TelegramError
from telegram.ext import ExtBot

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.circuit_breaker import CircuitBreaker
from ledebot.bot.delivery.client import build_bot, message_id
from ledebot.bot.delivery.outcomes import DOUBTFUL, classify
from ledebot.bot.delivery.processor import SEND

TOKEN = "123456:" + "x" * 35
ME = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"L","username":"ledebot"}}'
GARBAGE = {
    "no result": (200, b'{"ok":true}'),
    "a list": (200, b"[]"),
    "nothing": (200, b""),
    "null": (200, b"null"),
    "a page": (200, b"<!doctype html><title>Welcome</title>"),
    "not its shape": (200, b'{"ok":true,"result":[]}'),
    "half of it": (200, b'{"ok":true,"result":{"id":1}}'),
    "nested without end": (200, b"[" * 100_000),
    "odd parameters": (429, b'{"ok":false,"error_code":429,"description":"x","parameters":"soon"}'),
    "no text": (200, b"\xff\xfe\x00{"),
    "redirect": (302, b""),
}


@asynccontextmanager
async def speaking(answers: list[tuple[int, bytes]]) -> AsyncIterator[ExtBot[Any]]:
    """Give a bot whose Telegram says these in turn, and then what is right."""

    async def answer(_: web.Request) -> web.Response:
        status, body = answers.pop(0) if answers else (200, ME)
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    bot = build_bot(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await bot._request[1].initialize()
    try:
        yield bot
    finally:
        await bot._request[1].shutdown()
        await runner.cleanup()


@pytest.mark.parametrize("what", GARBAGE)
@pytest.mark.slow
async def test_the_probe_goes_on_until_telegram_itself_answers(what: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "ledebot")
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)  # as `logs.configure` does
    async with speaking([GARBAGE[what]] * 2) as bot:
        supervisor = Supervisor(SystemClock())
        supervisor.expect(TelegramError)
        breaker = CircuitBreaker(bot, supervisor)
        breaker.doubt()
        async with asyncio.timeout(60):
            await breaker.ready()
        await breaker.close()
    (told,) = caplog.records
    assert told.exc_info is None
    assert supervisor.failures == {"reaching Telegram": 2}


@pytest.mark.parametrize("what", sorted(set(GARBAGE) - {"odd parameters"}))
async def test_what_is_no_answer_leaves_a_message_in_doubt(what: str) -> None:
    async with speaking([GARBAGE[what]]) as bot:
        with pytest.raises(TelegramError) as caught:
            message_id(await bot.do_api_request(SEND, {"chat_id": 1, "text": "水位"}))
    assert classify(caught.value).verdict in DOUBTFUL
