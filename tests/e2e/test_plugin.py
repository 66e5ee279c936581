"""The example of the documentation: Ledebot inside a host bot that has its own handlers, hooks and bookkeeping."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from telegram.ext import Application

from ledebot.bot.app.plugin import ALLOWED_UPDATES
from ledebot.bot.model import Filters, Item, Schedule, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox

EXAMPLE = Path(__file__).parents[2] / "docs" / "plugin_example.py"


@pytest.fixture
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plugin_example", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
async def test_the_example_serves_host_and_readers(sandbox: Sandbox, tmp_path: Path, example: ModuleType) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text("")
    environ = {"LEDEBOT_HOME": str(tmp_path), "LEDEBOT_SOURCES": str(sources)}
    called: list[str] = []

    async def host_init(_: Any) -> None:
        called.append("init")

    async def host_stop(_: Any) -> None:
        called.append("stop")

    host = (
        Application.builder()
        .token(sandbox.token)
        .base_url(sandbox.base_url)
        .post_init(host_init)
        .post_stop(host_stop)
        .build()
    )
    plugin = example.equip(host, environ)
    reader = sandbox.user("小明")
    assert host.updater is not None
    assert host.post_init is not None
    assert host.post_stop is not None
    await host.initialize()
    await host.post_init(host)
    await host.start()
    await host.updater.start_polling(allowed_updates=list(ALLOWED_UPDATES))

    assert (await reader.ask("/ping"))["text"] == "pong"
    welcome = await reader.ask("/start")
    assert "reply_markup" in welcome
    own = await reader.click(welcome, "ld:topics")
    await own.answer()
    assert host.bot_data["updates"] >= 3, "the host's own handlers still see every update"
    assert host.error_handlers == {}

    container = plugin.container
    item = Item("1", "岛报", "渡轮加开夜班", html="<p>渡轮十日起加开夜班，末班船在晚间十一点开出。</p>", guid="1")
    assert (await container.ingestor.ingest([item])).new == 1
    now = container.clock.now()
    due = Subscriber(
        Target(reader.id), subscribed=True, filters=Filters(everything=True), schedule=Schedule(zone="UTC")
    )
    await container.subscribers.save(due, now)
    await sandbox.wait_for(reader.id, "渡轮加开夜班")
    counted = (await container.stats.stats(now)).counters
    assert (counted["due"], counted["failed"], counted["repeats"]) == (1, 0, 0)

    await host.updater.stop()
    await host.stop()
    await host.post_stop(host)
    await host.shutdown()
    assert called == ["init", "stop"]
