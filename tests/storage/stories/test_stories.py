"""Stories are decided when articles are stored, on both kinds of server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Article, Document
from ledebot.bot.stories.frequencies import HAN
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client, connect
from ledebot.storage.stories.scripts import FILED_TTL, HORIZON, LIST, TTL
from ledebot.storage.stories.stories import StoryIndex

NOW = datetime(2024, 5, 6, 2, tzinfo=UTC)
TITLE = "宁州港三号码头开工 总投资46亿元"
TEXT = "宁州港三号码头5月6日开工建设，总投资46亿元，设计年吞吐量800万标箱，预计三年建成。"
TOLD = ("46亿！宁州港再添新码头", "投资46亿元的宁州港三号码头6日动工，三年后建成，每年可装卸800万标箱。")
OTHER = (
    "湛海港五号码头开工 总投资52亿元",
    "湛海港五号码头5月6日开工建设，总投资52亿元，设计年吞吐量900万标箱，预计四年建成。",
)


def article(number: int, title: str = TITLE, text: str = TEXT, *, hours: float = 0, revision: int = 1) -> Article:
    return Article(
        id=f"a{number}",
        revision=revision,
        url=None,
        source=f"source {number}",
        title=title,
        published=NOW + timedelta(hours=hours),
        fetched=NOW,
        content_hash="",
        story=f"a{number}",
        paragraphs=(text,),
    )


@pytest.fixture
def index(any_redis: Client) -> StoryIndex:
    return StoryIndex(any_redis)


async def stories(index: StoryIndex, *articles: Article) -> list[str]:
    return [assigned.story for assigned in await index.assign(articles)]


async def test_reports_of_one_event_join_its_first(index: StoryIndex) -> None:
    assert await stories(index, article(1)) == ["a1"]
    assert await stories(index, article(2, *TOLD)) == ["a1"]
    assert await stories(index, article(3, *OTHER)) == ["a3"]


async def test_a_batch_is_compared_with_itself(index: StoryIndex) -> None:
    assert await stories(index, article(1), article(2, *OTHER), article(3, *TOLD)) == ["a1", "a2", "a1"]


async def test_the_sketch_is_filled_in(index: StoryIndex) -> None:
    [known, empty] = await index.assign([article(1), article(2, "快讯", "")])
    assert known.sketch
    assert (empty.sketch, empty.story) == ((), "a2")


async def test_empty_reports_never_meet(index: StoryIndex) -> None:
    assert await stories(index, *(article(n, "快讯", "") for n in range(3))) == ["a0", "a1", "a2"]


async def test_asking_again_gives_the_same_answer(index: StoryIndex) -> None:
    batch = (article(1), article(2, *TOLD), article(3, *OTHER))
    first = await index.assign(batch)
    assert await index.assign(batch) == first
    assert await index.assign(batch[1:]) == first[1:]


async def test_a_revision_stays_in_its_story(index: StoryIndex) -> None:
    await index.assign([article(1), article(2, *OTHER)])
    assert await stories(index, article(2, revision=2)) == ["a2"]


async def test_a_revision_is_found_by_its_new_words(index: StoryIndex) -> None:
    await index.assign([article(1, "突发", "详情待续。")])
    await index.assign([article(1, revision=2)])
    assert await stories(index, article(2, *TOLD)) == ["a1"]


async def test_days_apart_is_another_event(index: StoryIndex) -> None:
    await index.assign([article(1)])
    assert await stories(index, article(2, hours=70)) == ["a1"]
    assert await stories(index, article(3, hours=-80)) == ["a3"]


async def test_similar_does_not_chain_to_similar(index: StoryIndex) -> None:
    """A vague report may resemble several events; what joins must belong to a story's reports on average."""
    vague = article(2, "一港口新码头开工", "一港口新码头5月6日开工建设，投资数十亿元，预计几年后建成。")
    await index.assign([article(1), vague])
    assert await stories(index, article(3, *OTHER)) == ["a3"]


async def test_what_is_filed_expires_and_is_bounded(index: StoryIndex, any_redis: Client) -> None:
    for start in range(0, LIST + 40, 20):
        await index.assign([article(n) for n in range(start, start + 20)])
    names = [key async for key in any_redis.scan_iter(f"{keys.PREFIX}*")]
    assert names
    for name in set(names) - {keys.WORD_COUNTS}:
        filed = name.startswith(keys.STORY_FILED)
        assert 0 < await any_redis.ttl(name) <= (FILED_TTL if filed else TTL), name
        if filed:
            assert max(len(ids.split()) for ids in await any_redis.hvals(name)) == LIST


async def test_what_is_filed_again_is_filed_once(index: StoryIndex, any_redis: Client) -> None:
    for revision in (1, 2, 1):
        await index.assign([article(1, revision=revision)])
    names = [key async for key in any_redis.scan_iter(f"{keys.STORY_FILED}*")]
    assert {ids for name in names for ids in await any_redis.hvals(name)} == {"a1"}


async def test_what_was_long_ago_counts_half(index: StoryIndex, any_redis: Client) -> None:
    counter = f"#{HAN}"
    await any_redis.execute_command("BITFIELD", keys.WORD_COUNTS, "SET", "u16", counter, HORIZON - 2)
    for number, texts in enumerate((HORIZON - 1, HORIZON // 2, HORIZON // 2 + 1)):
        await index.assign([article(number)])
        assert await any_redis.execute_command("BITFIELD", keys.WORD_COUNTS, "GET", "u16", counter) == [texts]


async def test_what_an_older_version_filed_is_not_read(index: StoryIndex, any_redis: Client) -> None:
    await index.assign([article(1)])
    await any_redis.delete(f"{keys.STORY_TOLD}a1")
    await any_redis.set(f"{keys.PREFIX}{{a}}:story-told:a1", '["a1",1714960800.0,[1,2,3]]')
    assert await stories(index, article(2, *TOLD)) == ["a2"]


@pytest.mark.parametrize("damaged", ["", "{}", "[1.0", '[1.0,["a"]]', "null"])
async def test_a_damaged_report_is_like_no_other_and_stops_nothing(
    index: StoryIndex, any_redis: Client, damaged: str
) -> None:
    await index.assign([article(1)])
    await any_redis.hset(f"{keys.STORY_TOLD}a1", "report", damaged)
    assert await stories(index, article(2, *TOLD), article(3)) == ["a2", "a2"]


async def test_a_copy_under_another_id_joins_whatever_its_clock_says(index: StoryIndex) -> None:
    assert await stories(index, article(1)) == ["a1"]
    assert await stories(index, article(2, hours=24), article(3, hours=-24)) == ["a1", "a1"]


async def test_a_headline_rewritten_every_hour_stays_one_story(index: StoryIndex) -> None:
    await index.assign([article(1)])
    for hour in range(1, 30):
        title = f"宁州港新码头：第{hour}小时的消息"
        assert await stories(index, article(1, title, TEXT, revision=1 + hour)) == ["a1"]
    assert await stories(index, article(2, *TOLD)) == ["a1"]


async def test_an_empty_batch_is_fine(index: StoryIndex) -> None:
    assert await index.assign([]) == []


async def test_the_article_store_keeps_the_story(any_redis: Client) -> None:
    store = Articles(any_redis, ManualClock(NOW), StoryIndex(any_redis))
    for number, (title, text) in enumerate([(TITLE, TEXT), TOLD, OTHER]):
        document = Document(str(number), f"s{number}", title, guid=str(number), published=NOW, paragraphs=(text,))
        await store.save([document])
    found = await store.latest(3)
    groups = {frozenset(report.source for report in await store.story(item.story)) for item in found}
    assert groups == {frozenset({"s0", "s1"}), frozenset({"s2"})}


@pytest.fixture
async def nowhere() -> AsyncIterator[Client]:
    client = connect("redis://127.0.0.1:1")
    yield client
    await client.aclose()


async def test_a_server_that_is_away_is_told_as_such(nowhere: Client) -> None:
    with pytest.raises(StoreUnavailableError):
        await StoryIndex(nowhere).assign([article(1)])
