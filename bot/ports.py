"""What the services need from the outside, as small Protocols written for their callers.

Adapters in `storage/` satisfy them; `bot/app.py` is the only place that knows both sides. Every method that talks to
the store raises StoreUnavailableError when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    Article,
    Change,
    Document,
    Found,
    LogEntry,
    SourceState,
    Subscriber,
    Target,
)


class ArticleWriter(Protocol):
    """Where ingested documents go."""

    async def save(self, documents: Sequence[Document]) -> list[Change | None]:
        """Store a batch: NEW, REVISED, or None (unchanged) for each, in order.

        Article, identity, log entry and story membership of one document are written in one atomic step; the
        same document twice is unchanged, also within a batch.
        """
        ...

    async def expire(self, before: datetime) -> int:
        """Remove articles last seen in their source before then, with every trace, logging each removal; returns how many."""
        ...


class ArticleReader(Protocol):
    """What digests, search and the reader's commands ask of the articles."""

    async def get(self, ids: Iterable[str]) -> list[Article]:
        """Load articles by id in the order asked; those that are gone are left out."""
        ...

    async def log(self, after: str, *, up_to: str = "+", limit: int = 1000) -> list[LogEntry]:
        """Read log entries after a cursor (exclusive) up to one (inclusive), oldest first."""
        ...

    async def head(self) -> str:
        """Tell the cursor of the newest log entry; `0-0` when there is none."""
        ...

    async def cursor_at(self, moment: datetime) -> str:
        """Tell a cursor such that log entries after it arrived at or after `moment`."""
        ...

    async def latest(self, limit: int, *, topic: str | None = None, source: str | None = None) -> list[Article]:
        """Give the newest articles by publishing time."""
        ...

    async def topics(self) -> Mapping[str, int]:
        """Count the stored articles of each topic."""
        ...

    async def sources(self) -> Mapping[str, int]:
        """Count the stored articles of each source."""
        ...

    async def story(self, story: str) -> list[Article]:
        """Load all stored articles of one story, oldest first."""
        ...


class SubscriberStore(Protocol):
    """Who gets what, when. A subscriber and its place in the due queue change in one step."""

    async def get(self, target: Target) -> Subscriber | None:
        """Load one, or None if the chat is unknown."""
        ...

    async def save(self, subscriber: Subscriber, due: datetime | None) -> None:
        """Create or replace one and set when its next digest is due (None: no push)."""
        ...

    async def due_at(self, target: Target) -> datetime | None:
        """Tell when the next digest of a chat is due."""
        ...

    async def of_chat(self, chat_id: int) -> list[Subscriber]:
        """Load the chat itself and all its forum topics that are subscribers."""
        ...

    async def update(
        self, target: Target, change: Callable[[Subscriber, datetime | None], tuple[Subscriber, datetime | None]]
    ) -> Subscriber | None:
        """Read, change and write one subscriber and its due time in one atomic step; None if it is unknown.

        `change` gets the subscriber and its due time and gives the new ones; it may be called more than once.
        """
        ...

    async def migrate(self, old: int, new: int) -> None:
        """Move everything of a chat to its new id, in one step."""
        ...

    async def forget(self, target: Target) -> None:
        """Remove the subscriber with every trace that this store keeps."""
        ...

    async def everyone(self) -> list[Target]:
        """List all targets."""
        ...


class SearchEngine(Protocol):
    """Full-text search over the stored articles."""

    async def find(
        self, query: str, *, limit: int = 10, offset: int = 0, newest: bool = False, zone: str = "UTC"
    ) -> Found:
        """Answer a query in the reader's language; never raises for the query's own sake.

        `zone` is the reader's IANA time zone, for `day:today` and the like. Raises SearchUnavailableError.
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

    async def remove(self, url: str) -> bool:
        """Forget one; tells whether it was there."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> list[SourceState]:
        """List sources whose next try has come, the longest overdue first."""
        ...
