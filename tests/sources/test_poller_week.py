"""A simulated week among sources with every habit of the wild web, and what became of each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import pytest

from ledebot.bot.model import Article, Change, Health, LogEntry, SourceState
from tests.sources.habits import HOUR, UNFOLLOWED, Habits
from tests.sources.polling import LIMITS, START, opened, post


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
    ],
)
def test_hopeless_sources_fail_visibly_and_are_tried_ever_more_rarely(week: Week, name: str, reason: str) -> None:
    state = week.state(name)
    assert (state.health, state.last_error) == (Health.FAILING, reason)
    assert state.next_try is not None
    tries = week.polls(name) // (LIMITS.redirects + 1 if name == "loop" else 1)
    assert 10 <= tries <= 17
    assert state.failures == tries


async def test_a_dripping_source_fails_visibly_and_is_tried_ever_more_rarely(valkey_url: str) -> None:
    async with opened(valkey_url, replace(LIMITS, total=0.05)) as world:  # its own: it alone may run out of time
        Habits(world.site, world.clock.now)
        await world.follow("/drip")
        await world.live(168 * HOUR)
        state = await world.state("/drip")
    assert (state.health, state.last_error) == (Health.FAILING, "no complete answer in time")
    assert 10 <= state.failures <= 17
    assert state.next_try is not None


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
