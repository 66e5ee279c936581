"""What the operator's watchers look at."""

from __future__ import annotations

from dataclasses import dataclass

from ledebot.bot.model import SourceState

FULL = 0.9
"""Part of a memory or disk from which it is nearly full."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of something is used, in bytes; `size` 0: it is not known."""

    used: int
    size: int

    @property
    def free(self) -> int:
        """Bytes that are left."""
        return max(0, self.size - self.used)

    @property
    def nearly_full(self) -> bool:
        """Whether it is time to make room."""
        return self.size > 0 and self.used > FULL * self.size


@dataclass(frozen=True, slots=True)
class Needs:
    """What needs the operator's hand."""

    failing: tuple[SourceState, ...] = ()
    """Sources that could not be read for a day."""
    silent: tuple[SourceState, ...] = ()
    """Sources that are read and have brought nothing for far longer than they use to."""
    given_up: int = 0
    """Deliveries given up in the last day."""
    unreadable: int = 0
    """Stored records that cannot be read."""
    waiting_minutes: int = 0
    """For how long the oldest delivery has been waiting, where that is too long."""
    memory: Room | None = None
    """Redis', where it is nearly full."""
    disk: Room | None = None
    """The data folder's, where it is nearly full."""
    backup_days: int = 0
    """For how many days no backup has been made, where one is due each day and that is too long."""

    def __bool__(self) -> bool:
        return self != Needs()
