"""The send limits: when may the next message go, and to whom. Pure values and the port to the shared state.

Telegram documents about 30 messages a second over all chats, one a second in a chat, and 20 a minute in a group
(core.telegram.org/bots/faq); the same 20 are reported for channels. All of it is kept exactly here, never as a
bucket that may be emptied at once: a burst after a pause is what turns one 429 into many.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ledebot.bot.core.config import MESSAGES_PER_STAR, Settings

SUSPICION = 1.0
"""Seconds that everything pauses when a first message to a private chat meets a 429: the limit may be the bot's own."""
FLOOD_WINDOW = 5.0
"""429s of two chats within these seconds mean that all sending is limited."""
NOTORIOUS = 3600.0
"""Seconds for which a chat that met a 429 of its own is not taken as a sign of a global one again."""
SLOW_START = 60.0
"""Seconds in which the rate returns from one half to the whole after a global pause."""
PLAUSIBLE = 120.0
"""Seconds; no slot is ever this far ahead, so a later one was written by a clock that has been set back since."""
LONGEST_PAUSE = 24 * 3600.0
"""Seconds; Telegram has been seen to ask for hours. What lies further ahead was written by a clock set back since."""
BURST = 1.0
"""Seconds after a message beyond the free rate in which the others count against it too: Telegram counts by the second,
and refuses one without the paid flag then."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The limits in force."""

    rate: float = 30.0
    """Messages a second, all chats together."""
    gap: float = 1.0
    """Seconds between two messages in one chat."""
    group_count: int = 20
    group_span: float = 60.0
    """Seconds in which a group or channel gets `group_count` messages at most."""
    paid_rate: float = 0.0
    """Bulk messages a second beyond `rate`, each at a price; 0: none."""
    paid_cap: int = 0
    """Messages a day that may be sent as paid ones."""
    paid_after: float = 10.0
    """Seconds that `rate` must have been too little before anything is paid for: what it sends in that time is free."""

    @classmethod
    def of(cls, settings: Settings) -> RateLimits:
        """Give the limits that the settings ask for."""
        return cls(
            rate=settings.send_rate,
            paid_rate=max(0.0, settings.paid_broadcast - settings.send_rate),
            paid_cap=settings.paid_stars_per_day * MESSAGES_PER_STAR,
        )

    @property
    def most(self) -> float:
        """Messages a second, paid ones included."""
        return self.rate + self.paid_rate

    def seconds_for(self, messages: int, paid_today: int = 0) -> float:
        """Estimate how long so many messages take, when so many paid ones of the day's have gone already."""
        beyond = max(0.0, messages - self.rate * self.paid_after)
        paid = min(max(0, self.paid_cap - paid_today), beyond * self.paid_rate / self.most)
        return (messages - paid) / self.rate


class Turn(StrEnum):
    """What a request for a slot comes to."""

    GO = "go"
    CHAT = "chat"
    """This chat must wait; others need not."""
    ALL = "all"
    """Every chat must wait."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that is now taken (GO), or when to ask again. `at` is in epoch seconds."""

    turn: Turn
    at: float
    paid: bool = False
    """It is to be sent as a paid broadcast, and is counted as one."""


NO_HORIZON = math.inf


class RateLimitStore(Protocol):
    """The limits' state, shared by all processes of one bot."""

    async def reserve(self, chats: Sequence[int], now: float, horizon: float, *, payable: bool = True) -> list[Slot]:
        """Ask for one slot for each chat, in order; slots further ahead than `horizon` seconds are not given.

        Bulk sending asks with a short horizon, so that a reply, which asks without one, never finds more than that
        much time given away. Where the free rate has been too little for a while, paid slots are given to those who ask
        with a horizon and are `payable`, as long as the day's cap allows.
        """
        ...

    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        """Keep a 429 that asks for `wait` seconds; tells whether CHAT or ALL must wait."""
        ...

    async def unpaid(self, rest: float) -> bool:
        """Give no paid slots for `rest` seconds: Telegram takes none from this bot. Tells whether that is news."""
        ...
