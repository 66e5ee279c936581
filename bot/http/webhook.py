"""Updates by webhook: any number of bot processes behind one address, each update handled once.

Telegram delivers at least once, in order for each chat, and tries again for a day after anything but a 2xx. So the
answer is given when the update has been handled, not before, and a shared ledger tells what was handled already.
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
        self._tasks: set[asyncio.Task[web.Response]] = set()
        self._closing = False

    async def receive(self, request: web.Request) -> web.Response:
        """Handle one update: 200 done, 403 not from Telegram, 400 no update, 503 try again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=403, text="wrong secret token\n")
        if self._closing:
            return web.Response(status=503, headers=TRY_AGAIN)
        try:
            async with asyncio.timeout(BODY_PATIENCE):
                update = json.loads(await request.read())
            update_id = int(update["update_id"])
        except TimeoutError:
            return web.Response(status=408, text="too slow\n")
        except (ValueError, OverflowError, KeyError, TypeError, RecursionError):
            return web.Response(status=400, text="not an update\n")
        # Telegram may give up waiting and close the connection; the work goes on and its end is noted.
        task = asyncio.create_task(self._once(update_id, update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():
                raise
            return web.Response(status=503, headers=TRY_AGAIN)

    async def close(self) -> None:
        """Finish what is under way, give the rest back: Telegram delivers it again. Within nine seconds."""
        self._closing = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=STOP_PATIENCE)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=LAST_WORDS)

    async def _once(self, update_id: int, update: dict[str, Any]) -> web.Response:
        try:
            seen = await self._ledger.begin(update_id)
        except StoreUnavailableError as error:
            # The reader is told so by the handlers; waiting would leave them without any word.
            log.info("update %d is handled without the ledger: %s", update_id, error)
            seen = Seen.NEW
        if seen is Seen.DONE:
            return web.Response()
        if seen is Seen.BUSY:
            return web.Response(status=503, headers=TRY_AGAIN)
        try:
            await self._handle(update)
        except asyncio.CancelledError:
            await self._note(self._ledger.drop, update_id)
            raise
        except Exception:
            # The same update would fail the same way for a day.
            log.exception("update %d met an unexpected error", update_id)
        await self._note(self._ledger.done, update_id)
        return web.Response()

    async def _note(self, note: Callable[[int], Awaitable[None]], update_id: int) -> None:
        try:
            await note(update_id)
        except StoreUnavailableError as error:
            log.info("update %d could not be noted: %s", update_id, error)
