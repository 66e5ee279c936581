"""What reading sources needs from outside: where documents go, and what is known of each source.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ledebot.bot.model import Article, Change, Document, Rename, SourceState
from ledebot.bot.sources.types import Response
from ledebot.bot.text.furniture import Habits


class ArticleWriter(Protocol):
    """Where ingested documents go."""

    async def save(self, documents: Sequence[Document]) -> list[Change | None]:
        """Store a batch: NEW, REVISED, or None (unchanged) for each, in order.

        Article, identity, log entry and story membership of one document are written in one atomic step; the
        same document twice is unchanged, also within a batch.
        """
        ...

    async def latest(self, limit: int, *, topic: str | None = None, source: str | None = None) -> list[Article]:
        """Give the newest stored articles by publishing time, of a topic or a source."""
        ...

    async def expire(self, before: datetime) -> int:
        """Remove articles last seen in their source before then, with every trace; returns how many.

        Each removal is logged.
        """
        ...


class HabitStore(Protocol):
    """What sources were seen to repeat. Of two processes that learn of one source at once, one may be forgotten."""

    async def load(self, sources: Collection[str]) -> dict[str, Habits]:
        """Load what is known, by the name that articles give their source; those of which nothing is are left out."""
        ...

    async def save(self, habits: Mapping[str, Habits]) -> None:
        """Remember what is known now, until nothing has been heard of a source for half a year."""
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

        The configuration in force and a pause stay, and a source removed meanwhile stays removed: then nothing is
        written and the answer is False.
        """
        ...

    async def change(self, url: str, edit: Callable[[SourceState], SourceState]) -> SourceState | None:
        """Read, change and write one in one step; gives what it is now, or None if it is not there.

        `edit` may be called more than once.
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


class Renames(Protocol):
    """Sources that were given other names, until everything stored under the old one has followed."""

    async def note(self, rename: Rename) -> None:
        """Note one. An earlier one that led away from its new name is over."""
        ...

    async def noted(self) -> list[Rename]:
        """List them, the oldest first."""
        ...

    async def drop(self, rename: Rename) -> None:
        """Strike one off, unless it has been noted anew."""
        ...


class Getter(Protocol):
    """Whoever brings a document from the web."""

    async def get(self, url: str) -> Response:
        """Fetch an address as it is now. Raises FetchError, one line."""
        ...
