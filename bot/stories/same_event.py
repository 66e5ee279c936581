from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ledebot.bot.stories.facts import Kind, Weight
from ledebot.bot.stories.figures import class_groups
from ledebot.bot.stories.sketch import FIRST_FLAG, LEAD_FLAG, NAME_FLAG, TITLE_FLAG, Sketch, fact_of, level_of, weight_of
_CLASSES = [frozenset(fact_of_class.id for fact_of_class in group) for group in class_groups()]
COLUMN = 9.0
Facts = frozenset[int]
NONE: Facts = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """A sketch taken apart; weights by fact."""
    words: Mapping[int, float]
    norm: float
    every: Facts
    title: Mapping[int, int]
    lead: Mapping[int, int]
    names: Mapping[int, int]
    subject: Facts
    days: Facts
    first_day: Facts
    lead_days: Facts
    weekdays: Facts
    periods: Facts
    numbers: Facts
    exact: Facts
    title_numbers: Facts
    title_exact: Facts
    title_periods: Facts
    title_ordinals: Facts
    title_classes: Facts
    ordinals: Facts
    clocks: Facts
    tolls: Facts
    copy: Facts


@lru_cache(maxsize=8192)
def report(sketch: Sketch) -> Report:
    """Take a sketch apart; remembered for the last few thousand."""
    words: dict[int, float] = {}
    level: dict[int, int] = {}
    title: dict[int, int] = {}
    lead: dict[int, int] = {}
    names: dict[int, int] = {}
    found: defaultdict[int, list[int]] = defaultdict(list)
    first = []
    for packed in sketch:
        fact = packed >> 10
        kind = fact & 15
        telling = packed >> 6 & 15
        level[fact] = telling
        if not kind:
            words[fact] = weight_of(packed)
        else:
            found[kind].append(fact)
        if packed & TITLE_FLAG:
            title[fact] = telling
            if packed & NAME_FLAG:
                names[fact] = telling
        if packed & LEAD_FLAG:
            lead[fact] = telling
        if packed & FIRST_FLAG:
            first.append(fact)
    by = {kind: frozenset(found[kind]) if kind in found else NONE for kind in Kind}
    numbers = frozenset(fact for fact in by[Kind.NUMBER] if level[fact] >= Weight.WEAK)
    exact = frozenset(fact for fact in numbers if level[fact] >= Weight.FAIR)
    ft = frozenset(first)
    return Report(words, math.sqrt(sum(w * w for w in words.values())) or 1.0, frozenset(level), title, lead or title, names,
        ft - by[Kind.DAY], by[Kind.DAY], ft & by[Kind.DAY], by[Kind.DAY] & ((lead or title).keys() | title.keys()),
        by[Kind.WEEKDAY], by[Kind.PERIOD], numbers, exact, numbers & title.keys(), exact & title.keys(), by[Kind.PERIOD] & title.keys(),
        by[Kind.ORDINAL] & title.keys(), by[Kind.CLASS] & title.keys(), by[Kind.ORDINAL], by[Kind.CLOCK], by[Kind.TOLL], by[Kind.COPY])


def cosine(one: Report, two: Report) -> float:
    a, b = one.words, two.words
    return sum([a[w] * b[w] for w in a.keys() & b.keys()]) / (one.norm * two.norm)

def _found(facts, other):
    total = sum(facts.values())
    return sum([facts[f] for f in facts.keys() & other]) / total if total else 0.0

def _disjoint(one: Facts, two: Facts) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(two)

def _apart(one, in_two, two, in_one) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(in_two) and two.isdisjoint(in_one)

def evidence(one: Report, two: Report, hours: float = 0.0) -> dict[str, float]:
    a, b = one.words, two.words
    shared = a.keys() & b.keys()
    cos = sum([a[w] * b[w] for w in shared]) / (one.norm * two.norm)
    mass = sum([min(a[w], b[w]) for w in shared])
    best = sorted([min(a[w], b[w]) for w in shared], reverse=True)
    sa, sb = sum(a.values()) or 1.0, sum(b.values()) or 1.0
    ts = sorted([min(one.title[f], two.title[f]) for f in one.title.keys() & two.title.keys() if not f & 15], reverse=True)
    t1, t2 = _found(one.title, two.every), _found(two.title, one.every)
    l1, l2 = _found(one.lead, two.every), _found(two.lead, one.every)
    agreed = len(one.exact & two.exact)
    fewest = min(len(one.exact), len(two.exact))
    form = len(one.title.keys() & two.title.keys()) / max(min(len(one.title), len(two.title)), 1)
    size = math.log(1 + min(len(a), len(b))) / 5
    n1 = max([one.names[f] for f in one.names.keys() - two.every], default=0)
    n2 = max([two.names[f] for f in two.names.keys() - one.every], default=0)
    s1 = sum([one.names[f] for f in one.names.keys() - two.every])
    s2 = sum([two.names[f] for f in two.names.keys() - one.every])
    m1 = max([one.title[f] for f in one.title.keys() - two.every if not f & 15], default=0)
    m2 = max([two.title[f] for f in two.title.keys() - one.every if not f & 15], default=0)
    few = 2 if one.days & two.days or one.weekdays & two.weekdays else 1
    growing = bool(one.tolls and two.tolls)
    c1, c2 = one.title_classes, two.title_classes
    d = {
        'cos_lo': min(cos, .3) / .3, 'cos_hi': max(cos - .3, 0) / .7, 'titles': (t1 + t2) / 2, 'title_min': min(t1, t2),
        'lead_max': max(l1, l2), 'lead_min': min(l1, l2), 'mass': math.log1p(mass / 15) / 3, 'agreed': min(agreed, 3) / 3,
        'agreed_share': agreed / fewest if agreed > 1 else 0, 'agreed_all': float(agreed > 1 and agreed >= .7 * fewest),
        'contain': mass / min(sa, sb), 'jaccard': mass / max(sa + sb - mass, 1.0), 'top3': min(sum(best[:3]), 60) / 60, 'third': min(best[2], 20) / 20 if len(best) > 2 else 0.0,
        'ttop': min(sum(ts[:3]), 45) / 45, 'name_shared': max([one.names[f] for f in one.names.keys() & two.names.keys()], default=0) / 15,
        'copy': float(not one.copy.isdisjoint(two.copy)), 'day_shared': float(bool(one.days & two.days)), 'clock_shared': float(bool(one.clocks & two.clocks)),
        'days': _disjoint(one.days, two.days), 'lead_days': _disjoint(one.lead_days, two.lead_days),
        'first_day': _apart(one.first_day, two.days, two.first_day, one.days),
        'periods': _apart(one.title_periods, two.periods, two.title_periods, one.periods),
        'all_periods': not agreed and _disjoint(one.periods, two.periods),
        'ordinals': _apart(one.title_ordinals, two.ordinals, two.title_ordinals, one.ordinals),
        'columns': _disjoint(c1 & _CLASSES[0], c2 & _CLASSES[0]), 'directions': _disjoint(c1 & _CLASSES[1], c2 & _CLASSES[1]),
        'sexes': _disjoint(c1 & _CLASSES[2], c2 & _CLASSES[2]),
        'others': any(_disjoint(c1 & g, c2 & g) for g in _CLASSES[3:]),
        'numbers': min(len(one.numbers), len(two.numbers)) > few and one.numbers.isdisjoint(two.numbers),
        'few_numbers': fewest > 2 and agreed < fewest / 2,
        'title_numbers': _apart(one.title_numbers, two.numbers, two.title_numbers, one.numbers),
        'title_exact': _apart(one.title_exact, two.numbers, two.title_exact, one.numbers),
        'names': min(n1, n2) / 15, 'names_sum': min(s1, s2, 30) / 30, 'missing': min(m1, m2) / 15,
        'subject': _apart(one.subject, two.every, two.subject, one.every),
        'weekdays': _disjoint(one.weekdays, two.weekdays), 'weekdays_only': not (one.days or two.days or growing) and _disjoint(one.weekdays, two.weekdays),
        'clocks': _disjoint(one.clocks, two.clocks),
        'next_column': hours > COLUMN and bool(c1 & c2 & _CLASSES[0]),
        'hollow': max(0.0, .2 - min(l1, l2)) / .2,
        'tolls': growing, 'size': size, 'form': form,
    }
    return d
