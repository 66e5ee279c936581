"""A report's sketch: the hashed facts of its title and opening, by which same_event.py compares two reports."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ledebot.bot.stories.facts import Fact, Kind, capitals, words
from ledebot.bot.stories.figures import classes, numbers
from ledebot.bot.stories.frequencies import LEVELS, Frequencies
from ledebot.bot.stories.times import times
from ledebot.bot.text.fold import fold

MAX_FACTS = 140
MAX_TITLE = 200
MAX_TEXT = 1000
"""Characters of the body that are read for words."""
FIGURES = 500
"""Characters of the body that are read for numbers and times."""
LEAD = 160
"""Characters of the body that count as its lead."""
BANDS = 12
"""Keys under which a sketch can be found again."""
TELLING = 6
"""The level from which a word tells something: one text in fifty holds it."""
LEAST = 15
"""A sketch whose telling facts have fewer levels than these says too little to be compared."""

TITLE_FLAG, LEAD_FLAG, NAME_FLAG, FIRST_FLAG = 1, 2, 4, 8
"""In the title; in the lead; a name; the title's subject or the day named first."""
_COUNT = 3
"""Times that a fact is counted at most, beyond the first."""
_TIMES = tuple(1 + math.log(1 + n) for n in range(_COUNT + 1))

Sketch = tuple[int, ...]
"""Facts of 42 bits: the id (32), the level (4), how often it stands there (2), and flags (4)."""


def sketch(title: str, paragraphs: Sequence[str], frequencies: Frequencies = Frequencies()) -> Sketch:
    """Reduce a report to its facts, those of the title first.

    Empty where there is too little to compare. A text in a script of which no words are known has one fact, itself.
    """
    body = "\n".join((title[MAX_TITLE:], *paragraphs))[:MAX_TEXT]
    title = title[:MAX_TITLE]
    names = capitals(f"{title}\n{body}")
    head, body = fold(title), fold(body.lstrip())
    found: dict[int, int] = {}
    weights: dict[int, int] = {}
    han: list[int] = []
    latin: list[int] = []
    subjects: list[int] = []
    for text, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:], 0)):
        for fact in words(text, names, tagged=bool(flag)):
            held = found.get(fact.id)
            if held is None:
                is_han = fact.key[0] > "\u2e80"
                (han if is_han else latin).append(fact.id)
                found[fact.id] = flag | NAME_FLAG * fact.name
                if flag == TITLE_FLAG and (fact.name or is_han):
                    subjects.append(fact.id)
            else:
                found[fact.id] = (held + 16 if held < _COUNT << 4 else held) | flag | NAME_FLAG * fact.name
    for ids, is_han in ((han, True), (latin, False)):
        weights.update(zip(ids, frequencies.levels([each >> 4 for each in ids], han=is_han), strict=True))
    subject = next((each for each in subjects if weights[each] >= TELLING), 0)
    if subject:
        found[subject] |= FIRST_FLAG
    _add_figures(found, weights, head, body)
    packed = [each << 10 | weights[each] << 6 | rest for each, rest in found.items()]
    if len(packed) > MAX_FACTS:
        packed.sort(key=lambda each: (bool(each & 3), weight_of(each)), reverse=True)
        del packed[MAX_FACTS:]
    telling = sum(level for each in packed if (level := each >> 6 & LEVELS) >= TELLING)
    copy = _copy(head + body[:LEAD])
    return (copy, *packed) if telling >= LEAST and copy else (copy,) if copy else ()


_LETTERS = re.compile(r"[^\W_]+")


def _copy(text: str) -> int:
    letters = "".join(_LETTERS.findall(text))
    return Fact(Kind.COPY, letters).id << 10 | 15 << 6 if len(letters) >= 8 else 0


def _add_figures(found: dict[int, int], weights: dict[int, int], head: str, body: str) -> None:
    first_day = 0
    for text, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:FIGURES], 0)):
        for fact in _figures(text, title=flag == TITLE_FLAG):
            if flag or fact.weight > 1:
                found[fact.id] = found.get(fact.id, 0) | flag
                weights[fact.id] = fact.weight
                if flag and not first_day and fact.kind is Kind.DAY:
                    first_day = fact.id
    if first_day:
        found[first_day] |= FIRST_FLAG


def _figures(text: str, *, title: bool) -> Iterator[Fact]:
    return chain(numbers(text), times(text), classes(text) if title else ())


def fact_of(packed: int) -> int:
    """Give what is equal in two sketches that hold the same fact: its id."""
    return packed >> 10


def level_of(packed: int) -> int:
    """Tell how telling a fact is, from 0 to LEVELS."""
    return packed >> 6 & LEVELS


def weight_of(packed: int) -> float:
    """Tell how much a fact says of its report: how telling it is and how often it stands there."""
    return (packed >> 6 & LEVELS) * _TIMES[packed >> 4 & _COUNT]


def bands(sketched: Sketch) -> tuple[str, ...]:
    """Name the keys under which a sketch is filed: its most telling facts, those of the title before others."""
    telling = sorted(
        (packed for packed in sketched if level_of(packed) >= TELLING),
        key=lambda packed: weight_of(packed) * (1.5 if packed & TITLE_FLAG else 1.2 if packed & LEAD_FLAG else 1),
        reverse=True,
    )
    return tuple(f"{fact_of(packed):x}" for packed in telling[:BANDS])
