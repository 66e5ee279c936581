"""Updates of one chat are handled one after another, in the order they came; different chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from ledebot.bot.core.places import Places

AT_ONCE = 64
"""Chats served at the same time, and as many inline queries; one that waits for its turn to send is not counted."""
WAITING = 100_000
"""Updates that may wait their turn; Telegram itself keeps no more."""
WAITING_OF_A_CHAT = 50
"""Updates of one chat that may wait. Its answers go out one a second, so that the last of them waits a minute; whoever
sends more must not keep the process from fetching what others sent."""
WAITING_OF_A_GROUP = 20
"""The same of a group or channel, whose answers go out twenty a minute."""

log = logging.getLogger(__name__)


class PerChatProcessor(BaseUpdateProcessor):
    """Gives each chat a queue of its own. Inline queries belong to no chat and never wait behind one.

    The base class's own limit counts waiting updates too, so that one chat's hundred would keep everybody out; the
    limits here count the updates at work.
    """

    __slots__ = ("_at_work", "_inline", "_last", "_waiting", "dropped")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(WAITING)
        self._at_work = Places(at_once)
        self._inline = Places(at_once)
        self._last: dict[int, asyncio.Event] = {}
        self._waiting: Counter[int] = Counter()
        self.dropped = 0
        """Updates of chats that had too many waiting."""

    async def do_process_update(self, update: object, coroutine: Coroutine[Any, Any, Any]) -> None:  # type: ignore[override]  # it is given coroutines only
        """Await the update's work when its turn has come; drop it where its chat has too many waiting."""
        if isinstance(update, Update) and update.inline_query is not None:
            async with self._inline.taken():
                await coroutine
            return
        chat = _chat(update)
        if self._waiting[chat] >= (WAITING_OF_A_CHAT if chat > 0 else WAITING_OF_A_GROUP):
            self._drop(chat, coroutine)
            return
        before, mine = self._last.get(chat), asyncio.Event()
        self._last[chat] = mine
        self._waiting[chat] += 1
        try:
            if before is not None:
                await before.wait()
            async with self._at_work.taken():
                await coroutine
        finally:
            mine.set()
            self._waiting[chat] -= 1
            if self._last.get(chat) is mine:
                del self._last[chat], self._waiting[chat]

    def _drop(self, chat: int, coroutine: Coroutine[Any, Any, Any]) -> None:
        coroutine.close()
        self.dropped += 1
        if (
            self.dropped & (self.dropped - 1) == 0
        ):  # the 1st, 2nd, 4th, ...: whoever floods the bot must not flood the log
            log.warning("chat %s sends faster than it can be answered; %d updates dropped", chat, self.dropped)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _chat(update: object) -> int:
    """Tell whose queue an update belongs to: its chat's, else its user's."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0
