"""A failure that lasts is told at once, then ever less often, and once when it is over."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.app.outage_log import OutageLog
from ledebot.bot.core.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 10, tzinfo=UTC))


def test_what_keeps_failing_is_told_ever_less_often(clock: ManualClock, caplog: pytest.LogCaptureFixture) -> None:
    trouble, told = OutageLog(clock), []
    for seconds in range(0, 6 * 3600, 5):
        before = len(caplog.records)
        trouble.failed("no line")
        told += [seconds // 60] * (len(caplog.records) - before)
        clock.advance(timedelta(seconds=5))
    assert told == [0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303]


def test_its_end_is_told_once_and_the_next_trouble_at_once(
    clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    trouble = OutageLog(clock)
    trouble.over("works")
    trouble.failed("no line")
    clock.advance(timedelta(seconds=30))
    trouble.failed("no line")
    trouble.over("works")
    trouble.over("works")
    trouble.failed("no line")
    assert [record.getMessage() for record in caplog.records] == ["no line", "works, after 30 s", "no line"]
