"""Updates by webhook: any number of bot processes behind one address, each update handled once.

Telegram delivers at least once, in order for each chat, and tries again for a day after anything but a 2xx. So the
answer is given when the update has been handled, not before, and a shared ledger tells what was handled already. Who
waits long must not hold all connections: beyond a few, groups' updates are answered "later" while the work goes on.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit

from aiohttp import web

from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.http.listening import listening

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
LARGEST = 1024 * 1024
"""Bytes of an update; Telegram's own are some kilobytes."""
TRY_AGAIN = {"Retry-After": "3"}
IN_HAND = 429
"""Says "later" of what is in hand: a status that no broken proxy gives, so that the operator need not look at it."""
HELD_BY_GROUPS = 20
"""Connections that groups' updates may hold here, of the 100 that Telegram opens to all processes together."""
MOST_OF_GROUPS = 5000
"""Updates in hand beyond which no group's is taken: those that 250 groups may have waiting."""
BEAT = 20.0
"""Seconds after which the ledger hears again of an update that holds no connection."""
BODY_PATIENCE = 10.0
"""Seconds for an update to arrive whole."""
STOP_PATIENCE = 8.0
"""Seconds for updates under way at a stop."""
LAST_WORDS = 1.0
"""Seconds for giving back those that did not come to an end."""


class Seen(StrEnum):
    """What the ledger knows of an update."""

    NEW = "new"
    """Nobody has it; it is ours now."""
    BUSY = "busy"
    """Another process is at it, or died at it less than a minute ago."""
    DONE = "done"


class UpdateLedger(Protocol):
    """Which updates have been handled, for all processes."""

    async def begin(self, update_id: int) -> Seen:
        """Take an update, unless it is taken."""
        ...

    async def hold(self, update_id: int) -> None:
        """Note that it is still being handled."""
        ...

    async def done(self, update_id: int) -> None:
        """Note that it has been handled."""
        ...

    async def drop(self, update_id: int) -> None:
        """Give it back: it was not handled."""
        ...


Handle = Callable[[dict[str, Any]], Awaitable[None]]


def secret_of(token: str, configured: str | None) -> str:
    """Give the secret that Telegram must show: the configured one, or one that all processes derive alike."""
    return configured or hmac.new(token.encode(), b"ledebot webhook", hashlib.sha256).hexdigest()


@asynccontextmanager
async def receiving(
    listen: tuple[str, int], url: str, secret: str, ledger: UpdateLedger, handle: Handle
) -> AsyncIterator[int]:
    """Receive updates for the public address `url` until the block ends; gives the port that is listened on."""
    hook = Hook(secret, ledger, handle)
    app = web.Application(client_max_size=LARGEST)
    app.router.add_post(urlsplit(url).path or "/", hook.receive)
    async with listening(app, listen, "LEDEBOT_WEBHOOK_LISTEN") as port:
        try:
            yield port
        finally:
            await hook.close()


class Hook:
    """Answers Telegram's requests."""

    def __init__(self, secret: str, ledger: UpdateLedger, handle: Handle) -> None:
        self._secret = secret
        self._ledger = ledger
        self._handle = handle
        self._tasks: dict[int, asyncio.Task[int]] = {}
        self._groups = 0
        self._closing = False

    async def receive(self, request: web.Request) -> web.Response:
        """Handle one update: 200 done, 403 not from Telegram, 400 no update, 429 in hand, 503 try again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=403, text="wrong secret token\n")
        if self._closing:
            return _answer(503)
        try:
            async with asyncio.timeout(BODY_PATIENCE):
                update = json.loads(await request.read())
            update_id = int(update["update_id"])
        except TimeoutError:
            return web.Response(status=408, text="too slow\n")
        except (ValueError, OverflowError, KeyError, TypeError, RecursionError):
            return web.Response(status=400, text="not an update\n")
        if update_id in self._tasks or (of_group(update) and len(self._tasks) >= MOST_OF_GROUPS):
            return _answer(IN_HAND)
        # Telegram may give up waiting and close the connection; the work goes on and its end is noted.
        let_go = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._once(update_id, update, let_go))
        self._tasks[update_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(update_id))
        await asyncio.wait((task, let_go), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return _answer(IN_HAND)
        return _answer(503 if task.cancelled() else task.result())

    async def close(self) -> None:
        """Finish what is under way, give the rest back: Telegram delivers it again. Within nine seconds."""
        self._closing = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks.values(), timeout=STOP_PATIENCE)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=LAST_WORDS)

    async def _once(self, update_id: int, update: dict[str, Any], let_go: asyncio.Future[None]) -> int:
        patient = of_group(update)
        try:
            seen = await self._ledger.begin(update_id)
        except StoreUnavailableError as error:
            # The reader is told so by the handlers; waiting would leave them without any word.
            log.info("update %d is handled without the ledger: %s", update_id, error)
            seen = Seen.NEW
            patient = False  # nobody would know at the next try that it is done
        if seen is Seen.DONE:
            return 200
        if seen is Seen.BUSY:
            return IN_HAND
        try:
            if patient:
                async with self._among_groups(update_id, let_go):
                    await self._handle(update)
            else:
                await self._handle(update)
        except asyncio.CancelledError:
            await self._note(self._ledger.drop, update_id)
            raise
        except Exception:
            # The same update would fail the same way for a day.
            log.exception("update %d met an unexpected error", update_id)
        await self._note(self._ledger.done, update_id)
        return 200

    @asynccontextmanager
    async def _among_groups(self, update_id: int, let_go: asyncio.Future[None]) -> AsyncIterator[None]:
        """Hold the connection while the block lasts, or let it go where groups hold enough.

        Telegram asks again then, and is told 200 when the update has been handled.
        """
        if self._groups < HELD_BY_GROUPS:
            self._groups += 1
            try:
                yield
            finally:
                self._groups -= 1
            return
        let_go.set_result(None)
        beating = asyncio.create_task(self._beat(update_id))
        try:
            yield
        finally:
            beating.cancel()

    async def _beat(self, update_id: int) -> None:
        while True:
            await asyncio.sleep(BEAT)
            await self._note(self._ledger.hold, update_id)

    async def _note(self, note: Callable[[int], Awaitable[None]], update_id: int) -> None:
        try:
            await note(update_id)
        except StoreUnavailableError as error:
            log.info("update %d could not be noted: %s", update_id, error)


def of_group(update: dict[str, Any]) -> bool:
    """Whether an update is of a group or channel, a button pressed there included."""
    bodies = [body for body in update.values() if isinstance(body, dict)]
    chats = [_dict(_dict(body.get("message", body)).get("chat")) for body in bodies]
    return any(isinstance(chat.get("id"), int) and chat["id"] < 0 for chat in chats)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _answer(status: int) -> web.Response:
    return web.Response(status=status, headers=None if status == 200 else TRY_AGAIN)
