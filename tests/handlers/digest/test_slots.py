"""Slots beside the daily ones, in words and by buttons."""

from __future__ import annotations

from datetime import time

from ledebot.bot.model import Slot
from tests.handlers.conftest import Desk, story

WEEKEND, SUNDAY = Slot(time(10), (5, 6)), Slot(time(20), (6,), week=True)


async def test_words_add_a_weekend_and_a_weekly_slot(desk: Desk) -> None:
    await desk.news(story(1))
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/subscribe 财经")
    said = (await reader.ask("/schedule 07:30 fri also weekend 10:00 weekly sun 20:00 Asia/Shanghai"))["text"]
    assert "Besides: 10:00 · at the weekend" in said
    assert "The week: 20:00 · Sun" in said
    assert "• Sat, Mar 14, 2026 10:00\n• Sun, Mar 15, 2026 10:00" in said
    said = (await reader.ask("/schedule also off"))["text"]
    assert "• Fri, Mar 13, 2026 07:30\n• Sun, Mar 15, 2026 20:00 · The week" in said
    assert "for example: also weekend 10:00" in (await reader.ask("/schedule also weekend"))["text"]
    assert (await desk.subscriber(reader.id)).schedule.extra == (SUNDAY,)


async def test_buttons_choose_and_end_them(desk: Desk) -> None:
    reader = desk.sandbox.user("小明", language_code="zh-hans")
    await reader.ask("/schedule")
    for data in ("ld:schx", "ld:schx:w:5-1000", "ld:schx:k:6-2000", "ld:schx:w:5-1100"):
        await desk.tap(reader, data)
    assert (await desk.subscriber(reader.id)).schedule.extra == (Slot(time(11), (5, 6)), SUNDAY)
    assert "另外：11:00 · 周末\n一周要闻：20:00 · 周日" in await desk.settled(reader.id)
    await desk.tap(reader, "ld:schx:w:off")
    await desk.tap(reader, "ld:schx:k:off")
    assert (await desk.subscriber(reader.id)).schedule.extra == ()
    menu = desk.sandbox.from_bot(reader.id)[-1]
    for data in ("ld:schx:w:5-0300", "ld:schx:k:5-1000:x", "ld:schx:x:6-2000"):
        await desk.forge(reader, menu, data)
    assert (await desk.subscriber(reader.id)).schedule.extra == (Slot(time(10), (5,), week=True),)
