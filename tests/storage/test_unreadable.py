"""A record that cannot be read costs itself only, whichever store keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Article, Document, SavedStory, SourceConfig, SourceState, Subscriber, Target
from ledebot.bot.watches.types import Watch
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import UNREADABLE
from ledebot.storage.base.states import States
from ledebot.storage.http.update_ledger import PolledUpdates
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.sources.sources import Sources
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BROKEN = '{"v":1,"target":{"chat_id":"seven"},"config":7,"id":[]}'


async def test_a_broken_article_is_left_out_and_its_neighbours_are_read(redis_client: Client) -> None:
    articles = Articles(redis_client, ManualClock(NOW))
    documents = [Document(f"r{n}", "晚报", f"第{n}座桥通车", url=f"https://x.example/{n}") for n in range(3)]
    await articles.save(documents)
    found = await articles.latest(10)
    before = UNREADABLE[Article.__name__]
    await redis_client.hset(keys.article(found[1].id), "data", BROKEN)
    assert await articles.latest(10) == [found[0], found[2]]
    assert UNREADABLE[Article.__name__] > before
    assert len(await articles.save(documents)) == 3, "it can be stored anew"


async def test_a_field_too_many_costs_nobody_anything(redis_client: Client, tmp_path: Path) -> None:
    """A newer process wrote it; one that is older lists, serves and indexes the record like any other."""
    clock = ManualClock(NOW)
    articles, sources = Articles(redis_client, clock), Sources(redis_client)
    await articles.save([Document(f"r{n}", "晚报", f"第{n}座桥通车", url=f"https://x.example/{n}") for n in range(3)])
    await sources.save(SourceState(SourceConfig("https://x.example/feed"), next_try=NOW))
    found, followed, before = await articles.latest(10), await sources.all(), UNREADABLE.total()
    for key, field in ((keys.article(found[1].id), "data"), (keys.SOURCES, "https://x.example/feed")):
        record = await redis_client.hget(key, field)
        await redis_client.hset(key, field, f'{record[:-1]},"mood":{{"sunny":true}}}}')
    assert await articles.latest(10) == found
    assert await sources.all() == await sources.due(NOW) == followed
    engine = SearchIndex(tmp_path / "index", articles, clock)
    await engine.catch_up()
    assert (await engine.find("桥通车")).total == 3
    await engine.close()
    assert UNREADABLE.total() == before


async def test_a_broken_subscription_is_kept_aside_and_the_chat_begins_anew(redis_client: Client) -> None:
    subscribers = Subscribers(redis_client)
    await subscribers.save(Subscriber(Target(-1)), NOW)
    await subscribers.save(Subscriber(Target(-1, 5)), NOW)
    await redis_client.set(keys.subscriber("-1:5"), BROKEN)
    assert [one.target for one in await subscribers.of_chat(-1)] == [Target(-1)]
    assert await subscribers.get(Target(-1, 5)) is None
    assert await subscribers.update(Target(-1, 5), lambda old, due: (old, due)) is None
    assert await redis_client.hget(keys.UNREADABLE, keys.subscriber("-1:5")) == BROKEN


async def test_broken_sources_watches_and_saved_stories_are_left_out(redis_client: Client) -> None:
    sources, watches, readers = Sources(redis_client), WatchStore(redis_client), Readers(redis_client)
    await sources.save(SourceState(SourceConfig("https://x.example/feed"), next_try=NOW))
    await redis_client.hset(keys.SOURCES, "https://broken.example/feed", BROKEN)
    await redis_client.zadd(keys.SOURCES_DUE, {"https://broken.example/feed": 0})
    assert len(await sources.all()) == 1
    assert len(await sources.due(NOW)) == 1
    assert await sources.get("https://broken.example/feed") is None
    await watches.save(Watch("w", Target(1), "港口", "0-0", NOW))
    await redis_client.hset(keys.watches("1"), "x", BROKEN)
    assert [one.id for one in await watches.of(Target(1))] == ["w"]
    await readers.keep(1, SavedStory("a", "桥", "晚报", None, NOW))
    await redis_client.hset(keys.saved(1), "b", BROKEN)
    assert [one.article_id for one in await readers.kept(1)] == ["a"]


@pytest.mark.parametrize("broken", ["", "{", "7", "[[[", "null", "\\ud800"])
async def test_broken_names_of_an_article_keep_no_batch_from_being_stored(redis_client: Client, broken: str) -> None:
    articles = Articles(redis_client, ManualClock(NOW))
    documents = [Document(f"r{n}", "晚报", f"第{n}座桥通车", url=f"https://x.example/{n}") for n in range(3)]
    await articles.save(documents)
    found = await articles.latest(10)
    await redis_client.hset(keys.article(found[1].id), "aliases", broken)
    await redis_client.hdel(keys.article(found[2].id), "aliases")
    await articles.save([*documents, Document("r9", "晚报", "新桥开工", url="https://x.example/9")])
    assert len(await articles.latest(10)) == 4


async def test_broken_updates_and_buttons_are_left_out(redis_client: Client) -> None:
    polled, states = PolledUpdates(redis_client), States(redis_client)
    await polled.keep([{"update_id": 7, "message": {}}, {"update_id": 10, "message": {}}])
    await redis_client.hset(keys.UPDATES_LEFT, mapping={"8": "{", "x": "[]", "9": '{"update_id":5}'})
    assert [one["update_id"] for one in await polled.waiting()] == [7, 10]
    assert sorted(await redis_client.hkeys(keys.UPDATES_LEFT)) == ["10", "7"]
    key = await states.put(1, {"query": "港口"})
    await redis_client.set(keys.state(key), "[1")
    assert await states.get(key) is None
    assert await states.export_chat(1) is None


async def test_names_of_chats_that_are_none_stop_nobody_and_go_with_their_chat(redis_client: Client) -> None:
    """An older version took forum topics from files as they were written there."""
    watches, subscribers, readers = WatchStore(redis_client), Subscribers(redis_client), Readers(redis_client)
    await watches.save(Watch("w", Target(-7), "港口", "0-0", NOW))
    await subscribers.save(Subscriber(Target(-7)), NOW)
    await readers.connect(1, Target(-7))
    for key in (keys.WATCHERS, keys.SUBSCRIBERS, keys.connected(1)):
        await redis_client.sadd(key, "-7:soon", "x", "")
    await redis_client.hset(keys.watches("-7:soon"), "w", BROKEN)
    changed, _ = await watches.changed(None)
    assert [len(held) for held in changed.values()] == [1]
    assert await subscribers.everyone() == [Target(-7)]
    await redis_client.sadd(keys.chat_targets(-7), "-7:soon")
    await redis_client.set(keys.subscriber("-7:soon"), BROKEN)
    await redis_client.hset(keys.UNREADABLE, keys.subscriber("-7:soon"), BROKEN)
    await redis_client.zadd(keys.DUE, {"-7:soon": 1})
    await subscribers.forget_chat(-7)
    assert [key async for key in redis_client.scan_iter("*subscriber*")] == [keys.SUBSCRIBERS]
    assert await redis_client.smembers(keys.SUBSCRIBERS) == {"x", ""}
    assert not await redis_client.exists(keys.DUE, keys.UNREADABLE, keys.chat_targets(-7))
    assert await readers.connected(1) == [Target(-7)]
    await watches.forget_chat(-7)
    assert not await redis_client.exists(keys.watches("-7"), keys.watches("-7:soon"))
    assert await redis_client.smembers(keys.WATCHERS) == {"x", ""}
