"""Single polls: what a source's answer makes of the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import FullText, Health, SourceConfig
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.fetch import Fetcher
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.sources.poller import PAGES_PER_POLL, Poller
from ledebot.bot.text.document import read
from ledebot.storage.base.client import Client
from tests.sources.habits import HOUR, Habits, paper, reply
from tests.sources.polling import LIMITS, World, opened, post

pytestmark = pytest.mark.slow


@pytest.fixture
async def world(valkey_url: str) -> AsyncIterator[World]:
    async with opened(valkey_url) as playing:
        yield playing


async def test_a_failing_new_address_is_given_up_for_the_old_one(world: World) -> None:
    world.site.answers["/old"] = reply(status=301, Location="/new")
    world.site.answers["/new"] = reply(paper("old", "一"))
    await world.follow("/old")
    await world.poller.tick()
    assert (await world.state("/old")).extra["moved_to"] == world.site.url("/new")
    world.site.answers["/old"], world.site.answers["/new"] = reply(paper("old", "二")), reply(status=500)
    await world.live(4 * HOUR)
    assert (await world.state("/old")).health is Health.OK
    assert {article.title for article in await world.articles.latest(9)} == {"一", "二"}


async def test_long_teaser_feeds_get_their_pages_in_portions(world: World) -> None:
    Habits(world.site, world.clock.now)
    number = PAGES_PER_POLL + 5
    data = paper("long", *(f"预告{n}" for n in range(number)), body="短")
    for n in range(number):
        world.site.answers[f"/p{n}"] = world.site.answers["/page"]
        data = data.replace(
            f"<guid isPermaLink='false'>预告{n}<".encode(), f"<guid>{world.site.url(f'/p{n}')}<".encode()
        )
    links = data.replace(b"<link>https://long.example/%", b"<nolink>%")
    world.site.answers["/long"] = reply(links.replace(b"</link><guid>", b"</nolink><guid>"), ETag='"1"')
    await world.follow("/long")
    first = await world.poller.tick()
    assert first.new == number
    assert (await world.state("/long")).extra["unread"] == "5"
    await world.live(HOUR)
    assert "unread" not in (await world.state("/long")).extra
    full = [article for article in await world.articles.latest(99) if "全文第8段" in "".join(article.paragraphs)]
    assert len(full) == number
    assert len([path for path in world.site.paths() if path.startswith("/p")]) == number


@pytest.mark.parametrize(("mode", "pages"), [(FullText.NEVER, 0), (FullText.AUTO, 1), (FullText.ALWAYS, 1)])
async def test_full_text_settings(world: World, mode: FullText, pages: int) -> None:
    Habits(world.site, world.clock.now)
    await world.follow("/teaser", full_text=mode)
    await world.poller.tick()
    assert world.site.paths().count("/page") == pages


async def test_a_poll_of_what_is_known_stores_nothing(world: World) -> None:
    world.site.answers["/a"] = paper("a", "一", "二")
    await world.follow("/a")
    assert (await world.poller.tick()).new == 2
    world.site.answers["/a"] = paper("a", "二", "三")
    world.clock.advance(HOUR)
    totals = await world.poller.tick()
    assert (totals.read, totals.new, totals.unchanged) == (2, 1, 1)


async def test_a_bug_in_one_source_leaves_the_others_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        world.site.answers[f"/{name}"] = paper(name, "一")
        await world.follow(f"/{name}")
    fetch = Fetcher.fetch

    async def broken(self: Fetcher, url: str, **conditions: Any) -> Any:
        if url.endswith("/a"):
            raise ZeroDivisionError
        return await fetch(self, url, **conditions)

    monkeypatch.setattr(Fetcher, "fetch", broken)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (1, 1)
    assert (await world.state("/a")).last_error == "internal error (ZeroDivisionError); see the log"


async def test_redis_away_in_the_middle_records_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.site.answers["/a"] = paper("a", "一")
    await world.follow("/a")

    async def away(*_: object) -> None:
        raise StoreUnavailableError("Redis cannot be reached")

    with monkeypatch.context() as patch:
        patch.setattr(world.articles, "save", away)
        with pytest.raises(StoreUnavailableError):
            await world.poller.tick()
    assert (await world.state("/a")).health is Health.NEW
    assert (await world.poller.tick()).new == 1


async def test_a_slow_source_keeps_no_other_waiting(world: World) -> None:
    asked = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        elsewhere = SourceConfig(world.site.url("/a").replace("127.0.0.1", "localhost"))
        await catalogue.add(world.sources, elsewhere, world.clock.now())  # comes due while this one is being fetched
        await asked.wait()
        return reply(paper("slow", "慢"))

    async def quick(_: web.Request) -> web.StreamResponse:
        asked.set()
        return reply(paper("a", "一"))

    world.site.answers |= {"/slow": slow, "/a": quick}
    await world.follow("/slow")
    async with Fetcher(world.clock, allow_private=True, gap=0, limits=LIMITS) as fetcher:
        ingestor = Ingestor(world.articles, read)
        poller = Poller(world.sources, fetcher, ingestor, world.clock, look_again=0.02)
        assert (await poller.tick()).new == 2


async def test_a_source_removed_during_its_poll_stays_removed(world: World, redis_client: Client) -> None:
    world.site.answers["/a"] = paper("a", "一")
    await world.follow("/a")
    state = await world.state("/a")
    await world.sources.remove(world.key("/a"))
    await world.poller.poll(state)
    assert await world.sources.all() == []


async def test_a_missing_folder_is_a_failing_source(world: World, tmp_path: Path) -> None:
    await world.follow(tmp_path / "none")
    await world.poller.tick()
    state = await world.state(tmp_path / "none")
    assert (state.health, state.last_error) == (Health.FAILING, "no such file or folder")


async def test_what_a_source_still_holds_outlives_retention(world: World, tmp_path: Path) -> None:
    Habits(world.site, world.clock.now)
    (tmp_path / "a.md").write_text(post("旧帖", "旧帖的正文。"), "utf-8")
    await world.follow("/still")
    await world.follow("/teaser")
    await world.follow(tmp_path)
    for day in range(0, 120, 5):
        await world.live(timedelta(days=day))
        await world.articles.expire(world.clock.now() - timedelta(days=30))
    held = {article.title: article for article in await world.articles.latest(99)}
    assert set(held) == {"旧闻", "预告", "x", "旧帖"}
    assert {article.revision for article in held.values()} == {1}
    assert world.site.paths().count("/page") <= 120 / 7 + 1
    await world.sources.remove(world.key("/still"))
    await world.live(timedelta(days=160))
    await world.articles.expire(world.clock.now() - timedelta(days=30))
    assert "旧闻" not in {article.title for article in await world.articles.latest(99)}


async def test_a_page_that_is_away_does_not_undo_its_text(world: World) -> None:
    Habits(world.site, world.clock.now)
    await world.follow("/teaser")
    await world.poller.tick()
    playing, teaser = world.site.answers["/page"], world.site.answers["/teaser"]
    world.site.answers["/page"] = reply(status=500)
    assert callable(teaser)
    edited = paper("teaser", "预告", body="渡轮今天首航，改过的预告……")
    world.site.answers["/teaser"] = edited.replace(
        b"https://teaser.example/%E9%A2%84%E5%91%8A", world.site.url("/page").encode()
    )
    await world.live(HOUR)

    async def text() -> tuple[int, str]:
        (article,) = [each for each in await world.articles.latest(9) if each.title == "预告"]
        return article.revision, "".join(article.paragraphs)

    revision, words = await text()
    assert revision == 1
    assert "全文第8段" in words
    world.site.answers["/page"] = playing
    world.site.answers["/teaser"] = world.site.answers["/teaser"] + b"<!-- anew -->"  # type: ignore[operator]
    await world.live(3 * HOUR)
    assert "全文第8段" in (await text())[1]
