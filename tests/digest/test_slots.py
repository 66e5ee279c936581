"""Slots beside the daily ones: as people type them, when they are due, and what is due then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.schedule import due_at, next_due, next_dues, parse
from ledebot.bot.digest.slots_parser import MAX_EXTRA
from ledebot.bot.model import EVERY_DAY, Quiet, Schedule, Slot
from ledebot.storage.base.codec import dumps, from_plain, loads, to_plain

BASE = Schedule(zone="Asia/Shanghai", times=(time(8),))
WEEKEND, SUNDAY = Slot(time(10), (5, 6)), Slot(time(20), (6,), week=True)
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("also weekend 10:00", (WEEKEND,)),
        ("07:30 mon-fri, also weekend 10:00 weekly sun 20:00", (WEEKEND, SUNDAY)),
        ("工作日 7:30 另外 周末 10点 周报：周日 20:00", (WEEKEND, SUNDAY)),
        ("工作日 7:30 還有 週末 10點 週報 週日晚上8點", (WEEKEND, SUNDAY)),
        ("weekly", (SUNDAY,)),
        ("weekly sunday 8pm plus weekends 10:00", (WEEKEND, SUNDAY)),
        ("also 12:30", (Slot(time(12, 30), EVERY_DAY),)),
    ],
)
def test_slots_are_understood_in_three_languages(text: str, extra: tuple[Slot, ...]) -> None:
    assert parse(text, BASE).extra == extra


def test_what_stands_before_is_the_schedule_itself_and_the_rest_stays() -> None:
    whole = parse("07:30 mon-fri also weekend 10:00 quiet 23:00-07:00 Europe/London", BASE)
    assert (whole.times, whole.weekdays) == ((time(7, 30),), (0, 1, 2, 3, 4))
    assert (whole.zone, whole.quiet) == ("Europe/London", Quiet(time(23), time(7)))
    both = parse("weekly fri 18:00", whole)
    assert both == replace(whole, extra=(WEEKEND, Slot(time(18), (4,), week=True)))
    assert parse("also off", both).extra == both.extra[1:]
    assert parse("周报 关", both).extra == (WEEKEND,)
    assert parse("09:00", both) == replace(both, times=(time(9),))
    assert parse("weekend 09:00", BASE) == replace(BASE, times=(time(9),), weekdays=(5, 6)), "no word, no further slot"


@pytest.mark.parametrize(
    "text", ["also", "also weekend", "weekly sat sun 10:00", "weekly 10:00 12:00", "also 1 2 3 4 5 6 7", "weekly foo"]
)
def test_what_is_no_slot_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse(text, BASE)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=80), st.sampled_from(["", "also ", "周报", "weekly also "]))
def test_anything_typed_gives_a_schedule_or_one_line(text: str, word: str) -> None:
    try:
        read = parse(word + text, BASE)
    except InputError as error:
        told = str(error)
    else:
        told = ""
        assert len(read.extra) <= MAX_EXTRA
        assert read.times
    assert "\n" not in told


def test_slots_are_due_beside_the_others() -> None:
    schedule = replace(BASE, extra=(WEEKEND, SUNDAY))
    local = ZoneInfo("Asia/Shanghai")
    dues = [due.astimezone(local) for due in next_dues(schedule, MONDAY + timedelta(days=4), 6)]
    assert [f"{due:%a %H:%M}" for due in dues] == [
        *("Sat 08:00", "Sat 10:00", "Sun 08:00", "Sun 10:00", "Sun 20:00"),
        "Mon 08:00",
    ]
    assert [due_at(schedule, due) for due in dues] == [*[(True, False)] * 4, (False, True), (True, False)]


def test_a_slot_at_the_time_of_another_is_due_with_it() -> None:
    schedule = replace(BASE, extra=(Slot(time(8), (6,), week=True),))
    due = next_due(schedule, MONDAY + timedelta(days=5, hours=12))
    assert due is not None
    assert due_at(schedule, due) == (True, True)


def test_the_week_that_quiet_hours_put_off_is_known_at_their_end() -> None:
    schedule = replace(BASE, times=(time(12),), quiet=Quiet(time(19), time(7)), extra=(SUNDAY,))
    due = next_due(schedule, MONDAY + timedelta(days=6, hours=6))
    assert due == datetime(2026, 3, 15, 23, tzinfo=UTC), "Monday, 07:00"
    assert due_at(schedule, due) == (False, True)
    assert due_at(schedule, due + timedelta(minutes=5)) == (False, True), "it waited for the digest before it"
    assert due_at(schedule, due + timedelta(days=2)) == (True, False), "none waits for more than a day"


def test_a_record_without_slots_is_as_it_was_and_one_with_them_comes_back() -> None:
    assert "extra" not in to_plain(BASE)
    schedule = replace(BASE, extra=(WEEKEND, SUNDAY))
    assert loads(Schedule, dumps(schedule)) == schedule
    assert from_plain(Schedule, to_plain(schedule)) == schedule
