"""The ticks and who makes them; APScheduler for real, at short intervals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.scheduler import Scheduler, wake
from ledebot.storage.base.lease import Lease

LEASE = 60.0
"""Seconds; nobody loses the lease because the machine is busy."""
Step = Callable[[], Awaitable[None]]


class Ticks:
    """Counts ticks and lets a test wait for one more."""

    def __init__(self, error: Exception | None = None) -> None:
        self.count = 0
        self._error = error
        self._more = asyncio.Event()

    async def __call__(self) -> None:
        self.count += 1
        self._more.set()
        if self._error is not None:
            raise self._error

    async def one_more(self) -> None:
        self._more.clear()
        await asyncio.wait_for(self._more.wait(), 60)


def scheduler(redis: Any, name: str, **jobs: Any) -> Scheduler:
    ticks = {job: (step, 0.02) for job, step in jobs.items()}
    return Scheduler(Lease(redis, "scheduler", name, LEASE), ticks, Supervisor(SystemClock()), lease=0.3)


async def test_of_two_only_one_ticks_and_the_other_takes_over(redis_client: Any) -> None:
    first_ticks, second_ticks = Ticks(), Ticks()
    first, second = (
        scheduler(redis_client, "a", dispatch=first_ticks),
        scheduler(redis_client, "b", dispatch=second_ticks),
    )
    first_run = asyncio.create_task(first.run())
    await first_ticks.one_more()
    second_run = asyncio.create_task(second.run())
    for _ in range(5):
        await first_ticks.one_more()
    assert second_ticks.count == 0
    assert (first.leading, second.leading) == (True, False)
    await first.stop()
    await first_run
    await second_ticks.one_more()
    await second.stop()
    await second_run


async def test_a_scheduler_that_hangs_is_replaced(redis_client: Any) -> None:
    """The first one is gone without a word: nothing renews its lease."""
    assert await Lease(redis_client, "scheduler", "dead", 0.6).hold()
    ticks = Ticks()
    second = scheduler(redis_client, "b", dispatch=ticks)
    run = asyncio.create_task(second.run())
    await ticks.one_more()
    await second.stop()
    await run


@pytest.mark.parametrize("error", [StoreUnavailableError("Redis cannot be reached"), ZeroDivisionError()])
async def test_a_failing_job_is_tried_again_and_stops_no_other(redis_client: Any, error: Exception) -> None:
    failing, fine = Ticks(error), Ticks()
    one = scheduler(redis_client, "a", fetch=failing, dispatch=fine)
    run = asyncio.create_task(one.run())
    for _ in range(2):
        await failing.one_more()
        await fine.one_more()
    await one.stop()
    await run


async def test_a_stop_waits_for_the_job_under_way(redis_client: Any) -> None:
    begun, go, done = asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await go.wait()
        done.append(1)

    one = scheduler(redis_client, "a", fetch=slow)
    run = asyncio.create_task(one.run())
    await asyncio.wait_for(begun.wait(), 60)
    stopping = asyncio.create_task(one.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    go.set()
    await stopping
    await run
    assert done == [1]


async def test_a_stop_while_the_lease_is_asked_for_gives_it_up(redis_client: Any) -> None:
    asked = asyncio.Event()

    class Slow(Lease):
        async def hold(self) -> bool:
            await super().hold()
            asked.set()
            return await asyncio.Event().wait()

    one = Scheduler(Slow(redis_client, "scheduler", "a", LEASE), {}, Supervisor(SystemClock()))
    run = asyncio.create_task(one.run())
    await asyncio.wait_for(asked.wait(), 60)
    await one.stop()
    await run
    assert await Lease(redis_client, "scheduler", "b", LEASE).hold()


async def test_a_store_that_is_away_is_waited_for(redis_client: Any) -> None:
    class Away(Lease):
        times = 2

        async def hold(self) -> bool:
            if self.times:
                self.times -= 1
                raise StoreUnavailableError("Redis cannot be reached")
            return await super().hold()

    ticks = Ticks()
    away = Away(redis_client, "scheduler", "a", LEASE)
    one = Scheduler(away, {"dispatch": (ticks, 0.02)}, Supervisor(SystemClock()), lease=0.1)
    run = asyncio.create_task(one.run())
    await ticks.one_more()
    await one.stop()
    await run


async def test_ticks_go_on_when_the_clock_is_set_back() -> None:
    ticks = Ticks()
    ticker = AsyncIOScheduler(timezone="UTC")
    job = ticker.add_job(ticks.__call__, "interval", seconds=0.02)
    ticker.start()
    await ticks.one_more()
    job.modify(next_run_time=datetime.now(UTC) + timedelta(days=30))  # what a clock set back by a month leaves
    count = ticks.count
    wake(ticker, datetime.now(UTC))
    await ticks.one_more()
    await ticks.one_more()
    assert ticks.count >= count + 2
    standing = job.next_run_time
    wake(ticker, datetime.now(UTC))
    assert job.next_run_time - standing < timedelta(seconds=1)
    ticker.shutdown(wait=False)


async def test_a_job_that_hangs_is_broken_off_without_an_error(
    redis_client: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("ledebot.bot.delivery.scheduler.STOP_PATIENCE", 0.05)
    begun = asyncio.Event()

    async def hangs() -> None:
        begun.set()
        await asyncio.Event().wait()

    one = scheduler(redis_client, "a", fetch=hangs)
    run = asyncio.create_task(one.run())
    await asyncio.wait_for(begun.wait(), 60)
    await asyncio.wait_for(one.stop(), 60)
    await run
    for _ in range(5):
        await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
