"""Due times: slots, weekdays, quiet hours, pauses, and every kind of clock change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.schedule import next_due, next_dues
from ledebot.bot.model import Quiet, Schedule

SHANGHAI = Schedule(zone="Asia/Shanghai", times=(time(7, 30), time(20, 0)))
BERLIN = Schedule(zone="Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(schedule: Schedule, after: str, count: int) -> list[str]:
    """The next due times as the chat's clock shows them; `after` is local as well."""
    zone = ZoneInfo(schedule.zone)
    start = datetime.fromisoformat(after).replace(tzinfo=zone).astimezone(UTC)
    return [f"{due.astimezone(zone):%a %m-%d %H:%M}" for due in next_dues(schedule, start, count)]


def test_slots_follow_one_another() -> None:
    assert wall(SHANGHAI, "2024-05-06T07:00", 3) == ["Mon 05-06 07:30", "Mon 05-06 20:00", "Tue 05-07 07:30"]


def test_due_is_in_utc_and_after_the_moment_given() -> None:
    due = next_due(SHANGHAI, utc("2024-05-05T23:30"))  # exactly 07:30 in Shanghai
    assert due == utc("2024-05-06T12:00")
    assert due is not None
    assert due.tzinfo is UTC


def test_weekdays_are_the_slot_s_own() -> None:
    weekdays = replace(SHANGHAI, weekdays=(0, 1, 2, 3, 4), times=(time(8),))
    assert wall(weekdays, "2024-05-10T09:00", 2) == ["Mon 05-13 08:00", "Tue 05-14 08:00"]


@pytest.mark.parametrize("change", [{"times": ()}, {"weekdays": ()}])
def test_never_due(change: dict[str, tuple[()]]) -> None:
    assert next_due(replace(SHANGHAI, **change), utc("2024-05-06T00:00")) is None  # type: ignore[arg-type]  # one field at a time


def test_unknown_zone_is_the_user_s_to_mend() -> None:
    with pytest.raises(InputError, match="Asia/Shanghai"):
        next_due(Schedule(zone="Mars/Olympus"), utc("2024-05-06T00:00"))


# --- quiet hours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "due"),
    [
        ("22:59", "Mon 05-06 22:59"),
        ("23:00", "Tue 05-07 07:00"),
        ("00:00", "Mon 05-06 07:00"),
        ("06:59", "Mon 05-06 07:00"),
        ("07:00", "Mon 05-06 07:00"),
    ],
)
def test_quiet_hours_across_midnight(slot: str, due: str) -> None:
    quiet = Schedule(times=(time.fromisoformat(slot),), weekdays=(0,), quiet=Quiet(time(23), time(7)))
    assert wall(quiet, "2024-05-05T12:00", 1) == [due]


def test_quiet_hours_within_a_day() -> None:
    nap = Schedule(times=(time(13, 15),), quiet=Quiet(time(13), time(14)))
    assert wall(nap, "2024-05-06T12:00", 2) == ["Mon 05-06 14:00", "Tue 05-07 14:00"]


def test_slots_moved_to_one_moment_are_one() -> None:
    quiet = Schedule(times=(time(23, 30), time(2), time(7)), quiet=Quiet(time(23), time(7)))
    assert wall(quiet, "2024-05-06T12:00", 2) == ["Tue 05-07 07:00", "Wed 05-08 07:00"]


def test_a_slot_moved_past_the_weekend_still_counts_for_its_own_day() -> None:
    friday = Schedule(times=(time(23, 30),), weekdays=(4,), quiet=Quiet(time(23), time(7)))
    assert wall(friday, "2024-05-10T23:45", 1) == ["Sat 05-11 07:00"]


def test_quiet_from_a_time_to_itself_is_no_quiet() -> None:
    assert wall(Schedule(quiet=Quiet(time(8), time(8))), "2024-05-06T00:00", 1) == ["Mon 05-06 08:00"]


# --- pause ------------------------------------------------------------------------------------------


def test_nothing_is_due_before_the_pause_ends() -> None:
    paused = replace(SHANGHAI, paused_until=utc("2024-05-09T00:00"))
    assert wall(paused, "2024-05-06T00:00", 1) == ["Thu 05-09 20:00"]


def test_a_slot_at_the_very_end_of_the_pause_is_due() -> None:
    paused = replace(SHANGHAI, paused_until=utc("2024-05-09T12:00"))
    assert next_due(paused, utc("2024-05-06T00:00")) == utc("2024-05-09T12:00")


def test_a_pause_long_gone_changes_nothing() -> None:
    assert wall(replace(SHANGHAI, paused_until=utc("2020-01-01T00:00")), "2024-05-06T07:00", 1) == ["Mon 05-06 07:30"]


# --- clock changes ----------------------------------------------------------------------------------


def test_a_slot_that_does_not_exist_fires_once_when_the_clock_has_moved_on() -> None:
    gap = replace(BERLIN, times=(time(2, 30),))
    assert wall(gap, "2024-03-30T12:00", 2) == ["Sun 03-31 03:30", "Mon 04-01 02:30"]


def test_a_missing_slot_and_the_one_it_moves_onto_are_one() -> None:
    gap = replace(BERLIN, times=(time(2, 30), time(3, 30)))
    assert wall(gap, "2024-03-30T12:00", 3) == ["Sun 03-31 03:30", "Mon 04-01 02:30", "Mon 04-01 03:30"]


def test_a_slot_that_exists_twice_fires_once() -> None:
    overlap = replace(BERLIN, times=(time(2, 30),))
    first, second = next_dues(overlap, utc("2024-10-26T12:00"), 2)
    assert (first, second) == (utc("2024-10-27T00:30"), utc("2024-10-28T01:30"))


def test_a_missing_slot_that_lands_in_quiet_hours_waits_for_their_end() -> None:
    gap = replace(BERLIN, times=(time(2, 30),), quiet=Quiet(time(3), time(6)))
    assert wall(gap, "2024-03-30T12:00", 1) == ["Sun 03-31 06:00"]


def test_quiet_hours_that_end_in_a_gap() -> None:
    gap = replace(BERLIN, times=(time(1),), quiet=Quiet(time(0, 30), time(2, 30)))
    assert wall(gap, "2024-03-30T12:00", 2) == ["Sun 03-31 03:30", "Mon 04-01 02:30"]


def test_a_day_that_a_zone_skipped() -> None:
    # Apia went from 29 December straight to the 31st in 2011.
    apia = Schedule(zone="Pacific/Apia", times=(time(8),))
    assert wall(apia, "2011-12-29T07:00", 3) == ["Thu 12-29 08:00", "Sat 12-31 08:00", "Sun 01-01 08:00"]


def test_a_half_hour_change() -> None:
    island = Schedule(zone="Australia/Lord_Howe", times=(time(2, 15),))
    assert wall(island, "2024-10-05T12:00", 2) == ["Sun 10-06 02:45", "Mon 10-07 02:15"]


ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")


@given(
    zone=st.sampled_from(ZONES),
    slots=st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=4, unique=True),
    after=st.integers(0, 15 * 365 * 24).map(lambda hours: utc("2011-12-01T00:00") + timedelta(hours=hours)),
)
def test_every_slot_of_every_day_is_due_once(zone: str, slots: list[time], after: datetime) -> None:
    """Over a fortnight: strictly ascending, each local day's slots all there, never more than asked for."""
    schedule = Schedule(zone=zone, times=tuple(slots))
    dues = next_dues(schedule, after, 14 * len(slots))
    assert dues == sorted(set(dues))
    assert dues[0] > after
    assert dues[-1] - after < timedelta(days=17)
    local = [due.astimezone(ZoneInfo(zone)) for due in dues]
    whole_days = {moment.date() for moment in local[len(slots) : -len(slots)]}
    for day in whole_days:
        assert len([moment for moment in local if moment.date() == day]) <= len(slots) + 1


@given(
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    end=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    slot=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_nothing_is_due_in_quiet_hours(start: time, end: time, slot: time) -> None:
    schedule = Schedule(times=(slot,), quiet=Quiet(start, end))
    for due in next_dues(schedule, utc("2024-05-06T00:00"), 3):
        at = due.astimezone(ZoneInfo("Asia/Shanghai")).time()
        inside = start <= at < end if start <= end else (at >= start or at < end)
        assert not inside
