"""Delivery of updates to the bot's webhook, as Telegram's WebhookActor does it.

One queue per chat or user, in order; the queues run side by side up to `max_connections`. Any 2xx is success. The
first retry comes at once, then after 2, 4, 8 ... up to 60 seconds; `Retry-After` is honoured. An update is tried
until it goes stale; 410 for 23 hours without a break removes the webhook.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from dataclasses import dataclass, field

import aiohttp

from ledebot.bot.core.clock import Clock
from ledebot.sandbox.server.errors import ApiError, Json
from ledebot.sandbox.server.updates import Update, UpdateQueue

LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
GONE_SECONDS = 23 * 3600
ANSWER_SECONDS = 60.0


@dataclass(slots=True)
class Hook:
    """What setWebhook said."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    certificate: bytes = b""
    ip_address: str = ""
    last_error: str = ""
    last_error_date: int = 0
    gone_since: float | None = None


@dataclass
class Webhook:
    """The webhook in force and the tasks that serve it."""

    updates: UpdateQueue
    clock: Clock
    hook: Hook = field(default_factory=Hook)

    def __post_init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._queues: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(self.hook.max_connections)
        self.answer_call = _no_answer

    @property
    def url(self) -> str:
        """Where updates go; empty while the bot polls."""
        return self.hook.url

    async def set(self, hook: Hook) -> None:
        """Begin to deliver to an address."""
        await self._halt()
        self.hook = hook
        self._slots = asyncio.Semaphore(hook.max_connections)
        self.updates.webhook = True
        for update in self.updates.pending:
            self.wake(update.queue)

    async def remove(self) -> bool:
        """Go back to polling; tells whether there was a webhook."""
        was = bool(self.hook.url)
        await self._halt()
        self.hook = Hook()
        self.updates.webhook = False
        return was

    async def stop(self) -> None:
        """Deliver nothing more and close all connections."""
        await self._halt()
        if self._session is not None:
            await self._session.close()

    async def _halt(self) -> None:
        tasks, self._queues = list(self._queues.values()), {}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self, queue: int) -> None:
        """See to it that somebody serves the updates of a chat or user."""
        if self.hook.url and queue not in self._queues:
            self._queues[queue] = asyncio.create_task(self._serve(queue))

    # --- one queue -----------------------------------------------------------------------------------

    async def _serve(self, queue: int) -> None:
        """Deliver the updates of one chat or user in order until none is left."""
        while self.hook.url and (update := self._first(queue)) is not None:
            if await self._deliver(update):
                self.updates.discard(update)
        self._queues.pop(queue, None)

    def _first(self, queue: int) -> Update | None:
        self.updates.expire()
        return next((update for update in self.updates.pending if update.queue == queue), None)

    async def _deliver(self, update: Update) -> bool:
        """Try until it is taken or stale; tells whether it was taken."""
        pause = 0.0
        while self.hook.url and update.expires > self.clock.now().timestamp():
            error, retry_after = await self._attempt(update)
            if error is None:
                self.hook.gone_since = None
                return True
            self.hook.last_error = error
            self.hook.last_error_date = int(self.clock.now().timestamp())
            self.updates.changed()
            await self.clock.sleep(retry_after if retry_after is not None else pause)
            pause = min(max(2.0, pause * 2), LONGEST_PAUSE)
        return False

    async def _attempt(self, update: Update) -> tuple[str | None, float | None]:
        """Post an update once: (None, None) when it was taken, else the error and a pause that was asked for."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.hook.secret} if self.hook.secret else {}
        try:
            async with (
                self._slots,
                self._client().post(self.hook.url, json=update.body, headers=headers, ssl=self._trust()) as response,
            ):
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._answered(body)
                    return None, None
                self._note_gone(response.status)
                return (
                    f"Wrong response from the webhook: {response.status} {response.reason}",
                    _retry_after(response.headers.get("Retry-After", "")),
                )
        except TimeoutError:
            return "Read timeout expired", None
        except aiohttp.ClientConnectorError:
            return "Connection refused", None
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}", None

    async def _answered(self, body: bytes) -> None:
        """A response may carry a call of the bot: `{"method": ..., ...}`. What becomes of it is not told."""
        try:
            call = json.loads(body) if body.startswith(b"{") else {}
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            try:
                await self.answer_call(call)
            except ApiError as error:
                self.hook.last_error = error.description

    def _note_gone(self, status: int) -> None:
        now = self.clock.now().timestamp()
        if status != 410:
            self.hook.gone_since = None
        elif self.hook.gone_since is None:
            self.hook.gone_since = now
        elif now - self.hook.gone_since > GONE_SECONDS:
            self.hook = Hook()
            self.updates.webhook = False

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, auto_decompress=False)
        return self._session

    def _trust(self) -> ssl.SSLContext | bool:
        """Trust the certificate that the bot uploaded, or else the system's."""
        if not self.hook.certificate:
            return True
        context = ssl.create_default_context(cadata=self.hook.certificate.decode("ascii", "replace"))
        context.check_hostname = False
        return context


async def _no_answer(call: Json) -> None:
    """Used until the server says who works on calls that come as responses."""


def _retry_after(value: str) -> float | None:
    return min(float(value), LONGEST_RETRY_AFTER) if value.isdecimal() else None
