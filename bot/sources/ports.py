"""What reading sources needs from outside: where documents go, and what is known of each source.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ledebot.bot.model import Change, Document, SourceState
from ledebot.bot.sources.types import Response


class ArticleWriter(Protocol):
    """Where ingested documents go."""

    async def save(self, documents: Sequence[Document]) -> list[Change | None]:
        """Store a batch: NEW, REVISED, or None (unchanged) for each, in order.

        Article, identity, log entry and story membership of one document are written in one atomic step; the
        same document twice is unchanged, also within a batch.
        """
        ...

    async def expire(self, before: datetime) -> int:
        """Remove articles last seen in their source before then, with every trace; returns how many.

        Each removal is logged.
        """
        ...


class SourceStore(Protocol):
    """The sources that are followed and what is known of each."""

    async def all(self) -> list[SourceState]:
        """List every source, retired ones included."""
        ...

    async def get(self, url: str) -> SourceState | None:
        """Load one by its URL or path."""
        ...

    async def save(self, state: SourceState) -> None:
        """Create or replace one and set its place in the queue of next tries."""
        ...

    async def record(self, state: SourceState, seen: Mapping[str, str] | None = None) -> bool:
        """Write what a poll found out, and the entries it saw, if given, in one step.

        The configuration in force stays, and a source removed meanwhile stays removed: then nothing is written and
        the answer is False.
        """
        ...

    async def seen(self, url: str) -> dict[str, str]:
        """Map the entries that the source held when it was last read to marks of their content."""
        ...

    async def remove(self, url: str) -> bool:
        """Forget one; tells whether it was there."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> list[SourceState]:
        """List sources whose next try has come, the longest overdue first."""
        ...


class Getter(Protocol):
    """Whoever brings a document from the web."""

    async def get(self, url: str) -> Response:
        """Fetch an address as it is now. Raises FetchError, one line."""
        ...
