"""Candidates of a query as the engine gives them, with what decides their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import tantivy

from ledebot.bot.search.rank import Candidate, best_first, freshened
from ledebot.storage.search.folder import engine_errors

COLUMNS = ("published", "story", "origin", "heading")
"""What of an article is read beside its score."""


@dataclass(frozen=True, slots=True)
class Search:
    """How candidates are asked for and put in order."""

    searcher: tantivy.Searcher
    most: int
    newest: bool
    now: float

    def run(self, query: tantivy.Query, *, count: bool = True) -> tuple[list[Candidate], int]:
        """Give the first candidates in order, and how many there are in all (not counted: how many are given)."""
        by = "published" if self.newest else None
        with engine_errors():
            result = self.searcher.search(query, limit=self.most, count=count, order_by_field=by)
            scores = [score for score, _ in result.hits]
            addresses = [address for _, address in result.hits]
            published, *numbers = self._columns(addresses)
        if not self.newest:
            scores = freshened(scores, published, self.now)
        found = list(map(Candidate, scores, published, *numbers, addresses))
        total = count_of(result) if count else len(found)
        return (found if self.newest else best_first(found)), total

    def _columns(self, addresses: list[tantivy.DocAddress]) -> list[list[int]]:
        columns = (self.searcher.fast_field_values(name, addresses) for name in COLUMNS)
        return cast("list[list[int]]", list(columns))  # every article has a value in each


def count_of(result: Any) -> int:
    """Read the number of articles from an engine's answer."""
    return int(result.count)  # missing in the engine's stubs


def joined(
    found: Sequence[Candidate], total: int, more: Sequence[Candidate], more_total: int
) -> tuple[list[Candidate], int]:
    """Put what a wider search found behind what a narrower one did."""
    seen = set(map(place_of, found))
    further = [candidate for candidate in more if place_of(candidate) not in seen]
    return [*found, *further], max(total, more_total)


def unscored(newest: Iterable[Candidate]) -> list[Candidate]:
    """Take away the dates that stand for the scores of what was asked for by date."""
    return [candidate._replace(score=0.0) for candidate in newest]


def place_of(candidate: Candidate) -> tuple[int, int]:
    """Tell one candidate from another."""
    return candidate.key.segment_ord, candidate.key.doc
