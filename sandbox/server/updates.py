"""What the bot is to be told: the queue behind getUpdates and webhooks."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from ledebot.bot.core.clock import Clock
from ledebot.sandbox.server.errors import ApiError, Json, fail

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
    "chat_join_request",
    "poll",
    "poll_answer",
    "pre_checkout_query",
    "shipping_query",
)
DEFAULT_KINDS = frozenset(KINDS) - {"chat_member", "message_reaction", "message_reaction_count"}
RETENTION = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}
DAY = 86_400
CAPACITY = 100_000
CONFLICT_DELAY = 3.0
POLLED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Update:
    """One update and when it goes stale (seconds since 1970 on the sandbox's clock)."""

    id: int
    body: Json
    expires: float
    queue: int = 0
    """The chat or user whose order it belongs to."""


@dataclass(slots=True)
class _Poll:
    """A getUpdates call that waits."""

    future: asyncio.Future[None]


@dataclass
class UpdateQueue:
    """All pending updates; ids begin anywhere and grow by one."""

    clock: Clock
    hasty: bool = False
    """Whether the guards against hasty polling (3 s and 0.5 s rules) are on; tests that restart bots turn them off."""
    allowed: frozenset[str] = DEFAULT_KINDS
    next_id: int = field(default_factory=lambda: 100_000_000 + secrets.randbelow(800_000_000))
    pending: deque[Update] = field(default_factory=deque)
    webhook: bool = False
    asked: list[str] | None = None
    """The kinds that the bot asked for; None while it takes the default."""
    dropped: int = 0

    def __post_init__(self) -> None:
        self.on_change: Callable[[], None] | None = None
        """Called when an update comes or goes, and when a getUpdates call begins to wait."""
        self._poll: _Poll | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0
        self._last_conflict = -float(DAY)

    def allow(self, kinds: object) -> None:
        """Set which kinds are collected from now on; an empty list, or one of unknown kinds only, means the default."""
        known = frozenset(kinds) & frozenset(KINDS) if isinstance(kinds, list) else frozenset()
        self.allowed = known or DEFAULT_KINDS
        self.asked = sorted(known) or None

    def push(self, kind: str, payload: Json, *, queue: int) -> int | None:
        """Add an update; gives its id, or None when the bot does not want that kind."""
        if kind not in self.allowed:
            return None
        if len(self.pending) >= CAPACITY:
            self.dropped += 1
            return None
        update_id = self.next_id
        self.next_id += 1
        expires = self.clock.now().timestamp() + RETENTION.get(kind, DAY)
        self.pending.append(Update(update_id, {"update_id": update_id, kind: payload}, expires, queue))
        if self._poll is not None and not self._poll.future.done():
            self._poll.future.set_result(None)
        self.changed()
        return update_id

    def changed(self) -> None:
        """Tell whoever wants to know that something is different."""
        if self.on_change is not None:
            self.on_change()

    def clear(self) -> None:
        """Drop all that is pending."""
        self.pending.clear()

    def discard(self, update: Update) -> None:
        """Drop one that was delivered."""
        with suppress(ValueError):
            self.pending.remove(update)
        self.changed()

    def expire(self) -> None:
        """Drop what has gone stale."""
        now = self.clock.now().timestamp()
        if any(update.expires <= now for update in self.pending):
            self.pending = deque(update for update in self.pending if update.expires > now)

    @property
    def waiting(self) -> bool:
        """Whether a getUpdates call waits for news."""
        return self._poll is not None

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Answer getUpdates. Raises the 409s."""
        if self.webhook:
            raise fail(409, WEBHOOK_ACTIVE)
        started = time.monotonic()
        if self.hasty and offset == self._last_offset:
            if started < self._last_start + 3:
                timeout = max(timeout, 3.0)
            if started < self._last_start + 0.5:
                limit = 1
        self._last_offset, self._last_start = offset, started
        found = self._read(offset, limit)
        if found or timeout <= 0:
            return found
        self.end_poll(POLLED)
        poll = self._poll = _Poll(asyncio.get_running_loop().create_future())
        self.changed()
        try:
            await asyncio.wait_for(poll.future, timeout)
        except TimeoutError:
            return []
        except ApiError:
            await self._delay_conflict()
            raise
        finally:
            if self._poll is poll:
                self._poll = None
        return self._read(offset, limit)

    def end_poll(self, reason: str) -> None:
        """End a waiting getUpdates with a 409."""
        if self._poll is not None and not self._poll.future.done():
            self._poll.future.set_exception(fail(409, reason))

    def release_poll(self) -> None:
        """Answer a waiting getUpdates with nothing, as when the server goes away."""
        if self._poll is not None and not self._poll.future.done():
            self._poll.future.set_result(None)

    async def _delay_conflict(self) -> None:
        """A second 409 within three seconds is answered three seconds late."""
        now = time.monotonic()
        recent = now - self._last_conflict < CONFLICT_DELAY
        self._last_conflict = now
        if recent and self.hasty:
            await asyncio.sleep(CONFLICT_DELAY)

    def _read(self, offset: int, limit: int) -> list[Json]:
        """Forget what the offset confirms, give what follows."""
        self.expire()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        elif offset <= self.next_id + 10:
            while self.pending and self.pending[0].id < offset:
                self.pending.popleft()
        return [update.body for update, _ in zip(self.pending, range(limit), strict=False)]
