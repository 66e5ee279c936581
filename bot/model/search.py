"""Answers of the search engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledebot.bot.model.sections import Section


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is plain text; `marks` are the matched (start, end) spans in it.

    `title_marks` are the same for `title`. Offsets are Python string indexes. `others` counts further reports of
    the same story that were folded into this hit.
    """

    id: str
    title: str
    source: str
    published: datetime
    url: str | None
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    others: int = 0
    topics: tuple[str, ...] = ()
    image: str | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A source or topic (`kind`) that a query is narrowed to and that nothing is called, with the nearest there are."""

    kind: str
    name: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: one page of hits out of `total`, of which the first `whole` hold all that was asked for.

    `relaxed`: there are others behind them; `dropped` names the words that the best lacks where none holds all.
    `notes` are friendly remarks on the query (an operator searched as text), `suggestions` what else to try when
    nothing was found, `dated` the same query with its word for a day as a condition.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    took_ms: float = 0.0
    whole: int = 0
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    dated: str = ""
    partial: bool = False
    """The index is still being built; more may be found shortly."""
