"""A sketch taken apart: what same_event.py asks of a report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ledebot.bot.stories.facts import Kind, Weight
from ledebot.bot.stories.frequencies import LEVELS
from ledebot.bot.stories.sketch import (
    BELOW,
    FACT,
    FIRST_FLAG,
    LEAD_FLAG,
    LEVEL,
    NAME_FLAG,
    TITLE_FLAG,
    WEIGHTS,
    Sketch,
)

Facts = frozenset[int]
_NONE: Facts = frozenset()
_PLACED = TITLE_FLAG | LEAD_FLAG | FIRST_FLAG
KIND = 15
"""The bits of a fact's id that tell its kind."""


@dataclass(frozen=True, slots=True)
class Report:
    """The facts of one report by what they are and where they stand; `exact` numbers are evidence where shared."""

    words: Mapping[int, float]
    """Weights."""
    length: float
    """Of the words' vector."""
    levels: Mapping[int, int]
    """Of all facts: how telling they are."""
    title: Mapping[int, int]
    lead: Mapping[int, int]
    names: Mapping[int, int]
    """Those in the title."""
    by_kind: Mapping[int, Facts]
    first_day: Facts
    opening_days: Facts
    """Those in title or lead."""
    numbers: Facts
    """Without the small ones that any report has."""
    titled_numbers: Facts
    exact: Facts

    def kind(self, kind: Kind) -> Facts:
        """Give all facts of one kind."""
        return self.by_kind.get(kind, _NONE)

    def titled(self, kind: Kind) -> Facts:
        """Give the title's facts of one kind."""
        facts = self.by_kind.get(kind)
        return facts & self.title.keys() if facts else _NONE


@lru_cache(maxsize=8192)
def report(sketch: Sketch) -> Report:
    """Take a sketch apart; remembered for the last few thousand."""
    # A batch takes dozens apart, of a hundred facts each: what all of them need comes without a call for each.
    levels = {packed >> FACT: packed >> LEVEL & LEVELS for packed in sketch}
    words = {packed >> FACT: WEIGHTS[packed & BELOW] for packed in sketch if not packed >> FACT & KIND}
    title: dict[int, int] = {}
    lead: dict[int, int] = {}
    names: dict[int, int] = {}
    first: list[int] = []
    for packed in sketch:
        if packed & _PLACED:
            fact = packed >> FACT
            if packed & TITLE_FLAG:
                title[fact] = levels[fact]
                if packed & NAME_FLAG:
                    names[fact] = levels[fact]
            if packed & LEAD_FLAG:
                lead[fact] = levels[fact]
            if packed & FIRST_FLAG:
                first.append(fact)
    found: dict[int, list[int]] = {}
    for fact in levels:
        if kind := fact & KIND:
            found.setdefault(kind, []).append(fact)
    by_kind = {kind: frozenset(facts) for kind, facts in found.items()}
    figures = by_kind.get(Kind.NUMBER, _NONE)
    numbers = frozenset(fact for fact in figures if levels[fact] >= Weight.WEAK)
    return Report(
        words=words,
        length=math.sqrt(sum(weight * weight for weight in words.values())) or 1.0,
        levels=levels,
        title=title,
        lead=lead or title,
        names=names,
        by_kind=by_kind,
        first_day=frozenset(fact for fact in first if fact & KIND),
        opening_days=frozenset(fact for fact in by_kind.get(Kind.DAY, ()) if fact in title or fact in lead),
        numbers=numbers,
        titled_numbers=numbers & title.keys(),
        exact=frozenset(fact for fact in figures if levels[fact] >= Weight.FAIR),
    )
