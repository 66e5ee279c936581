"""Whether two reports tell the same event: a sketch of each report's facts, and the decision on two sketches.

A sketch holds hashed facts (bot/text/facts.py) of title and opening; see docs/digest.md for why a text's
shingles alone cannot tell two companies' results apart, and what was measured.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.text.facts import Fact, Kind, Weight, capitals, numbers, times, words
from bot.text.fold import fold

MAX_FACTS = 110
MAX_TEXT = 700
"""Characters of the body that are read."""
LEAD = 160
"""Characters of the body that count as its lead."""
BANDS = 12
"""Keys under which a sketch can be found again."""
MIN_WEIGHT = 3.0
"""A sketch whose facts weigh less says too little to be compared."""

SAME = 0.5
"""The likeness from which two reports without a conflict tell one event."""

_TITLE, _LEAD, _NAME = 1, 2, 4
_WEIGHTS = (0.15, 0.5, 1.0, 1.5)

Sketch = tuple[int, ...]


def sketch(title: str, paragraphs: Sequence[str]) -> Sketch:
    """Reduce a report to its facts, each a hash of 28 bits with its kind and weight; the title's come first.

    Empty where there is too little to compare.
    """
    body = "\n".join(paragraphs)[:MAX_TEXT]
    names = capitals(f"{title}\n{body}")
    head, body = fold(title[:200]), fold(body)
    facts: dict[tuple[int, str], tuple[Fact, int]] = {}
    for text, flag in ((head, _TITLE), (body[:LEAD], _LEAD), (body[LEAD:], 0)):
        for found in (words(text, names, tagged=bool(flag)), numbers(text), times(text)):
            for fact in found:
                held = facts.get((fact.kind, fact.key))
                if held:
                    facts[fact.kind, fact.key] = (held[0], held[1] | flag)
                elif len(facts) < MAX_FACTS:
                    facts[fact.kind, fact.key] = (fact, flag)
    if sum(_WEIGHTS[fact.weight] for fact, _ in facts.values()) < MIN_WEIGHT:
        return ()
    return tuple(_pack(fact, flags) for fact, flags in facts.values())


def _pack(fact: Fact, flags: int) -> int:
    hashed = zlib.crc32(f"{fact.kind:d}:{fact.key}".encode("utf-8", "replace")) >> 4
    return hashed << 8 | fact.kind << 5 | fact.weight << 3 | flags | _NAME * fact.name


@dataclass(frozen=True, slots=True)
class Facts:
    """A sketch taken apart for comparing; fact -> weight, a fact being its hash and kind."""

    all: dict[int, float]
    title: dict[int, float]
    lead: dict[int, float]
    names: frozenset[int]
    kinds: tuple[frozenset[int], ...]
    title_kinds: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alike two reports are, from 0 to 1, and whether facts in them contradict each other."""

    likeness: float
    conflict: bool

    @property
    def same(self) -> bool:
        """Whether they tell the same event."""
        return not self.conflict and self.likeness >= SAME


@lru_cache(maxsize=8192)
def facts_of(sketched: Sketch) -> Facts:
    """Take a sketch apart; remembered for the last few thousand."""
    every = {fact >> 5: _WEIGHTS[fact >> 3 & 3] for fact in sketched}
    return Facts(
        all=every,
        title={fact >> 5: every[fact >> 5] for fact in sketched if fact & _TITLE},
        lead={fact >> 5: every[fact >> 5] for fact in sketched if fact & _LEAD},
        names=frozenset(fact >> 5 for fact in sketched if fact & _NAME),
        kinds=tuple(frozenset(f >> 5 for f in sketched if f >> 5 & 7 == kind) for kind in Kind),
        title_kinds=tuple(frozenset(f >> 5 for f in sketched if f >> 5 & 7 == kind and f & _TITLE) for kind in Kind),
    )


def covered(facts: dict[int, float], other: Iterable[int]) -> float:
    """Tell what share of the facts' weight the other text holds too."""
    total = sum(facts.values())
    held = set(other)
    return sum(weight for fact, weight in facts.items() if fact in held) / total if total else 0.0


def compare(a: Sketch, b: Sketch, hours: float = 0.0) -> Verdict:
    """Judge two reports that were published so many hours apart."""
    if not a or not b:
        return Verdict(0.0, conflict=False)
    one, two = facts_of(a), facts_of(b)
    return Verdict(likeness(one, two), conflict=conflict(one, two))


def same_story(a: Sketch, b: Sketch, hours: float = 0.0) -> bool:
    """Decide whether two reports, published so many hours apart, tell the same event."""
    return compare(a, b, hours).same


def likeness(one: Facts, two: Facts) -> float:
    """Measure from 0 to 1 how far each report's title and lead are found in the other."""
    titles = (covered(one.title, two.all) + covered(two.title, one.all)) / 2
    leads = max(covered(one.lead or one.title, two.all), covered(two.lead or two.title, one.all))
    return (titles + leads) / 2


def conflict(one: Facts, two: Facts) -> bool:
    """Tell whether days, periods, numbers or names speak against one event."""
    for kind in (Kind.DAY, Kind.PERIOD, Kind.ORDINAL, Kind.SESSION):
        if _apart(one.kinds[kind], two.kinds[kind]):
            return True
    return _apart(one.kinds[Kind.NUMBER], two.kinds[Kind.NUMBER])


def _apart(one: frozenset[int], two: frozenset[int]) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(two)


def repeats(a: Sketch, b: Sketch) -> bool:
    """Tell whether report `a` says nothing that `b` does not."""
    if not a or not b:
        return False
    return a == b or covered(facts_of(a).all, facts_of(b).all) >= 0.8


def bands(sketched: Sketch) -> tuple[str, ...]:
    """Name the keys under which a sketch is filed: its most telling facts, those of the title before others."""
    telling = sorted(
        (fact for fact in sketched if fact >> 3 & 3 >= Weight.FAIR),
        key=lambda fact: (not fact & _TITLE, -(fact >> 3 & 3)),
    )
    return tuple(f"{fact >> 5:x}" for fact in telling[:BANDS])
