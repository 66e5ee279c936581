"""A simulated week among sources with every habit of the wild web, and what became of each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Article, Change, FullText, Health, IngestTotals, LogEntry, SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.fetch import Fetcher, FetchLimits
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.sources.poller import PAGES_PER_POLL, Poller
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client, connect
from ledebot.storage.sources.sources import Sources
from tests.sources.habits import HOUR, UNFOLLOWED, Habits, paper, reply
from tests.sources.web import Site, serve

START = datetime(2026, 2, 2, 0, 0, tzinfo=UTC)
TICK = timedelta(minutes=5)
"""Whatever comes due within this time is polled together: hundreds of ticks a week, and not one for each poll."""
LIMITS = FetchLimits(packed=200_000, unpacked=400_000, total=0.4, connect=0.3, silence=0.3, redirects=3)


@dataclass
class World:
    """The store, the web and the clock, with the poller between them."""

    clock: ManualClock
    site: Site
    sources: Sources
    articles: Articles
    poller: Poller

    def key(self, path: str | Path) -> str:
        """Tell under which name the store knows a path of the site, or a folder."""
        return str(path) if isinstance(path, Path) else self.site.url(path)

    async def follow(self, path: str | Path, **settings: Any) -> None:
        await catalogue.add(self.sources, replace(SourceConfig(self.key(path)), **settings), self.clock.now())

    async def state(self, path: str | Path) -> SourceState:
        found = await self.sources.get(self.key(path))
        assert found is not None
        return found

    async def live(self, until: timedelta) -> IngestTotals:
        """Let time pass until then after the start, polling whenever something is due."""
        end, totals = START + until, IngestTotals()
        while True:
            due = [state.next_try for state in await self.sources.all() if state.next_try]
            upcoming = max(min(due, default=end), self.clock.now()) + TICK
            self.clock.advance(min(upcoming, end) - self.clock.now())
            if upcoming >= end:
                return totals
            totals += await self.poller.tick()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[World]:
    clock = ManualClock(START)
    redis = connect(url)
    await redis.flushall()
    sources, articles = Sources(redis), Articles(redis, clock)
    async with serve() as site, Fetcher(clock, allow_private=True, gap=0, limits=LIMITS) as fetcher:
        poller = Poller(sources, fetcher, Ingestor(articles, read), clock, chance=random.Random(7))
        yield World(clock, site, sources, articles, poller)
    await redis.aclose()


@pytest.fixture
async def world(valkey_url: str) -> AsyncIterator[World]:
    async with opened(valkey_url) as playing:
        yield playing


def post(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nauthor: archive\n---\n<p>{body}</p>"


@dataclass
class Week:
    """What a week left behind."""

    states: dict[str, SourceState]
    articles: list[Article]
    log: list[LogEntry]
    asked: dict[str, list[datetime]]
    address: str
    posts: str

    def state(self, name: str) -> SourceState:
        return self.states[self.posts if name == "archive" else f"{self.address}/{name}"]

    def of(self, source: str) -> list[Article]:
        return sorted((article for article in self.articles if article.source == source), key=lambda one: one.title)

    def titles(self, source: str) -> list[str]:
        return [article.title for article in self.of(source)]

    def polls(self, name: str) -> int:
        return len(self.asked[f"/{name}"])

    def after(self, name: str, hours: float) -> int:
        """Count the requests from then on."""
        return sum(moment >= START + hours * HOUR for moment in self.asked[f"/{name}"])

    def gaps(self, name: str, start: float = 0, end: float = 168) -> list[float]:
        """List the hours between requests in a part of the week."""
        times = [moment for moment in self.asked[f"/{name}"] if start <= (moment - START) / HOUR < end]
        return [(later - earlier) / HOUR for earlier, later in pairwise(times)]


@pytest.fixture(scope="module")
def week(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Week:
    posts = tmp_path_factory.mktemp("posts")

    async def pass_it() -> Week:
        async with opened(valkey_url) as world:
            habits = Habits(world.site, world.clock.now)
            for path in world.site.answers:
                if path not in UNFOLLOWED:
                    await world.follow(path)
            await world.follow("/every-two-hours", interval=7200)
            await world.follow(posts, title="archive")
            (posts / "a.md").write_text(post("旧帖", "旧帖的正文。"), "utf-8")
            (posts / "broken.md").write_text("---\nno end", "utf-8")
            await world.live(60 * HOUR)
            (posts / "b.md").write_text(post("新帖", "新帖的正文。"), "utf-8")
            (posts / "a.md").write_text(post("旧帖", "旧帖改过的正文更长。"), "utf-8")
            await world.live(168 * HOUR)
            return Week(
                states={state.config.url: state for state in await world.sources.all()},
                articles=await world.articles.latest(10_000),
                log=await world.articles.log("0-0", limit=10_000),
                asked=habits.asked,
                address=world.site.address,
                posts=str(posts),
            )

    return asyncio.run(pass_it())


pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name",
    ["lively", "still", "same", "moving", "limiting", "failing", "editing", "filling", "renaming", "empty", "entities",
     "gbk", "ttl", "cache", "every-two-hours", "teaser", "archive"],
)  # fmt: skip
def test_sound_sources_end_the_week_well(week: Week, name: str) -> None:
    state = week.state(name)
    assert (state.health, state.last_error, state.failures) == (Health.OK, None, 0)
    assert state.next_try is not None
    assert state.last_success is not None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("html", "a web page, not a feed"),
        ("missing", "the server answered 404"),
        ("loop", "more than 3 redirects"),
        ("bomb", "larger than 390 KiB when unpacked"),
        ("huge", "larger than 195 KiB"),
        ("drip", "no complete answer in time"),
    ],
)
def test_hopeless_sources_fail_visibly_and_are_tried_ever_more_rarely(week: Week, name: str, reason: str) -> None:
    state = week.state(name)
    assert (state.health, state.last_error) == (Health.FAILING, reason)
    assert state.next_try is not None
    tries = week.polls(name) // (LIMITS.redirects + 1 if name == "loop" else 1)
    assert 10 <= tries <= 17
    assert state.failures == tries


def test_a_lively_source_gives_every_story_once(week: Week) -> None:
    assert week.titles("lively") == sorted(f"第{n}小时" for n in range(168))
    assert 168 < week.polls("lively") < 1200


@pytest.mark.parametrize(("name", "title"), [("still", "旧闻"), ("same", "没有标签")])
def test_a_still_source_is_asked_less_and_less(week: Week, name: str, title: str) -> None:
    assert week.titles(name) == [title]
    assert week.polls(name) < 35
    assert max(week.gaps(name)) > 20


def test_a_closed_source_is_retired_and_not_asked_again(week: Week) -> None:
    state = week.state("closing")
    assert (state.health, state.last_error, state.next_try) == (Health.RETIRED, "gone for good (410)", None)
    assert week.titles("closing") == ["告别"]
    assert week.after("closing", 24) == 1


def test_a_source_that_moved_is_followed(week: Week) -> None:
    assert week.titles("moving") == ["搬家前", "搬家后"]
    assert week.after("moving", 24) == 1
    assert week.state("moving").extra["moved_to"] == f"{week.address}/moved"


def test_retry_after_is_obeyed(week: Week) -> None:
    gaps = week.gaps("limiting", 24, 48)
    assert len(gaps) >= 3
    assert min(gaps) >= 2


def test_an_outage_is_waited_out(week: Week) -> None:
    gaps = week.gaps("failing", 24, 72)
    assert gaps[0] < 0.25
    assert max(gaps) > 8
    assert week.titles("failing")[-1] == "第6天"


def test_an_edited_story_is_a_revision(week: Week) -> None:
    (article,) = week.of("editing")
    assert (article.title, article.revision) == ("修订标题", 2)
    assert "修订后的正文" in article.paragraphs[0]


def test_a_body_that_comes_later_becomes_readable(week: Week) -> None:
    (article,) = week.of("filling")
    assert article.revision == 2
    assert "后来补上的正文" in article.lede.short


def test_ids_and_links_may_change_in_turn(week: Week) -> None:
    assert [(article.title, article.revision) for article in week.of("renaming")] == [("乙", 1), ("甲", 1)]


def test_a_teaser_gets_its_page_once_and_stays_where_there_is_none(week: Week) -> None:
    texts = {article.title: "".join(article.paragraphs) for article in week.of("teaser")}
    assert "全文第8段" in texts["预告"]
    assert texts["x"] == "没有页面的预告"
    assert week.polls("page") == 1


def test_odd_encodings_and_entities_are_read(week: Week) -> None:
    assert week.titles("gbk") == ["声明错误的编码"]
    assert week.titles("entities") == ["实体 &x;"]


@pytest.mark.parametrize(("name", "most"), [("ttl", 15), ("cache", 15), ("every-two-hours", 86)])
def test_wishes_of_publisher_and_operator_are_kept(week: Week, name: str, most: int) -> None:
    assert most * 0.7 <= week.polls(name) <= most


def test_an_archive_is_read_again_when_its_files_change(week: Week) -> None:
    assert [(article.title, article.revision) for article in week.of("archive")] == [("新帖", 1), ("旧帖", 2)]
    assert week.state("archive").extra["bad_items"].endswith("(a second line --- is missing)")


def test_nothing_is_news_twice(week: Week) -> None:
    kinds = [entry.change for entry in week.log]
    assert kinds.count(Change.REVISED) == 3  # edited, filled, and the post that was rewritten
    assert kinds.count(Change.NEW) == len(week.articles) == len({entry.article_id for entry in week.log})


# --- single polls -----------------------------------------------------------------------------------


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
    async with Fetcher(world.clock, allow_private=True, gap=0, limits=replace(LIMITS, total=60, silence=60)) as fetcher:
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
