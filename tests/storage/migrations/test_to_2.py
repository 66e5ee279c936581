"""A store as 0.1.0 left it, killed in the middle of its work, becomes one of today: nothing lost, all of it of use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Article, Document, Languages, Rule, Section, State, Target
from ledebot.bot.stories.frequencies import HAN
from ledebot.storage.articles.articles import Articles
from ledebot.storage.articles.counts import RecentCounts
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import UNREADABLE, loads
from ledebot.storage.base.migrations import Migration, bring_up, version
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.migrations import MIGRATIONS
from ledebot.storage.migrations.to_2 import TO_2
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.sources.sources import Sources
from ledebot.storage.stories.stories import StoryIndex
from ledebot.storage.watches.watches import WatchStore
from tests.storage.backup.contents import contents
from tests.storage.migrations.stored import put

RESTING_ON_WORDS = (keys.WORD_COUNTS, keys.STORY_FILED, keys.STORY_TOLD)
NOW = datetime(2026, 3, 9, 1, 10, tzinfo=UTC)
CLOCK = ManualClock(NOW)


async def upgrade(redis: Client) -> None:
    await put(redis, "0.1.0")
    assert await version(redis) == 1
    await bring_up(redis, CLOCK, MIGRATIONS)
    assert await version(redis) == MIGRATIONS[-1].to


async def stored(redis: Client) -> dict[str, Article]:
    articles = Articles(redis, CLOCK)
    return {article.title: article for article in await articles.get(await articles.ids())}


async def test_articles_have_sections_and_topics_their_sources(any_redis: Client) -> None:
    await upgrade(any_redis)
    found = await stored(any_redis)
    assert {title[:6]: article.section for title, article in found.items()} == {
        "青河水位两天": Section.SOCIETY,
        "青河水位上涨": Section.SOCIETY,
        "市属国企去年": Section.BUSINESS,
        "女篮客场三分": Section.SPORTS,
        "城南旧书市集": None,
        "地铁五号线试": Section.SOCIETY,
        "Chip m": Section.TECH,
        "Ferry ": Section.BUSINESS,
    }
    assert all(article.revision == (2 if "国企" in title else 1) for title, article in found.items())
    assert await any_redis.zscore(keys.SECTION_COUNTS, "society") == 3
    assert (await RecentCounts(any_redis).sections_since(NOW - timedelta(days=2)))["sports"] == 1
    assert await any_redis.zrange(keys.topic_sources("社会"), 0, -1, withscores=True) == [("河海新闻网", 2.0)]
    topics = await Articles(any_redis, CLOCK).topics()
    assert set(await any_redis.keys(keys.topic_sources("*"))) == set(map(keys.topic_sources, topics))


async def test_what_is_removed_later_leaves_no_trace(any_redis: Client) -> None:
    await upgrade(any_redis)
    assert await Articles(any_redis, CLOCK).expire(NOW + timedelta(days=1)) == 8
    for pattern in (keys.topic_sources("*"), keys.section_articles("*"), keys.SECTION_COUNTS, keys.TOPIC_COUNTS):
        assert await any_redis.keys(pattern) == []


async def test_a_later_report_joins_the_story_that_0_1_0_stored(any_redis: Client) -> None:
    await upgrade(any_redis)
    river = next(article for title, article in (await stored(any_redis)).items() if "青河水位两天" in title)
    title = "青河水位两天涨1.4米 沿河三个公园暂停开放"
    text = "青河水位两天上涨1.4米后仍在上涨，受上游降雨影响，江宁水文站预计10日夜间到达最高点，沿河三个公园暂停开放。"
    document = Document("new", "海滨晚报", title, guid="1", published=NOW, paragraphs=(text,))
    await Articles(any_redis, CLOCK, StoryIndex(any_redis)).save([document])
    assert (await stored(any_redis))[title].story == river.story
    assert int((await any_redis.execute_command("BITFIELD", keys.WORD_COUNTS, "GET", "u16", f"#{HAN}"))[0]) == 7


async def test_readers_keep_all_that_they_had(any_redis: Client) -> None:
    unreadable = UNREADABLE.total()
    await upgrade(any_redis)
    subscribers, readers, watches = Subscribers(any_redis), Readers(any_redis), WatchStore(any_redis)
    held = {str(target): await subscribers.get(target) for target in await subscribers.everyone()}
    assert sorted(held) == ["-100200", "-100200:7", "-100300", "1001", "1002", "1003", "1004", "1005"]
    ada, paused, topic = held["1002"], held["1004"], held["-100200:7"]
    assert ada is not None
    assert paused is not None
    assert topic is not None
    assert ada.filters.rules == (Rule("ferry OR 地铁"), Rule("fares", exclude=True))
    assert (ada.filters.topics, ada.filters.sections, ada.languages) == (("Technology", "财经"), (), Languages.ALL)
    assert (ada.schedule.zone, ada.schedule.times) == ("Europe/London", (time(1), time(20)))
    assert (paused.state, paused.paused_reason) == (State.PAUSED, "blocked")
    assert (topic.silent, topic.filters.sources) == (True, ("江宁早报",))
    assert await subscribers.due_at(Target(1001)) == datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    assert [story.title for story in await readers.kept(1001)] == ["城南旧书市集搬进老仓库"]
    assert [vote.value for vote in await readers.votes(1002)] == [-1]
    assert await readers.connected(1002) == [Target(-100300)]
    assert await readers.allowed(1001)
    assert [watch.query for watch in await watches.of(Target(1003))] == ["青河"]
    assert await any_redis.get(keys.state("abcdefghijk"))
    sources = await Sources(any_redis).all()
    assert sorted(state.failures for state in sources) == [0, 0, 0, 3]
    assert UNREADABLE.total() == unreadable


async def test_deliveries_go_on_where_they_were(any_redis: Client) -> None:
    await upgrade(any_redis)
    counters, deliveries = DeliveryCounters(any_redis), Deliveries(any_redis)
    before = (await counters.stats(NOW)).counters
    assert before["due"] == sum(before[name] for name in ("sent", "failed", "pending")) == 8
    held = await deliveries.take_over("new", await deliveries.register("new", 60), ())
    assert await deliveries.promote(NOW + timedelta(minutes=5)) == 1
    held += await deliveries.claim("new", alerts=9, digests=9, broadcasts=9, block=0)
    assert sorted((claim.kind, str(claim.target), claim.doubts) for claim in held) == [
        (Kind.ALERT, "1001", 0),
        (Kind.DIGEST, "-100200:7", 1),
        (Kind.DIGEST, "-100300", 0),
        (Kind.DIGEST, "1001", 0),
        (Kind.DIGEST, "1003", 0),
    ]
    doubtful = next(claim for claim in held if claim.doubts)
    assert doubtful.content is not None
    assert "利润" in (await deliveries.content(doubtful.content)).parts[0].html
    (letter,) = await counters.dead()
    assert "chat not found" in letter.why
    assert await counters.requeue(letter.id)


@pytest.mark.slow
async def test_killed_after_any_bit_it_goes_on_to_the_same_end(redis_client: Client) -> None:
    await upgrade(redis_client)
    whole = await contents(redis_client)
    bits = 0
    while True:
        await redis_client.flushall()
        await put(redis_client, "0.1.0")
        try:
            await bring_up(redis_client, CLOCK, (killed_after(bits),))
        except Killed:
            await bring_up(redis_client, CLOCK, MIGRATIONS)
        else:
            break
        assert without_words(await contents(redis_client)) == without_words(whole)
        bits += 1
    assert bits == 8


class Killed(Exception):  # noqa: N818  # it is none
    """What ends a migration in the test."""


def killed_after(bits: int) -> Migration:
    """Make the migration end after it has done some bits, with the last one not noted."""
    left = bits

    def part(number: int) -> Any:
        async def run(redis: Client, after: str) -> AsyncIterator[str]:
            nonlocal left
            async for bit in TO_2.parts[number](redis, after):
                if not left:
                    raise Killed
                left -= 1
                yield bit

        return run

    return Migration(TO_2.to, TO_2.what, tuple(map(part, range(len(TO_2.parts)))))


def without_words(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out the counts of words, of which nobody takes exact account, what rests on them, and expiries."""
    plain = {name: held[2:] for name, held in found.items() if not name.startswith(RESTING_ON_WORDS)}
    for name, (fields, _) in plain.items():
        if name.startswith(keys.article("")):
            record = dict(fields)
            plain[name] = [replace(loads(Article, record.pop("data")), sketch=()), record]
    return plain
