"""A digest's keyword rules, asked of every article of a window.

A digest asks all its rules of all its articles, and most say no. So it is remembered which of the rules' literals stand
in an article: only rules whose literal does are asked. What is remembered is bounded, whatever rules readers invent:
literals have numbers, and an article keeps two sets of these as bits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

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
        literal = max(matcher.literals, key=len, default="")
        (filed.setdefault(literal, []) if literal else unfiled).append(matcher)
    literals = tuple(filed)

    def rule(article: Article) -> bool:
        prepared, held = _NOTES.look(article, literals)
        return any(matcher.matches(prepared) for literal in held for matcher in filed[literal]) or any(
            matcher.matches(prepared) for matcher in unfiled
        )

    return rule


@dataclass(slots=True)
class _Note:
    """An article, and which numbers' literals were looked for and which stand in it, as bits."""

    prepared: Prepared
    numbering: int = 0
    known: int = 0
    held: int = 0


class _Notes:
    """The numbers of literals, and what the articles of late hold of them."""

    def __init__(self) -> None:
        self.articles: LRUCache[str, _Note] = LRUCache(PREPARED)
        self.numbers: dict[str, int] = {}
        self._numbering = 0
        self._last: tuple[Collection[str], int, dict[int, str]] = ((), 0, {})
        self._lock = Lock()

    def look(self, article: Article, literals: Collection[str]) -> tuple[Prepared, list[str]]:
        """Give an article made ready, and those of the literals that stand in it."""
        with self._lock:
            note = self._note(article)
            if not literals:
                return note.prepared, []
            bits = self._bits(literals)
            if note.numbering != self._numbering:
                note.numbering, note.known, note.held = self._numbering, 0, 0
            wanted = sum(bits)
            for bit in _each(wanted & ~note.known):
                if bits[bit] in note.prepared.bare:
                    note.held |= bit
            note.known |= wanted
            return note.prepared, [bits[bit] for bit in _each(wanted & note.held)]

    def _note(self, article: Article) -> _Note:
        note = self.articles.get(article.id)
        if note is None or not (note.prepared.article is article or note.prepared.article == article):
            note = self.articles[article.id] = _Note(Prepared(article))
        return note

    def _bits(self, literals: Collection[str]) -> dict[int, str]:
        """Give the literals by their bits, numbering new ones; the same are mostly asked for many articles in a row."""
        asked, numbering, bits = self._last
        if asked is literals and numbering == self._numbering:
            return bits
        if sum(literal not in self.numbers for literal in literals) + len(self.numbers) > LITERALS:
            self.numbers.clear()
            self._numbering += 1
        bits = {1 << self.numbers.setdefault(literal, len(self.numbers)): literal for literal in literals}
        self._last = literals, self._numbering, bits
        return bits


def _each(bits: int) -> Iterator[int]:
    """List the single bits of a set."""
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit


_NOTES = _Notes()
