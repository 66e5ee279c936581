"""The send limits in Redis, shared by all processes of one bot; `memory_rate_limits` says the same in Python."""

from __future__ import annotations

import logging
import math
import secrets
from collections.abc import Sequence
from functools import partial

from ledebot.bot.delivery.rate_limits import (
    BURST,
    FLOOD_WINDOW,
    LONGEST_PAUSE,
    NOTORIOUS,
    PLAUSIBLE,
    SLOW_START,
    SUSPICION,
    RateLimits,
    Slot,
    Turn,
)
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

log = logging.getLogger(__name__)

CHAT_TTL = 300
"""Seconds that a chat's last sends are kept; longer than any span that counts."""
GRACE = 60.0
"""Seconds that a pause may outlive its time by the server's clock before it is dropped: our clock was set back."""

_read = partial(scripting.read, "ledebot.storage.delivery")

_TIMES = scripting.prelude(
    PACE=keys.PACE,
    PAUSE=keys.PAUSE,
    FLOODS=keys.FLOODS,
    PAUSED_CHATS=keys.PAUSED_CHATS,
    PAID_REFUSED=keys.PAID_REFUSED,
    PAID_MESSAGES=keys.paid_messages(""),
    PAID_CAPPED=keys.paid_capped(""),
    CHAT_PAUSE=keys.chat_pause(""),
    CHAT_PACE=keys.chat_pace(""),
    PAID_TTL=keys.PAID_TTL,
    CHAT_TTL=CHAT_TTL,
    GRACE=GRACE,
    BURST=BURST,
    FLOOD_WINDOW=FLOOD_WINDOW,
    LONGEST_PAUSE=LONGEST_PAUSE,
    NOTORIOUS=NOTORIOUS,
    PLAUSIBLE=PLAUSIBLE,
    SLOW_START=SLOW_START,
    SUSPICION=SUSPICION,
) + _read("times")

RESERVE = _TIMES + _read("reserve")
FLOODED = _TIMES + _read("flooded")


class RedisRateLimits:
    """Satisfies `RateLimitStore`."""

    def __init__(self, redis: Client, limits: RateLimits) -> None:
        self._redis = redis
        self._limits = limits
        self._scripts = Scripts(redis)

    @translated
    async def reserve(self, chats: Sequence[int], now: float, horizon: float, *, payable: bool = True) -> list[Slot]:
        """Ask for one slot for each chat; see `RateLimitStore.reserve`."""
        limits = self._limits
        *answer, capped = await self._scripts.run(
            RESERVE,
            keys.PACE,
            repr(now),
            repr(1 / limits.rate),
            repr(min(horizon, PLAUSIBLE)),
            repr(limits.gap),
            limits.group_count,
            repr(limits.group_span),
            repr(1 / limits.paid_rate) if payable and math.isfinite(horizon) and limits.paid_rate else "0",
            limits.paid_cap,
            repr(limits.paid_after),
            *chats,
        )
        if capped:
            log.warning("today's %d paid messages are sent; sending goes on at the free rate", limits.paid_cap)
        slots = zip(answer[::3], answer[1::3], answer[2::3], strict=True)
        return [Slot(Turn(turn), float(at), paid == "1") for turn, at, paid in slots]

    @translated
    async def unpaid(self, rest: float) -> bool:
        """Give no paid slots for a while; see `RateLimitStore.unpaid`."""
        mine = secrets.token_hex(8)
        held = await self._redis.set(keys.PAID_REFUSED, mine, px=int(rest * 1000), nx=True, get=True)
        return held is None or held == mine

    @translated
    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        """Keep a 429; see `RateLimitStore.flooded`."""
        return Turn(
            await self._scripts.run(FLOODED, keys.PACE, chat, repr(wait), repr(now), repr(self._limits.group_span))
        )
