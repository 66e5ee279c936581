"""The days that a text names, as seen from the day of its publishing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.stories.named_days import exact_days, named_days

TODAY = date(2026, 1, 28)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12月30日起火", [date(2025, 12, 30)]),
        ("火灾发生在27日晚", [date(2026, 1, 27)]),
        ("30日起施行，31日前报名", [TODAY, TODAY]),
        ("2月起试行", [date(2026, 2, 28)]),
        ("The fire of Jan. 21 was the first since November", [date(2026, 1, 21), date(2025, 11, 30)]),
        ("He may march on", []),
    ],
)
def test_days(text: str, days: list[date]) -> None:
    assert named_days(text, TODAY) == days


def test_a_month_alone_is_no_day() -> None:
    assert exact_days("去年11月与in November", TODAY) == []


@given(
    st.text(alphabet="0123456789月日号 JanMay", max_size=60),
    st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)),
)
def test_nonsense_is_bent_to_a_day(text: str, published: date) -> None:
    assert all(isinstance(day, date) for day in named_days(text, published))
