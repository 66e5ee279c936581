"""A reader's week with the whole bot, in Chinese: choose, be sent a digest, read on, vote, and leave no trace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.roles import running
from ledebot.bot.cli.demo import demo_settings
from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Document, Lede, Target
from ledebot.bot.text.section import by_tags
from ledebot.sandbox.people.handles import User
from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.errors import Json


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=OffsetClock(), flood=False) as sandbox:
        yield sandbox


@asynccontextmanager
async def bot(sandbox: Sandbox, home: Path) -> AsyncIterator[Container]:
    settings = demo_settings(Settings(home=home), sandbox, home)
    async with open_container(settings, sandbox.clock, search=True) as container, running(container, news=no_news):
        yield container


async def no_news() -> None:
    """Fetch nothing: articles are put into the store by hand."""


def post(number: int, topic: str, title: str, container: Container) -> Document:
    body = f"{title}。相关部门介绍，第{number}阶段的安排已经公布，居民可以到服务大厅查询。"
    return Document(
        ref=str(number),
        source="晨星社",
        title=title,
        guid=f"g{number}",
        url=f"https://news.example/{number}",
        published=container.clock.now() - timedelta(minutes=number),
        topics=(topic,),
        section=by_tags((topic,)),
        paragraphs=(body,) * 3,
        lede=Lede(body[:30], body, body),
    )


async def tap(sandbox: Sandbox, user: User, data: str) -> Json:
    for message in reversed(sandbox.from_bot(user.id)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button.get("callback_data", "").startswith(data):
                    return await (await user.click(message, button["callback_data"])).answer()
    raise AssertionError(f"no button {data}")


async def whole_store(container: Container) -> str:
    """Read every key and value of the store as one text."""
    redis, out = container.redis, []
    async for key in redis.scan_iter(count=1000):
        read = {
            "string": redis.get,
            "hash": redis.hgetall,
            "set": redis.smembers,
            "list": lambda name: redis.lrange(name, 0, -1),
            "zset": lambda name: redis.zrange(name, 0, -1, withscores=True),
            "stream": redis.xrange,
        }[await redis.type(key)]
        out.append(f"{key} {await read(key)}")
    return "\n".join(out)


@pytest.mark.slow
async def test_a_readers_week(telegram: Sandbox, tmp_path: Path) -> None:
    reader = telegram.user("小明", language_code="zh-hans", user_id=61616161)
    async with bot(telegram, tmp_path) as container:
        await container.articles.save(
            [post(1, "财经", "跨江大桥通行费下调", container), post(2, "体育", "女排三比零取胜", container)]
        )
        hello = await reader.ask("/start")
        assert "想看些什么" in hello["text"]
        await tap(telegram, reader, "ld:pick:+:business")
        menu = await reader.ask("/schedule 07:30 20:00 Asia/Shanghai 免打扰 23:00-7:00")
        assert "免打扰" in menu["text"]
        first = await reader.ask("/digest")
        assert "跨江大桥通行费下调" in first["text"]
        assert "女排" not in first["text"]

        await container.articles.save([post(3, "财经", "渔港冷库月底投用", container)])
        due = await container.subscribers.due_at(Target(reader.id))
        assert due is not None
        seen = telegram.from_bot(reader.id)[-1]["message_id"]
        telegram.advance(due - telegram.clock.now() + timedelta(seconds=1))
        push = await telegram.wait_for(reader.id, "渔港冷库月底投用", after=seen)
        assert "跨江大桥" not in push["text"], "every story once"

        await tap(telegram, reader, "ld:r:")
        await telegram.wait_for(reader.id, "渔港冷库月底投用", after=push["message_id"])
        await tap(telegram, reader, "ld:save:")
        await tap(telegram, reader, "ld:vote:")
        said = await tap(telegram, reader, "ld:d:why:")
        assert "已关注栏目“财经”" in said["text"]
        assert "渔港冷库月底投用" in (await reader.ask("/saved"))["text"]
        assert "跨江大桥" in (await reader.ask("大桥"))["text"]
        await reader.ask("/watch 冷库")
        await reader.ask("/language 繁體中文")
        assert "我能做什麼" in (await reader.ask("/help"))["text"]
        await reader.ask("/mydata")

        assert str(reader.id) in await whole_store(container)
        await reader.ask("/forget")
        await tap(telegram, reader, "ld:forgetyes")
        left = [line for line in (await whole_store(container)).splitlines() if str(reader.id) in line]
        assert left == []
    assert telegram.duplicates() == []
