"""Where watches and what they found are kept. Raises StoreUnavailableError, every method, when that is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ledebot.bot.model import Target
from ledebot.bot.watches.types import MAX_WATCHES, Match, Watch


class WatchStore(Protocol):
    """Where watches, their matches and the matching's own cursor are kept."""

    async def of(self, target: Target) -> list[Watch]:
        """List a chat's watches, the oldest first."""
        ...

    async def save(self, watch: Watch, *, most: int = MAX_WATCHES) -> bool:
        """Create or replace a watch; False when the chat has as many already."""
        ...

    async def remove(self, target: Target, watch_id: str) -> None:
        """Delete a watch."""
        ...

    async def changed(
        self, since: str | None, known: Iterable[Target] = ()
    ) -> tuple[Mapping[Target, Sequence[Watch]], str]:
        """Give the watches of all chats, or of those that changed since a mark, with the new mark.

        `known` are the chats that the caller holds watches of: one that was forgotten is told among them only.
        """
        ...

    async def cursor(self) -> str | None:
        """Tell up to which log entry articles have been matched; None before the first time."""
        ...

    async def finish(self, cursor: str, matches: Mapping[Target, Sequence[Match]]) -> None:
        """Keep a step's matches, for digests and for what alerts only count, and the cursor, in one step."""
        ...

    async def matched(self, target: Target, *, after: str, up_to: str) -> list[Match]:
        """List what a chat's watches found in the window (after, up_to] of the log, oldest first."""
        ...
