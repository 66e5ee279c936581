"""The stored articles as digests, watches, search and the reader's commands see them.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from ledebot.bot.model import Article, LogEntry, Section


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

    async def latest(
        self, limit: int, *, topic: str | None = None, source: str | None = None, section: Section | None = None
    ) -> list[Article]:
        """Give the newest articles by publishing time."""
        ...

    async def topics(self) -> Mapping[str, int]:
        """Count the stored articles of each topic, the largest first; of some thousands at most."""
        ...

    async def sources(self) -> Mapping[str, int]:
        """Count the stored articles of each source, likewise."""
        ...

    async def story(self, story: str) -> list[Article]:
        """Load all stored articles of one story, oldest first."""
        ...


class Followers(Protocol):
    """Who wants each new report of a story as it arrives."""

    async def followers(self, article_ids: Collection[str]) -> Mapping[int, str]:
        """Give the readers who asked for it under any of a story's reports, with their languages.

        Some may have changed their mind.
        """
        ...

    async def see(self, reader: int, article_ids: Collection[str], moment: datetime) -> None:
        """Note that what arrived until then of a followed story was seen; `article_ids` are its reports."""
        ...


class StoryMender(Protocol):
    """Corrects which reports are one story. What readers were told stays told: no move is news."""

    async def find(self, named: str) -> str | None:
        """Give the id of the report with this id or web address."""
        ...

    async def join(self, one: str, two: str, now: datetime) -> bool:
        """Make one story of two, named after the older; False where they are told apart, too long, or one already."""
        ...

    async def separate(self, article_id: str, now: datetime) -> bool:
        """Part a report from its story for good, for every reader; False where it is gone or alone."""
        ...
