"""Work in threads: beside the event loop, in order, within its budget."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

import pytest

from ledebot.bot.core.background import MOST_ABANDONED, Budget, OverBudgetError, Threads
from tests.patience import in_time


async def test_work_runs_beside_the_loop_and_gives_what_it_gives() -> None:
    threads, gate = Threads("t", 1), threading.Event()
    waiting = asyncio.ensure_future(threads.run(gate.wait, timeout=60))
    await asyncio.sleep(0)  # the loop goes on while the thread waits
    gate.set()
    assert await waiting
    assert await threads.run(lambda: threading.current_thread().name) == "t"


async def test_errors_come_back() -> None:
    threads = Threads("t", 1)
    with pytest.raises(ZeroDivisionError):
        await threads.run(lambda: 1 // 0)
    with pytest.raises(RuntimeError):
        await threads.run(next, iter(()))
    assert await threads.run(str, 5) == "5"


async def test_what_takes_too_long_is_left_alone_and_others_go_on() -> None:
    threads, gate = Threads("t", 1), threading.Event()
    for _ in range(MOST_ABANDONED):
        with pytest.raises(OverBudgetError):
            await threads.within(0.01, gate.wait, 600)
        assert await threads.within(60, str, 1) == "1"
    assert threads._abandoned == MOST_ABANDONED
    gate.set()
    async with asyncio.timeout(60):
        while threads._abandoned:
            await threads.run(str)
    assert threads._alive == 1


async def test_time_in_the_queue_does_not_count() -> None:
    async def done(limit: float) -> bool:
        threads, gate = Threads("t", 1), threading.Event()
        first = asyncio.ensure_future(threads.run(gate.wait))
        second = asyncio.ensure_future(threads.within(limit, str, 2))
        await asyncio.wait([second], timeout=1.5 * limit)
        gate.set()
        await first
        with suppress(OverBudgetError):
            return await second == "2"
        return False

    assert await in_time(done)


async def test_one_who_gives_up_waiting_hurts_nobody() -> None:
    threads, gate = Threads("t", 1), threading.Event()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(threads.run(gate.wait, 600), 0.01)
    gate.set()
    assert await threads.run(str, 3) == "3"


def test_a_budget_is_spent_when_its_time_is_over() -> None:
    assert Budget(-1).spent
    assert not Budget(60).spent
