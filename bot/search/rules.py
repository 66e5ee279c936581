"""A digest's keyword rules, asked of every article of a window.

A digest asks all its rules of all its articles, and most say no. So it is remembered which of the rules' literals stand
in an article: only rules whose literal does are asked. What is remembered is bounded, whatever rules readers invent:
literals have numbers, and an article keeps two sets of these as bits.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from ledebot.bot.model import Article
from ledebot.bot.search.match import Matcher, Prepared, timeless

PREPARED = 8192
"""Articles that are remembered, about 5 KB each: more than any digest looks at, lest each of its articles push out the
one that the next digest begins with."""
LITERALS = 4096
"""Literals that have a number, half a kilobyte for an article; the next one begins to number anew."""


def compile_rule(*queries: str) -> Callable[[Article], bool]:
    """Compile keyword rules into one test: whether any of them hits an article. It may be asked in any thread."""
    filed: dict[str, list[Matcher]] = {}
    unfiled: list[Matcher] = []
    for query in queries:
        matcher = Matcher(timeless(query))
        for literal in matcher.literals:
            filed.setdefault(literal, []).append(matcher)
        if not matcher.literals:
            unfiled.append(matcher)
    asked = _Asked(tuple(filed))

    def rule(article: Article) -> bool:
        prepared, held = _NOTES.look(article, asked)
        for literal in held:
            for matcher in filed[literal]:
                if matcher.matches(prepared):
                    return True
        return any(matcher.matches(prepared) for matcher in unfiled) if unfiled else False

    return rule if queries else _nothing


def _nothing(_: Article) -> bool:
    return False


@dataclass  # no slots: what looks for the literals is kept once it is made
class _Asked:
    """The literals of a set of rules, by their bits once these are numbered, and all bits together."""

    literals: tuple[str, ...]
    numbering: int = -1
    bits: dict[int, str] = field(default_factory=dict)
    all: int = 0
    begun: dict[str, int] = field(default_factory=dict)
    """The bits of the literals that begin with a character."""

    def number(self, numbering: int, numbers: dict[str, int]) -> None:
        """Give each literal the bit of its number; new ones are numbered on."""
        self.numbering = numbering
        self.bits = {1 << numbers.setdefault(literal, len(numbers)): literal for literal in self.literals}
        self.all = sum(self.bits)
        self.begun = {}
        for bit, literal in self.bits.items():
            self.begun[literal[0]] = self.begun.get(literal[0], 0) | bit

    def held(self, unknown: int, bare: str) -> int:
        """Tell which of these bits' literals stand in a text: those are looked for of which two characters do."""
        likely = sum(self.begun[first] for first in frozenset(self._beginnings.findall(bare)))
        return sum(bit for bit in _each(likely & unknown) if self.bits[bit] in bare)

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """Find first characters of literals before any second one of theirs: one look at a text for all literals."""
        following: dict[str, list[str]] = {}
        for literal in self.literals:
            following.setdefault(literal[0], []).append(literal[1:2])
        return re.compile("|".join(re.escape(first) + _ahead(others) for first, others in following.items()))


def _ahead(others: list[str]) -> str:
    return f"(?=[{re.escape(''.join(others))}])" if all(others) else ""


@dataclass(slots=True)
class _Note:
    """An article, and which numbers' literals were looked for and which stand in it, as bits."""

    prepared: Prepared
    numbering: int = -1
    known: int = 0
    held: int = 0


class _Notes:
    """The numbers of literals, and what the articles of late hold of them."""

    def __init__(self) -> None:
        self.articles: OrderedDict[str, _Note] = OrderedDict()
        self.numbers: dict[str, int] = {}
        self._numbering = 0
        self._lock = Lock()

    def look(self, article: Article, asked: _Asked) -> tuple[Prepared, list[str]]:
        """Give an article made ready, and those of the literals that stand in it."""
        with self._lock:
            note = self._note(article)
            if asked.numbering != self._numbering:
                self._number(asked)
            if note.numbering != self._numbering:
                note.numbering, note.known, note.held = self._numbering, 0, 0
            if unknown := asked.all & ~note.known:
                note.held |= asked.held(unknown, note.prepared.bare)
                note.known |= unknown
            held = asked.all & note.held
            return note.prepared, [asked.bits[bit] for bit in _each(held)] if held else []

    def _note(self, article: Article) -> _Note:
        note = self.articles.get(article.id)
        if note is not None and (note.prepared.article is article or note.prepared.article == article):
            self.articles.move_to_end(article.id)
            return note
        note = self.articles[article.id] = _Note(Prepared(article))
        if len(self.articles) > PREPARED:
            self.articles.popitem(last=False)
        return note

    def _number(self, asked: _Asked) -> None:
        if sum(literal not in self.numbers for literal in asked.literals) + len(self.numbers) > LITERALS:
            self.numbers.clear()
            self._numbering += 1
        asked.number(self._numbering, self.numbers)


def _each(bits: int) -> Iterator[int]:
    """List the single bits of a set."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit


_NOTES = _Notes()
