"""Tasks that live for ever: whatever a step raises is told once, counted, and tried again."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import NetworkError

from ledebot.bot.app.supervisor import LONGEST, SHORTEST, Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import FetchError, StoreUnavailableError

AWAY = StoreUnavailableError("Redis is out of memory")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 10, tzinfo=UTC))


@pytest.fixture
def supervisor(clock: ManualClock) -> Supervisor:
    return Supervisor(clock, random.Random(5))


class Faulty:
    """A step that fails as long as it is told to."""

    def __init__(self, error: Exception | None, rest: float | None = 1.0) -> None:
        self.error = error
        self.rest = rest
        self.times = 0

    async def __call__(self) -> float | None:
        self.times += 1
        if self.error is not None:
            raise self.error
        return self.rest


async def until(clock: ManualClock, done: Callable[[], bool]) -> list[float]:
    """Move the clock from sleeper to sleeper; gives the seconds in between."""
    moves: list[float] = []
    while True:
        for _ in range(5):
            await asyncio.sleep(0)
        if done():
            return moves
        wake = clock.next_wake()
        assert wake is not None, "nobody waits for anything: the task is dead"
        moves.append((wake - clock.now()).total_seconds())
        clock.advance(wake - clock.now())


async def gone(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("error", [ZeroDivisionError(), KeyError("result"), AWAY, FetchError("x"), OSError(28, "full")])
async def test_a_step_that_fails_is_taken_again_after_growing_pauses(
    supervisor: Supervisor, clock: ManualClock, error: Exception
) -> None:
    step = Faulty(error)
    task = asyncio.create_task(supervisor.keep("heartbeat", step))
    pauses = await until(clock, lambda: step.times == 12)
    assert SHORTEST / 2 <= pauses[0] <= SHORTEST
    assert all(LONGEST / 2 <= pause <= LONGEST for pause in pauses[5:])
    assert len(set(pauses)) == len(pauses), "many processes do not come back in the same moment"
    assert supervisor.failures == {"heartbeat": 12}
    step.error = None
    assert (await until(clock, lambda: step.times == 15))[-2:] == [1.0, 1.0]
    step.error = error
    await until(clock, lambda: step.times == 16)
    assert (await until(clock, lambda: step.times == 17))[-1] <= SHORTEST, "a new row of failures begins anew"
    await gone(task)


async def test_an_unexpected_error_is_told_once_with_its_cause(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    step = Faulty(ZeroDivisionError("of a bug"))
    task = asyncio.create_task(supervisor.keep("claims", step))
    await until(clock, lambda: step.times == 8)
    (told,) = caplog.records
    assert told.levelno == logging.ERROR
    assert told.exc_info is not None
    assert "claims" in told.getMessage()
    step.error = None
    await until(clock, lambda: step.times == 10)
    assert [record.getMessage() for record in caplog.records[1:]] == [
        f"claims works again, after {(clock.now() - datetime(2026, 3, 10, tzinfo=UTC)).total_seconds() - 1:.0f} s"
    ]
    await gone(task)


async def test_one_cause_is_told_once_for_all_tasks_and_so_is_its_end(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    steps = {name: Faulty(AWAY) for name in ("heartbeat", "claims", "election", "search index")}
    tasks = [asyncio.create_task(supervisor.keep(name, step)) for name, step in steps.items()]
    await until(clock, lambda: min(step.times for step in steps.values()) >= 4)
    assert len(caplog.records) == 1
    assert "out of memory" in caplog.text
    for step in steps.values():
        assert "again" not in caplog.text
        step.error = None
        before = step.times
        await until(clock, lambda step=step, before=before: step.times > before)  # type: ignore[misc]  # bound above
    assert [record.getMessage()[:19] for record in caplog.records[1:]] == ["Redis answers again"]
    for task in tasks:
        await gone(task)


async def test_a_step_whose_work_is_done_ends_and_leaves_no_trouble(supervisor: Supervisor, clock: ManualClock) -> None:
    step = Faulty(AWAY, rest=None)
    task = asyncio.create_task(supervisor.keep("probe", step))
    await until(clock, lambda: step.times == 3)
    assert supervisor.troubles() == ["probe: Redis is out of memory"]
    step.error = None
    await until(clock, task.done)
    assert supervisor.troubles() == []


async def test_telegrams_outages_are_a_line_and_no_trouble_of_ours(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    supervisor.expect(NetworkError)
    step = Faulty(NetworkError("<html>" * 500))
    task = asyncio.create_task(supervisor.keep("updates", step))
    await until(clock, lambda: step.times == 4)
    (told,) = caplog.records
    assert told.exc_info is None
    assert len(told.getMessage()) < 200
    assert supervisor.troubles() == []
    await gone(task)


async def test_a_cancellation_ends_a_task_wherever_it_is(supervisor: Supervisor) -> None:
    async def hangs() -> float:
        await asyncio.Event().wait()
        return 0.0

    async with supervisor.beside("hangs", hangs), supervisor.beside("pauses", Faulty(AWAY)):
        for _ in range(5):
            await asyncio.sleep(0)
    assert supervisor.troubles() == []


async def test_a_job_that_failed_rests_before_it_is_done_again(supervisor: Supervisor, clock: ManualClock) -> None:
    job = Faulty(AWAY)
    for _ in range(10):
        assert await supervisor.attempt("fetch due sources", job) is None
    assert job.times == 1
    for _ in range(600):
        clock.advance(timedelta(seconds=1))
        await supervisor.attempt("fetch due sources", job)
    assert 600 / LONGEST <= job.times <= 130
    job.error = None
    clock.advance(timedelta(seconds=LONGEST))
    assert [await supervisor.attempt("fetch due sources", job) for _ in range(3)] == [1.0, 1.0, 1.0]


async def test_a_job_that_nobody_asks_for_again_holds_no_outage_up(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    heartbeat, limits = Faulty(AWAY), Faulty(AWAY)
    task = asyncio.create_task(supervisor.keep("heartbeat", heartbeat))
    for _ in range(3):
        await supervisor.attempt("send limits", limits)
        clock.advance(timedelta(seconds=LONGEST))
    await until(clock, lambda: heartbeat.times >= 3)
    assert len(supervisor.troubles()) == 2
    heartbeat.error = None
    await until(clock, lambda: supervisor.troubles() == [])
    assert "Redis answers again" in caplog.text
    await supervisor.attempt("send limits", limits)
    limits.error = None
    clock.advance(timedelta(seconds=LONGEST))
    assert await supervisor.attempt("send limits", limits) == 1.0
    assert supervisor.troubles() == []
    await gone(task)


async def test_a_clock_that_was_set_back_lengthens_no_rest(supervisor: Supervisor, clock: ManualClock) -> None:
    job = Faulty(AWAY)
    await supervisor.attempt("fetch due sources", job)
    clock.advance(-timedelta(days=1))
    await supervisor.attempt("fetch due sources", job)
    assert job.times == 2
