"""What watching over an instance needs from outside.

Raises StoreUnavailableError, every method, when Redis cannot be reached.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ledebot.bot.operator.types import Room


class ServerStore(Protocol):
    """The store's own state."""

    async def memory(self) -> Room:
        """Tell what Redis uses of what it may: of `maxmemory` where that is set, else of its machine's memory."""
        ...

    async def given_up(self, since: datetime) -> int:
        """Count the deliveries that were given up since then and are kept."""
        ...

    async def unreadable(self) -> int:
        """Count the records that are kept aside because they cannot be read."""
        ...
