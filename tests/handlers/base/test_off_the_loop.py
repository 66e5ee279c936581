"""What foreign data can lengthen never holds up the event loop: while it goes on for ever, others are answered."""

from __future__ import annotations

from asyncio import ensure_future
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

import pytest

from ledebot.bot.digest import service
from ledebot.bot.model import Item, Target
from ledebot.bot.readers import export
from ledebot.bot.search.match import MatcherSet
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.bot.watches import digest_section
from ledebot.bot.watches.digest_section import WatchSection
from ledebot.bot.watches.matcher import Watches
from ledebot.bot.watches.types import Watch, When
from ledebot.handlers.stories import reading
from ledebot.sandbox.people.handles import User
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.readers import personal, readers
from ledebot.storage.search import index as search_index
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.stories import stories
from ledebot.storage.watches import watches as watch_store
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import NOW, Desk, story


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


@pytest.fixture
def stuck(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str, Callable[[], Awaitable[Any]]], Any]:
    """Do something whose step `where.name` takes for ever, until another reader has been answered; gives its result."""

    async def others_are_answered(where: Any, name: str, something: Callable[[], Awaitable[Any]]) -> Any:
        begun, gate, step = Event(), Event(), getattr(where, name)

        def waiting(*args: Any, **kwargs: Any) -> Any:
            begun.set()
            assert gate.wait(60)
            return step(*args, **kwargs)

        monkeypatch.setattr(where, name, waiting)
        other = desk.sandbox.user("读者", language_code="en")
        task = ensure_future(something())
        while not begun.is_set():
            await desk.redis.ping()  # lets everything else run
            assert not task.done() or begun.is_set(), "it has not come to that step"
        assert "What I can do" in (await other.ask("/help"))["text"]
        assert not task.done()
        gate.set()
        return await task

    return others_are_answered


@pytest.fixture
async def hostile(desk: Desk, engine: SearchIndex) -> User:
    await desk.news(story(1), story(2, "体育"))
    await engine.catch_up()
    user = desk.sandbox.user("路人", language_code="en")
    await user.ask("/subscribe 财经")
    return user


async def test_trying_a_rule(stuck: Any, hostile: User) -> None:
    said = await stuck(service, "try_rule", lambda: hostile.ask("/subscribe zq OR zx"))
    assert "would have passed 0 of last week's 2 stories" in said["text"]


@pytest.mark.parametrize("step", ["selector", "group_stories", "render_digest"])
async def test_composing_a_digest(stuck: Any, hostile: User, step: str) -> None:
    said = await stuck(service, step, lambda: hostile.ask("/digest"))
    assert "第1号港口" in said["text"]


async def test_explaining_a_story(desk: Desk, stuck: Any, hostile: User) -> None:
    await hostile.ask("/digest")
    await desk.tap(hostile, "ld:r:…")
    opened = desk.sandbox.messages(hostile.id)[-1]
    click = await hostile.click(opened, "Why this?")
    answer = await stuck(service, "reasons", lambda: click.answer())
    assert "you follow the topic" in answer["text"]


async def test_cutting_a_story_into_pages(desk: Desk, stuck: Any, hostile: User) -> None:
    digest = await hostile.ask("/digest")
    said = await stuck(reading, "pages_of", lambda: opened(desk, hostile, digest))
    assert "编号1的工程" in said["text"]


async def opened(desk: Desk, who: User, digest: Any) -> Any:
    await who.click(digest, "1")
    return await desk.sandbox.wait_for(who.id, after=digest["message_id"])


async def test_marking_what_a_search_found(stuck: Any, hostile: User) -> None:
    said = await stuck(search_index, "_hit", lambda: hostile.ask("/search 港口"))
    assert "第1号" in said["text"]


async def test_matching_watches(desk: Desk, stuck: Any, hostile: User) -> None:
    store = WatchStore(desk.redis)
    watches = Watches(store, desk.articles, desk.services.outbox, desk.clock, desk.subscribers)
    await watches.tick()
    await store.save(Watch("w1", Target(hostile.id), "水库", await desk.articles.head(), NOW))
    await desk.news(story(3, title="水库今年第三次开闸"))
    await stuck(MatcherSet, "matching", watches.tick)
    assert await desk.redis.zcard(keys.PENDING) == 1


async def test_a_digests_section_of_watches(desk: Desk, stuck: Any, hostile: User) -> None:
    store = WatchStore(desk.redis)
    await store.finish(await desk.articles.head(), {})
    await store.save(Watch("w1", Target(hostile.id), "水库", await desk.articles.head(), NOW, when=When.DIGEST))
    before = await desk.articles.head()
    await desk.news(story(3, title="水库今年第三次开闸"))
    section, held = WatchSection(store, desk.articles), await desk.subscriber(hostile.id)
    composed = await desk.services.composer.compose(held)

    async def add() -> Any:
        return await section.add(composed, held, after=before, up_to=await desk.articles.head())

    added = await stuck(digest_section, "_matches", add)
    assert "水库今年第三次开闸" in added.parts[-1].html


async def test_reading_an_entry(desk: Desk, stuck: Any, hostile: User) -> None:
    class Reading:
        read = staticmethod(read)

    ingestor = Ingestor(desk.articles, lambda item: Reading.read(item))
    item = Item(
        ref="x", source="晨星社", title="码头夜间装卸", html="<p>码头今夜起装卸不停。</p>", guid="x", published=NOW
    )
    totals = await stuck(Reading, "read", lambda: ingestor.ingest([item]))
    assert totals.new == 1


@pytest.mark.parametrize("step", ["_drafted", "_sketched", "_decided"])
async def test_sketching_stories(desk: Desk, stuck: Any, hostile: User, step: str) -> None:
    store = Articles(desk.redis, desk.clock, stories.StoryIndex(desk.redis))
    await stuck(stories, step, lambda: store.save([story(4, title="渡轮加开夜班")]))
    assert "渡轮加开夜班" in [article.title for article in await store.latest(9)]


async def test_writing_a_file_of_ones_own_data(desk: Desk, stuck: Any, hostile: User) -> None:
    file = await stuck(export, "_written", lambda: desk.services.personal.export(hostile.id))
    assert str(hostile.id) in file.decode()


@pytest.mark.parametrize(
    ("where", "step"),
    [(export, "_sections"), (personal, "_subscriptions"), (readers, "_file"), (watch_store, "_watches")],
)
async def test_reading_a_foreign_file(desk: Desk, stuck: Any, hostile: User, where: Any, step: str) -> None:
    await desk.services.watches.save(Watch("w1", Target(hostile.id), "港口", "0-0", NOW))
    await hostile.ask("/digest")
    await desk.tap(hostile, "ld:r:…")
    await desk.tap(hostile, "ld:save:…")
    file = await desk.services.personal.export(hostile.id)
    taken = await stuck(where, step, lambda: desk.services.personal.restore(hostile.id, file))
    assert set(taken) >= {"subscriptions", "reader", "watches"}
