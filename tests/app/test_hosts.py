"""Ledebot in host applications of all kinds: it pushes, alerts and answers buttons, and keeps out of the host's way."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Update
from telegram.ext import (
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Button, Message, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.app.hosts import HOSTS, AnyApplication, hosted, listening


@pytest.mark.parametrize("host", HOSTS)
async def test_it_pushes_and_its_buttons_work(sandbox: Sandbox, tmp_path: Path, host: str) -> None:
    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, host) as plugin:
        welcome = await reader.ask("/start")
        await (await reader.click(welcome, "More topics")).answer()
        assert plugin.container is not None
        pushed = Message("渡轮今晚停航", ((Button("Topics", data="ld:topics"),),))
        await plugin.container.outbox.enqueue(Target(reader.id), [pushed], kind=Kind.ALERT)
        message = await sandbox.wait_for(reader.id, "渡轮今晚停航")
        await (await reader.click(message, "Topics")).answer()
        await sandbox.wait_until(lambda: "topic" in str(sandbox.from_bot(reader.id)[-1]["text"]).lower())
        counted = (await plugin.container.stats.stats(plugin.container.clock.now())).counters
    assert (counted["sent"], counted["failed"], counted["repeats"]) == (1, 0, 0)


async def test_a_hosts_conversation_handlers_and_errors_are_its_own(sandbox: Sandbox, tmp_path: Path) -> None:
    asked, heard, seen = asyncio.Event(), [], []

    async def begin(update: Update, _: Any) -> int:
        assert update.message is not None
        await update.message.reply_text("What is your name?")
        asked.set()
        return 1

    async def take(update: Update, _: Any) -> int:
        assert update.message is not None
        heard.append(update.message.text)
        return ConversationHandler.END

    async def watch(update: Update, _: Any) -> None:
        seen.append(update.update_id)

    async def fail(_: object, __: Any) -> None:
        raise AssertionError("no error of ours may reach the host")

    def equip(application: AnyApplication) -> None:
        states: dict[object, Any] = {1: [MessageHandler(filters.TEXT, take)]}
        application.add_handler(ConversationHandler([CommandHandler("name", begin)], states, []))
        application.add_handler(TypeHandler(Update, watch), group=8000)
        application.add_error_handler(fail)

    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, "no limiter", equip):
        assert (await reader.ask("/name"))["text"] == "What is your name?"
        await reader.send("Ada")
        await sandbox.wait_until(lambda: heard)
        assert "search" not in str(sandbox.from_bot(reader.id)[-1]["text"]).lower(), "plain words are the host's"
        await reader.ask("/topics")
    assert heard == ["Ada"]
    assert len(seen) == 3


@pytest.mark.parametrize("host", ["no limiter", "concurrent updates"])
async def test_what_takes_long_does_not_keep_the_host_from_answering(
    sandbox: Sandbox, tmp_path: Path, host: str
) -> None:
    asked, enough = asyncio.Event(), asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        asked.set()
        await enough.wait()
        return web.Response(status=404)

    async def ping(update: Update, _: Any) -> None:
        assert update.message is not None
        await update.message.reply_text("pong")

    operator, reader = sandbox.user("站长", language_code="en"), sandbox.user("小明")
    settings = {"LEDEBOT_ADMIN_IDS": str(operator.id), "LEDEBOT_FETCH_ALLOW_PRIVATE": "true"}

    def equip(application: AnyApplication) -> None:
        application.add_handler(CommandHandler("ping", ping))

    async with listening(hang) as site, hosted(sandbox, tmp_path, host, equip, **settings):
        sent = await operator.send(f"/addsource {site}/feed")
        async with asyncio.timeout(60):
            await asked.wait()
        await operator.send("/privacy")
        for user in (reader, operator):
            assert (await user.ask("/ping"))["text"] == "pong"
        assert "pong" in sandbox.from_bot(operator.id)[-1]["text"], "a chat's own wishes are met in their order"
        enough.set()
        told = await sandbox.wait_for(operator.id, "404", after=sent["message_id"])
        await sandbox.wait_for(operator.id, "What is kept", after=told["message_id"])


async def test_a_message_to_the_hosts_business_is_the_hosts(sandbox: Sandbox, tmp_path: Path) -> None:
    """Somebody writes to a person whose account the host answers for: no word of ours may get into that chat."""
    seen: list[Update] = []
    applications: list[AnyApplication] = []

    async def watch(update: Update, _: Any) -> None:
        seen.append(update)

    def equip(application: AnyApplication) -> None:
        application.add_handler(TypeHandler(Update, watch), group=8000)
        applications.append(application)

    async with hosted(sandbox, tmp_path, "no limiter", equip):
        (application,) = applications
        person = {"id": 4_200_001, "is_bot": False, "first_name": "顾客", "language_code": "zh-hans"}
        for number, kind in enumerate(("business_message", "edited_business_message")):
            for text in ("/start", "/search 渡轮", "渡轮几点开？"):
                entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] * text.startswith("/")
                said = {"message_id": 1, "date": 1_773_100_000, "chat": {"id": person["id"], "type": "private"}}
                said |= {"from": person, "text": text, "entities": entities, "business_connection_id": "b"}
                update = Update.de_json({"update_id": 900_000 + number, kind: said}, application.bot)
                assert update.effective_message is not None
                await application.process_update(update)
    assert len(seen) == 6
    assert not [call for call in sandbox.calls() if str(person["id"]) in str(call)]


async def test_commands_that_the_host_has_are_renamed(sandbox: Sandbox, tmp_path: Path) -> None:
    async def start(update: Update, _: Any) -> None:
        assert update.message is not None
        await update.message.reply_text("the host's welcome")

    def equip(application: AnyApplication) -> None:
        application.add_handler(CommandHandler("start", start))
        application.add_handler(CommandHandler("help", start))

    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, "no limiter", equip, "news_"):
        assert (await reader.ask("/start"))["text"] == "the host's welcome"
        ours = await reader.ask("/news_start")
        assert "reply_markup" in ours
        told = await reader.ask("/news_help")
        assert "/subscribe" in told["text"], "names that the host does not have stay"
        assert "/start" not in told["text"]
        assert "/search" in (await reader.ask("/search"))["text"]
        linked = await reader.send("/start search")
        await sandbox.wait_for(reader.id, "/search", after=linked["message_id"])
