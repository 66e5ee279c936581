"""Telegram's updates by polling. What has been fetched is Telegram's no longer, so nothing of it may be lost at a stop.

Only so many are taken as memory has room for; the rest waits at Telegram, which keeps it for a day. A stop lets those
under way finish and hands the others back by way of Redis, to whoever polls next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.supervision import Supervision

log = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Raw = Mapping[str, Any]

CALL = "getupdates"
"""The raw call: one update that the client cannot read must not keep the others of its batch. In lower case, which
Telegram takes as well, since the client warns of raw calls for which it has a method."""
LONG = 10
"""Seconds that Telegram holds a request open while there is nothing."""
ENOUGH = 1000
"""Updates in hand beyond which no more are fetched: those that twenty chats may have waiting, so that it takes many to
keep the others waiting at Telegram."""
STOP_PATIENCE = 8.0
"""Seconds for updates under way at a stop."""
LAST_WORDS = 1.0
"""Seconds for handing back, and for telling Telegram where to go on."""


class HandedBack(Protocol):
    """Where updates wait that a process took from Telegram and had no time for."""

    async def keep(self, updates: Sequence[Raw]) -> None:
        """Keep them for whoever polls next."""
        ...

    async def waiting(self) -> list[Raw]:
        """List them, in the order in which they came."""
        ...

    async def drop(self, updates: Sequence[Raw]) -> None:
        """Forget them: they are in somebody's hands."""
        ...


class Polling:
    """Takes updates until stopped; those of one chat are handled in their order, as the application sees to it."""

    def __init__(
        self, application: AnyApplication, handed_back: HandedBack, supervisor: Supervision, allowed: Sequence[str]
    ) -> None:
        self._application = application
        self._handed_back = handed_back
        self._supervisor = supervisor
        self._allowed = list(allowed)
        self._offset = 0
        self._prepared = False
        self._took_back = False
        self._tasks: dict[asyncio.Task[None], Raw] = {}
        self._begun: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Event()

    async def step(self) -> float:
        """Fetch the next updates once there is room for them. Raises TelegramError."""
        if not self._took_back:
            self._took_back = await self._supervisor.attempt("updates handed back", self._take_back) or False
        if not self._prepared:
            await self._application.bot.delete_webhook()
            self._prepared = True
        while len(self._tasks) >= ENOUGH:
            self._changed.clear()
            await self._changed.wait()
        for raw in await self._fetch(LONG):
            self._offset = max(self._offset, int(raw["update_id"]) + 1)
            self._take(raw)
        return 0.0

    async def stop(self) -> None:
        """Finish what is under way, hand the rest back; within ten seconds."""
        for task in self._tasks.keys() - self._begun:
            task.cancel()
        if self._tasks:
            late = (await asyncio.wait(self._begun, timeout=STOP_PATIENCE))[1] if self._begun else set()
            for task in late:
                task.cancel()
        # Whoever typed an inline query has long gone on typing.
        unfinished = (raw for task, raw in self._tasks.items() if not task.done() or task.cancelled())
        left = [raw for raw in unfinished if "inline_query" not in raw]
        if left:
            log.info("%d updates are left to whoever polls next", len(left))
        try:
            async with asyncio.timeout(LAST_WORDS):
                if left:
                    await self._handed_back.keep(left)
                if self._offset:
                    await self._fetch(0)  # tells that everything before the offset need not come again
        except (StoreUnavailableError, TelegramError, TimeoutError) as error:
            log.warning("Telegram will send some updates once more: %s", str(error) or "no answer in time")
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=0.5)

    async def _take_back(self) -> bool:
        """Take what the last process had no time for."""
        waiting = await self._handed_back.waiting()
        for raw in waiting:
            self._take(raw)
        if waiting:
            log.info("%d updates of before the last stop are answered now", len(waiting))
            await self._handed_back.drop(waiting)
        return True

    async def _fetch(self, wait: int) -> list[Raw]:
        ask = {"offset": self._offset, "timeout": wait, "allowed_updates": self._allowed}
        answer = await self._application.bot.do_api_request(CALL, ask)
        if not isinstance(answer, list) or not all(isinstance(raw, dict) and "update_id" in raw for raw in answer):
            raise TelegramError("the answer holds no updates")
        return answer

    def _take(self, raw: Raw) -> None:
        try:
            update = Update.de_json(dict(raw), self._application.bot)
        except Exception:
            log.exception("update %s cannot be read; the others are", raw.get("update_id"))
            return
        task = asyncio.create_task(self._handle(update))
        self._tasks[task] = raw
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._begun.discard(task)
        self._changed.set()
        if task.cancelled():
            return  # it stays listed: it is handed back
        del self._tasks[task]
        error = task.exception()
        if isinstance(error, Exception):
            self._supervisor.failed("answering", error)

    async def _handle(self, update: Update) -> None:
        work = self._work(update, asyncio.current_task())
        try:
            await self._application.update_processor.process_update(update, work)
        finally:
            work.close()  # a turn that never came

    async def _work(self, update: Update, task: asyncio.Task[Any] | None) -> None:
        if task is not None:
            self._begun.add(task)
        await self._application.process_update(update)
