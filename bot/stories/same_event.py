"""Whether two reports tell the same event, decided on their sketches.

Likeness asks how far each report's title and lead are found in the other. It is high, too, for two reports made by
one form: two companies' results, one index on two days. So facts that contradict each other decide first: another
day, another period, other numbers in the titles, other names in the same sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ledebot.bot.stories.facts import NAME_FLAG, Kind
from ledebot.bot.stories.figures import class_groups
from ledebot.bot.stories.sketch import FIRST_FLAG, LEAD_FLAG, TITLE_FLAG, Sketch, fact_of, weight_of

SAME = 0.54
"""The likeness from which two reports without a conflict tell one event."""
LEAST_LEAD = 0.2
"""Each lead must be found in the other report this far: a column's standing title is no event."""
FORM = 0.4
"""Titles that share this much of their facts are made by one form: what differs in them tells events apart."""
AGREED = 0.04
"""What each exact number that both reports hold adds to their likeness."""
VOUCHED = 0.7
"""So many of the exact numbers agreeing vouch for reports whose titles name different things."""
COPY = 0.7
"""From here on one title was made out of the other, and what differs was changed on purpose: nothing vouches."""
COLUMN = 9.0
"""Hours after which the next opening, midday or closing report is another one."""
_CLASSES = [frozenset(fact_of(fact.code) for fact in group) for group in class_groups()]
COLUMNS = _CLASSES[0]
FORM_GROUPS, GROUPS = _CLASSES[:3], _CLASSES[3:]
"""Words that rule each other out where two titles are made by one form, and always."""
REPEAT = 0.8
"""A report of which the other holds this much adds nothing."""

Facts = frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alike two reports are, from 0 to 1, and what in them contradicts the other, if anything does."""

    likeness: float
    conflict: str = ""

    @property
    def same(self) -> bool:
        """Whether they tell the same event."""
        return not self.conflict and self.likeness >= SAME


@dataclass(frozen=True, slots=True)
class Report:
    """A sketch taken apart; weights by fact."""

    every: Mapping[int, float]
    title: Mapping[int, float]
    lead: Mapping[int, float]
    names: Facts
    """Names in the title."""
    subject: Facts
    days: Facts
    first_day: Facts
    weekdays: Facts
    periods: Facts
    numbers: Facts
    """Without the small ones that any report has."""
    exact: Facts
    """Numbers large or exact enough to be evidence where two reports share them."""
    title_numbers: Facts
    title_periods: Facts
    title_ordinals: Facts
    title_classes: Facts
    ordinals: Facts
    clocks: Facts
    tolls: Facts


@lru_cache(maxsize=8192)
def report(sketch: Sketch) -> Report:
    """Take a sketch apart; remembered for the last few thousand."""
    every = {fact_of(packed): weight_of(packed) for packed in sketch}
    title = {fact_of(packed): weight_of(packed) for packed in sketch if packed & TITLE_FLAG}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for fact in every:
        found[fact & 15].append(fact)
    by_kind = {kind: frozenset(found[kind]) for kind in Kind if kind is not Kind.WORD}
    numbers = frozenset(fact for fact in by_kind[Kind.NUMBER] if every[fact] >= 0.5)
    first = frozenset(fact_of(packed) for packed in sketch if packed & FIRST_FLAG)
    return Report(
        every=every,
        title=title,
        lead={fact_of(packed): weight_of(packed) for packed in sketch if packed & LEAD_FLAG} or title,
        names=frozenset(fact_of(packed) for packed in sketch if packed & NAME_FLAG and packed & TITLE_FLAG),
        subject=first - by_kind[Kind.DAY],
        days=by_kind[Kind.DAY],
        first_day=first & by_kind[Kind.DAY],
        weekdays=by_kind[Kind.WEEKDAY],
        periods=by_kind[Kind.PERIOD],
        numbers=numbers,
        exact=frozenset(fact for fact in numbers if every[fact] >= 1.0),
        title_numbers=numbers & title.keys(),
        title_periods=by_kind[Kind.PERIOD] & title.keys(),
        title_ordinals=by_kind[Kind.ORDINAL] & title.keys(),
        title_classes=by_kind[Kind.CLASS] & title.keys(),
        ordinals=by_kind[Kind.ORDINAL],
        clocks=by_kind[Kind.CLOCK],
        tolls=by_kind[Kind.TOLL],
    )


def compare(a: Sketch, b: Sketch, hours: float = 0.0) -> Verdict:
    """Judge two reports that were published so many hours apart."""
    if not a or not b:
        return Verdict(0.0)
    one, two = report(a), report(b)
    return Verdict(likeness(one, two), conflict(one, two, hours))


def same_story(a: Sketch, b: Sketch, hours: float = 0.0) -> bool:
    """Decide whether two reports, published so many hours apart, tell the same event."""
    return compare(a, b, hours).same


def repeats(a: Sketch, b: Sketch) -> bool:
    """Tell whether report `a` says hardly anything that `b` does not."""
    return bool(a) and bool(b) and (a == b or _found(report(a).every, report(b).every) >= REPEAT)


def likeness(one: Report, two: Report) -> float:
    """Measure from 0 to 1 how far each report's title and lead are found in the other."""
    titles = (_found(one.title, two.every) + _found(two.title, one.every)) / 2
    leads = _found(one.lead, two.every), _found(two.lead, one.every)
    if min(leads) < LEAST_LEAD:
        return 0.0
    # Exact numbers that agree are worth more than the words around them.
    agreed = len(one.exact & two.exact)
    bonus = AGREED * min(agreed, 3) if agreed > 1 and agreed >= min(len(one.exact), len(two.exact)) / 2 else 0.0
    return min((titles + max(leads)) / 2 + bonus, 1.0)


def _found(facts: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Tell what share of the facts' weight the other text holds too."""
    total = sum(facts.values())
    return sum(weight for fact, weight in facts.items() if fact in other) / total if total else 0.0


# --- contradictions ---------------------------------------------------------------------------------


def conflict(one: Report, two: Report, hours: float) -> str:
    """Name what contradicts the other report; empty when nothing does."""
    if _disjoint(one.days, two.days):
        return "days"
    if _apart(one.title_periods, two.periods, two.title_periods, one.periods):
        return "periods"
    if _apart(one.title_ordinals, two.ordinals, two.title_ordinals, one.ordinals):
        return "ordinals"
    if any(_disjoint(one.title_classes & group, two.title_classes & group) for group in GROUPS):
        return "classes"
    # Two numbers may both have grown since, on the same day.
    few = 2 if one.days & two.days or one.weekdays & two.weekdays else 1
    if min(len(one.numbers), len(two.numbers)) > few and one.numbers.isdisjoint(two.numbers):
        return "numbers"
    for mine, yours in (
        (one.title_numbers, two.title_numbers),
        (one.title_numbers & one.exact, two.title_numbers & two.exact),
    ):
        if _apart(mine, two.numbers, yours, one.numbers):
            return "title numbers"
    agreed = one.exact & two.exact
    form = _form(one, two)
    vouched = form < COPY and len(agreed) > 1 and len(agreed) >= VOUCHED * min(len(one.exact), len(two.exact))
    if not vouched and _apart(one.names, two.every.keys(), two.names, one.every.keys(), wholly=False):
        return "names"
    if not vouched and _apart(one.subject, two.every.keys(), two.subject, one.every.keys()):
        return "subjects"
    return _form_conflict(one, two, hours, vouched=vouched) if form >= FORM else ""


def _form_conflict(one: Report, two: Report, hours: float, *, vouched: bool) -> str:
    """Name what tells two reports apart whose titles are made by one form."""
    agreed = one.exact & two.exact
    fewest = min(len(one.exact), len(two.exact))
    if fewest > 2 and len(agreed) < fewest / 2:
        return "numbers of a form"
    if any(_disjoint(one.title_classes & group, two.title_classes & group) for group in FORM_GROUPS):
        return "classes of a form"
    # Of an accident the days after bring new counts.
    growing = one.tolls and two.tolls
    if not (one.days or two.days or vouched or growing) and _disjoint(one.weekdays, two.weekdays):
        return "weekdays of a form"
    if _disjoint(one.clocks, two.clocks):
        return "times"
    if (not vouched and _apart(one.first_day, two.days, two.first_day, one.days)) or (
        hours > COLUMN and one.title_classes & two.title_classes & COLUMNS
    ):
        return "days of a form"
    if not agreed and _disjoint(one.periods, two.periods):
        return "periods of a form"
    return ""


def _form(one: Report, two: Report) -> float:
    """Tell what share of the shorter title's facts, all counting alike, stand in the other title."""
    fewest = min(len(one.title), len(two.title))
    return len(one.title.keys() & two.title.keys()) / fewest if fewest else 0.0


def _disjoint(one: Facts, two: Facts) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(two)


def _apart(one: Facts, in_two: Iterable[int], two: Facts, in_one: Iterable[int], *, wholly: bool = True) -> bool:
    """Whether each side has such facts and none of them (or, not `wholly`, not all) stands in the other report."""
    if not one or not two:
        return False
    if wholly:
        return one.isdisjoint(in_two) and two.isdisjoint(in_one)
    return not one.issubset(in_two) and not two.issubset(in_one)
