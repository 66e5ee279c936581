"""What the page remembers between its requests."""

from __future__ import annotations

from typing import Any

from ledebot.sandbox.server.telegram import LocalTelegram


class PageSession:
    """The telegram behind the page, and the people that it acts as."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.api = telegram.api
        self.offers: dict[int, Any] = {}
        """The last inline query and answer of each user."""

    def people(self) -> list[int]:
        """List whom the page acts as: those of the demo, or else the first ones there are."""
        if self.telegram.acting:
            return self.telegram.acting
        return [person.id for person in self.api.world.people.values() if not person.is_bot][:2]
