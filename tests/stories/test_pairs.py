"""Which reports are one story, measured on labelled pairs in our own words."""

from __future__ import annotations

from functools import cache

from ledebot.bot.stories.joining import MAX_APART
from ledebot.bot.stories.report import report
from ledebot.bot.stories.same_event import WEIGHTS, contradictions, cosine, evidence, same_story
from ledebot.bot.stories.sketch import Sketch, sketch
from tests.stories.pairs import Report, pairs, score

LEAST_F1 = 0.9
MOST_WRONG = 2
"""Of 300 pairs of look-alikes."""


@cache
def sketched(report: Report) -> Sketch:
    return sketch(report.title, [report.text])


def decide(one: Report, two: Report) -> bool:
    hours = abs(one.hours - two.hours)
    return hours <= MAX_APART and same_story(sketched(one), sketched(two), hours)


def test_there_are_enough_pairs_of_every_kind() -> None:
    kinds = score(decide, list(pairs())).kinds
    assert sum(kinds.values()) >= 200
    assert kinds["told"] >= 60
    assert kinds["shape"] >= 100
    assert min(kinds["copy"], kinds["revised"]) >= 3


def test_events_are_told_apart() -> None:
    result = score(decide, list(pairs()))
    wrong = [f"{pair.one.title} | {pair.two.title}" for pair in result.wrong]
    assert len(wrong) <= MOST_WRONG, wrong
    assert result.f1 >= LEAST_F1, [f"{pair.one.title} | {pair.two.title}" for pair in result.missed]


def test_copies_and_revisions_are_always_found() -> None:
    missed = [pair for pair in score(decide, list(pairs())).missed if pair.kind == "copy"]
    assert not missed


def test_the_order_of_two_reports_does_not_matter() -> None:
    for pair in pairs():
        assert decide(pair.one, pair.two) == decide(pair.two, pair.one)


def test_words_and_figures_both_count() -> None:
    """The measure would not be met by likeness alone: with contradictions ignored, wrong merges appear."""

    def alike(one: Report, two: Report) -> bool:
        mine, yours = report(sketched(one)), report(sketched(two))
        against = {*contradictions(mine, yours, 0.0), "names", "other names"}
        found = evidence(mine, yours, 0.0, cosine(mine, yours))
        return sum(WEIGHTS[name] * value for name, value in found if name not in against) >= 0

    assert len(score(alike, list(pairs())).wrong) > 20
