"""A source that is called otherwise: its articles, its readers and what was learned of it follow, once."""

from __future__ import annotations

import itertools
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import (
    Change,
    Document,
    Filters,
    Lede,
    Rename,
    SourceConfig,
    SourceState,
    Subscriber,
    Target,
    Vote,
)
from ledebot.bot.readers.renaming import WATCHED, Renaming
from ledebot.bot.sources.editing import SourceEditor
from ledebot.bot.text.furniture import Habits
from ledebot.storage.articles.articles import Articles
from ledebot.storage.articles.renaming import RenamedArticles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.renaming import RenamedForReaders
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.sources.habits import SourceHabits
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources
from tests.faulty_client import Fault, connect_faulty

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
FEED, OTHER = "https://slow.example/feed", "https://quick.example/feed"
READER = Target(41)


class Desk:
    """The stores that a rename touches."""

    def __init__(self, redis: Client) -> None:
        self.redis = redis
        self.clock = ManualClock(NOW)
        self.articles = Articles(redis, self.clock)
        self.sources, self.renames = Sources(redis), SourceRenames(redis)
        self.habits, self.readers, self.subscribers = SourceHabits(redis), Readers(redis), Subscribers(redis)
        self.editor = SourceEditor(self.sources, self.renames, self.clock, None, "https://rsshub.example")
        self.renaming = Renaming(
            self.renames, self.sources, RenamedArticles(redis), RenamedForReaders(redis), self.habits, self.clock
        )

    async def followed(self) -> tuple[str, ...]:
        found = await self.subscribers.get(READER)
        assert found is not None
        return found.filters.sources


@pytest.fixture
async def desk(redis_client: Client) -> Desk:
    return await settled(redis_client)


async def settled(redis: Client) -> Desk:
    """Two sources, three articles of one, and a reader who follows both."""
    desk = Desk(redis)
    await desk.sources.save(SourceState(SourceConfig(FEED, "慢报"), next_try=NOW))
    await desk.sources.save(SourceState(SourceConfig(OTHER, "快报"), next_try=NOW))
    await desk.articles.save(told("慢报"))
    await desk.subscribers.save(Subscriber(READER, filters=Filters(sources=("山上报", "慢报", "快报"))), None)
    await desk.readers.vote(41, Vote("a", "一", 1, "慢报", (), NOW))
    await desk.habits.save({"慢报": Habits(items=7)})
    return desk


def told(source: str) -> list[Document]:
    """Three reports with all the kinds of identity: an address, an id, and neither."""
    lede = Lede("港口开工。", "港口开工。", "港口开工。")
    common = {"source": source, "published": NOW, "paragraphs": ("港口开工。",), "lede": lede, "topics": ("航运",)}
    return [
        Document(ref="1", title="第一", url="https://slow.example/1", **common),  # type: ignore[arg-type]  # as above
        Document(ref="2", title="第二", guid="slow-2", **common),  # type: ignore[arg-type]
        Document(ref="3", title="第三", **common),  # type: ignore[arg-type]
    ]


async def test_everything_follows_and_nothing_comes_again(desk: Desk) -> None:
    before = await desk.articles.head()
    await desk.editor.rename(FEED, " 晚报 ")
    await desk.renaming.tick()
    assert await desk.articles.sources() == {"晚报": 3}
    assert {article.title for article in await desk.articles.latest(9, source="晚报")} == {"第一", "第二", "第三"}
    assert await desk.redis.zrange(keys.topic_sources("航运"), 0, -1, withscores=True) == [("晚报", 3.0)]
    assert {entry.change for entry in await desk.articles.log(before)} == {Change.REGROUPED}
    assert await desk.followed() == ("山上报", "晚报", "快报")
    assert await desk.readers.tastes(41) == {"source:晚报": 1}
    assert (await desk.habits.load(["晚报"]))["晚报"].items == 7
    assert await desk.articles.save(told("晚报")) == [None, None, None], "the next poll"


async def test_two_are_made_one(desk: Desk) -> None:
    await desk.editor.merge(FEED, OTHER)
    await desk.renaming.tick()
    assert await desk.articles.sources() == {"快报": 3}
    assert await desk.followed() == ("山上报", "快报")
    assert [state.config.title for state in await desk.sources.all()] == ["快报", "快报"]


async def test_who_shares_its_name_keeps_it_and_readers_follow_both(desk: Desk) -> None:
    await desk.sources.save(SourceState(SourceConfig("https://slow.example/sport", "慢报"), next_try=NOW))
    await desk.editor.rename(FEED, "晚报")
    await desk.renaming.tick()
    assert await desk.articles.sources() == {"慢报": 3}
    assert await desk.followed() == ("山上报", "慢报", "晚报", "快报")
    assert await desk.readers.tastes(41) == {"source:慢报": 1}


async def test_what_a_poll_under_way_stores_follows_too_and_the_wish_ends(desk: Desk) -> None:
    await desk.editor.rename(FEED, "晚报")
    await desk.renaming.tick()
    late = replace(told("慢报")[0], ref="4", title="第四", url="https://slow.example/4")
    await desk.articles.save([late])
    await desk.renaming.tick()
    assert await desk.articles.sources() == {"晚报": 4}
    desk.clock.advance(WATCHED + timedelta(seconds=1))
    await desk.renaming.tick()
    assert await desk.renames.noted() == []


async def test_a_wish_is_carried_out_by_whoever_comes_next_and_an_unfinished_one_never(desk: Desk) -> None:
    await desk.renames.note(Rename("慢报", "晚报", NOW))  # and its process died before the source was changed
    await desk.renaming.tick()
    assert await desk.articles.sources() == {"慢报": 3}
    await desk.editor.rename(FEED, "晚报")
    await Desk(desk.redis).renaming.tick()
    assert await desk.followed() == ("山上报", "晚报", "快报")
    await desk.renames.note(Rename("快报", "号外", NOW))
    desk.clock.advance(WATCHED + timedelta(seconds=1))
    await desk.renaming.tick()
    assert await desk.renames.noted() == []
    assert "快报" in await desk.followed()


async def test_there_and_back_again(desk: Desk) -> None:
    await desk.editor.rename(FEED, "晚报")
    await desk.renaming.tick()
    await desk.editor.rename(FEED, "慢报")
    for _ in range(3):
        await desk.renaming.tick()
    assert await desk.articles.sources() == {"慢报": 3}
    assert await desk.followed() == ("山上报", "慢报", "快报")
    assert await desk.articles.save(told("慢报")) == [None, None, None]


class DiedError(Exception):
    """Nothing that a client would try again after."""


class DiesAfter:
    """Lets so many commands through, and none after them: what a killed process leaves."""

    def __init__(self, commands: int) -> None:
        self.left = commands

    def __call__(self, sent: bytes) -> Fault | None:
        self.left -= 1
        if self.left < 0:
            raise DiedError
        return None


@pytest.mark.slow
async def test_whoever_dies_at_any_step_is_followed_by_the_next(redis_client: Client, valkey_url: str) -> None:
    deaths = 0
    for commands in itertools.count(3):  # the first ones greet the server
        await redis_client.flushall()
        desk = await settled(redis_client)
        dying = DiesAfter(commands)
        async with aclosing(connect_faulty(valkey_url, dying)) as broken:
            try:
                doomed = Desk(broken)
                await doomed.editor.rename(FEED, "晚报")
                await doomed.renaming.tick()
            except (DiedError, StoreUnavailableError):
                deaths += 1
            else:
                break
        await desk.editor.rename(FEED, "晚报")  # the operator, who was not told that it is done
        await desk.renaming.tick()
        assert await desk.articles.sources() == {"晚报": 3}, commands
        assert await desk.followed() == ("山上报", "晚报", "快报"), commands
        assert await desk.readers.tastes(41) == {"source:晚报": 1}, commands
        assert await desk.articles.save(told("晚报")) == [None, None, None], commands
    assert deaths > 10
