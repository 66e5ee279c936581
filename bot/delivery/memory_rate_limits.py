"""The send limits in this process' memory: what replies go by while Redis is away. Same rules as in Redis."""

from __future__ import annotations

from collections.abc import Sequence

from ledebot.bot.delivery.rate_limits import (
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

REMEMBERED = 10_000
"""Chats whose last messages are kept."""


class MemoryRateLimits:
    """Satisfies `RateLimitStore` for one process."""

    def __init__(self, limits: RateLimits) -> None:
        self._limits = limits
        self._next = 0.0
        self._pause = 0.0
        self._resumed = -SLOW_START
        self._chats: dict[int, list[float]] = {}
        self._paused: dict[int, float] = {}
        self._floods: dict[int, float] = {}

    async def reserve(self, chats: Sequence[int], now: float, horizon: float, *, payable: bool = True) -> list[Slot]:
        """Ask for one slot for each chat; see `RateLimitStore.reserve`."""
        if self._next > now + PLAUSIBLE:
            self._next = now
        return [self._reserve(chat, now, horizon) for chat in chats]

    def _reserve(self, chat: int, now: float, horizon: float) -> Slot:
        if now < self._pause <= now + LONGEST_PAUSE:
            return Slot(Turn.ALL, self._pause)
        paused = self._paused.get(chat, 0.0)
        if now < paused <= now + LONGEST_PAUSE:
            return Slot(Turn.CHAT, paused)
        slot = max(now, self._next)
        if slot > now + horizon:
            return Slot(Turn.ALL, slot - horizon / 2)
        free = self._free(chat, now)
        if free > slot:
            return Slot(Turn.CHAT, free)
        times = self._chats.pop(chat, [])
        self._chats[chat] = [slot, *times][: self._limits.group_count]
        if len(self._chats) > REMEMBERED:
            del self._chats[next(iter(self._chats))]
        self._next = slot + self._interval(now)
        return Slot(Turn.GO, slot)

    def _free(self, chat: int, now: float) -> float:
        times = self._chats.get(chat, [])
        if not times or times[0] > now + PLAUSIBLE:
            return 0.0
        free = times[0] + self._limits.gap
        if chat < 0 and len(times) >= self._limits.group_count:
            free = max(free, times[self._limits.group_count - 1] + self._limits.group_span)
        return free

    def _interval(self, now: float) -> float:
        since = now - self._resumed
        slower = 2 - since / SLOW_START if 0 <= since < SLOW_START else 1.0
        return slower / self._limits.rate

    async def flooded(self, chat: int, wait: float, now: float) -> Turn:
        """Keep a 429; see `RateLimitStore.flooded`."""
        self._paused[chat] = max(self._paused.get(chat, 0.0), now + wait)
        last = self._floods.get(chat)
        notorious = last is not None and FLOOD_WINDOW < now - last < NOTORIOUS
        self._floods = {one: at for one, at in self._floods.items() if 0 <= now - at < NOTORIOUS}
        others = any(one != chat and now - at <= FLOOD_WINDOW for one, at in self._floods.items())
        self._floods[chat] = now
        if notorious:
            return Turn.CHAT
        if others:
            self._floods.clear()
            self._halt(now + wait, slow=True)
            return Turn.ALL
        recent = [at for at in self._chats.get(chat, []) if now - at <= self._limits.group_span]
        if chat > 0 and len(recent) <= 1:
            self._halt(now + min(wait, SUSPICION), slow=False)
            return Turn.ALL
        return Turn.CHAT

    def _halt(self, until: float, *, slow: bool) -> None:
        self._pause = max(self._pause, until)
        if slow:
            self._resumed = self._pause

    async def unpaid(self, rest: float) -> bool:
        """Nothing to do: what one process counts is no guard for money, so it gives no paid slots anyway."""
        return False
