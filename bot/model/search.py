"""Answers of the search engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: one page of hits out of `total`.

    `relaxed`: not all words could be met; `dropped` names the words given up. `notes` are friendly remarks on the
    query (an operator searched as text), `suggestions` what else to try when nothing was found.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    took_ms: float = 0.0
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    partial: bool = False
    """The index is still being built; more may be found shortly."""
