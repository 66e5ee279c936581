from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from ledebot.bot.core.clock import ManualClock, OffsetClock, SystemClock

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


async def test_a_manual_clock_wakes_sleepers_in_order() -> None:
    clock = ManualClock(START)
    woken: list[tuple[str, datetime]] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((name, clock.now()))

    tasks = [asyncio.create_task(sleeper(name, seconds)) for name, seconds in (("b", 20), ("a", 10), ("c", 3600))]
    await asyncio.sleep(0)
    assert clock.next_wake() == START + timedelta(seconds=10)
    clock.advance(timedelta(seconds=30))
    await asyncio.gather(*tasks[:2])
    assert [name for name, _ in woken] == ["a", "b"]
    assert not tasks[2].done()
    clock.advance(timedelta(hours=1))
    await tasks[2]


async def test_an_offset_clock_wakes_who_slept_into_the_jump() -> None:
    clock = OffsetClock()
    sleeping = asyncio.create_task(clock.sleep(24 * 3600))
    await asyncio.sleep(0)
    clock.advance(timedelta(days=1, seconds=1))
    await asyncio.wait_for(sleeping, 60)
    assert clock.now() - SystemClock().now() > timedelta(days=1)


async def test_no_time_is_no_wait() -> None:
    for clock in (ManualClock(START), OffsetClock(), SystemClock()):
        await asyncio.wait_for(clock.sleep(0), 60)
        await asyncio.wait_for(clock.sleep(-5), 60)
