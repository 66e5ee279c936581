"""A report's sketch: the hashed facts of its title and opening, by which `same_event` compares two reports.

A text's shingles alone cannot tell two companies' results apart; docs/digest.md has what was measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ledebot.bot.stories.facts import Fact, Kind, Weight, capitals, words
from ledebot.bot.stories.figures import classes, numbers
from ledebot.bot.stories.times import times
from ledebot.bot.text.fold import fold

MAX_FACTS = 110
MAX_TEXT = 500
"""Characters of the body that are read."""
LEAD = 160
"""Characters of the body that count as its lead."""
BANDS = 12
"""Keys under which a sketch can be found again."""
MIN_WEIGHT = 3.0
"""A sketch whose facts weigh less says too little to be compared."""

TITLE_FLAG, LEAD_FLAG, FIRST_FLAG = 1, 2, 8
"""In the title; in the lead; the title's subject or the day named first. 4 is NAME_FLAG."""
_WEIGHTS = (0.15, 0.5, 1.0, 1.5)
_DAY = int(Kind.DAY)

Sketch = tuple[int, ...]
"""Facts of 38 bits: a hash of 28, the kind (4), the weight (2), and where it stands (4)."""


def sketch(title: str, paragraphs: Sequence[str]) -> Sketch:
    """Reduce a report to its facts, those of the title first.

    Empty where there is too little to compare.
    """
    body = "\n".join(paragraphs)[:MAX_TEXT]
    names = capitals(f"{title}\n{body}")
    head, body = fold(title[:200]), fold(body)
    codes: dict[int, int] = {}
    subject = first_day = 0
    for text, flag in ((head, TITLE_FLAG), (body[:LEAD], LEAD_FLAG), (body[LEAD:], 0)):
        for fact in chain(words(text, names, tagged=bool(flag)), _figures(text, title=flag == TITLE_FLAG)):
            code = fact.code
            same = code >> 6
            if same in codes:
                codes[same] |= flag
            elif len(codes) == MAX_FACTS:
                if not flag:
                    break
            elif flag or fact.weight:
                codes[same] = code | flag
                if flag == TITLE_FLAG and not subject and _can_act(fact):
                    subject = same
                if flag and not first_day and same & 15 == _DAY:
                    first_day = same
    for first in filter(None, (subject, first_day)):
        codes[first] |= FIRST_FLAG
    sketched = tuple(codes.values())
    return sketched if sum(map(weight_of, sketched)) >= MIN_WEIGHT else ()


def _figures(text: str, *, title: bool) -> Iterator[Fact]:
    yield from numbers(text)
    yield from times(text)
    if title:
        yield from classes(text)


def _can_act(fact: Fact) -> bool:
    """Whether a title's first such word says who or what it is about: a name, or any telling Chinese word."""
    return fact.weight >= Weight.FAIR and fact.kind is Kind.WORD and (fact.name or fact.key[0] > "\u2e80")


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
        key=lambda packed: (packed & TITLE_FLAG, packed >> 4 & 3),
        reverse=True,
    )
    return tuple(f"{fact_of(packed):x}" for packed in telling[:BANDS])
