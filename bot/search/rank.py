"""The order of the hits: relevance, bent a little by age, with the reports of one story folded into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

FRESH_BONUS = 0.15
"""Share of its score that an article of this moment gains: enough to break ties, too little to beat a clearly better
match (a word in the title instead of the text counts for several times that)."""
HALF_LIFE = 7 * 24 * 3600
"""Seconds after which half of that bonus is left."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One match as the index knows it. `published` in epoch seconds; story, source and title as numbers."""

    key: Any
    """What the index needs to find its id."""
    score: float
    published: int
    story: int
    source: int
    title: int
    others: int = 0


def freshened(candidates: Iterable[Candidate], now: float) -> list[Candidate]:
    """Add the bonus of the fresh and sort by score, the best first."""
    bent = [
        replace(found, score=found.score * (1 + FRESH_BONUS * 2 ** (-max(now - found.published, 0) / HALF_LIFE)))
        for found in candidates
    ]
    bent.sort(key=lambda found: (-found.score, -found.published))
    return bent


def folded(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Fold further reports of a story into its first one and count them.

    A report folds if it comes from another source, or repeats a title. What the same source tells of a story under
    another title is a development, and somebody who types a piece of that title wants to find it.
    """
    shown: list[Candidate] = []
    by_story: dict[int, list[int]] = {}
    for found in candidates:
        places = by_story.setdefault(found.story, [])
        first = next((at for at in places if shown[at].source != found.source or shown[at].title == found.title), None)
        if first is None:
            places.append(len(shown))
            shown.append(found)
        else:
            shown[first] = replace(shown[first], others=shown[first].others + 1)
    return shown
