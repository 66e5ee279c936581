"""Stories are joined and parted after the fact, in the log and for good, on both kinds of server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Change, Document
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.stories.regrouping import Regrouping
from ledebot.storage.stories.stories import StoryIndex

NOW = datetime(2024, 5, 6, 2, tzinfo=UTC)
FERRY = (
    "江心渡轮“远帆号”凌晨搁浅",
    "“远帆号”渡轮6日凌晨在临江水道沙洲尾搁浅，船上四十名乘客全部转移上岸，无人受伤。",
)
INQUIRY = (
    "沙洲尾航标失灵 值班员高启明被停职",
    "海事局6日就临江水道沙洲尾航标失灵展开调查，值班员高启明被停职。渡轮“远帆号”因此搁浅。",
)
BOTH = (
    "渡轮“远帆号”搁浅：沙洲尾航标失灵 值班员高启明停职",
    "“远帆号”渡轮6日凌晨在临江水道沙洲尾搁浅，四十名乘客转移上岸。海事局说航标失灵，值班员高启明被停职。",
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def articles(any_redis: Client, clock: ManualClock) -> Articles:
    return Articles(any_redis, clock, StoryIndex(any_redis))


@pytest.fixture
def regrouping(any_redis: Client) -> Regrouping:
    return Regrouping(any_redis)


async def save(articles: Articles, number: int, told: tuple[str, str], hours: float = 0) -> str:
    title, text = told
    published = NOW + timedelta(hours=hours)
    document = Document(str(number), f"s{number}", title, guid=str(number), published=published, paragraphs=(text,))
    await articles.save([document])
    return (await by_guid(articles))[str(number)]


async def by_guid(articles: Articles) -> dict[str, str]:
    """Map each report's number to its id."""
    return {str(article.guid): article.id for article in await articles.get(await articles.ids())}


async def groups(articles: Articles) -> set[frozenset[str]]:
    """Group the reports' numbers as the articles say, after checking that the lists of stories say the same."""
    found: dict[str, set[str]] = {}
    for article in await articles.get(await articles.ids()):
        found.setdefault(article.story, set()).add(str(article.guid))
    for story, numbers in found.items():
        listed = await articles.story(story)
        assert {article.guid for article in listed} == numbers
        named = next(article for article in listed if article.id == story)
        assert named.fetched == listed[0].fetched, "a story is named after its first report"
    return set(map(frozenset, found.values()))


async def test_two_stories_that_are_one_are_joined_under_the_older_name(
    articles: Articles, regrouping: Regrouping, clock: ManualClock
) -> None:
    first = await save(articles, 1, FERRY)
    clock.advance(timedelta(seconds=60))
    second = await save(articles, 2, INQUIRY)
    assert await groups(articles) == {frozenset("1"), frozenset("2")}
    assert await regrouping.join(second, first, clock.now())
    assert await groups(articles) == {frozenset("12")}
    assert not await regrouping.join(first, second, clock.now()), "they are one already"
    changes = [entry.change for entry in await articles.log("0-0")]
    assert changes == [Change.NEW, Change.NEW, Change.REGROUPED]


async def test_a_later_report_of_both_joins_them(articles: Articles) -> None:
    await save(articles, 1, FERRY)
    await save(articles, 2, INQUIRY)
    await save(articles, 3, BOTH, hours=5)
    assert await groups(articles) == {frozenset("123")}


async def test_joining_in_a_circle_ends(articles: Articles, regrouping: Regrouping, clock: ManualClock) -> None:
    names = [
        await save(articles, 1, FERRY),
        await save(articles, 2, INQUIRY),
        await save(articles, 3, ("粮价平稳", "各地秋粮陆续上市，收购价格总体平稳，农户踊跃售粮。")),
    ]
    for one, two in zip(names, names[1:] + names[:1], strict=True):
        await regrouping.join(one, two, clock.now())
    assert await groups(articles) == {frozenset("123")}


@pytest.mark.parametrize("parted", ["1", "2", "3"])
async def test_what_is_parted_stays_apart(
    articles: Articles, regrouping: Regrouping, clock: ManualClock, parted: str
) -> None:
    for number in (1, 2, 3):
        await save(articles, number, FERRY, hours=number / 10)
        clock.advance(timedelta(seconds=1))
    ids = await by_guid(articles)
    assert await groups(articles) == {frozenset("123")}
    assert await regrouping.separate(ids[parted], clock.now())
    rest = frozenset("123") - {parted}
    assert await groups(articles) == {frozenset(parted), rest}
    await save(articles, 4, FERRY, hours=1)  # like both sides: joins one, and does not bring them together
    sides = [group - {"4"} for group in await groups(articles)]
    assert sorted(sides, key=len) == [frozenset(parted), rest]
    stories = {str(each.guid): each.story for each in await articles.get(await articles.ids())}
    other = next(iter(rest))
    assert not await regrouping.join(stories[parted], stories[other], clock.now())


async def test_a_story_joined_with_one_side_is_kept_from_the_other(
    articles: Articles, regrouping: Regrouping, clock: ManualClock
) -> None:
    for number in (1, 2):
        await save(articles, number, FERRY)
        clock.advance(timedelta(seconds=1))
    third = await save(articles, 3, INQUIRY)
    ids = await by_guid(articles)
    await regrouping.separate(ids["2"], clock.now())
    assert await regrouping.join(third, ids["2"], clock.now())
    assert not await regrouping.join(third, ids["1"], clock.now())
    assert await groups(articles) == {frozenset("1"), frozenset("23")}


async def test_nothing_to_part(articles: Articles, regrouping: Regrouping, clock: ManualClock) -> None:
    alone = await save(articles, 1, FERRY)
    assert not await regrouping.separate(alone, clock.now())
    assert not await regrouping.separate("gone", clock.now())
    assert not await regrouping.join(alone, "gone", clock.now())


async def test_a_join_that_was_interrupted_is_taken_up(
    articles: Articles, any_redis: Client, clock: ManualClock
) -> None:
    first, second = await save(articles, 1, FERRY), await save(articles, 2, INQUIRY)
    await any_redis.hset(keys.STORY_JOINS, second, first)
    await StoryIndex(any_redis).mend(clock.now())
    assert await groups(articles) == {frozenset("12")}
    assert not await any_redis.exists(keys.STORY_JOINS)


@pytest.mark.slow
async def test_five_hundred_reports_move_together(
    articles: Articles, regrouping: Regrouping, clock: ManualClock
) -> None:
    copies = [
        Document(str(n), f"s{n}", FERRY[0], guid=str(n), published=NOW, paragraphs=(FERRY[1],)) for n in range(500)
    ]
    for at in range(0, len(copies), 100):
        await articles.save(copies[at : at + 100])
    assert len(await groups(articles)) == 1
    clock.advance(timedelta(seconds=1))
    other = await save(articles, 500, INQUIRY)
    first = (await articles.latest(1, source="s0"))[0].story
    assert await regrouping.join(other, first, clock.now())
    assert len(await groups(articles)) == 1
