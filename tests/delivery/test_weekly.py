"""The week's stories on their way: composed for the slot at which they were due, and nothing counts as delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.delivery.types import Ending
from ledebot.bot.digest.schedule import due_at
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Digest, Document, Lede, Quiet, Schedule, Slot, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.articles.articles import Articles
from tests.delivery.test_dispatcher import Days
from tests.delivery.world import News, Side, started, texts


class Stored(News):
    """Digests of what is stored."""

    def __init__(self, articles: Articles, composer: Composer) -> None:
        super().__init__()
        self._articles = articles
        self._composer = composer

    async def head(self) -> str:
        return await self._articles.head()

    async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
        return await self._composer.due(subscriber, slot, up_to)


async def test_at_the_weekly_slot_the_week_goes_out_and_the_next_digest_has_its_news(
    redis_client: Any, sandbox: Sandbox
) -> None:
    clock = sandbox.clock
    assert isinstance(clock, OffsetClock)
    articles = Articles(redis_client, clock)
    side = Side(redis_client, sandbox, clock=clock, news=Stored(articles, Composer(articles, clock)))
    published = clock.now() - timedelta(hours=1)
    await articles.save(
        [Document(ref="1", source="晨报", title="渡轮复航", guid="1", published=published, lede=Lede())]
    )
    (reader,) = started(sandbox, 1)
    minute = clock.now().replace(second=0, microsecond=0)
    weekly = Slot(minute.time(), (minute.weekday(),), week=True)
    daily = minute + timedelta(hours=2)
    schedule = Schedule(zone="UTC", times=(daily.time(),), extra=(weekly,))
    await side.subscribe(reader, minute, schedule=schedule, language="en")
    async with side.sending():
        await side.dispatcher.tick()
        await side.settle()
        (week,) = texts(sandbox, reader)
        assert week.startswith("🗓 The week")
        assert "渡轮复航" in week
        held = await side.subscribers.get(Target(reader))
        assert held is not None
        assert held.cursor == "0-0"
        assert await side.subscribers.due_at(held.target) == daily
        clock.advance(timedelta(hours=2, minutes=1))
        await side.dispatcher.tick()
        await side.settle()
    assert "渡轮复航" in texts(sandbox, reader)[-1]
    assert texts(sandbox, reader)[-1].startswith("🗞 News digest")
    assert (await side.balanced())["sent"] == 2


@dataclass(frozen=True)
class Missed:
    """A downtime, and what comes when after it; of the schedule 18:00 and weekly mon 20:00, quiet 22:00-07:00."""

    down: str
    up: str
    come: tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    "missed",
    [
        Missed("02 19:00", "02 23:00", (("03 07:00", "week"), ("03 18:00", "usual"))),
        Missed("02 17:00", "02 23:00", (("03 07:00", "week"), ("03 18:00", "usual"))),
        Missed("02 17:00", "02 21:00", (("02 21:00", "usual"), ("02 21:30", "week"), ("03 18:00", "usual"))),
        Missed("03 17:00", "03 23:00", (("04 07:00", "usual"), ("04 18:00", "usual"))),
    ],
)
async def test_a_week_that_a_downtime_missed_comes_after_it_and_not_in_quiet_hours(
    redis_client: Any, missed: Missed
) -> None:
    def moment(text: str) -> datetime:
        return datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)

    week = Slot(time(20), (0,), week=True)
    schedule = Schedule(zone="UTC", times=(time(18),), extra=(week,), quiet=Quiet(time(22), time(7)))
    days = Days(redis_client, moment(missed.down))
    await days.subscribe(1, schedule)
    days.clock.advance(moment(missed.up) - moment(missed.down))
    came: list[tuple[str, str]] = []
    while days.clock.now() < moment(missed.come[-1][0]):
        await days.dispatcher.tick()
        await days.deliveries.promote(days.clock.now())
        for claim in await days.deliveries.claim("notes", alerts=1, digests=100, broadcasts=1, block=0):
            kind = "week" if due_at(schedule, claim.slot) == (False, True) else "usual"
            came.append((f"{days.clock.now():%d %H:%M}", kind))
            await days.deliveries.end(claim, Ending.SENT, days.clock.now(), cursor=claim.up_to)
        days.clock.advance(timedelta(minutes=30))
    assert tuple(came) == missed.come[:-1]
    await days.dispatcher.tick()
    assert len(await days.deliveries.claim("notes", alerts=1, digests=100, broadcasts=1, block=0)) == 1
    assert await days.store.on_its_way(Target(1))


@pytest.mark.parametrize("hours", [1, 3, 15])
async def test_a_week_that_waits_for_the_digest_before_it_stays_the_week(redis_client: Any, hours: int) -> None:
    week = Slot(time(20), (0,), week=True)
    schedule = Schedule(zone="UTC", times=(time(19),), extra=(week,))
    days = Days(redis_client, datetime(2026, 3, 2, 18, 30, tzinfo=UTC))
    await days.subscribe(1, schedule)
    days.clock.advance(timedelta(minutes=31))
    await days.dispatcher.tick()
    (before,) = await days.deliveries.claim("notes", alerts=1, digests=100, broadcasts=1, block=0)
    for _ in range(hours):
        days.clock.advance(timedelta(hours=1, minutes=1))
        assert await days.dispatcher.tick() == 0
    await days.deliveries.end(before, Ending.SENT, days.clock.now(), cursor=before.up_to)
    days.clock.advance(timedelta(minutes=3))
    assert await days.dispatcher.tick() == 1
    (held,) = await days.deliveries.claim("notes", alerts=1, digests=100, broadcasts=1, block=0)
    assert due_at(schedule, held.slot) == (False, True)
    assert await days.subscribers.due_at(Target(1)) == datetime(2026, 3, 3, 19, tzinfo=UTC)
