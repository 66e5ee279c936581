"""Ledebot in host applications of all kinds: it pushes, alerts and answers buttons, and keeps out of the host's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    BaseRateLimiter,
    CommandHandler,
    ConversationHandler,
    Defaults,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)

from ledebot import ALLOWED_UPDATES, Plugin, install, load_settings
from ledebot.bot.core.errors import SettingError
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Button, Message, Target
from ledebot.sandbox.sandbox import Sandbox

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Hasty(BaseRateLimiter[dict[str, int]]):
    """A limiter of the host's own, with arguments of its own kind."""

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(  # type: ignore[no-untyped-def]  # as the base class has it
        self, callback, args, kwargs, endpoint, data, rate_limit_args
    ):
        assert rate_limit_args is None or isinstance(rate_limit_args, dict)
        return await callback(*args, **kwargs)


HOSTS: dict[str, Callable[[Any, Path], Any]] = {
    "no limiter": lambda builder, _: builder,
    "AIORateLimiter": lambda builder, _: builder.rate_limiter(AIORateLimiter()),
    "a limiter of its own": lambda builder, _: builder.rate_limiter(Hasty()),
    "arbitrary callback data": lambda builder, _: builder.arbitrary_callback_data(True),
    "persistence": lambda builder, folder: builder.persistence(PicklePersistence(folder / "host.pickle")),
    "concurrent updates": lambda builder, _: builder.concurrent_updates(True),
    "webhook": lambda builder, _: builder.updater(None),
    "defaults": lambda builder, _: builder.defaults(Defaults(parse_mode="MarkdownV2", disable_notification=True)),
}


@asynccontextmanager
async def listening(answer: Callable[[web.Request], Any]) -> AsyncIterator[str]:
    """Have every request answered; gives the address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def updated(application: AnyApplication) -> AsyncIterator[None]:
    """Have the host get its updates in its own way: by polling, or by a web server of its own."""
    if application.updater is not None:
        await application.updater.start_polling(allowed_updates=list(ALLOWED_UPDATES))
        try:
            yield
        finally:
            await application.updater.stop()
        return

    async def take(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async with listening(take) as address:
        await application.bot.set_webhook(address, allowed_updates=list(ALLOWED_UPDATES))
        try:
            yield
        finally:
            await application.bot.delete_webhook()


@asynccontextmanager
async def hosted(
    sandbox: Sandbox,
    folder: Path,
    host: str,
    equip: Callable[[AnyApplication], None] | None = None,
    prefix: str = "",
    **settings: str,
) -> AsyncIterator[Plugin]:
    """Run a host with Ledebot in it."""
    builder: Any = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url)
    application: AnyApplication = HOSTS[host](builder, folder).build()
    if equip is not None:
        equip(application)
    (folder / "sources.toml").write_text("")
    environ = {"LEDEBOT_HOME": str(folder / "data"), "LEDEBOT_SOURCES": str(folder / "sources.toml"), **settings}
    plugin = install(application, load_settings(environ), prefix)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(application)
        stack.push_async_callback(plugin.stop)
        await plugin.start()
        await application.start()
        stack.push_async_callback(application.stop)
        await stack.enter_async_context(updated(application))
        yield plugin


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


async def test_it_starts_and_stops_again_and_again(sandbox: Sandbox, tmp_path: Path) -> None:
    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, "no limiter") as plugin:
        for _ in range(2):
            await plugin.stop()
            await plugin.start()
        before = len(sandbox.from_bot(reader.id)) if reader.id in sandbox.api.world.chats else 0
        await reader.ask("/topics")
        assert len(sandbox.from_bot(reader.id)) == before + 1, "each handler stands there once"


async def test_two_on_one_store_are_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    async with hosted(sandbox, tmp_path, "no limiter"):
        other = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url).build()
        second = install(other, load_settings({"LEDEBOT_HOME": str(tmp_path / "data")}))
        with pytest.raises(SettingError, match="of its own"):
            await second.start()


async def test_two_on_stores_of_their_own_are_told_apart(sandbox: Sandbox, tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "other"
    for folder in folders:
        folder.mkdir()
    async with Sandbox() as other, AsyncExitStack() as stack:
        for telegram, folder in zip((sandbox, other), folders, strict=True):
            plugin = await stack.enter_async_context(hosted(telegram, folder, "no limiter"))
            reader = telegram.user("小明", language_code="en")
            await reader.ask("/start")
            assert plugin.container is not None
            pushed = Message(f"渡轮今晚停航：{folder.name}")
            await plugin.container.outbox.enqueue(Target(reader.id), [pushed], kind=Kind.ALERT)
        for telegram, folder in zip((sandbox, other), folders, strict=True):
            await telegram.wait_for(reader.id, f"渡轮今晚停航：{folder.name}")
            assert sum("停航" in str(one["text"]) for one in telegram.from_bot(reader.id)) == 1


async def test_two_in_one_application_are_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    """The handlers of one would keep every update from those of the other."""
    applications: list[AnyApplication] = []
    async with hosted(sandbox, tmp_path, "no limiter", applications.append):
        second = install(applications[0], load_settings({"LEDEBOT_HOME": str(tmp_path / "other")}))
        with pytest.raises(SettingError, match="has a Ledebot already"):
            await second.start()


async def test_an_outage_of_telegrams_is_told_in_a_line(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The host's log is no place for a traceback of what is nobody's mistake."""
    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, "no limiter") as plugin:
        await reader.ask("/start")
        assert plugin.container is not None
        sandbox.faults.add("bad_gateway", method="sendMessage", times=1)
        sandbox.faults.add("bad_gateway", method="getMe", times=1)
        await plugin.container.outbox.enqueue(Target(reader.id), [Message("渡轮今晚停航")], kind=Kind.ALERT)
        await sandbox.wait_for(reader.id, "渡轮今晚停航")
    told = [one for one in caplog.records if "reaching Telegram" in one.getMessage()]
    assert told
    assert not [one for one in told if one.exc_info]


async def test_health_and_metrics_are_served_where_the_settings_say(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "ledebot")
    async with hosted(sandbox, tmp_path, "no limiter", LEDEBOT_HTTP_LISTEN="127.0.0.1:0"), ClientSession() as session:
        (line,) = (said for record in caplog.records if "metrics at" in (said := record.getMessage()))
        async with session.get(f"{line.split()[-1]}/metrics") as answer:
            assert "ledebot_" in await answer.text()
