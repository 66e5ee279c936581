"""What watching over an instance needs from outside.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ledebot.bot.model import Article, Subscriber, Target
from ledebot.bot.operator.types import Room


class Operators(Protocol):
    """Who the operators are, as readers."""

    async def get(self, target: Target) -> Subscriber | None:
        """Load one, or None if they never wrote to the bot."""
        ...


class LatestArticles(Protocol):
    """What sources brought."""

    async def latest(self, limit: int, *, source: str | None = None) -> Sequence[Article]:
        """Give the newest articles of a source by publishing time."""
        ...


class ServerStore(Protocol):
    """The store's own state."""

    async def memory(self) -> Room:
        """Tell what Redis uses of what it may: of `maxmemory` where that is set, else of its machine's memory."""
        ...

    async def given_up(self, since: datetime) -> int:
        """Count the deliveries that were given up since then and are kept."""
        ...

    async def at_work(self) -> frozenset[str]:
        """Name the roles that some process has: `scheduler`, `updates` (who polls), `sender`."""
        ...

    async def unreadable(self) -> int:
        """Count the records that are kept aside because they cannot be read."""
        ...
