"""Telegram's updates by polling. What has been fetched is Telegram's no longer, so nothing of it may be lost at a stop.

Only so many are taken as memory has room for; the rest waits at Telegram, which keeps it for a day. A stop lets those
under way finish and hands the others back by way of Redis, to whoever polls next.

Of several processes one polls, since Telegram ends the request of all but the last who asks; the others stand by for
its lease. Who polls on without it, because Redis was away or the process was frozen, takes nothing that is taken.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Protocol

from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Application

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.scheduler import Election

log = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Raw = Mapping[str, Any]

CALL = "getupdates"
"""The raw call: one update that the client cannot read must not keep the others of its batch. In lower case, which
Telegram takes as well, since the client warns of raw calls for which it has a method."""
LONG = 10
"""Seconds that Telegram holds a request open while there is nothing."""
ENOUGH = 5000
"""Updates in hand beyond which no more are fetched: those that 100 chats or 250 groups may have waiting, so that it
takes many to keep the others waiting at Telegram."""
STOP_PATIENCE = 8.0
"""Seconds for updates under way at a stop."""
LAST_WORDS = 1.0
"""Seconds for a claim under way at a stop; for handing back, and for telling Telegram where to go on."""
LEASE = 10.0
"""Seconds after which another process polls for one that says nothing; it renews three times as often."""
CLAIM_PATIENCE = 3.0
"""Seconds for claiming updates; while Redis is slower than that they are answered without."""


class UpdateBook(Protocol):
    """Who took which updates from Telegram, and those that a process had no time for."""

    async def claim(self, updates: Sequence[Raw]) -> list[Raw]:
        """Take updates; gives those that no other process has taken."""
        ...

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
        self,
        application: AnyApplication,
        book: UpdateBook,
        election: Election,
        supervisor: Supervision,
        allowed: Sequence[str],
    ) -> None:
        self._application = application
        self._book = book
        self._election = election
        self._supervisor = supervisor
        self._allowed = list(allowed)
        self._asked = False
        self._turn = asyncio.Event()
        self._offset = 0
        self._prepared = False
        self._took_back = False
        self._tasks: dict[asyncio.Task[None], Raw] = {}
        self._begun: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Poll while the block lasts, or stand by while another process does; then stop."""
        async with self._supervisor.beside("election of who polls", self._elect):
            try:
                async with self._supervisor.beside("updates", self._step):
                    yield
            finally:
                await self._stop()
        await self._resign()

    async def _elect(self) -> float:
        """Take or keep the turn; without the store it stays with whoever had it, and anybody may begin."""
        try:
            mine = await self._election.hold()
        except Exception:
            if not self._asked:
                self._turn.set()
            raise
        finally:
            self._asked = True
        if not mine:
            self._turn.clear()
        elif not self._turn.is_set():
            log.info("this process polls for updates now")
            self._prepared = False
            self._turn.set()
        self._took_back = False  # others stop at any time
        return LEASE / 3

    async def _step(self) -> float:
        """Fetch the next updates once it is our turn and there is room for them. Raises TelegramError."""
        await self._turn.wait()
        if not self._took_back:
            self._took_back = await self._supervisor.attempt("updates handed back", self._take_back) or False
        if not self._prepared:
            await self._application.bot.delete_webhook()
            self._prepared = True
        while len(self._tasks) >= ENOUGH:
            self._changed.clear()
            await self._changed.wait()
        try:
            fetched = await self._fetch(LONG)
        except Conflict:
            await self._elect()
            if self._turn.is_set():
                raise
            return 0.0
        if fetched:
            await self._receive(fetched)
        return 0.0

    async def _receive(self, fetched: Sequence[Raw]) -> None:
        """Take what no other process has taken; all of it while Redis is away."""
        claiming = asyncio.create_task(self._supervisor.attempt("claiming updates", partial(self._claim, fetched)))
        found: list[Raw] | None = None
        try:
            found = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            # Another process may have taken them, so a stop waits for the word.
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_WORDS):
                    found = await claiming
            raise
        finally:
            for raw in fetched if found is None else found:
                self._take(raw)
            self._offset = max([self._offset, *(int(raw["update_id"]) + 1 for raw in fetched)])

    async def _claim(self, fetched: Sequence[Raw]) -> list[Raw]:
        try:
            async with asyncio.timeout(CLAIM_PATIENCE):
                return await self._book.claim(fetched)
        except TimeoutError:
            raise StoreUnavailableError("Redis is slow") from None

    async def _stop(self) -> None:
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
                    await self._book.keep(left)
                if self._offset and self._turn.is_set():
                    await self._fetch(0)  # tells that everything before the offset need not come again
        except (StoreUnavailableError, TelegramError, TimeoutError) as error:
            log.warning("Telegram will send some updates once more: %s", str(error) or "no answer in time")
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=0.5)

    async def _resign(self) -> None:
        """Let another process poll at once."""
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._election.leave()
        except (StoreUnavailableError, TimeoutError) as error:
            log.warning("the turn to poll could not be given up: %s", str(error) or "Redis is slow")

    async def _take_back(self) -> bool:
        """Take what the last process had no time for."""
        waiting = await self._book.waiting()
        for raw in waiting:
            self._take(raw)
        if waiting:
            log.info("%d updates of before the last stop are answered now", len(waiting))
            await self._book.drop(waiting)
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
        else:
            self._supervisor.worked("answering")

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
