"""What digests ask of the stored articles. Raises StoreUnavailableError, every method, when Redis cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from ledebot.bot.model import Article, LogEntry


class Archive(Protocol):
    """The articles by the log's order and by publishing time."""

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

    async def published(self, since: datetime, until: datetime) -> list[str]:
        """List the ids of the articles published in [since, until), the oldest first."""
        ...

    async def story(self, story: str) -> list[Article]:
        """Load all stored articles of one story, oldest first."""
        ...
