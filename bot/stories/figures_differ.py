"""Where the figures of a story's reports differ, by source and time, for whatever the reports count.

Two numbers are of one thing where the words around them are the same and their units are; what these words are is
learned from the reports themselves. A figure counts where a report tells it plainly, as one value only; what speaks of
another year, of a part, or of another event is left out. The words shown are the report's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ledebot.bot.model import Article
from ledebot.bot.stories.counted import Counted, counted
from ledebot.bot.stories.facts import han_words
from ledebot.bot.stories.plain_news import in_simplified, is_background
from ledebot.bot.stories.telling import Sentence, Words, about, words_in
from ledebot.bot.text.fold import fold

VALUES, THINGS = 4, 4
"""Values of one thing, and things, that are shown at most."""
_EARLY, _ABOUT = 5, 6
"""Statements of a report that are looked at, and what they tell at least in words of the story's subject."""
_SHARED, _SHARE, _OWN = 2, 0.6, 4
"""Words around two numbers that are the same at least, as a share of the fewer; for those with a sign, at least."""
_AHEAD = 80
"""Characters after a number in which it is told whose it is."""
_ROUNDED = 100
"""People and things from which their number may be a round one."""
_FAR = 10
"""Times as much as another that a figure of the same thing may be."""
_READ, _KNOWN = 12, 200
"""Figures read in one report, and things told apart in a story."""
_ELSEWHERE = re.compile(
    r"其中|包括|[比较]上|上年|此前|曾|累计|每年|每天|每月|去年|以来|最大|最多|平均|同比|环比|分别|余震|"
    r"\b(?:including|among|earlier|average|last year|since|previous|each|every|per|history|aftershocks?|respectively|"
    r"compared|record)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:in|at|near) (?:the )?([A-Z]\w{2,20}(?: [A-Z]\w{2,20}){0,2})")
"""A place that is not the story's: its figure is of a part."""
_WHOSE = re.compile(r"\b(?:for|of|by|from) (?:the )?([A-Z]\w{2,20}(?: [A-Z]\w{2,20}){0,2})")
"""Somebody who is not the story's, as the vehicles made for one of two firms; tolls are of whoever was there."""
_CAPITAL = re.compile(r"\b[A-Z]\w{3,}")
_ROUGHLY = re.compile(
    r"(?:至少|超过|超|近|约|大约|逾|多达|已|共|at least|more than|over|about|around|nearly|almost|some|up to)\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one report tells it."""

    words: str
    report: Article


@dataclass(frozen=True, slots=True)
class Differing:
    """What one thing is said to be: the first report of each value, in order of time, two or more."""

    told: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    count: Counted
    text: str
    report: Article
    place: int
    """Of the report in order of time."""
    actors: frozenset[str]
    """The capitalised words before the number in its clause: what Harrowby closes is not what Lindow does."""


@dataclass(slots=True)
class _Thing:
    """Numbers of one thing; what they share with the first of them."""

    first: _Said
    shared: frozenset[str]
    said: list[_Said] = field(default_factory=list)


def differing(reports: Sequence[Article], told: Sequence[Sequence[Sentence]], subject: Words) -> tuple[Differing, ...]:
    """Find the figures for which the reports, in order of time, give different values; `told` are their statements."""
    things: list[_Thing] = []
    for place, (report, sentences) in enumerate(zip(reports, told, strict=True)):
        for said in islice(_said(report, sentences, subject, place), _READ):
            thing = next((thing for thing in things if _same(thing, said)), None)
            if thing is None and len(things) < _KNOWN:
                things.append(_Thing(said, said.count.keys, [said]))
            elif thing is not None:
                thing.said.append(said)
                thing.shared &= said.count.keys
    found = filter(None, map(_differing, things))
    chosen: list[Differing] = []
    for differs in sorted(found, key=lambda differs: -len(differs.told)):
        if not any(set(differs.told) & set(other.told) for other in chosen):
            chosen.append(differs)
    return tuple(chosen[:THINGS])


def _said(report: Article, sentences: Sequence[Sentence], subject: Words, place: int) -> Iterator[_Said]:
    early = [one.text for one in sentences if one.place < _EARLY and about(one.words, subject) >= _ABOUT]
    for text in (report.title, *early):
        if not _ELSEWHERE.search(in_simplified(text)) and not is_background(text, report):
            for count in counted(text):
                if not _is_of_a_part(count, text, subject):
                    actors = frozenset(map(fold, _CAPITAL.findall(text, count.clause, count.start)))
                    yield _Said(count, text, report, place, actors)


def _is_of_a_part(count: Counted, text: str, subject: Words) -> bool:
    """Tell whether a figure is of a place, or of somebody, that is not what the story is about."""
    names = [_WHERE.search(text, count.end, count.end + _AHEAD)]
    if count.toll is None:
        names.append(_WHOSE.search(text, count.end, count.end + _AHEAD))
    if any(name and words_in(name[1]).isdisjoint(subject) for name in names):
        return True
    known = {word >> 4 for word in subject}
    return any(named and word not in known for word, named in han_words(fold(text[count.clause : count.start])))


def _same(thing: _Thing, said: _Said) -> bool:
    """Tell whether a number is of a thing: one unit, and the same words; without a unit, one is what is counted."""
    first, count = thing.first.count, said.count
    if first.toll or count.toll:
        return bool(first.toll and count.toll and first.toll.kind == count.toll.kind)
    if first.unit != count.unit or _disjoint(thing.first.actors, said.actors):
        return False
    if count.unit:
        shared, fewer = thing.shared & count.keys, min(len(first.keys), len(count.keys))
        return len(shared) >= max(_OWN, _SHARE * fewer)
    heads = {word.key for word in first.after[:2]} & {word.key for word in count.after[:2]}
    if heads.isdisjoint(word.key for each in (first, count) for word in each.after[:1]):
        return False
    if first.led_by and count.led_by and first.led_by != count.led_by:
        return False
    shared, fewer = thing.shared & count.near, min(len(first.near), len(count.near))
    return len(shared) >= max(_SHARED, _SHARE * fewer)


def _disjoint(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one) and bool(two) and one.isdisjoint(two)


def _differing(thing: _Thing) -> Differing | None:
    by_report: dict[int, list[_Said]] = defaultdict(list)
    for said in thing.said:
        by_report[said.place].append(said)
    plain = [told[0] for told in by_report.values() if len({said.count.value for said in told}) == 1]
    chosen: list[_Said] = []
    for said in plain:
        if not any(_alike(said.count, other.count) for other in chosen):
            chosen.append(said)
    values = [said.count.value for said in chosen]
    if len(chosen) < 2 or len({said.report.source for said in chosen}) < 2:
        return None
    if thing.first.count.toll is None and max(values) > _FAR * min(values):
        return None
    return Differing(tuple(Figure(_words(said, thing.shared), said.report) for said in chosen[-VALUES:]))


def _alike(one: Counted, other: Counted) -> bool:
    """Tell whether two numbers are one, the rounder of them rounded; people and things are counted exactly."""
    if not one.unit and max(one.value, other.value) < _ROUNDED:
        return one.value == other.value
    digits = min(_digits(one.value), _digits(other.value))
    return f"{one.value:.{digits}g}" == f"{other.value:.{digits}g}"


def _digits(value: float) -> int:
    return max(1, len(f"{value:.9g}".replace(".", "").split("e")[0].strip("0")))


def _words(said: _Said, shared: frozenset[str]) -> str:
    """Give a report's words from the number to the last that all share; where these stand before it, from there on.

    Words of a script without spaces are not cut: it is shown from the beginning of its clause then.
    """
    count, text = said.count, said.text
    if count.toll:
        return text[_roughly(text, count.toll.start) : count.toll.end].strip()
    after = [word.end for word in count.after if word.key in shared]
    before = next((word for word in count.before if word.key in shared), None)
    start, end = count.start, max([count.end, *after])
    if before is not None and len(after) < _SHARED:
        start = before.start if before.key.isascii() else count.clause
    else:
        start = _roughly(text, start)
    return text[start:end].strip()


def _roughly(text: str, start: int) -> int:
    """Go back to where words begin that make a number a rough one."""
    found = _ROUGHLY.search(text, max(0, start - 12), start)
    return found.start() if found else start
