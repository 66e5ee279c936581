"""New reports of followed stories: every follower is told once, however many there are."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Article, Document, StoryMark, Target
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.stories.same_event import repeats
from ledebot.bot.watches.follow_ups import ABREAST, FollowUps
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.stories.stories import StoryIndex

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
BAD = 3
READERS = range(1, 2 * ABREAST + 3)


class Moody(Subscribers):
    """A store of which one reader's record breaks whoever reads it."""

    error: Exception = ZeroDivisionError("of a bug")

    async def get(self, target: Target) -> Any:
        if target.chat_id == BAD:
            raise self.error
        return await super().get(target)


async def prepare(redis: Client) -> tuple[FollowUps, Moody, Article]:
    clock = ManualClock(NOW)
    articles, readers, subscribers = Articles(redis, clock, StoryIndex(redis)), Readers(redis), Moody(redis)

    async def report(name: str, title: str, told: str) -> Article:
        document = Document(
            name, f"{name}报", title, guid=name, published=clock.now(), paragraphs=(f"{title}。{told}",)
        )
        await articles.save([document])
        return next(one for one in await articles.get(await articles.ids()) if one.guid == name)

    first = await report("甲", "青石县山洪已致3人死亡", "青石县水务局通报，山洪于凌晨到来，转移群众3400人。")
    for reader in READERS:
        await readers.mark(reader, StoryMark(first.id, first.title, True, NOW, at_once=True, language="en"))
    clock.advance(timedelta(hours=1))
    later = await report("乙", "青石县山洪已致5人死亡", "青石县水务局2时通报，县城停电，17个村庄断路，桥梁两座冲毁。")
    assert later.story == first.id
    marks = MarkBook(readers, articles, clock)
    return FollowUps(readers, marks, articles, OutboxStore(redis, clock), clock, subscribers), subscribers, later


async def told(redis: Client) -> list[int]:
    claims = await Deliveries(redis).claim("a", alerts=len(READERS) + 1, digests=0, broadcasts=0, block=0)
    return sorted(claim.target.chat_id for claim in claims)


async def test_one_who_cannot_be_told(redis_client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    follow_ups, _, later = await prepare(redis_client)
    await follow_ups.tell([later], {Target(READERS[0]): {later.id}})
    assert await told(redis_client) == [reader for reader in READERS if reader not in (READERS[0], BAD)]
    assert [record.exc_info is not None for record in caplog.records] == [True]


async def test_a_store_that_is_away_loses_nobody(redis_client: Client) -> None:
    follow_ups, subscribers, later = await prepare(redis_client)
    subscribers.error = StoreUnavailableError("Redis cannot be reached")
    with pytest.raises(StoreUnavailableError):
        await follow_ups.tell([later], {})
    subscribers.error = ZeroDivisionError()
    await follow_ups.tell([later], {})
    assert await told(redis_client) == [reader for reader in READERS if reader != BAD]


async def test_a_report_that_cannot_be_compared_keeps_no_other_back(
    redis_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_ups, _, later = await prepare(redis_client)
    broken = replace(later, id="坏", sketch=(0,))
    monkeypatch.setattr(
        "ledebot.bot.watches.follow_ups.repeats", lambda one, two: 1 // one[0] < 0 if one == (0,) else repeats(one, two)
    )
    await follow_ups.tell([broken, later], {})
    assert await told(redis_client) == [reader for reader in READERS if reader != BAD]
