"""Whether two reports tell the same event, as odds: what they share speaks for it, what contradicts against it.

Likeness alone is high, too, for two reports made by one form: two companies' results, one index on two days. So what
contradicts is weighed beside it, the more the more alike the titles are made. But reports of one event contradict each
other as well, over days and by mistake, and so nothing decides alone. The weights are learned from labelled reports by
benchmarks/story_weights.py; docs/digest.md has what was measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from ledebot.bot.stories.facts import Kind
from ledebot.bot.stories.figures import class_groups
from ledebot.bot.stories.frequencies import LEVELS
from ledebot.bot.stories.report import KIND, Facts, Report, report
from ledebot.bot.stories.sketch import Sketch

WEIGHTS: Mapping[str, float] = {
    "nothing": -4.87,
    "words": 2.18,
    "title": 1.80,
    "title by length": 1.34,
    "lead": 1.08,
    "lead by length": 0.79,
    "shared weight": 1.75,
    "title's telling words": 1.02,
    "names agree": 0.93,
    "numbers agree": 1.17,
    "most numbers agree": 1.15,
    "days": -0.91,
    "first day": -0.91,
    "periods": -0.91,
    "ordinals": -0.95,
    "times": -1.14,
    "weekdays": -0.83,
    "title's numbers": -0.59,
    "few numbers agree": -0.94,
    "other numbers": -1.06,
    "names": -1.05,
    "other names": -1.07,
    "next column": -1.29,
    "columns": -1.04,
    "directions": -1.08,
    "opposites": -1.54,
}
"""What each piece of evidence adds to the logarithm of the odds; "nothing" is what two reports begin with."""
FURTHEST = 3.0
"""Odds beyond this count as this: one pair of reports does not decide for a whole story."""
NEAR = 0.05
"""Below this cosine of their words two reports need not be looked at closer."""
PLAIN = 0.4
"""What a contradiction counts between reports whose titles share nothing; between titles of one form, 1 more."""
SOME = 0.3
"""From this cosine on, more of it says less."""
COLUMN = 9.0
"""Hours after which the next opening, midday or closing report is another one."""
REPEAT = 0.8
"""A report of which the other holds this much adds nothing."""
_CLASSES = tuple(frozenset(fact.id for fact in group) for group in class_groups())
_COLUMNS, _DIRECTIONS, _OTHERS = _CLASSES[0], _CLASSES[1], _CLASSES[2:]
_MASS = 15.0


def same_story(a: Sketch, b: Sketch, hours: float = 0.0) -> bool:
    """Decide whether two reports, published so many hours apart, tell the same event."""
    return odds(report(a), report(b), hours) >= 0


def odds(one: Report, two: Report, hours: float = 0.0) -> float:
    """Give the logarithm of the odds that two reports, published so many hours apart, tell one event.

    Within FURTHEST either way; 0 is where it becomes likelier to be right than wrong, a wrong joining being worse
    than a missed one.
    """
    if not one.kind(Kind.COPY).isdisjoint(two.kind(Kind.COPY)):
        return -FURTHEST if _next_column(one.titled(Kind.CLASS), two.titled(Kind.CLASS), hours) else FURTHEST
    cos = cosine(one, two)
    if cos < NEAR:
        return -FURTHEST
    total = sum(WEIGHTS[name] * value for name, value in evidence(one, two, hours, cos))
    return max(-FURTHEST, min(FURTHEST, total))


def repeats(a: Sketch, b: Sketch) -> bool:
    """Tell whether report `a` says hardly anything that `b` does not."""
    return bool(a) and bool(b) and (a == b or _found(report(a).levels, report(b).levels) >= REPEAT)


def cosine(one: Report, two: Report) -> float:
    """Measure how alike the words of two reports are, each weighing what it tells and how often it stands there."""
    mine, yours = one.words, two.words
    return sum([mine[word] * yours[word] for word in mine.keys() & yours.keys()]) / (one.length * two.length)


def evidence(one: Report, two: Report, hours: float, cos: float) -> Iterator[tuple[str, float]]:
    """Name all that speaks for or against two reports telling one event, and how much of it there is, mostly 0 to 1."""
    yield "nothing", 1.0
    yield from _alike(one, two, cos)
    form = _form(one, two)
    for name in contradictions(one, two, hours):
        yield name, PLAIN + form
    if names := min(_missing(one, two), _missing(two, one)):
        yield "other names", PLAIN + form
        # Between titles of one form hardly anything else tells one event from another.
        yield "names", (PLAIN + form) ** 2 * names / LEVELS


def _alike(one: Report, two: Report, cos: float) -> Iterator[tuple[str, float]]:
    # A long text is like another by chance less than a short one, so likeness counts by length too.
    size = math.log(1 + min(len(one.words), len(two.words))) / 5
    titles = (_found(one.title, two.levels) + _found(two.title, one.levels)) / 2
    lead = max(_found(one.lead, two.levels), _found(two.lead, one.levels))
    mass = sum([min(one.words[word], two.words[word]) for word in one.words.keys() & two.words.keys()])
    yield "words", size * min(cos, SOME) / SOME
    yield "title", titles
    yield "title by length", size * titles
    yield "lead", lead
    yield "lead by length", size * lead
    yield "shared weight", size * math.log1p(mass / _MASS) / 3
    shared = sorted(one.title[fact] for fact in one.title.keys() & two.title.keys() if not fact & KIND)
    yield "title's telling words", sum(shared[-3:]) / (3 * LEVELS)
    if named := sorted(one.names[name] for name in one.names.keys() & two.names.keys()):
        yield "names agree", sum(named[-2:]) / (2 * LEVELS)
    if agreed := len(one.exact & two.exact):
        yield "numbers agree", min(agreed, 3) / 3
        yield "most numbers agree", float(agreed > 1 and agreed >= 0.7 * min(len(one.exact), len(two.exact)))


# --- contradictions ---------------------------------------------------------------------------------


def contradictions(one: Report, two: Report, hours: float) -> Iterator[str]:
    """Name what in two reports contradicts the other."""
    if _disjoint(one.opening_days, two.opening_days):
        yield "days"
    if _apart(one.first_day, two.kind(Kind.DAY), two.first_day, one.kind(Kind.DAY)):
        yield "first day"
    for kind, name in ((Kind.PERIOD, "periods"), (Kind.ORDINAL, "ordinals")):
        if _apart(one.titled(kind), two.kind(kind), two.titled(kind), one.kind(kind)):
            yield name
    yield from _numbers(one, two)
    if _disjoint(one.kind(Kind.CLOCK), two.kind(Kind.CLOCK)):
        yield "times"
    # Of an accident the days after bring new counts.
    if not (one.kind(Kind.TOLL) and two.kind(Kind.TOLL)):
        yield from _of_other_days(one, two)
    yield from _classes(one.titled(Kind.CLASS), two.titled(Kind.CLASS), hours)


def _of_other_days(one: Report, two: Report) -> Iterator[str]:
    if not one.numbers <= two.numbers and not two.numbers <= one.numbers:
        yield "other numbers"
    dated = one.kind(Kind.DAY) or two.kind(Kind.DAY)
    if not dated and _disjoint(one.kind(Kind.WEEKDAY), two.kind(Kind.WEEKDAY)):
        yield "weekdays"


def _numbers(one: Report, two: Report) -> Iterator[str]:
    fewest = min(len(one.exact), len(two.exact))
    if fewest > 2 and 2 * len(one.exact & two.exact) < fewest:
        yield "few numbers agree"
    if _apart(one.titled_numbers, two.numbers, two.titled_numbers, one.numbers):
        yield "title's numbers"


def _classes(mine: Facts, yours: Facts, hours: float) -> Iterator[str]:
    if not mine or not yours:
        return
    if _next_column(mine, yours, hours):
        yield "next column"
    if _disjoint(mine & _COLUMNS, yours & _COLUMNS):
        yield "columns"
    if _disjoint(mine & _DIRECTIONS, yours & _DIRECTIONS):
        yield "directions"
    if any(_disjoint(mine & group, yours & group) for group in _OTHERS):
        yield "opposites"


def _next_column(mine: Facts, yours: Facts, hours: float) -> bool:
    return hours > COLUMN and bool(mine & yours & _COLUMNS)


def _form(one: Report, two: Report) -> float:
    """Tell what share of the shorter title's facts, all counting alike, stand in the other title."""
    fewest = min(len(one.title), len(two.title))
    return len(one.title.keys() & two.title.keys()) / fewest if fewest else 0.0


def _missing(one: Report, two: Report) -> int:
    """Tell how telling the most telling name in the title is that the other report lacks."""
    return max([level for name, level in one.names.items() if name not in two.levels], default=0)


def _found(facts: Mapping[int, int], other: Mapping[int, int]) -> float:
    """Tell what share of the facts' levels the other text holds too."""
    total = sum(facts.values())
    return sum([facts[fact] for fact in facts.keys() & other.keys()]) / total if total else 0.0


def _disjoint(one: Facts, two: Facts) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(two)


def _apart(one: Facts, in_two: Iterable[int], two: Facts, in_one: Iterable[int]) -> bool:
    """Whether each side has such facts and none of them stands in the other report."""
    return bool(one) and bool(two) and one.isdisjoint(in_two) and two.isdisjoint(in_one)
