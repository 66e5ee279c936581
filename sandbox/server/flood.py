"""Telegram's send rates: 1 a second in a chat, 20 a minute in a group, 30 a second in all. Pure.

Telegram's server sleeps out waits of up to eight seconds inside the call; beyond, the call is refused with a 429. The
true thresholds are not documented and vary; these are the published ones with a small burst.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

SLEPT_INSIDE = 8.0
"""Seconds that a call may be made to wait before it is refused instead (TDLib's limit for bots)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates in force, messages per second, and how many may come at once."""

    chat: float = 1.0
    chat_burst: int = 3
    group: float = 20 / 60
    group_burst: int = 20
    everywhere: float = 30.0
    everywhere_burst: int = 30
    paid: float = 1000.0


@dataclass(slots=True)
class Bucket:
    """A token bucket that may go into debt: each debt is somebody's wait."""

    rate: float
    burst: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Tell how many seconds one more message would have to wait."""
        if now > self.at:
            self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
            self.at = now
        return max(0.0, (1 - self.tokens) / self.rate)

    def take(self) -> None:
        """Book one message."""
        self.tokens -= 1

    def idle(self, now: float) -> bool:
        """Whether it is full again and can be forgotten."""
        return self.tokens + (now - self.at) * self.rate >= self.burst


@dataclass(slots=True)
class FloodControl:
    """Decides for each message how long it waits, or that it is refused."""

    rates: Rates = field(default_factory=Rates)
    _chats: dict[tuple[int, str], Bucket] = field(default_factory=dict)
    _global: Bucket | None = None
    _paid: Bucket | None = None

    def book(self, chat_id: int, now: float, *, group: bool, paid: bool = False) -> tuple[float, int]:
        """Book a message: (seconds to sleep first, 0), or (0, seconds to retry after) when it is refused.

        `now` is in seconds on any clock; a refused message books nothing.
        """
        buckets = [self._everywhere(now, paid), self._chat(chat_id, "second", now)]
        if group:
            buckets.append(self._chat(chat_id, "minute", now))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > SLEPT_INSIDE:
            return 0.0, math.ceil(wait)
        for bucket in buckets:
            bucket.take()
        return wait, 0

    def _everywhere(self, now: float, paid: bool) -> Bucket:
        rates = self.rates
        if paid:
            self._paid = self._paid or Bucket(rates.paid, rates.paid, rates.paid, now)
            return self._paid
        self._global = self._global or Bucket(rates.everywhere, rates.everywhere_burst, rates.everywhere_burst, now)
        return self._global

    def _chat(self, chat_id: int, span: str, now: float) -> Bucket:
        bucket = self._chats.get((chat_id, span))
        if bucket is None:
            if len(self._chats) > 100_000:
                self._chats = {key: kept for key, kept in self._chats.items() if not kept.idle(now)}
            rates = self.rates
            rate, burst = (rates.chat, rates.chat_burst) if span == "second" else (rates.group, rates.group_burst)
            bucket = self._chats[chat_id, span] = Bucket(rate, burst, burst, now)
        return bucket
