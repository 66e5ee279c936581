"""What a result page shows: kept in the store, so that its buttons work after a restart, until they expire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledebot.bot.search.parse import parse
from ledebot.bot.search.query import Query
from ledebot.handlers.base.request_context import RequestContext


@dataclass(frozen=True, slots=True)
class SearchState:
    """A query and how its hits are shown; `unfolded` is the place of the hit whose other reports are listed, or 0."""

    query: str
    page: int = 0
    newest: bool = False
    unfolded: int = 0

    def plain(self) -> dict[str, Any]:
        """Give the JSON-ready form."""
        return {"search": self.query, "page": self.page, "newest": self.newest, "unfolded": self.unfolded}

    @classmethod
    def read(cls, held: dict[str, Any] | None) -> SearchState | None:
        """Read what `plain` gave; None for anything else."""
        if held is None or not isinstance(held.get("search"), str):
            return None
        page, unfolded = (int(held.get(name, 0)) for name in ("page", "unfolded"))
        return cls(held["search"], page, bool(held.get("newest")), unfolded)


def parsed(request: RequestContext, query: str) -> Query:
    """Read a query in the reader's time."""
    return parse(query, now=request.services.clock.now(), zone=request.zone)
