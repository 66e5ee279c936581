"""What a file may bring: no more than a chat may have, however many files, and whatever forum topics it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Filters, SavedStory, StoryMark, Subscriber, Target, Vote
from ledebot.bot.readers.quotas import MAX_TOPICS_OF_GROUP
from ledebot.bot.sources.words import TITLE_LIMIT
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import to_plain
from ledebot.storage.readers.marks import MARKS_KEPT
from ledebot.storage.readers.personal import SubscriptionData, Together
from ledebot.storage.readers.readers import SAVED_KEPT, VOTES_KEPT, Readers
from ledebot.storage.readers.subscribers import Subscribers

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
FILES = 3
"""One after the other, each with other content."""


async def test_stories_votes_and_marks(redis_client: Client) -> None:
    readers, together = Readers(redis_client), Together(redis_client)
    for file in range(FILES):
        names = [f"a{file}-{number}" for number in range(SAVED_KEPT)]
        section = {
            "saved": [to_plain(SavedStory(name, "题", "源", None, NOW)) for name in names],
            "votes": [to_plain(Vote(name, "题", 1, "源", (), NOW)) for name in names],
            "marks": [to_plain(StoryMark(name, "题", True, NOW)) for name in names],
        }
        await together.together([await readers.plan_restore(1, section)])
    assert len(await readers.kept(1)) == SAVED_KEPT
    assert len(await readers.votes(1)) == VOTES_KEPT
    assert len(await readers.marks(1)) == MARKS_KEPT


async def test_forum_topics(redis_client: Client) -> None:
    clock, subscribers = ManualClock(NOW), Subscribers(redis_client)
    data = SubscriptionData(subscribers, Articles(redis_client, clock), clock)
    for file in range(FILES):
        records = [Subscriber(Target(1, 1000 * file + number)) for number in range(MAX_TOPICS_OF_GROUP // 2 + 1)]
        step = await data.plan_restore(-7, [to_plain(record) for record in records])
        await Together(redis_client).together([step])
    assert len(await subscribers.of_chat(-7)) == MAX_TOPICS_OF_GROUP
    again = replace(records[0], silent=True)
    await Together(redis_client).together([await data.plan_restore(-7, [to_plain(again)])])
    assert len(await subscribers.of_chat(-7)) == MAX_TOPICS_OF_GROUP


async def test_what_a_newcomer_has_is_taken_over(redis_client: Client) -> None:
    """Who has had no digest stands where the log was a day ago, and names that feeds bring may be long."""
    clock, subscribers = ManualClock(NOW), Subscribers(redis_client)
    articles = Articles(redis_client, clock)
    data = SubscriptionData(subscribers, articles, clock)
    filters = Filters(topics=("题" * TITLE_LIMIT,), sources=("源" * TITLE_LIMIT,))
    newcomer = Subscriber(Target(1), subscribed=True, cursor=await articles.cursor_at(NOW), filters=filters)
    await subscribers.save(newcomer, NOW)
    await Together(redis_client).together([await data.plan_restore(2, await data.export_chat(1))])
    (taken,) = await subscribers.of_chat(2)
    assert taken.filters == filters
