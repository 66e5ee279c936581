"""What is sent at a slot: what is new, the week's stories, or both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Document, Filters, Lede, Schedule, Slot, Subscriber, Target
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.stories.regrouping import Regrouping

SUNDAY = datetime(2024, 5, 12, 12, tzinfo=UTC)
"""20:00 in Shanghai."""
SATURDAY = SUNDAY - timedelta(days=1)
WEEKLY = Schedule(times=(time(8),), extra=(Slot(time(20), (6,), week=True),))
READER = Subscriber(Target(7), language="en", filters=Filters(everything=True), schedule=WEEKLY)


@pytest.fixture
async def composer(redis_client: Client) -> Composer:
    """Digests of a fire that two sources told, and of a fair that one did."""
    clock = ManualClock(SUNDAY)
    articles = Articles(redis_client, clock)
    told = (("晨报", "船厂起火"), ("快报", "船厂起火 火势已控制"), ("快报", "庙会开幕"))
    await articles.save(
        [
            Document(ref=title, source=source, title=title, guid=title, published=SATURDAY, lede=Lede())
            for source, title in told
        ]
    )
    one, other = [each.id for each in await articles.latest(9) if "船厂" in each.title]
    await Regrouping(redis_client).join(one, other, SUNDAY)
    return Composer(articles, clock)


async def test_at_a_weekly_slot_the_week_is_told_and_nothing_counts_as_delivered(composer: Composer) -> None:
    digest = await composer.due(READER, SUNDAY)
    (message,) = digest.parts
    assert message.html.startswith("🗓 <b>The week · May 6 – May 12</b>")
    assert "庙会" not in message.html
    assert digest.cursor == READER.cursor


async def test_at_any_other_time_what_is_new_is_told(composer: Composer) -> None:
    digest = await composer.due(READER, SUNDAY - timedelta(hours=12))
    assert "庙会开幕" in digest.parts[0].html
    assert digest.cursor != READER.cursor


async def test_at_a_slot_of_both_the_week_follows_what_is_new(composer: Composer) -> None:
    both = replace(READER, schedule=replace(WEEKLY, times=(time(20),)))
    new, week = (await composer.due(both, SUNDAY)).parts
    assert "庙会开幕" in new.html
    assert week.html.startswith("🗓")
    told = replace(both, cursor=(await composer.due(both, SUNDAY)).cursor)
    digest = await composer.due(told, SUNDAY)
    assert [part.html[0] for part in digest.parts] == ["🗓"], "no word that nothing is new"
    assert digest.cursor == told.cursor


async def test_a_week_without_news_is_empty(composer: Composer) -> None:
    digest = await composer.due(replace(READER, filters=Filters(topics=("体育",))), SUNDAY)
    assert digest.empty
    assert digest.cursor == READER.cursor
