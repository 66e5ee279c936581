"""The plug-in's own life: started and stopped, one of several or refused, and what the host hears of it."""

from __future__ import annotations

import gc
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession
from telegram.ext import (
    ApplicationBuilder,
)

from ledebot import install, load_settings
from ledebot.bot.app.container import open_container
from ledebot.bot.core.errors import SettingError
from ledebot.bot.core.lasting import settle
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Item, Message, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.app.hosts import AnyApplication, hosted


async def test_it_starts_and_stops_again_and_again(sandbox: Sandbox, tmp_path: Path) -> None:
    reader = sandbox.user("小明", language_code="en")
    async with hosted(sandbox, tmp_path, "no limiter") as plugin:
        for _ in range(2):
            await plugin.stop()
            await plugin.start()
        before = len(sandbox.from_bot(reader.id)) if reader.id in sandbox.api.world.chats else 0
        await reader.ask("/topics")
        assert len(sandbox.from_bot(reader.id)) == before + 1, "each handler stands there once"


async def test_the_hosts_garbage_collector_is_left_alone(tmp_path: Path) -> None:
    settle.cache_clear()
    threshold, passed_over = gc.get_threshold(), gc.get_freeze_count()
    settings = load_settings({"LEDEBOT_HOME": str(tmp_path / "home")})
    async with open_container(settings, own_process=False) as container:
        totals = await container.ingestor.ingest(
            [Item("1.md", "岛报", "渡轮增开夜航", "渡轮公司宣布增开夜航船。", guid="1")]
        )
    assert (totals.new, gc.get_threshold()) == (1, threshold)
    assert gc.get_freeze_count() <= passed_over


async def test_two_on_one_store_are_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    async with hosted(sandbox, tmp_path, "no limiter"):
        other = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url).build()
        second = install(other, load_settings({"LEDEBOT_HOME": str(tmp_path / "data")}))
        with pytest.raises(SettingError, match="of its own"):
            await second.start()


@pytest.mark.slow
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


@pytest.mark.parametrize("prefix", ["News_", "新闻_", "news-", "n" * 20])
def test_a_prefix_that_no_command_can_have_is_refused(prefix: str) -> None:
    application = ApplicationBuilder().token("1:a").build()
    with pytest.raises(SettingError, match="small letters"):
        install(application, load_settings({"HOME": "/nonexistent"}), prefix)
