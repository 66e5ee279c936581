"""Which sources are silent, by their own habits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.model import Health, SourceConfig, SourceState
from ledebot.bot.operator.silence import NEVER_READ, is_failing, is_silent, may_be_silent

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


def source(days: float, **more: object) -> SourceState:
    """A source that last brought something so many days ago."""
    state = SourceState(SourceConfig("https://x.example/rss"), Health.OK, last_change=NOW - timedelta(days=days))
    return replace(state, **more)  # type: ignore[arg-type]  # fields of the state


def every(days: float, ago: float, count: int = 10) -> list[datetime]:
    return [NOW - timedelta(days=ago + days * n) for n in range(count)]


@pytest.mark.parametrize(
    ("pause", "quiet", "silent"),
    [
        (0.1, 2.9, False),
        (0.1, 3.1, True),
        (1, 4.9, False),
        (1, 5.1, True),
        (7, 30, False),
        (7, 36, True),
        (30, 59, False),
        (30, 61, True),
    ],
)
def test_a_silence_is_measured_by_the_usual_pause(pause: float, quiet: float, silent: bool) -> None:
    assert is_silent(source(quiet), every(pause, quiet), NOW) is silent


def test_one_odd_pause_does_not_count() -> None:
    times = [*every(0.2, 3.5, 9), NOW - timedelta(days=80)]
    assert is_silent(source(3.5), times, NOW)


def test_a_source_of_one_article_is_silent_after_three_days() -> None:
    assert is_silent(source(3.1), [NOW], NOW)
    assert is_silent(source(3.1), [], NOW)


def test_who_is_paused_given_up_failing_or_new_is_not_called_silent() -> None:
    for state in (
        source(40, paused=True),
        source(40, health=Health.RETIRED),
        source(40, health=Health.FAILING),
        source(40, last_change=None),
    ):
        assert not may_be_silent(state, NOW)
        assert not is_silent(state, every(1, 40), NOW)


def test_failing_for_a_day() -> None:
    failing = source(1, health=Health.FAILING, failures=5)
    assert not is_failing(replace(failing, last_success=NOW - timedelta(hours=23)), NOW)
    assert is_failing(replace(failing, last_success=NOW - timedelta(hours=25)), NOW)
    assert not is_failing(replace(failing, last_success=NOW - timedelta(hours=25), paused=True), NOW)
    assert not is_failing(failing, NOW), "it never was read, and is followed for an hour or two"
    assert is_failing(replace(failing, failures=NEVER_READ), NOW)
