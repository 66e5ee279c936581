"""The order of the hits: relevance, bent a little by age, with the reports of one story folded into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log1p
from operator import itemgetter
from typing import Any, NamedTuple

FRESH_BONUS = 0.2
"""Share of its score that an article of this moment gains: enough to decide between like matches, too little to beat
a clearly better one (a word in the title instead of the text counts for several times that)."""
HOURS_FRESH = 6.0
"""The bonus falls with the logarithm of the age in units of this: by a sixth in a day, a third in a week, a half in a
month and three quarters in a year, so that of two old stories the newer one still comes first."""
ALIKE = 0.8
"""Share of the better one's score from which two articles of one title are equally good: only the newer one counts."""
HEADLINE = 6
"""Characters from which a query may be a headline that somebody remembers most of."""
MOST_OF_IT = 0.6
"""Share of neighbouring characters in common from which it is."""
_UNIT = HOURS_FRESH * 3600
_FALL = FRESH_BONUS / log1p(10 * 365 * 24 / HOURS_FRESH)
"""What is lost each time the age grows by a factor of e: all of it in ten years."""


class Candidate(NamedTuple):
    """One match as the index knows it. `published` in epoch seconds; story, source and title as numbers."""

    score: float
    published: int
    story: int
    source: int
    title: int
    key: Any
    """What the index needs to find its id."""


def freshened(scores: Iterable[float], published: Iterable[int], now: float) -> list[float]:
    """Add the bonus of the fresh to scores; all times in epoch seconds."""
    whole = 1 + FRESH_BONUS
    return [
        score * (whole - (_FALL * log1p((now - moment) / _UNIT) if moment < now else 0))
        for score, moment in zip(scores, published, strict=True)
    ]


def best_first(candidates: list[Candidate]) -> list[Candidate]:
    """Sort by score, among equals the newest first; of a column that is always called the same, the newest issues."""
    candidates.sort(key=itemgetter(0, 1), reverse=True)
    if len({found.title for found in candidates}) < len(candidates):
        _newest_of_a_title(candidates)
    return candidates


def _newest_of_a_title(candidates: list[Candidate]) -> None:
    """Let articles of one title share their places among them by date."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(candidates):
        held = places[found.title]
        if not held or found.score >= ALIKE * candidates[held[0]].score:
            held.append(at)
    for held in places.values():
        if len(held) > 1:
            newest = sorted((candidates[at] for at in held), key=itemgetter(1), reverse=True)
            for at, found in zip(held, newest, strict=True):
                candidates[at] = found


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


def headline(typed: str, titles: Sequence[str], scores: Sequence[float]) -> int:
    """Give the place of the hit whose title the query is most of, among those that match about as well as the first.

    `typed` and `titles` are folded, without spaces and punctuation; 0 where there is none.
    """
    if len(typed) < HEADLINE or typed == titles[0]:
        return 0
    near = [at for at, score in enumerate(scores) if score >= ALIKE * scores[0]]
    asked = _pairs(typed)
    likeness = [_likeness(asked, _pairs(titles[at])) for at in near]
    best = max(range(len(near)), key=likeness.__getitem__)
    return near[best] if likeness[best] >= MOST_OF_IT else 0


def _pairs(text: str) -> set[str]:
    return {one + other for one, other in pairwise(text)}


def _likeness(one: set[str], other: set[str]) -> float:
    """Give Dice's coefficient: the share of both that is in both."""
    return 2 * len(one & other) / max(len(one) + len(other), 1)
