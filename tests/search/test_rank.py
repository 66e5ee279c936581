"""The order of hits: relevance before age, and of equals the newest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.search.rank import FRESH_BONUS, Candidate, best_first, freshened, headline

NOW = 1_773_000_000
DAY = 86_400


def candidate(score: float, age: int, title: int) -> Candidate:
    return Candidate(score, NOW - age * DAY, title, 1, title, (score, age))


@given(st.lists(st.integers(0, 4000), min_size=2, max_size=20))
def test_of_equal_matches_the_newer_stands_higher_at_any_age(ages: list[int]) -> None:
    ages.sort()
    scores = freshened([1.0] * len(ages), [NOW - age * DAY for age in ages], NOW)
    assert scores == sorted(scores, reverse=True)
    assert max(scores) <= 1 + FRESH_BONUS


def test_age_decides_among_old_stories_too_but_never_much() -> None:
    today, year, three = freshened([1.0] * 3, [NOW, NOW - 365 * DAY, NOW - 3 * 365 * DAY], NOW)
    assert today > year > three
    assert freshened([1.3], [NOW - 3 * 365 * DAY], NOW)[0] > today


def test_a_story_dated_in_the_future_gains_no_more_than_a_fresh_one() -> None:
    assert freshened([1.0], [NOW + DAY], NOW) == freshened([1.0], [NOW], NOW)


def test_articles_of_one_title_share_their_places_by_date() -> None:
    old, other, new = candidate(1.0, 300, 7), candidate(0.95, 5, 8), candidate(0.9, 10, 7)
    assert best_first([old, other, new]) == [new, other, old]


def test_a_clearly_better_one_of_the_same_title_keeps_its_place() -> None:
    good, weak = candidate(1.0, 300, 7), candidate(0.5, 1, 7)
    assert best_first([weak, good]) == [good, weak]


@pytest.mark.parametrize(
    ("typed", "titles", "scores", "expected"),
    [
        ("港务局新泊位启用", ["港务局旧泊位停用新泊位即将启用通告", "港务局新建泊位启用"], [1.0, 0.9], 1),
        ("港务局新泊位启用", ["港务局旧泊位停用新泊位即将启用通告", "港务局新建泊位启用"], [1.0, 0.5], 0),  # far behind
        ("泊位启用", ["港务局泊位陆续启用的通告", "泊位启用"], [1.0, 0.9], 0),  # too short for a headline
        ("港务局新泊位启用", ["渡轮停航", "大桥合龙"], [1.0, 1.0], 0),
        ("港务局新泊位启用", ["港务局新泊位启用", "港务局新泊位启用"], [1.0, 1.0], 0),  # the first of equals stays
        ("港务局新泊位启用", ["港务局新泊位启用"], [1.0], 0),
    ],
)
def test_a_headline_that_was_typed_almost_whole_comes_first(
    typed: str, titles: list[str], scores: list[float], expected: int
) -> None:
    assert headline(typed, titles, scores) == expected
