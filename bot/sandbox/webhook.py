"""Delivery of updates to the bot's webhook."""

from __future__ import annotations

from bot.clock import Clock
from bot.sandbox.updates import UpdateQueue


class Webhook:
    """The webhook in force."""

    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        self.updates = updates
        self.clock = clock
        self.url = ""

    async def remove(self) -> bool:
        """End it; tells whether there was one."""
        was, self.url = bool(self.url), ""
        return was

    def wake(self) -> None:
        """Look for new updates."""

    async def stop(self) -> None:
        """Deliver nothing more."""
