"""Schedules as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.schedule import parse
from ledebot.bot.model import Quiet, Schedule

BASE = Schedule(zone="Asia/Tokyo", times=(time(6),), weekdays=(1,), quiet=Quiet(time(22), time(5)))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("07:30 20:00", ["07:30", "20:00"]),
        ("20:00,7:30", ["07:30", "20:00"]),
        ("0730 2000", ["07:30", "20:00"]),
        ("8 20", ["08:00", "20:00"]),
        ("８：３０", ["08:30"]),
        ("8:05pm 12am 12pm", ["00:00", "12:00", "20:05"]),
        ("8点", ["08:00"]),
        ("8點半", ["08:30"]),
        ("8点15", ["08:15"]),
        ("8点 20:00", ["08:00", "20:00"]),
        ("早上8点、晚上8点半", ["08:00", "20:30"]),
        ("下午三点一刻", ["15:15"]),
        ("中午12点", ["12:00"]),
        ("noon", ["12:00"]),
        ("12 noon and 12 midnight", ["00:00", "12:00"]),
        ("midnight, midday", ["00:00", "12:00"]),
        ("中午和午夜", ["00:00", "12:00"]),
        ("中午一点、正午", ["12:00", "13:00"]),
        ("晚上12点", ["00:00"]),
        ("二十点", ["20:00"]),
        ("24:00", ["00:00"]),
        ("8:00 8:00", ["08:00"]),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    schedule = parse(text, BASE)
    assert [f"{at:%H:%M}" for at in schedule.times] == times
    assert (schedule.zone, schedule.weekdays, schedule.quiet) == (BASE.zone, BASE.weekdays, BASE.quiet)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Mon to Fri", (0, 1, 2, 3, 4)),
        ("fri-mon", (0, 4, 5, 6)),
        ("sat sun", (5, 6)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("weekend", (5, 6)),
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
        ("每天", (0, 1, 2, 3, 4, 5, 6)),
        ("工作日", (0, 1, 2, 3, 4)),
        ("周末", (5, 6)),
        ("周一至周五", (0, 1, 2, 3, 4)),
        ("週一到五", (0, 1, 2, 3, 4)),
        ("星期六至星期二", (0, 1, 5, 6)),
        ("周一、三、五", (0, 2, 4)),
        ("周一三五", (0, 2, 4)),
        ("礼拜天", (6,)),
    ],
)
def test_days(text: str, days: tuple[int, ...]) -> None:
    schedule = parse(text, BASE)
    assert schedule.weekdays == days
    assert schedule.times == BASE.times


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("america/new_york", "America/New_York"),
        ("London", "Europe/London"),
        ("北京时间", "Asia/Shanghai"),
        ("台北", "Asia/Taipei"),
        ("澳門", "Asia/Macau"),
        ("New York", "America/New_York"),
        ("los angeles time", "America/Los_Angeles"),
        ("Hong Kong", "Asia/Hong_Kong"),
        ("San Francisco", "America/Los_Angeles"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("Monrovia", "Africa/Monrovia"),
        ("Kolkata", "Asia/Kolkata"),
        ("Kyiv", "Europe/Kyiv"),
        ("东京时间", "Asia/Tokyo"),
        ("台北時間", "Asia/Taipei"),
        ("新加坡时间", "Asia/Singapore"),
        ("马德里", "Europe/Madrid"),
        ("布宜諾斯艾利斯時間", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("UTC+8", "Etc/GMT-8"),
        ("gmt-5", "Etc/GMT+5"),
    ],
)
def test_zones(text: str, zone: str) -> None:
    assert parse(text, BASE).zone == zone


def test_a_zone_stands_among_other_words() -> None:
    for text in ("8am New York mon-fri", "mon-fri new york time 8:00", "工作日纽约时间早上8点", "工作日 紐約 8點"):
        assert parse(text, BASE) == Schedule(
            "America/New_York", (time(8),), (0, 1, 2, 3, 4), BASE.quiet, zone_chosen=True
        ), text


def test_quiet_hours_that_begin_and_end_at_once_are_refused() -> None:
    for text in ("quiet 08:00-08:00", "免打扰 早上8点到8:00"):
        with pytest.raises(InputError, match="from 08:00 to 08:00 are none"):
            parse(text, BASE)


def test_all_at_once() -> None:
    said = parse("／ 07:30 20:00 mon-fri Asia/Shanghai".removeprefix("／"), BASE)
    assert said == Schedule("Asia/Shanghai", (time(7, 30), time(20)), (0, 1, 2, 3, 4), BASE.quiet, zone_chosen=True)
    assert parse("周一至周五早上7点半和晚上8点，北京时间", BASE) == said


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("quiet 23:00-7:00", Quiet(time(23), time(7))),
        ("免打扰 晚上11点到早上7点 8:00", Quiet(time(23), time(7))),
        ("quiet off", None),
        ("免打扰 关闭", None),
    ],
)
def test_quiet_hours(text: str, quiet: Quiet | None) -> None:
    assert parse(text, BASE).quiet == quiet


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "25:00",
            "7:61",
            "123",
            "monkey",
            "每月 8点",
            "8点到9点",
            "Asia/Shangai",
            "utc+5:30",
            "UTC+20",
            "-5",
        ),
        *("quiet 23:00", "8:00 " * 200, "一二", "<b>8:00", " ".join(f"{hour}:00" for hour in range(14))),
    ],
)
def test_what_cannot_be_used_gets_one_friendly_line(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text, BASE)
    assert str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        schedule = parse(text, BASE)
    except InputError:
        return
    assert schedule.times
    assert schedule.weekdays
