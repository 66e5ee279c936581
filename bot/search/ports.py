"""What the reader's commands ask of the search engine."""

from __future__ import annotations

from typing import Protocol

from ledebot.bot.model import Found


class SearchEngine(Protocol):
    """Full-text search over the stored articles."""

    async def find(
        self, query: str, *, limit: int = 10, offset: int = 0, newest: bool = False, zone: str = "UTC"
    ) -> Found:
        """Answer a query in the reader's language; never raises for the query's own sake.

        `zone` is the reader's IANA time zone, for `day:today` and the like. Raises SearchUnavailableError.
        """
        ...
