"""Watches in the store, on every kind of server: caps, changes, matches in a window; and the digest's section."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import units
from ledebot.bot.model import Digest, Document, Lede, Message, Subscriber, Target
from ledebot.bot.watches.alerts import alert
from ledebot.bot.watches.digest_section import WatchSection
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES, Match, Watch, When, watch_id
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import to_plain
from ledebot.storage.readers.personal import Together
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
ADA, BOB = Target(1), Target(2, 7)


def watch(target: Target, query: str) -> Watch:
    return Watch(watch_id(target, query), target, query, "5-0", NOW)


async def test_a_chat_has_its_own_up_to_the_cap(any_redis: Client) -> None:
    store = WatchStore(any_redis)
    assert await store.save(watch(ADA, "一"), most=2)
    assert await store.save(watch(ADA, "二"), most=2)
    assert not await store.save(watch(ADA, "三"), most=2)
    assert await store.save(watch(ADA, "二"), most=2)  # the same again is no further one
    assert {one.query for one in await store.of(ADA)} == {"一", "二"}
    assert await store.of(BOB) == []


async def test_only_what_changed_is_loaded_again(any_redis: Client) -> None:
    store = WatchStore(any_redis)
    await store.save(watch(ADA, "一"))
    first, mark = await store.changed(None)
    assert {target: [one.query for one in held] for target, held in first.items()} == {ADA: ["一"]}
    assert (await store.changed(mark))[0] == {}
    await store.save(watch(BOB, "二"))
    await store.remove(ADA, watch_id(ADA, "一"))
    later, mark = await store.changed(mark)
    assert {target: [one.query for one in held] for target, held in later.items()} == {ADA: [], BOB: ["二"]}


async def test_matches_are_read_by_window_of_the_log(any_redis: Client) -> None:
    store = WatchStore(any_redis)
    assert await store.cursor() is None
    found = [Match(cursor, f"a{cursor}", "w") for cursor in ("10-0", "10-1", "11-0", "12-5")]
    await store.finish("12-5", {ADA: found})
    assert await store.cursor() == "12-5"
    inside = await store.matched(ADA, after="10-0", up_to="12-0")
    assert [match.cursor for match in inside] == ["10-1", "11-0"]
    assert await store.matched(BOB, after="0-0", up_to="99-0") == []


@pytest.mark.parametrize("section", [{"a": 1}, [{"id": 1}], "text", [1], [{"id": "x", "query": "q"}]])
async def test_broken_exports_are_refused(section: object, redis_client: Client) -> None:
    with pytest.raises(InputError):
        await WatchStore(redis_client).plan_restore(1, section)


async def test_a_chat_has_so_many_watches_whatever_threads_are_named(redis_client: Client) -> None:
    store = WatchStore(redis_client)
    section = [to_plain(Watch(f"w{n}", Target(-7, n), f"港口{n}", "0-0", NOW)) for n in range(3 * MAX_WATCHES)]
    for _ in range(2):
        await Together(redis_client).together([await store.plan_restore(-8, section)])
    assert len(await store.export_chat(-8)) == MAX_WATCHES
    assert not await store.save(Watch("more", Target(-8, 999), "渡轮", "0-0", NOW))


async def test_the_digest_shows_what_only_watches_found(redis_client: Client) -> None:
    store, articles = WatchStore(redis_client), Articles(redis_client, ManualClock(NOW))
    texts = {"渡轮停航": "ferry", "港口扩建": "port"}
    await articles.save(
        [
            Document(ref=guid, source="晨星社", title=title, guid=guid, published=NOW, lede=Lede())
            for title, guid in texts.items()
        ]
    )
    entries = await articles.log("0-0")
    ferry, port = [entry.article_id for entry in entries]
    await store.save(watch(ADA, "渡轮"))
    name = watch_id(ADA, "渡轮")
    await store.finish("9-9", {ADA: [Match(entry.cursor, entry.article_id, name) for entry in entries]})
    section = WatchSection(store, articles)
    reader = Subscriber(ADA, language="en")
    head = await articles.head()
    shown = Digest((Message("digest"),), (port,))
    with_section = await section.add(shown, reader, after="0-0", up_to=head)
    assert len(with_section.parts) == 2
    assert "1. 渡轮停航" in with_section.parts[1].html
    assert with_section.parts[1].keyboard[0][0].text == "📖 1"
    assert "港口扩建" not in with_section.parts[1].html
    assert with_section.stories == (port, ferry)
    nothing = await section.add(Digest((Message("nothing new"),)), reader, after="0-0", up_to=head)
    assert len(nothing.parts) == 1
    assert not nothing.empty
    assert await section.add(shown, reader, after=head, up_to=head) is shown


async def test_the_digest_has_what_the_matching_has_not_come_to_yet(redis_client: Client) -> None:
    clock = ManualClock(NOW)
    store, articles = WatchStore(redis_client), Articles(redis_client, clock)
    await store.finish(await articles.head(), {})
    for query, when in (("渡轮", When.DIGEST), ("港口", When.NOW)):
        await store.save(replace(watch(ADA, query), when=when))
    muted = replace(watch(ADA, "灯塔"), when=When.BOTH, muted_until=NOW + timedelta(hours=1))
    await store.save(muted)

    async def arrives(*titles: str) -> str:
        documents = [
            Document(ref=title, source="晨星社", title=title, guid=title, published=NOW, lede=Lede())
            for title in titles
        ]
        await articles.save(documents)
        return await articles.head()

    first = await arrives("渡轮停航", "港口扩建", "灯塔换灯")
    section, reader = WatchSection(store, articles), Subscriber(ADA, language="en")
    added = await section.add(Digest((Message("nothing new"),)), reader, after="0-0", up_to=first)
    assert "渡轮停航" in added.parts[-1].html
    assert "港口" not in added.parts[-1].html
    assert "灯塔" not in added.parts[-1].html
    clock.advance(timedelta(hours=2))
    second = await arrives("灯塔点亮")
    added = await section.add(Digest((Message("nothing new"),)), reader, after=first, up_to=second)
    assert len(added.stories) == 1
    assert "灯塔点亮" in added.parts[-1].html


async def test_the_longest_section_and_alert_fit_into_a_message(redis_client: Client) -> None:
    store, articles = WatchStore(redis_client), Articles(redis_client, ManualClock(NOW))
    query = "长" * (MAX_QUERY - 1)
    await store.save(watch(ADA, query))
    long = [
        Document(
            ref=str(n),
            source="源" * 500,
            title=f"{n}" + "题" * 2000,
            guid=str(n),
            url="https://a.example/" + "x" * (700 + n),
            published=NOW,
            lede=Lede(),
        )
        for n in range(12)
    ]
    await articles.save(long)
    found = [Match(entry.cursor, entry.article_id, watch_id(ADA, query)) for entry in await articles.log("0-0")]
    await store.finish("9-9", {ADA: found})
    section = WatchSection(store, articles)
    reader = Subscriber(ADA, language="en")
    added = await section.add(Digest((Message("x"),)), reader, after="0-0", up_to=await articles.head())
    (article,) = await articles.latest(1)
    told = alert(article, [watch(ADA, query)] * MAX_WATCHES, translator("en"), "UTC")
    for message in (added.parts[-1], told):
        shown = re.sub("<[^>]*>", "", message.html)
        assert units(html.unescape(shown)) <= 4096
        assert sum(len(url) for url in re.findall('href="([^"]*)"', message.html)) < 9000
