"""The order of the hits: relevance, bent a little by age, with the reports of one story folded into one."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple

FRESH_BONUS = 0.15
"""Share of its score that an article of this moment gains: enough to break ties, too little to beat a clearly better
match (a word in the title instead of the text counts for several times that)."""
HALF_LIFE = 7 * 24 * 3600
"""Seconds after which half of that bonus is left."""


class Candidate(NamedTuple):
    """One match as the index knows it. `published` in epoch seconds; story, source and title as numbers."""

    key: Any
    """What the index needs to find its id."""
    score: float
    published: int
    story: int
    source: int
    title: int


def freshened(scores: Iterable[float], published: Iterable[int], now: float) -> list[float]:
    """Add the bonus of the fresh to scores; all times in epoch seconds."""
    return [
        score * (1 + FRESH_BONUS * 2 ** ((moment - now) / HALF_LIFE if moment < now else 0))
        for score, moment in zip(scores, published, strict=True)
    ]


def best_first(candidates: list[Candidate]) -> list[Candidate]:
    """Sort by score, among equals the newest first."""
    candidates.sort(key=attrgetter("score", "published"), reverse=True)
    return candidates


def folded(candidates: Iterable[Candidate]) -> list[tuple[Candidate, int]]:
    """Fold further reports of a story into its first one; gives each shown candidate with their number.

    A report folds if it comes from another source, or repeats a title. What the same source tells of a story under
    another title is a development, and somebody who types a piece of that title wants to find it.
    """
    candidates = list(candidates)
    if len({found.story for found in candidates}) == len(candidates):
        return [(found, 0) for found in candidates]
    shown: list[Candidate] = []
    others: list[int] = []
    by_story: dict[int, list[int]] = {}
    for found in candidates:
        places = by_story.setdefault(found.story, [])
        for at in places:
            if shown[at].source != found.source or shown[at].title == found.title:
                others[at] += 1
                break
        else:
            places.append(len(shown))
            shown.append(found)
            others.append(0)
    return list(zip(shown, others, strict=True))
