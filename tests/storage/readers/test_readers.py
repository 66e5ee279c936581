"""Readers' marks, on each kind of server that is supported."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import RefusedError
from ledebot.bot.model import Document, Mute, SavedStory, Section, StoryMark, Subject, Target, Vote
from ledebot.storage.articles.articles import Articles
from ledebot.storage.articles.counts import RecentCounts
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.readers.marks import MARKS_KEPT, MUTES_KEPT
from ledebot.storage.readers.personal import Together
from ledebot.storage.readers.readers import SAVED_KEPT, VOTES_KEPT, Readers

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


def saved(number: int) -> SavedStory:
    return SavedStory(f"a{number}", f"题{number}", "源", None, NOW + timedelta(seconds=number))


def vote(number: int, value: int = 1, topics: tuple[str, ...] = ("财经",)) -> Vote:
    return Vote(f"a{number}", f"题{number}", value, "源", topics, NOW + timedelta(seconds=number))


async def test_saved_stories_newest_first_and_capped(any_redis: Client) -> None:
    readers = Readers(any_redis)
    for number in range(SAVED_KEPT):
        assert await readers.keep(1, saved(number))
    assert not await readers.keep(1, saved(SAVED_KEPT))
    assert await readers.keep(1, saved(0)), "what is on a full list can be saved again"
    held = await readers.kept(1)
    assert len(held) == SAVED_KEPT
    assert held[0].article_id == f"a{SAVED_KEPT - 1}"
    await readers.drop(1, "a3")
    assert await readers.keep(1, saved(SAVED_KEPT))
    assert await readers.kept(2) == []


async def test_votes_replace_each_other_and_the_oldest_go(any_redis: Client) -> None:
    readers = Readers(any_redis)
    for number in range(VOTES_KEPT + 3):
        await readers.vote(1, vote(number))
    held = await readers.votes(1)
    assert len(held) == VOTES_KEPT
    assert held[-1].article_id == "a3"
    await readers.reset_votes(1)
    await readers.vote(1, vote(1, 1, ("财经", "港口")))
    await readers.vote(1, vote(2, -1, ("港口",)))
    assert await readers.tastes(1) == {"topic:财经": 1}, "sums of zero say nothing"
    await readers.vote(1, vote(1, -1))
    assert await readers.tastes(1) == {"topic:财经": -1, "topic:港口": -1, "source:源": -2}
    await readers.vote(1, vote(1, 0))
    assert [each.article_id for each in await readers.votes(1)] == ["a2"]


async def test_how_a_story_stands_with_a_reader(any_redis: Client) -> None:
    readers = Readers(any_redis)
    await readers.keep(1, saved(1))
    await readers.vote(1, vote(2, -1))
    assert [await readers.standing(1, name) for name in ("a1", "a2", "a3")] == [(True, 0), (False, -1), (False, 0)]


async def test_access_requests_count_once_a_day(any_redis: Client) -> None:
    readers = Readers(any_redis)
    assert await readers.first_request(5)
    assert not await readers.first_request(5)
    assert 0 < await any_redis.ttl(keys.access_request(5)) <= keys.ACCESS_REQUEST_TTL
    assert not await readers.allowed(5)
    assert not await readers.allowed()
    await readers.allow(5)
    assert await readers.allowed(4, 5)


async def test_a_move_announced_twice_at_once_moves_everything_once(any_redis: Client) -> None:
    readers = Readers(any_redis)
    await readers.keep(-1, saved(1))
    await readers.vote(-1, vote(1))
    await readers.allow(-1)
    await asyncio.gather(*(readers.migrate_chat(-1, -100) for _ in range(8)))
    assert [story.article_id for story in await readers.kept(-100)] == ["a1"]
    assert [each.article_id for each in await readers.votes(-100)] == ["a1"]
    assert await readers.allowed(-100)
    assert not await readers.allowed(-1)
    assert await readers.export_chat(-1) is None


async def test_a_mark_replaces_the_one_before_and_the_oldest_go(any_redis: Client) -> None:
    readers = Readers(any_redis)
    for number in range(MARKS_KEPT + 2):
        await readers.mark(1, StoryMark(f"a{number}", "洪水", True, NOW + timedelta(seconds=number)))
    await readers.mark(1, StoryMark("a5", "洪水", False, NOW + timedelta(days=1)))
    newest, *rest = await readers.marks(1)
    assert (newest.article_id, newest.followed, len(rest)) == ("a5", False, MARKS_KEPT - 1)
    await readers.unmark(1, ["a5", "a6"])
    assert len(await readers.marks(1)) == MARKS_KEPT - 2


async def test_who_wants_each_new_report_and_until_when_it_was_seen(any_redis: Client) -> None:
    readers = Readers(any_redis)
    mark = StoryMark("a1", "洪水", True, NOW, at_once=True, language="en")
    await readers.mark(1, mark)
    assert await readers.followers(["a0", "a1"]) == {1: "en"}
    await readers.see(1, ["a1", "a2"], NOW + timedelta(hours=1))
    assert await readers.marks(1) == [replace(mark, seen=NOW + timedelta(hours=1))]
    await readers.mark(1, replace(mark, at_once=False))
    assert await readers.followers(["a1"]) == {}
    await readers.mark(1, mark)
    await readers.unmark(1, ["a1"])
    assert await readers.followers(["a1"]) == {}
    await readers.see(1, ["a1"], NOW)
    assert await readers.marks(1) == []


async def test_muting_again_moves_the_end_and_what_ends_first_goes(any_redis: Client) -> None:
    readers = Readers(any_redis)
    for number in range(MUTES_KEPT + 2):
        await readers.mute(1, Mute(Subject.SOURCE, f"源{number}", NOW + timedelta(hours=number)))
    await readers.mute(1, Mute(Subject.SOURCE, "源5", NOW + timedelta(days=90)))
    held = await readers.mutes(1)
    assert (held[0].name, held[-1].name, len(held)) == ("源2", "源5", MUTES_KEPT)
    await readers.unmute(1, ["source:源5", "topic:源6"])
    assert len(await readers.mutes(1)) == MUTES_KEPT - 1


async def test_a_group_that_moves_still_hears_of_what_it_follows(any_redis: Client) -> None:
    readers = Readers(any_redis)
    await readers.mark(-1, StoryMark("a3", "洪水退去", True, NOW, at_once=True, language="en"))
    for _ in range(2):  # Telegram says it twice
        await readers.migrate_chat(-1, -100)
        assert await readers.followers(["a3"]) == {-100: "en"}


async def test_what_the_new_chat_has_wins(any_redis: Client) -> None:
    readers = Readers(any_redis)
    await readers.keep(-1, saved(1))
    await readers.keep(-100, saved(2))
    await readers.migrate_chat(-1, -100)
    assert [story.article_id for story in await readers.kept(-100)] == ["a2"]
    assert await readers.kept(-1) == []


async def test_export_restore_forget(any_redis: Client) -> None:
    readers = Readers(any_redis)
    await readers.keep(1, saved(1))
    await readers.vote(1, vote(2))
    await readers.mark(1, StoryMark("a3", "洪水退去", True, NOW, at_once=True, language="en"))
    await readers.mute(1, Mute(Subject.TOPIC, "洪水", NOW))
    await readers.connect(1, Target(-100))
    await readers.allow(1)
    section = await readers.export_chat(1)
    await Together(any_redis).together([await readers.plan_restore(2, section)])
    assert await readers.kept(2) == await readers.kept(1)
    assert await readers.votes(2) == await readers.votes(1)
    assert await readers.marks(2) == await readers.marks(1) != []
    assert await readers.mutes(2) == await readers.mutes(1) != []
    assert await readers.connected(2) == []
    assert not await readers.allowed(2)
    assert await readers.followers(["a3"]) == {1: "en", 2: "en"}
    await readers.forget_chat(1)
    assert await readers.export_chat(1) is None
    assert await readers.followers(["a3"]) == {2: "en"}


FOREIGN = {"article_id": "a", "title": "b", "followed": True, "since": "2026-03-10T00:00:00Z", "language": "x" * 99}


@pytest.mark.parametrize(
    "section", [[], "x", {"saved": [1]}, {"votes": [{"value": 1}]}, {"saved": 3}, {"marks": [FOREIGN]}]
)
async def test_a_broken_section_is_refused(any_redis: Client, section: object) -> None:
    readers = Readers(any_redis)
    with pytest.raises(RefusedError):
        await readers.plan_restore(1, section)
    assert await readers.export_chat(1) is None


async def test_recent_counts(any_redis: Client) -> None:
    articles = Articles(any_redis, ManualClock(NOW))
    given = [("甲", 1, ("财经",)), ("甲", 30, ("财经", "港口")), ("乙", 2, ("港口",))]
    documents = [
        Document(
            f"r{n}", source, f"题目{n}", guid=f"g{n}", published=NOW - timedelta(hours=hours), topics=topics,
            section=Section.BUSINESS,
        )
        for n, (source, hours, topics) in enumerate(given)
    ]  # fmt: skip
    await articles.save(documents)
    counts = RecentCounts(any_redis)
    since = NOW - timedelta(days=1)
    assert await counts.sources_since(since) == {"甲": 1, "乙": 1}
    assert await counts.sections_since(since) == {"business": 2}
    assert await counts.sections_since(NOW) == {"business": 0}


async def test_shared_topics_are_those_of_several_sources_with_many_articles(any_redis: Client) -> None:
    articles = Articles(any_redis, ManualClock(NOW))

    def post(n: int, source: str, *topics: str) -> Document:
        return Document(f"r{n}", source, f"题目{n}", guid=f"g{n}", published=NOW, topics=topics)

    own = [post(n, "甲", "甲报独家", "港口") for n in range(4)]
    await articles.save([*own, post(4, "乙", "港口"), post(5, "甲", "甲报独家")])
    counts = RecentCounts(any_redis)
    assert await counts.shared_topics_since(NOW) == {"港口": 5}
    await articles.save([replace(post(4, "乙", "码头"), paragraphs=("改了一句。",)), post(6, "甲", "港口")])
    assert await counts.shared_topics_since(NOW) == {}
    await articles.expire(NOW + timedelta(days=1))
    assert not [key async for key in any_redis.scan_iter(f"{keys.topic_sources('')}*")]
