"""Updates of one chat are handled one after another, in the order they came; different chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 64
"""Chats served at the same time."""
WAITING = 100_000
"""Updates that may wait their turn; Telegram itself keeps no more."""


class PerChatProcessor(BaseUpdateProcessor):
    """Gives each chat a queue of its own.

    The base class's own limit counts waiting updates too, so that one chat's hundred would keep everybody out; the
    limit here counts the updates at work.
    """

    __slots__ = ("_at_work", "_last")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(WAITING)
        self._at_work = asyncio.Semaphore(at_once)
        self._last: dict[int, asyncio.Event] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the update's work when its chat's turn has come."""
        chat = _chat(update)
        before, mine = self._last.get(chat), asyncio.Event()
        self._last[chat] = mine
        try:
            if before is not None:
                await before.wait()
            async with self._at_work:
                await coroutine
        finally:
            mine.set()
            if self._last.get(chat) is mine:
                del self._last[chat]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _chat(update: object) -> int:
    """Tell whose queue an update belongs to: its chat's, else its user's (inline queries)."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0
