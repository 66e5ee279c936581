"""What a sentence counts: its numbers and units, and what is no count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.stories.counted import AROUND, counted


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("火灾已造成至少12人死亡、两人失联", [(12, ""), (2, "")]),
        ("共转移安置群众1.2万余人，损失3.5亿元", [(12_000, ""), (350_000_000, "元")]),
        ("More than 1,600 houses and two bridges were damaged", [(1600, ""), (2, "")]),
        ("The repair costs $2.5 million, or 8% of the budget", [(2_500_000, "$"), (8, "%")]),
        ("2026年3月10日14时05分，41岁的王某第3次出庭", []),
        ("The 41-year-old won 3-1 on May 4, 2026 at 10 p.m. in the 2nd round", []),
    ],
)
def test_numbers_and_units(text: str, values: list[tuple[float, str]]) -> None:
    assert [(round(count.value), count.unit) for count in counted(text)] == values


def test_words_for_the_dead_are_one() -> None:
    (one,), (other,) = counted("事故致3人遇难"), counted("事故致5人死亡")
    assert one.near & other.near == one.near
    (one,), (other,) = counted("three people died"), counted("five people were killed")
    assert one.keys == other.keys


@given(st.text(alphabet="两3０,. -%亿万人mM个年to死year$", max_size=200))
def test_places_are_those_of_the_text(text: str) -> None:
    for count in counted(text):
        assert 0 <= count.clause <= count.start < count.end <= len(text)
        assert max(len(count.before), len(count.after)) <= AROUND
