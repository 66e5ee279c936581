"""From due times to deliveries, a day in a second: every slot once, through clock changes, downtime and jumps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.delivery.types import Ending, Setback
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.model import EVERY_DAY, Filters, Quiet, Schedule, Slot, State, Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)


class Log:
    """An article log that stands still."""

    async def head(self) -> str:
        return "5-0"


class Days:
    """A scheduler and a sender that only takes notes, on a clock that is moved."""

    def __init__(self, redis: Any, start: datetime = START) -> None:
        self.redis = redis
        self.clock = ManualClock(start)
        self.subscribers = Subscribers(redis)
        self.store = OutboxStore(redis, self.clock)
        self.deliveries = Deliveries(redis)
        self.counters = DeliveryCounters(redis)
        self.dispatcher = Dispatcher(self.store, Log(), next_due, self.clock)
        self.sent: list[tuple[int, datetime]] = []

    async def subscribe(self, chat: int, schedule: Schedule, **settings: Any) -> None:
        subscriber = Subscriber(Target(chat), subscribed=True, filters=Filters(everything=True), schedule=schedule)
        await self.subscribers.save(replace(subscriber, **settings), next_due(schedule, self.clock.now()))

    async def tick(self) -> None:
        await self.dispatcher.tick()
        for claim in await self.deliveries.claim("notes", alerts=1, digests=100, broadcasts=1, block=0):
            self.sent.append((claim.target.chat_id, self.clock.now()))
            await self.deliveries.end(claim, Ending.SENT, self.clock.now(), cursor=claim.up_to)

    async def run(self, until: datetime, step: timedelta = timedelta(minutes=10)) -> None:
        while self.clock.now() < until:
            self.clock.advance(step)
            await self.tick()

    def of(self, chat: int, zone: str = "UTC") -> list[str]:
        return [f"{at.astimezone(ZoneInfo(zone)):%d %H:%M}" for one, at in self.sent if one == chat]


@pytest.fixture
def days(redis_client: Any) -> Days:
    return Days(redis_client)


@pytest.mark.slow
async def test_each_at_their_own_hour_and_zone(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="Asia/Shanghai", times=(time(8), time(20))))
    await days.subscribe(2, Schedule(zone="America/New_York", times=(time(7, 30),), weekdays=(0, 2)))
    await days.run(START + timedelta(days=3))
    assert days.of(1, "Asia/Shanghai") == ["02 20:00", "03 08:00", "03 20:00", "04 08:00", "04 20:00", "05 08:00"]
    assert days.of(2, "America/New_York") == ["02 07:30", "04 07:30"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # Spring forward: 02:30 does not exist on the 29th and is due an hour later by the wall clock.
        (datetime(2026, 3, 28, 0, 0, tzinfo=UTC), ["28 02:30", "29 03:30", "30 02:30"]),
        # Fall back: 02:30 exists twice on the 25th and is due once.
        (datetime(2026, 10, 24, 0, 0, tzinfo=UTC), ["24 02:30", "25 02:30", "26 02:30"]),
    ],
)
async def test_both_clock_changes(redis_client: Any, start: datetime, expected: list[str]) -> None:
    days = Days(redis_client, start)
    await days.subscribe(1, Schedule(zone="Europe/Berlin", times=(time(2, 30),)))
    await days.run(start + timedelta(days=2, hours=12))
    assert days.of(1, "Europe/Berlin") == expected


async def test_a_week_down_is_caught_up_once(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8), time(20))))
    days.clock.advance(timedelta(days=7, hours=9))
    for _ in range(3):
        await days.tick()
    assert days.of(1) == ["09 09:00"]
    await days.run(START + timedelta(days=8))
    assert days.of(1) == ["09 09:00", "09 20:00"]


async def test_a_digest_that_is_open_at_the_next_slot_is_followed_by_the_next_one(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8), time(12))))
    days.clock.advance(timedelta(hours=8))
    assert await days.dispatcher.tick() == 1
    (slow,) = await days.deliveries.claim("slow", alerts=1, digests=100, broadcasts=1, block=0)
    days.clock.advance(timedelta(hours=4, minutes=1))
    for _ in range(3):
        assert await days.dispatcher.tick() == 0, "one at a time"
    await days.deliveries.end(slow, Ending.SENT, days.clock.now(), cursor=slow.up_to)
    await days.run(START + timedelta(hours=13), timedelta(minutes=1))
    assert days.of(1) == ["02 12:03"]
    await days.run(START + timedelta(days=1, hours=13))
    assert days.of(1) == ["02 12:03", "03 08:00", "03 12:00"]


async def test_catching_up_respects_quiet_hours(days: Days) -> None:
    quiet = Quiet(time(22), time(7))
    await days.subscribe(1, Schedule(zone="UTC", times=(time(18),), quiet=quiet))
    days.clock.advance(timedelta(hours=23))
    await days.run(START + timedelta(days=1, hours=8))
    assert days.of(1) == ["03 07:00"]


async def test_a_slot_beside_the_others_ends_no_quiet_hours(days: Days) -> None:
    quiet, noon = Quiet(time(22), time(13)), Slot(time(12, 30), EVERY_DAY)
    await days.subscribe(1, Schedule(zone="UTC", times=(time(18),), quiet=quiet, extra=(noon,)))
    days.clock.advance(timedelta(hours=23))
    await days.run(START + timedelta(days=1, hours=14))
    assert days.of(1) == ["03 13:00"]


async def test_a_clock_that_jumps_brings_no_slot_twice(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8),)))
    await days.run(START + timedelta(hours=8))
    days.clock._now -= timedelta(hours=2)  # set back by hand: only a real clock can
    await days.run(START + timedelta(hours=23))
    assert days.of(1) == ["02 08:00"]
    days.clock.advance(timedelta(hours=40))
    await days.tick()
    assert len(days.of(1)) == 2


async def away(days: Days, ahead: timedelta, ticks: int = 3) -> None:
    """Let the clock be too far ahead for a few ticks, and then be set right."""
    right = days.clock.now()
    days.clock.advance(ahead)
    for _ in range(ticks):
        days.clock.advance(timedelta(seconds=1))
        await days.tick()
    days.clock._now = right + timedelta(seconds=ticks)


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=1), timedelta(days=30), timedelta(days=4000)])
async def test_a_clock_that_was_far_ahead_costs_nobody_a_digest(
    days: Days, ahead: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8), time(20))))
    await days.subscribe(2, Schedule(zone="Asia/Shanghai", times=(time(8),), weekdays=(4,)))
    await days.subscribe(3, Schedule(zone="UTC", times=(time(18),), quiet=Quiet(time(17), time(21))))
    await days.run(START + timedelta(hours=7))
    await away(days, ahead)
    early = len(days.sent)
    served = await days.redis.keys(keys.delivery("digest:2:*"))
    if served:  # by Friday the server, whose clock is right, knows no longer that it came on Monday
        await days.redis.delete(*served)
    await days.run(START + timedelta(days=6), step=timedelta(hours=1))
    # Whoever was served too early has today's slot behind them; from then on everything is as if nothing had been.
    slots = [f"{day:02} {hour}" for day in range(2, 8) for hour in ("08:00", "20:00")]
    assert set(slots[2:]) <= set(days.of(1))
    assert set(days.of(1)) - set(slots) <= {days.of(1)[0]}
    assert [at for at in days.of(2, "Asia/Shanghai") if at.endswith("08:00")][-1:] == ["06 08:00"]
    assert {f"{day:02} 21:00" for day in range(3, 7)} <= set(days.of(3))
    assert max(len(days.of(chat)) for chat in (1, 2, 3)) == len(set(days.of(1)))
    assert early <= 3
    assert any("the clock has gone back" in record.message for record in caplog.records)


async def test_nothing_is_looked_at_while_the_clock_runs_on(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8),)))
    await days.run(START + timedelta(hours=2))
    later = START + timedelta(days=2, hours=8)
    await days.redis.zadd(keys.DUE, {"1": later.timestamp()})
    await days.run(START + timedelta(hours=3))
    assert await days.subscribers.due_at(Target(1)) == later
    assert await days.dispatcher.repair() == 1
    assert await days.subscribers.due_at(Target(1)) == START + timedelta(hours=8)
    assert await days.dispatcher.repair() == 0


async def test_a_due_time_that_is_right_stands_however_far_ahead_it_is(days: Days) -> None:
    away_until = START + timedelta(days=40)
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8),), weekdays=(6,)))
    await days.subscribe(2, Schedule(zone="UTC", times=(time(8),), paused_until=away_until))
    await days.redis.set(keys.subscriber("3"), "{broken")
    await days.redis.zadd(keys.DUE, {"3": (START + timedelta(days=30)).timestamp()})
    assert await days.dispatcher.repair(timedelta()) == 0
    assert await days.subscribers.due_at(Target(1)) == START + timedelta(days=6, hours=8)
    assert await days.subscribers.due_at(Target(2)) == away_until + timedelta(hours=8)


@pytest.mark.slow
async def test_thousands_are_set_right_in_one_pass(days: Days) -> None:
    schedule = Schedule(zone="UTC", times=(time(8),))
    far = START + timedelta(days=400)
    for chat in range(1, 1302):
        subscriber = Subscriber(Target(chat), subscribed=True, schedule=replace(schedule, times=(time(chat % 24),)))
        due = far + timedelta(seconds=chat) if chat % 3 else next_due(subscriber.schedule, START)
        await days.subscribers.save(subscriber, due)
    assert await days.dispatcher.repair(timedelta()) == 1301 - 1301 // 3
    for chat in (1, 2, 3, 1300, 1301):
        reader = await days.subscribers.get(Target(chat))
        assert reader is not None
        assert await days.subscribers.due_at(Target(chat)) == next_due(reader.schedule, START)


async def test_what_was_put_off_by_a_clock_far_ahead_comes_back(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8),)))
    days.clock.advance(timedelta(days=30, hours=9))
    await days.dispatcher.tick()
    (claim,) = await days.deliveries.claim("notes", alerts=1, digests=1, broadcasts=1, block=0)
    await days.deliveries.put_off(claim, Setback(days.clock.now() + timedelta(minutes=10), 1, days.clock.now()))
    days.clock._now = START + timedelta(hours=9)
    await days.dispatcher.tick()
    assert await days.deliveries.promote(days.clock.now()) == 1
    (again,) = await days.deliveries.claim("notes", alerts=1, digests=1, broadcasts=1, block=0)
    assert (again.id, again.tries) == (claim.id, 1)


async def test_who_wants_nothing_now_is_moved_on_without_a_digest(days: Days) -> None:
    schedule = Schedule(zone="UTC", times=(time(8),))
    await days.subscribe(1, schedule, state=State.PAUSED)
    await days.subscribe(2, schedule, subscribed=False)
    await days.subscribe(3, schedule)
    snoozed = replace(schedule, paused_until=START + timedelta(days=2))
    await days.subscribers.update(Target(3), lambda old, due: (replace(old, schedule=snoozed), due))
    await days.run(START + timedelta(hours=9))
    assert days.sent == []
    assert await days.subscribers.due_at(Target(3)) == START + timedelta(days=2, hours=8)


async def test_one_bad_record_stops_nobody_else(days: Days) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(8),)))
    await days.subscribe(2, Schedule(zone="UTC", times=(time(8),)))
    await days.subscribe(3, Schedule(zone="UTC", times=(time(8),)))
    await days.subscribers.update(
        Target(2), lambda old, due: (replace(old, schedule=replace(old.schedule, zone="Mars/Olympus")), due)
    )
    await days.redis.set(keys.subscriber("3"), "not a record")
    await days.run(START + timedelta(hours=9))
    assert days.of(1) == ["02 08:00"]
    assert await days.subscribers.due_at(Target(2)) == START + timedelta(hours=10)
    assert await days.subscribers.due_at(Target(3)) == START + timedelta(hours=10)


@pytest.mark.slow
async def test_more_than_a_batch_is_due(days: Days) -> None:
    for chat in range(1, 1202):
        await days.subscribers.save(Subscriber(Target(chat), subscribed=True), START)
    assert await days.dispatcher.tick() == 1201
    assert await days.dispatcher.tick() == 0


async def test_a_full_queue_leaves_the_rest_where_it_is(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledebot.bot.delivery.dispatcher.HIGH_WATER", 30)
    for chat in range(1, 101):
        await days.subscribers.save(Subscriber(Target(chat), subscribed=True), START)
    assert await days.dispatcher.tick() == 30
    assert await days.dispatcher.tick() == 0
    assert (await days.counters.stats(START)).overdue == 70


@pytest.mark.parametrize(
    "broken",
    [
        '"schedule":{"zone":"UTC","times":["00:30:00"],"quiet":{"start":"22:00:00Z","end":"07:00:00"}}',
        '"schedule":{"zone":"Mars","times":["00:30:00"]}',
        '"schedule":{"zone":"UTC","times":["00:30:00"],"weekdays":[0,99999999999]}',
        '"schedule":{"zone":"UTC","times":["00:30:00"],"extra":[{"at":"00:30:00","weekdays":[-1],"week":true}]}',
        '"cursor":"soon"',
        '"max_stories":-5',
    ],
)
async def test_a_broken_record_keeps_no_other_from_a_digest(days: Days, broken: str) -> None:
    await days.subscribe(1, Schedule(zone="UTC", times=(time(0, 30),)))
    await days.subscribe(2, Schedule(zone="UTC", times=(time(0, 30),)))
    await days.redis.set(keys.subscriber("1"), f'{{"v":1,"target":{{"chat_id":1}},"subscribed":true,{broken}}}')
    await days.run(START + timedelta(hours=1))
    assert days.of(2) == ["02 00:30"]
