"""The article store's contract, on every server that is supported."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Change, Document, Lede
from ledebot.storage.articles import articles as stored
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client, connect

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

POST = Document(
    ref="posts/1.md",
    source="海湾财经",
    title="港口吞吐量创新高",
    guid="post-1",
    url="https://news.example/a/1?utm_source=rss",
    published=NOON - timedelta(hours=2),
    topics=("金融", "航运"),
    paragraphs=("港口集团周日公布，二月吞吐量同比增长一成。",),
    lede=Lede("港口集团周日公布。", "港口集团周日公布，二月吞吐量同比增长一成。", ""),
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def articles(any_redis: Client, clock: ManualClock) -> Articles:
    return Articles(any_redis, clock)


async def _content(redis: Client, key: str) -> str:
    kind = await redis.type(key)
    match kind:
        case "hash":
            return str(await redis.hgetall(key))
        case "zset":
            return str(await redis.zrange(key, 0, -1))
        case _:
            raise AssertionError(f"{key} is a {kind}")


async def only(articles: Articles) -> str:
    (entry,) = [entry for entry in await articles.log("0-0") if entry.change is Change.NEW]
    return entry.article_id


async def test_what_was_published_in_a_time_begins_with_it_and_ends_before_the_next(articles: Articles) -> None:
    posts = [replace(POST, guid=f"p{n}", url=None, published=NOON - timedelta(hours=n)) for n in (2, 4, 3)]
    await articles.save(posts)
    first, last = NOON - timedelta(hours=4), NOON - timedelta(hours=2)
    found = await articles.get(await articles.published(first, last))
    assert [article.published for article in found] == [first, first + timedelta(hours=1)]


async def test_saving_twice_stores_once(articles: Articles) -> None:
    assert await articles.save([POST]) == [Change.NEW]
    assert await articles.save([POST]) == [None]
    (article,) = await articles.get([await only(articles)])
    assert (article.title, article.revision, article.topics) == (POST.title, 1, ("金融", "航运"))
    assert article.lede == POST.lede
    assert len(await articles.log("0-0")) == 1


async def test_the_same_document_twice_in_a_batch_is_one_article(articles: Articles) -> None:
    edited = replace(POST, paragraphs=("更正：增长两成。",))
    assert await articles.save([POST, POST, edited]) == [Change.NEW, None, Change.REVISED]
    assert [entry.change for entry in await articles.log("0-0")] == [Change.NEW, Change.REVISED]


@pytest.mark.parametrize(
    "edited",
    [
        replace(POST, title="港口吞吐量再创新高", paragraphs=("新文。",)),
        replace(POST, guid="post-1-v2", paragraphs=("新文。",)),
        replace(POST, url="https://news.example/b/1", paragraphs=("新文。",)),
        replace(POST, url="https://news.example/a/1#top", paragraphs=("新文。",)),
        replace(POST, guid=None, title="换了标题"),
        replace(POST, url=None, title="换了标题"),
    ],
    ids=["title", "guid changes, link stays", "link changes, guid stays", "fragment", "no guid", "no link"],
)
async def test_an_edited_item_is_a_revision(articles: Articles, edited: Document) -> None:
    await articles.save([POST])
    assert await articles.save([edited]) == [Change.REVISED]
    assert await articles.save([edited]) == [None]
    (article,) = await articles.get([await only(articles)])
    assert (article.revision, article.title) == (2, edited.title)


@pytest.mark.parametrize("slash", [True, False])
async def test_a_slash_at_the_end_makes_no_other_article(articles: Articles, slash: bool) -> None:
    spellings = [replace(POST, guid=None, url=f"https://news.example/a{end}?id=1") for end in ("/", "")]
    assert await articles.save([spellings[not slash]]) == [Change.NEW]
    assert await articles.save(spellings) == [None, None]


async def test_entries_that_share_a_link_or_an_id_stay_apart(articles: Articles) -> None:
    other = replace(POST, title="另一件事", guid="post-2", published=NOON)
    third = replace(POST, title="第三件事", url="https://news.example/c", published=NOON - timedelta(hours=1))
    assert await articles.save([POST, other, third]) == [Change.NEW] * 3
    assert await articles.save([POST, other, third]) == [None] * 3


async def test_entries_that_share_their_address_and_date_stay_apart_and_are_known_again(articles: Articles) -> None:
    releases = [
        replace(POST, title=f"第{number}版", url=f"https://news.example/#{number}", guid=f"v{number}", shared=True)
        for number in range(4)
    ]
    assert await articles.save([replace(releases[0], shared=False)]) == [Change.NEW]
    assert await articles.save(releases) == [None, *[Change.NEW] * 3]
    assert await articles.save(releases[::-1]) == [None] * 4
    assert await articles.save([replace(releases[1], paragraphs=("改过了。",))]) == [Change.REVISED]


@pytest.mark.parametrize(
    "other",
    [
        replace(POST, url="https://news.example/b", title="另一件事"),
        replace(POST, guid="post-2", published=NOON - timedelta(hours=8)),
        replace(POST, guid=None, published=NOON - timedelta(hours=8)),
    ],
    ids=["the id comes again", "the title at its address, another id", "the title at its address, no id"],
)
async def test_an_identity_that_is_used_again_is_another_article(articles: Articles, other: Document) -> None:
    first = POST if other.guid else replace(POST, guid=None)
    assert await articles.save([first]) == [Change.NEW]
    assert await articles.save([other]) == [Change.NEW]
    assert await articles.save([first, other]) == [None, None]
    assert await articles.save([replace(other, paragraphs=("改过了。",))]) == [Change.REVISED]


@pytest.mark.parametrize("guid", ["post-1", None])
async def test_a_date_that_moves_a_little_or_under_one_id_is_a_correction(articles: Articles, guid: str | None) -> None:
    later = timedelta(hours=5) if guid else timedelta(minutes=20)
    first = replace(POST, guid=guid, published=NOON - timedelta(hours=9))
    await articles.save([first])
    moved = replace(first, published=NOON - timedelta(hours=9) + later, paragraphs=("改过了。",))
    assert await articles.save([moved]) == [Change.REVISED]


async def test_two_issues_in_one_batch_are_two(articles: Articles) -> None:
    issues = [replace(POST, guid=None, published=NOON - timedelta(hours=hours)) for hours in (30, 20, 3)]
    assert await articles.save(issues) == [Change.NEW] * 3
    assert await articles.save(issues[::-1]) == [None] * 3


async def test_without_id_and_link_source_title_and_date_tell_articles_apart(articles: Articles) -> None:
    flash = Document(ref="1", source="快讯", title="收盘播报", published=NOON, paragraphs=("指数收涨。",))
    assert await articles.save([flash, replace(flash, published=NOON - timedelta(days=1))]) == [Change.NEW] * 2
    assert await articles.save([replace(flash, paragraphs=("指数收跌。",))]) == [Change.REVISED]


async def test_another_source_with_the_same_link_neither_repeats_nor_revises(articles: Articles) -> None:
    copy = replace(POST, source="聚合站", guid="x9", title="［转］港口", paragraphs=("转载正文。",))
    await articles.save([POST])
    assert await articles.save([copy, POST, copy]) == [None, None, None]


async def test_an_empty_body_is_filled_later_and_not_emptied_again(articles: Articles) -> None:
    empty = replace(POST, paragraphs=(), lede=Lede())
    assert await articles.save([empty]) == [Change.NEW]
    assert await articles.save([POST]) == [Change.REVISED]
    assert await articles.save([empty]) == [None]
    (article,) = await articles.get([await only(articles)])
    assert article.paragraphs == POST.paragraphs


async def test_dates_missing_or_ahead_of_time_become_the_arrival(articles: Articles, clock: ManualClock) -> None:
    undated = replace(POST, published=None)
    ahead = replace(POST, guid="f", url="https://news.example/f", published=NOON + timedelta(days=400))
    await articles.save([undated, ahead])
    clock.advance(timedelta(days=1))
    assert await articles.save([undated]) == [None]
    found = await articles.latest(5)
    assert [(article.published, article.dated) for article in found] == [(NOON, False)] * 2


async def test_the_log_is_a_clock(articles: Articles, clock: ManualClock) -> None:
    assert await articles.head() == "0-0"
    await articles.save([POST])
    first = await articles.head()
    clock.advance(timedelta(hours=1))
    border = await articles.cursor_at(clock.now())
    await articles.save([replace(POST, guid="2", url=None, title="二", published=None)])
    assert [entry.change for entry in await articles.log(first)] == [Change.NEW]
    assert [entry.cursor for entry in await articles.log(border)] == [await articles.head()]
    assert await articles.log(first, up_to=first) == []


async def test_a_clock_set_back_keeps_the_log_in_order(any_redis: Client) -> None:
    ahead, behind = ManualClock(NOON + timedelta(days=3)), ManualClock(NOON)
    await Articles(any_redis, ahead).save([POST])
    articles = Articles(any_redis, behind)
    await articles.save([replace(POST, guid="2", url=None, title="二")])
    cursors = [entry.cursor for entry in await articles.log("0-0")]
    assert len(cursors) == 2
    assert cursors[0].split("-")[0] == cursors[1].split("-")[0]


async def test_topics_and_sources_are_counted_through_revisions(articles: Articles) -> None:
    await articles.save([POST, replace(POST, guid="2", url=None, title="二", published=NOON, topics=("金融",))])
    assert await articles.topics() == {"金融": 2, "航运": 1}
    await articles.save([replace(POST, title="改", topics=("科技",))])
    assert await articles.topics() == {"金融": 1, "科技": 1}
    assert await articles.sources() == {"海湾财经": 2}
    assert [article.title for article in await articles.latest(9, topic="金融", source="海湾财经")] == ["二"]
    assert await articles.latest(9, topic="航运") == []


async def test_retention_leaves_no_trace_and_spares_what_a_source_still_holds(
    articles: Articles, clock: ManualClock, any_redis: Client
) -> None:
    kept = replace(POST, guid="2", url="https://news.example/2", title="仍在")
    await articles.save([POST, kept])
    gone = next(article.id for article in await articles.latest(9) if article.title == POST.title)
    clock.advance(timedelta(days=60))
    await articles.save([kept])
    clock.advance(timedelta(days=40))
    assert await articles.expire(clock.now() - timedelta(days=90)) == 1
    assert await articles.get([gone]) == []
    assert (await articles.log("0-0"))[-1].change is Change.REMOVED
    assert await articles.topics() == {"金融": 1, "航运": 1}
    for key in await any_redis.keys("*"):
        assert gone not in key
        if key != keys.ARTICLE_LOG:
            assert gone not in await _content(any_redis, key)
    assert await articles.save([POST]) == [Change.NEW]


async def test_so_many_topics_are_listed_at_most(articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MOST_NAMES", 2)
    await articles.save([replace(POST, guid=name, url=None, title=name, topics=(name, "港口")) for name in "甲乙丙"])
    assert next(iter((await articles.topics()).items())) == ("港口", 3)
    assert len(await articles.topics()) == 2


async def test_a_record_of_another_revision_does_not_hold_retention_up(
    articles: Articles, clock: ManualClock, any_redis: Client
) -> None:
    await articles.save([POST, replace(POST, guid="2", url=None, title="第二条")])
    (odd, _) = await articles.ids()
    await any_redis.hset(keys.article(odd), "rev", "99")
    clock.advance(timedelta(days=100))
    async with asyncio.timeout(60):
        assert await articles.expire(clock.now() - timedelta(days=90)) == 1
    assert await articles.ids() == [odd]


async def test_two_writers_at_once_agree(any_redis: Client, clock: ManualClock) -> None:
    documents = [replace(POST, guid=str(n), url=None, title=f"第{n}条") for n in range(50)]
    first, second = Articles(any_redis, clock), Articles(any_redis, clock)
    outcomes = await asyncio.gather(first.save(documents), second.save(documents))
    changes = [change for outcome in outcomes for change in outcome]
    assert changes.count(Change.NEW) == 50
    assert changes.count(None) == 50


async def test_a_server_that_is_away_is_told_as_such(clock: ManualClock) -> None:
    away = connect("unix:///nonexistent/valkey.sock")
    with pytest.raises(StoreUnavailableError, match="Redis cannot be reached"):
        await Articles(away, clock).save([POST])


async def test_a_log_entry_that_cannot_be_read_costs_itself_only(articles: Articles, any_redis: Client) -> None:
    await articles.save([POST])
    for fields in ({"id": "a", "rev": "one", "change": "new"}, {"id": "a", "rev": "1", "change": "odd"}, {"rev": "1"}):
        await any_redis.xadd(keys.ARTICLE_LOG, fields)
    await articles.save([replace(POST, paragraphs=("更正：增长两成。",))])
    assert [entry.change for entry in await articles.log("0-0")] == [Change.NEW, Change.REVISED]
