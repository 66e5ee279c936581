"""Tolls: the dead, hurt and missing, however a clause tells them, and nothing else."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.stories.counted import counted
from ledebot.bot.stories.timeline import timeline
from ledebot.bot.stories.tolls import REACH, toll
from tests.stories.reports import report

DEAD = {
    "zh": ("{}人死亡", "{}名矿工遇难", "死亡{}人", "遇难人数升至{}人", "已造成{}人不幸遇难", "死亡人数增至{}人"),
    "en": (
        "{} people were killed",
        "{} dead",
        "killing at least {} people",
        "raising the death toll from the flood to {}",
        "the flood claimed the lives of {} people",
        "{} villagers died",
    ),
}
HURT = {"zh": ("{}人受伤", "受伤{}人"), "en": ("{} people were injured", "injuring {} others", "{} hurt")}


def tolls(text: str) -> list[tuple[float, str, str]]:
    return [
        (count.value, count.toll.kind, text[count.toll.start : count.toll.end])
        for count in counted(text)
        if count.toll is not None
    ]


@pytest.mark.parametrize("said", DEAD["zh"] + DEAD["en"])
def test_the_dead(said: str) -> None:
    [(value, kind, words)] = tolls(said.format(17))
    assert (value, kind) == (17, "dead")
    assert "17" in words


@pytest.mark.parametrize("said", HURT["zh"] + HURT["en"])
def test_the_hurt(said: str) -> None:
    assert [(value, kind) for value, kind, _ in tolls(said.format(17))] == [(17, "hurt")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("致3死5伤", [(3, "dead", "3死"), (5, "hurt", "5伤")]),
        ("已造成1.2万人受伤，仍有6人失联", [(12_000, "hurt", "1.2万人受伤"), (6, "missing", "6人失联")]),
        ("two dead and at least nine missing", [(2, "dead", "two dead"), (9, "missing", "nine missing")]),
        ("Police killed two gunmen in Lindow", []),
        ("three people of those who were killed", []),
        ("3人涉嫌致人死亡被拘留", []),
        ("转移群众3400人", []),
        ("a 40-year-old was killed", []),
    ],
)
def test_what_is_a_toll(text: str, found: list[tuple[float, str, str]]) -> None:
    assert tolls(text) == found


@pytest.mark.parametrize(("one", "other"), [*product(DEAD["zh"], DEAD["zh"])])
def test_tolls_differ_however_they_are_told(one: str, other: str) -> None:
    told = timeline(
        (report(0, "甲报", "青石县山洪", f"青石县山洪已致{one.format(3)}。"),
         report(3, "乙报", "青石县山洪", f"青石县山洪已致{other.format(41)}。"))
    )  # fmt: skip
    [killed] = told.figures
    assert ["3" in killed.told[0].words, "41" in killed.told[1].words] == [True, True]


@pytest.mark.parametrize(("one", "other"), [*product(DEAD["en"], HURT["en"])])
def test_the_dead_are_not_the_hurt(one: str, other: str) -> None:
    told = timeline(
        (report(0, "Post", "Lindow flood", f"The Lindow flood came at night, {one.format(3)}, the coastguard said."),
         report(3, "Wire", "Lindow flood", f"The Lindow flood came at night, {other.format(41)}, the coastguard said."))
    )  # fmt: skip
    assert told.figures == ()


@given(st.text(alphabet="死亡受伤人升至 killedtopns17,.", max_size=120), st.integers(0, 120), st.integers(0, 9))
def test_places_are_near_the_number(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    if found := toll(text, start, end):
        assert max(0, start - REACH) <= found.start <= start <= end <= found.end <= len(text)
