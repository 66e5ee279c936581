"""Keyword rules asked about many articles at once.

Asking every rule about every article costs 2 µs a time, which for 50 rules and 2,000 articles is far too much. But
nearly every rule has two characters that must stand in whatever it matches. One pass of one regular expression over
the folded texts finds all of these; only where they stand is search's own matcher asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from bot.digest.select import Matcher
from bot.model import Article
from bot.search.match import Matcher as QueryMatcher
from bot.search.match import Prepared
from bot.search.parse import parse
from bot.search.query import Clause, Period, Query, Word
from bot.search.terms import analyse


class Rules:
    """What rules say of a fixed set of articles; each rule is answered once, all unanswered ones in one pass."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._prepared: list[Prepared] = []
        self._hits: dict[str, frozenset[str]] = {}

    def ask(self, queries: Iterable[str]) -> None:
        """Answer the queries that have not been asked before."""
        new = {query: _compile(query) for query in queries if query not in self._hits}
        if not new:
            return
        self._prepared = self._prepared or [Prepared(article) for article in self._articles]
        hits: dict[str, set[str]] = {query: set() for query in new}
        by_literal: dict[str, list[tuple[set[str], QueryMatcher]]] = {}
        for query, rule in new.items():
            for literal in rule.literals:
                by_literal.setdefault(literal, []).append((hits[query], rule.matcher))
        always = by_literal.pop("", [])
        find = _finder(by_literal)
        for prepared in self._prepared:
            standing = [asked for literal in find(prepared.bare) for asked in by_literal[literal]]
            for found, matcher in (*standing, *always):
                if matcher.matches(prepared):
                    found.add(prepared.article.id)
        self._hits.update({query: frozenset(ids) for query, ids in hits.items()})

    def forget(self) -> None:
        """Forget all answers, not what was prepared of the articles."""
        self._hits.clear()

    def matcher(self, query: str) -> Matcher:
        """Give the test for one rule; it knows the articles of this set only."""
        self.ask([query])
        hits = self._hits[query]
        return lambda article: article.id in hits


@dataclass(frozen=True, slots=True)
class _Rule:
    matcher: QueryMatcher
    literals: frozenset[str]
    """Strings of which one stands in the folded text of every article that matches; `""` if none is certain."""


@lru_cache(maxsize=4096)
def _compile(query: str) -> _Rule:
    """Parse a rule as `bot.search.match.compile_rule` does: what it says of dates is left out."""
    clauses = tuple(
        clause
        for clause in parse(query, now=datetime.now(UTC)).clauses
        if not any(isinstance(option, Period) for option in clause.options)
    )
    certain = [literals for clause in clauses if not clause.negated and (literals := _literals(clause))]
    best = max(certain, key=lambda literals: min(map(len, literals)), default=frozenset({""}))
    return _Rule(QueryMatcher(Query(clauses)), best)


def _literals(clause: Clause) -> frozenset[str]:
    literals = set()
    for option in clause.options:
        parts = analyse(option).parts if isinstance(option, Word) else ()
        longest = max((part.character or part.literal for part in parts), key=len, default="")
        if not longest:
            return frozenset()
        literals.add(longest)
    return frozenset(literals)


def _finder(literals: Collection[str]) -> Callable[[str], set[str]]:
    """Find which of the literals stand in a text, overlapping ones too."""
    if not literals:
        return lambda text: set()
    # Not a lookahead: plain alternatives let the engine skip by their first characters. The longest comes first;
    # the shorter ones that it begins with are there as well.
    search = re.compile("|".join(map(re.escape, sorted(literals, key=len, reverse=True)))).search
    along = {literal: [other for other in literals if literal.startswith(other)] for literal in literals}

    def find(text: str) -> set[str]:
        found: set[str] = set()
        hit = search(text)
        while hit:
            found.update(along[hit[0]])
            hit = search(text, hit.start() + 1)
        return found

    return find
