"""Digests from the stored articles: windows, updates, pages, and one render for many subscribers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.digest.callback_data import More
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Article, Filters, Schedule, Target
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.stories.regrouping import Regrouping
from tests.digest.stored import CHIPS, FIRE, FIRE_LATER, FIRE_TOLD, METRO, READER, START, document, store, text


async def test_each_event_comes_once_with_its_sources(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    await store(articles, clock, FIRE, FIRE_TOLD, METRO)
    digest = await composer.compose(READER)
    assert len(digest.stories) == 2
    assert "+1 source" in text(digest.parts)
    assert digest.cursor == await articles.head()
    assert digest.held_back == 0


async def test_the_next_window_starts_where_the_last_one_ended(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    await store(articles, clock, FIRE)
    first = await composer.compose(READER)
    await store(articles, clock, METRO)
    second = await composer.compose(replace(READER, cursor=first.cursor))
    assert len(second.stories) == 1
    assert "地铁" in text(second.parts)
    third = await composer.compose(replace(READER, cursor=second.cursor))
    assert third.empty
    assert len(third.parts) == 1


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1)])
async def test_a_report_whose_clock_is_a_day_off_is_told_once_with_its_story(
    articles: Articles, composer: Composer, clock: ManualClock, off: timedelta
) -> None:
    await store(articles, clock, FIRE, replace(FIRE_TOLD, published=START + off), METRO)
    first = await composer.compose(READER)
    assert len(first.stories) == 2
    assert "+1 source" in text(first.parts)
    clock.advance(timedelta(days=1))
    assert (await composer.compose(replace(READER, cursor=first.cursor))).empty


async def test_a_window_has_two_ends(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, FIRE)
    start = await articles.head()
    await store(articles, clock, METRO)
    end = await articles.head()
    await store(articles, clock, CHIPS)
    digest = await composer.compose(READER, after=start, up_to=end)
    assert "地铁" in text(digest.parts)
    assert "芯片" not in text(digest.parts)
    assert digest.cursor == end


async def test_a_revision_is_no_news_but_shows_the_new_words(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    await store(articles, clock, METRO)
    before = await articles.head()
    await store(articles, clock, replace(METRO, title="地铁七号线试运行延期"))
    assert (await composer.compose(READER, after=before)).empty
    assert "延期" in text((await composer.compose(READER)).parts)


async def test_a_removed_article_is_left_out(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, METRO)
    clock.advance(timedelta(days=100))
    await articles.expire(clock.now() - timedelta(days=90))
    assert (await composer.compose(READER)).empty


# --- updates ----------------------------------------------------------------------------------------


async def test_what_followed_a_told_story_is_an_update(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    await store(articles, clock, FIRE)
    first = await composer.compose(READER)
    await store(articles, clock, FIRE_LATER)
    second = await composer.compose(replace(READER, cursor=first.cursor))
    assert second.stories == first.stories
    assert "Update" in text(second.parts)


async def test_joined_stories_are_not_told_again(
    articles: Articles, composer: Composer, redis_client: Client, clock: ManualClock
) -> None:
    """Found to be one with a story that was told, a report is an update; joining by itself is no news."""
    join = Regrouping(redis_client).join
    await store(articles, clock, FIRE)
    await store(articles, clock, METRO)
    told = await composer.compose(READER)
    after = replace(READER, cursor=told.cursor)
    assert len(told.stories) == 2
    clock.advance(timedelta(minutes=10))
    assert await join(told.stories[0], told.stories[1], clock.now())
    assert (await composer.compose(after)).empty
    await store(articles, clock, CHIPS)
    fresh = await composer.compose(after)
    assert "Update" not in text(fresh.parts)
    clock.advance(timedelta(minutes=10))
    assert await join(fresh.stories[0], told.stories[0], clock.now())
    joined = await composer.compose(after)
    assert len(joined.stories) == 1
    assert "Update" in text(joined.parts)


async def test_a_late_copy_is_not_told_again(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, FIRE)
    first = await composer.compose(READER)
    await store(articles, clock, replace(FIRE, source="转载网", guid="copy", url="https://copy.example/1"))
    assert (await composer.compose(replace(READER, cursor=first.cursor))).empty


async def test_it_is_no_update_to_who_could_not_have_been_told(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    """A story's first report passed neither the filters of one reader, nor arrived in the time of another."""
    await store(articles, clock, FIRE)
    start = await articles.head()
    await store(articles, clock, FIRE_LATER)
    elsewhere = replace(READER, filters=Filters(sources=("快报",)))
    newcomer = replace(READER, joined=clock.now())
    for reader in (elsewhere, newcomer):
        digest = await composer.compose(reader, after=start)
        assert len(digest.stories) == 1
        assert "Update" not in text(digest.parts)
    assert "Update" in text((await composer.compose(READER, after=start)).parts)


# --- pages ------------------------------------------------------------------------------------------


async def test_more_goes_on_where_the_digest_stopped(
    articles: Articles, composer: Composer, clock: ManualClock
) -> None:
    await store(articles, clock, FIRE, METRO, CHIPS)
    short = replace(READER, max_stories=2)
    digest = await composer.compose(short)
    assert (len(digest.stories), digest.held_back) == (2, 1)
    part = More.parse(digest.parts[-1].keyboard[-1][0].data or "")
    assert part is not None
    await store(articles, clock, document(6, "夜市恢复营业", "城南夜市今晚恢复营业，摊位比去年多了一百个。"))
    rest = await composer.part(short, part)
    assert len(rest.stories) == 1
    assert rest.held_back == 0
    assert not {*rest.stories} & {*digest.stories}
    assert "3. " in text(rest.parts)
    assert (await composer.part(short, replace(part, skip=50))).empty


# --- one render for many ----------------------------------------------------------------------------


class Counting:
    """The real store, with its reads counted."""

    def __init__(self, inner: Articles) -> None:
        self._inner = inner
        self.loads = 0

    async def get(self, ids: Iterable[str]) -> list[Article]:
        self.loads += 1
        return await self._inner.get(ids)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


async def test_subscribers_with_the_same_settings_share_one_render(articles: Articles, clock: ManualClock) -> None:
    await store(articles, clock, FIRE, METRO, CHIPS)
    counting = Counting(articles)
    composer = Composer(counting, clock)  # type: ignore[arg-type]  # passes everything else through
    end = await articles.head()
    first = await composer.compose(READER, up_to=end)
    for chat in range(50):
        assert await composer.compose(replace(READER, target=Target(chat), title=str(chat)), up_to=end) is first
    assert counting.loads == 1


async def test_a_later_start_is_cut_from_a_wider_window(articles: Articles, clock: ManualClock) -> None:
    """What is cut out of a window in memory is what loading it would give, updates included."""
    starts = ["0-0"]
    for each in (FIRE, METRO, FIRE_LATER, CHIPS):
        await store(articles, clock, each)
        starts.append(await articles.head())
    end = await articles.head()
    counting = Counting(articles)
    shared = Composer(counting, clock)  # type: ignore[arg-type]  # passes everything else through
    for start in starts:
        alone = await Composer(articles, clock).compose(READER, after=start, up_to=end)
        assert await shared.compose(READER, after=start, up_to=end) == alone
    assert counting.loads == 1


@pytest.mark.parametrize(
    "change",
    [
        {"language": "zh-hans"},
        {"convert": "zh-hant"},
        {"max_stories": 1},
        {"schedule": Schedule(zone="America/New_York")},
        {"filters": Filters(topics=("科技",))},
    ],
)
async def test_what_shows_in_a_digest_renders_apart(
    articles: Articles, composer: Composer, clock: ManualClock, change: dict[str, object]
) -> None:
    await store(articles, clock, FIRE, METRO, CHIPS)
    first = await composer.compose(READER)
    other = await composer.compose(replace(READER, **change))  # type: ignore[arg-type]  # one field at a time
    assert other.parts != first.parts


async def test_a_new_day_is_a_new_date(articles: Articles, composer: Composer, clock: ManualClock) -> None:
    await store(articles, clock, METRO)
    monday = await composer.compose(READER)
    clock.advance(timedelta(days=1))
    assert (await composer.compose(READER)).parts != monday.parts


async def test_thumbs_bend_the_order(articles: Articles, clock: ManualClock) -> None:
    await store(articles, clock, METRO, CHIPS)

    async def tastes(target: Target) -> Mapping[str, float]:
        return {"topic:交通": -5.0} if target.chat_id == 1 else {"topic:科技": -5.0}

    composer = Composer(articles, clock, tastes=tastes)
    one = await composer.compose(replace(READER, target=Target(1)))
    two = await composer.compose(replace(READER, target=Target(2)))
    assert one.stories == two.stories[::-1]
