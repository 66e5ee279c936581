"""The event loop's lag: measured, remembered for a minute, shown."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from ledebot.bot.app.loop_watch import REMEMBERED, TOLD, LoopWatch


async def test_what_holds_the_loop_up_is_measured_and_told(caplog: pytest.LogCaptureFixture) -> None:
    watch = LoopWatch()
    looking = asyncio.ensure_future(watch.step())
    await asyncio.sleep(0)
    with caplog.at_level(logging.WARNING):
        time.sleep(TOLD + 0.2)  # noqa: ASYNC251 - the very fault that is looked for
        await looking
    assert watch.worst >= TOLD
    assert watch.buckets["0.3"] == 0
    assert watch.buckets["+Inf"] == 1
    assert "held up for" in caplog.text


def test_the_worst_of_the_last_minute_stands() -> None:
    watch = LoopWatch()
    for at, lag in ((0.0, 0.2), (10.0, 0.5), (20.0, 0.1), (30.0, 0.3)):
        watch._note(lag, at)
    assert watch.worst == 0.5
    watch._note(0.0, 10.1 + REMEMBERED)
    assert watch.worst == 0.3
    watch._note(0.0, 30.1 + REMEMBERED)
    assert watch.worst == 0.0
    assert watch.total == pytest.approx(1.1)
    assert list(watch.buckets.values()) == [2, 2, 2, 3, 5, 6, 6, 6]
