"""python-telegram-bot's rate limiter: every message of the bot, whoever sends it, keeps to the shared limits.

Not its own AIORateLimiter: that one lets all who waited out a 429 go at once, stops every chat for one chat's sake,
has no limit for a private chat, counts in one process' memory, and knows no urgency.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from ledebot.bot.core.places import locked
from ledebot.bot.delivery.send_queue import Busy, SendQueue

PACED = 1
"""`rate_limit_args` of a request that has waited for its turn already: a sender's."""
PATIENCE = 15.0
"""Seconds that a reply waits for a chat's rest to end; after that its handler hears of the RetryAfter."""
TRIES = 3
PACED_PREFIXES = ("send", "edit", "copy", "forward")
UNPACED = (
    "sendChatAction",
    "editForumTopic",
    "editGeneralForumTopic",
    "editChatInviteLink",
    "editUserStarSubscription",
)
"""Not messages, whatever their names begin with."""

Json = dict[str, Any]
Result = bool | Json | list[Json]


class Limiter(BaseRateLimiter[int]):
    """Gives replies their turn ahead of bulk and keeps each 429 for all processes to see."""

    def __init__(self, send_queue: SendQueue, *, patience: float = PATIENCE) -> None:
        self._send_queue = send_queue
        self._patience = patience
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Make the request when its turn has come. Raises RetryAfter if Telegram asks for more than `patience`."""
        chat = chat_of(endpoint, data)
        if chat is None or rate_limit_args == PACED:
            return await callback(*args, **kwargs)
        for attempt in range(TRIES):
            try:
                async with self._in_order(chat):
                    await self._send_queue.reply(chat, self._patience)
                return await callback(*args, **kwargs)
            except Busy as busy:
                raise RetryAfter(_seconds_left(busy, self._send_queue)) from busy
            except RetryAfter as error:
                wait = seconds(error)
                await self._send_queue.flooded(chat, wait)
                if attempt == TRIES - 1 or wait > self._patience:
                    raise
        raise AssertionError("every attempt returns or raises")

    @asynccontextmanager
    async def _in_order(self, chat: int) -> AsyncIterator[None]:
        """Let replies to one chat queue in the order in which they were made."""
        async with locked(self._turns.setdefault(chat, asyncio.Lock())):
            yield


def chat_of(endpoint: str, data: dict[str, Any]) -> int | None:
    """Tell which chat's limits a request counts against; None if against no chat's."""
    if not endpoint.startswith(PACED_PREFIXES) or endpoint in UNPACED:
        return None
    chat = data.get("chat_id")
    if isinstance(chat, int):
        return chat
    if isinstance(chat, str) and chat.lstrip("-").isdigit():
        return int(chat)
    return None


def seconds(error: RetryAfter) -> float:
    """Read how long Telegram wants us to wait; python-telegram-bot gives a number or a timedelta."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _seconds_left(busy: Busy, send_queue: SendQueue) -> int:
    return max(1, round((busy.until - send_queue.now()).total_seconds()))
