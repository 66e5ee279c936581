"""/schedule in words, by buttons and by a shared location."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from ledebot.bot.model import Quiet
from ledebot.handlers.base.tokens import token
from tests.handlers.conftest import NOW, Desk, story


async def test_words_set_times_days_and_zone(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    said = await reader.ask("/schedule 07:30 20:00 mon-fri Asia/Shanghai")
    held = await desk.subscriber(reader.id)
    assert held.schedule.times == (time(7, 30), time(20))
    assert held.schedule.weekdays == (0, 1, 2, 3, 4)
    assert await desk.subscribers.due_at(held.target) == datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    assert said["text"].count("20:00") >= 2
    assert "Mar 11, 2026 07:30" in said["text"]


async def test_wrong_words_change_nothing(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/schedule 08:30")
    before = await desk.subscriber(reader.id)
    for words, line in (
        ("25:00", "no time of day"),
        ("07:30 Mars/Olympus", "do not understand"),
        ("quiet 23", "quiet"),
        ("😀", "do not understand"),
        (" ".join(f"{hour:02}:{minute:02}" for hour in range(7) for minute in (0, 30)), "at most"),
    ):
        said = await reader.ask(f"/schedule {words}")
        assert line in said["text"], words
    assert await desk.subscriber(reader.id) == before


async def test_buttons_set_each_part(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/schedule")
    await desk.tap(reader, "ld:scht")
    await desk.tap(reader, "ld:scht:+:1900")
    await desk.tap(reader, "ld:scht:-:0800")
    await desk.tap(reader, "ld:sch")
    await desk.tap(reader, "ld:schd")
    await desk.tap(reader, "ld:schd:+:work")
    await desk.tap(reader, "ld:schd:-:0")
    await desk.tap(reader, "ld:sch")
    await desk.tap(reader, "ld:schz")
    await desk.tap(reader, f"ld:schz:{token('Asia/Tokyo')}")
    await desk.tap(reader, "ld:sch")
    await desk.tap(reader, "ld:schq")
    await desk.tap(reader, "ld:schq:2200-0700")
    await desk.tap(reader, "ld:sch")
    await desk.tap(reader, "ld:sche:0")
    schedule = (await desk.subscriber(reader.id)).schedule
    assert schedule.times == (time(19),)
    assert schedule.weekdays == (1, 2, 3, 4)
    assert schedule.zone == "Asia/Tokyo"
    assert schedule.quiet == Quiet(time(22), time(7))
    assert not schedule.skip_empty


async def test_the_last_time_and_the_last_day_stay(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/schedule 08:00 mon")
    await desk.tap(reader, "ld:scht")
    assert "At least one time is needed" in (await desk.tap(reader, "ld:scht:-:0800"))["text"]
    await desk.tap(reader, "ld:sch")
    await desk.tap(reader, "ld:schd")
    assert "At least one day is needed" in (await desk.tap(reader, "ld:schd:-:0"))["text"]


async def test_a_pause_and_its_end(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    await reader.ask("/schedule 08:00 Asia/Shanghai")
    await desk.tap(reader, "ld:schp")
    await desk.tap(reader, "ld:schp:7")
    held = await desk.subscriber(reader.id)
    assert held.schedule.paused_until == NOW + timedelta(days=7)
    assert await desk.subscribers.due_at(held.target) == datetime(2026, 3, 18, 0, 0, tzinfo=UTC)
    assert "pause until" in await desk.settled(reader.id)
    await desk.tap(reader, "ld:schp")
    await desk.tap(reader, "ld:schp:0")
    held = await desk.subscriber(reader.id)
    assert held.schedule.paused_until is None
    assert await desk.subscribers.due_at(held.target) == datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


async def test_a_shared_location_sets_the_zone_and_is_not_kept(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/schedule")
    await desk.tap(reader, "ld:schz")
    await desk.tap(reader, "ld:schl")
    await reader.share_location(30.67, 104.06)
    await desk.sandbox.wait_for(reader.id, "Time zone: Beijing")
    assert (await desk.subscriber(reader.id)).schedule.zone == "Asia/Shanghai"
    stored = [await desk.redis.get(key) for key in await desk.redis.keys("*") if await desk.redis.type(key) == "string"]
    assert not any("104.06" in value or "30.67" in value for value in stored)


async def test_a_location_nobody_asked_for_is_left_alone(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/schedule Europe/Paris")
    await reader.share_location(30.67, 104.06)
    await reader.ask("/help")
    assert (await desk.subscriber(reader.id)).schedule.zone == "Europe/Paris"


async def test_an_overdue_digest_survives_a_change_of_topics(desk: Desk) -> None:
    await desk.news(story(1), story(2, "体育"))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    due = await desk.subscribers.due_at((await desk.subscriber(reader.id)).target)
    assert due is not None
    desk.clock.advance(due - NOW + timedelta(minutes=5))
    await reader.ask("/subscribe 体育")
    assert await desk.subscribers.due_at((await desk.subscriber(reader.id)).target) == due


async def test_a_zone_is_shown_as_its_reader_says_it(desk: Desk) -> None:
    shown = {}
    for language, words in (("en", "UTC+8"), ("en", "New York"), ("zh-hans", "东京时间"), ("zh-hant", "台北時間")):
        reader = desk.sandbox.user(words, language_code=language)
        said = (await reader.ask(f"/schedule {words}"))["text"]
        shown[words] = next(line for line in said.splitlines() if " · " in line and "08:00" not in line)
    assert shown == {
        "UTC+8": "Time zone: UTC+8 · 09:30",
        "New York": "Time zone: New York · 21:30",
        "东京时间": "时区：东京 · 10:30",
        "台北時間": "時區：台北 · 09:30",
    }


async def test_quiet_hours_that_are_none_are_refused_in_a_word(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    assert "等于没有" in (await reader.ask("/schedule quiet 08:00-08:00"))["text"]
    assert await desk.subscribers.everyone() == []
