"""The main job over real HTTP: documents in, a reader subscribes, searches, reads a digest, and gets the daily push.

The bot is wired as `ledebot run` wires it, on an embedded server of its own and a sandbox in the place of Telegram.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.roles import running
from ledebot.bot.cli.demo import News, demo_settings, next_digest
from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.config import Settings
from ledebot.handlers.base.tokens import token
from ledebot.sandbox.people.handles import User
from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.errors import Json


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    clock = OffsetClock()
    now = clock.now()
    # Noon, whatever the hour of the run: half a day of the demo's news comes before the next digest.
    clock.advance(now.replace(hour=12, minute=0) + timedelta(days=now.hour >= 12) - now)
    async with Sandbox(clock=clock, flood=True) as sandbox:
        yield sandbox


@asynccontextmanager
async def bot(sandbox: Sandbox, home: Path) -> AsyncIterator[Container]:
    """The whole bot, as the demo runs it."""
    settings = demo_settings(Settings(home=home), sandbox, home)
    async with open_container(settings, sandbox.clock, search=True) as container:
        news = News(container)
        await news.tick()
        async with running(container, news=news.tick):
            yield container


def button(message: Json, text: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    labels = [held["text"] for row in rows for held in row]
    return str(next(label for label in labels if text in label))


OIL = ("国际油价连跌四日", "油价四连跌", "布伦特原油跌2.3%收于")
"""How three sources title one story of the demo's."""


def bold(message: Json) -> list[str]:
    """Give the bold pieces; entities count UTF-16 units."""
    text = message["text"].encode("utf-16-le")
    spans = [(held["offset"] * 2, held["length"] * 2) for held in message["entities"] if held["type"] == "bold"]
    return [text[start : start + length].decode("utf-16-le") for start, length in spans]


async def begin(reader: User, welcome: Json) -> None:
    """Take all the news by Shanghai's clock."""
    await (await reader.click(welcome, "ld:all:1")).answer()
    clock = f"ld:tz:{token('Asia/Shanghai')}"
    asked = await reader.telegram.wait_for(reader.id, lambda message: clock in str(message))
    await (await reader.click(asked, clock)).answer()


@pytest.mark.slow
async def test_subscribe_search_digest_push_and_restart(telegram: Sandbox, tmp_path: Path) -> None:
    reader = telegram.user("小明", language_code="zh-hans")
    async with bot(telegram, tmp_path) as container:
        welcome = await reader.ask("/start")
        await begin(reader, welcome)
        first = await telegram.wait_for(reader.id, lambda message: "油价" in message.get("text", ""))
        told = [title for title in OIL if title in first["text"]]
        assert len(told) == 1, "three sources told it; the story comes once"
        assert "另有 2 个来源" in first["text"]

        page = await reader.ask("/search 海州")
        assert "海州" in page["text"]
        assert set(bold(page)) == {"海州"}
        before = page["text"]
        turn = await reader.click(page, button(page, "›"))
        await turn.answer()
        turned = await telegram.wait_for(
            reader.id,
            lambda message: message["message_id"] == page["message_id"] and message["text"] != before,
        )
        assert "edit_date" in turned

        due = await next_digest(container, reader.id)
        assert due is not None

    # Everything is remembered by a bot that starts anew on the same data.
    async with bot(telegram, tmp_path) as container:
        assert await next_digest(container, reader.id) == due
        seen = max(message["message_id"] for message in telegram.messages(reader.id))
        telegram.clock.advance(due - telegram.clock.now() + timedelta(seconds=1))  # type: ignore[attr-defined]  # the fixture's OffsetClock
        push = await telegram.wait_for(reader.id, lambda message: "换电" in message.get("text", ""), after=seen)
        assert "海州综指涨1.2%" not in push["text"], "what the first digest told is not told again"
        later = await next_digest(container, reader.id)
        assert later is not None
        assert later > due
    assert telegram.duplicates() == []


MINIMAL = """---
title: '{title}'
categories:
 - 本地
author: 测试社
date: Mon, 02 Mar 2026 0{hour}:00:00 GMT
---
<div><p>{title}，市政部门周一公布了具体安排，本月内完成。</p></div>
"""


async def ledebot(*words: str, home: Path, sandbox: Sandbox | None = None) -> asyncio.subprocess.Process:
    environ = {**os.environ, "LEDEBOT_HOME": str(home)}
    if sandbox:
        environ |= {"TELEGRAM_BOT_TOKEN": sandbox.token, "LEDEBOT_TELEGRAM_API_URL": sandbox.api_url}
        sources = home / "none.toml"
        sources.write_text("")
        environ["LEDEBOT_SOURCES"] = str(sources)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=environ, stdout=asyncio.subprocess.PIPE
    )


async def output(*words: str, home: Path) -> str:
    process = await ledebot(*words, home=home)
    stdout, _ = await process.communicate()
    assert process.returncode == 0
    return stdout.decode()


@pytest.mark.slow
async def test_a_killed_bot_comes_back_with_everything(telegram: Sandbox, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for hour, title in enumerate(["老城排水管网改造开工", "滨江步道延伸段开放", "夜间公交线路增加三条"], 1):
        (posts / f"{hour}.md").write_text(MINIMAL.format(title=title, hour=hour), encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    reader = telegram.user("小明", language_code="zh-hans")

    killed = await ledebot("run", home=home, sandbox=telegram)
    assert '"new": 3' in await output("ingest", str(posts), "--json", home=home)
    welcome = await reader.ask("/start")
    await begin(reader, welcome)
    await telegram.wait_for(reader.id, lambda message: "滨江步道" in message.get("text", ""))
    killed.send_signal(signal.SIGKILL)
    await killed.wait()

    again = await ledebot("run", home=home, sandbox=telegram)
    answer = await reader.ask("/search 步道延伸")  # the killed one held the updates for up to 10 s
    assert "滨江步道延伸段开放" in answer["text"]
    assert '"unchanged": 3' in await output("ingest", str(posts), "--json", home=home)
    found = await output("search", "排水管网", "--json", home=home)
    assert "老城排水管网改造开工" in found
    assert '"subscribers": 1' in await output("stats", "--json", home=home)
    again.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(again.wait(), 60) == 0
