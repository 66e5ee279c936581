"""A report's sketch: the hashed facts of its title and opening, by which bot/text/verdict.py compares two reports.

A text's shingles alone cannot tell two companies' results apart; docs/digest.md has what was measured.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from bot.text.facts import Fact, Kind, Weight, capitals, words
from bot.text.figures import classes, numbers, times
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

TITLE_FLAG, LEAD_FLAG, NAME_FLAG, FIRST_FLAG = 1, 2, 4, 8
"""In title or lead; a name; the title's subject or the day named first."""
_WEIGHTS = (0.15, 0.5, 1.0, 1.5)

Sketch = tuple[int, ...]
"""Facts of 38 bits: a hash of 28, the kind (4), the weight (2), and where it stands (4)."""


def sketch(title: str, paragraphs: Sequence[str]) -> Sketch:
    """Reduce a report to its facts, those of the title first.

    Empty where there is too little to compare.
    """
    body = "\n".join(paragraphs)[:MAX_TEXT]
    names = capitals(f"{title}\n{body}")
    head, body = fold(title[:200]), fold(body)
    facts: dict[tuple[int, str], tuple[Fact, int]] = {}
    for text, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:], 0)):
        found_in = (words(text, names, tagged=bool(flag)), numbers(text), times(text))
        for found in found_in if flag != TITLE_FLAG else (*found_in, classes(text)):
            for fact in found:
                held = facts.get((fact.kind, fact.key))
                if held:
                    facts[fact.kind, fact.key] = (held[0], held[1] | flag)
                elif len(facts) < MAX_FACTS:
                    facts[fact.kind, fact.key] = (fact, flag)
    if sum(_WEIGHTS[fact.weight] for fact, _ in facts.values()) < MIN_WEIGHT:
        return ()
    subject = next((fact for fact, flags in facts.values() if flags & TITLE_FLAG and _can_act(fact)), None)
    first_day = next((fact for fact, flags in facts.values() if flags and fact.kind == Kind.DAY), None)
    return tuple(
        pack(fact, flags | FIRST_FLAG * (fact is subject or fact is first_day)) for fact, flags in facts.values()
    )


def _can_act(fact: Fact) -> bool:
    """Whether a title's first such word says who or what it is about: a name, or any telling Chinese word."""
    return fact.weight >= Weight.FAIR and fact.kind == Kind.WORD and (fact.name or fact.key[0] > "\u2e80")


def pack(fact: Fact, flags: int) -> int:
    """Write one fact as a number."""
    hashed = zlib.crc32(f"{fact.kind:d}:{fact.key}".encode("utf-8", "replace")) >> 4
    return hashed << 10 | fact.kind << 6 | fact.weight << 4 | flags | NAME_FLAG * fact.name


def fact_of(packed: int) -> int:
    """Give what is equal in two sketches that hold the same fact: its hash and kind."""
    return packed >> 6


def weight_of(packed: int) -> float:
    """Tell how much a fact says."""
    return _WEIGHTS[packed >> 4 & 3]


def bands(sketched: Sketch) -> tuple[str, ...]:
    """Name the keys under which a sketch is filed: its most telling facts, those of the title before others."""
    telling = sorted(
        (packed for packed in sketched if weight_of(packed) >= 1.0),
        key=lambda packed: (not packed & TITLE_FLAG, -weight_of(packed)),
    )
    return tuple(f"{fact_of(packed):x}" for packed in telling[:BANDS])
