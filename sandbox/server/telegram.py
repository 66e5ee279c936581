"""What a sandbox is below its page and its people: one bot's server, its clock, and what can be asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from ledebot.bot.core.clock import Clock, ManualClock, OffsetClock
from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.call_log import Call, Duplicate
from ledebot.sandbox.server.errors import ActionError, Json
from ledebot.sandbox.server.faults import Faults

Predicate = Callable[[Json], object]

END = datetime(2200, 1, 1, tzinfo=UTC)
"""Where the clock ends: dates that the bot and the page can still reckon with."""
PATIENCE = 60.0
"""Seconds for what does not come. What does come ends the wait at once, so it may be long: machines are busy."""


def clock_view(clock: Clock) -> Json:
    """Give the sandbox's time and how far it is ahead of the machine's."""
    now = clock.now()
    offset = clock.offset if isinstance(clock, OffsetClock) else now - datetime.now(UTC)
    return {"now": now.isoformat(), "offset_seconds": offset.total_seconds()}


class LocalTelegram:
    """A Bot API server that can be watched, waited on, moved in time and started over."""

    def __init__(self, api: BotApi, clock: Clock, token: str, port: int) -> None:
        self.api = api
        self.clock = clock
        self.token = token
        self.port = port
        self.acting: list[int] = []
        """Whom the page may act as."""
        self.next_event: Callable[[int | None], Awaitable[datetime | None]] | None = None
        """Tells when something is due next in a chat (None: in any), for the page's jump to it."""
        self.build: Callable[[], None] | None = None
        """Builds the first world; called again by `reset`."""
        self._changed: list[asyncio.Future[None]] = []
        api.world.listeners.append(self._wake)
        api.on_call = self._wake
        api.updates.on_change = self._wake

    @property
    def api_url(self) -> str:
        """Where the bot's calls go: `api_url/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """The same as python-telegram-bot's `base_url` wants it."""
        return f"{self.api_url}/bot"

    def advance(self, by: timedelta) -> None:
        """Move the clock forward. Raises ActionError for a step back, or a clock that cannot be moved."""
        clock = self.clock
        if not isinstance(clock, OffsetClock | ManualClock):
            raise ActionError("this sandbox runs on a clock that cannot be moved")
        if by < timedelta():
            raise ActionError("time moves forward only")
        if by > END - clock.now():
            raise ActionError(f"time moves no further than the year {END.year}")
        clock.advance(by)
        self.api.world.emit({"type": "clock", **clock_view(self.clock)})

    def reset(self) -> None:
        """Forget every chat, message, file, call, fault and pending update, and build the first world again."""
        self.api.reset()
        self.acting = []
        if self.build is not None:
            self.build()
        self.api.world.emit({"type": "reset"})

    # --- asking --------------------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """Faults on order."""
        return self.api.faults

    def messages(self, chat_id: int) -> list[Json]:
        """List what a chat shows, oldest first."""
        return list(self.api.world.chats[chat_id].messages.values())

    def from_bot(self, chat_id: int) -> list[Json]:
        """List the bot's own messages in a chat, oldest first."""
        return [message for message in self.messages(chat_id) if self._by_bot(message)]

    def calls(self, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """List the calls so far, oldest first."""
        return self.api.calls.find(method, chat_id)

    def duplicates(self) -> list[Duplicate]:
        """List messages that the bot put into the same chat more than once."""
        return self.api.calls.duplicates()

    # --- waiting -------------------------------------------------------------------------------------

    async def wait_for(
        self,
        chat_id: int,
        predicate: Predicate | str | None = None,
        timeout: float = PATIENCE,
        *,
        after: int = 0,
    ) -> Json:
        """Wait for a message of the bot (a text it holds, or a question to ask of it), already there or to come.

        `after`: only messages with a greater id. Raises TimeoutError that tells what the chat shows instead.
        """

        def fits(message: Json) -> object:
            if message["message_id"] <= after or not self._by_bot(message):
                return False
            if isinstance(predicate, str):
                return predicate in (message.get("text") or message.get("caption") or "")
            return predicate is None or predicate(message)

        def newest() -> Json | None:
            return next((message for message in reversed(self.messages(chat_id)) if fits(message)), None)

        try:
            await self.wait_until(lambda: newest() is not None, timeout)
        except TimeoutError:
            shown = [message.get("text") or message.get("caption") for message in self.messages(chat_id)[-3:]]
            raise TimeoutError(f"no such message in chat {chat_id}; the last ones: {shown}") from None
        return newest() or {}

    async def wait_until(self, condition: Callable[[], object], timeout: float = PATIENCE, what: str = "") -> None:
        """Wait until a condition on the sandbox's world or calls holds. Raises TimeoutError."""
        deadline = asyncio.get_running_loop().time() + timeout
        while not condition():
            changed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._changed.append(changed)
            try:
                await asyncio.wait_for(changed, deadline - asyncio.get_running_loop().time())
            except TimeoutError:
                raise TimeoutError(f"nothing happened within {timeout} s: {what}") from None

    def _wake(self, _: object = None) -> None:
        waiting, self._changed = self._changed, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def _by_bot(self, message: Json) -> bool:
        if "via_bot" in message or "forum_topic_created" in message:
            return False
        sender = message.get("from", {}).get("id")
        if sender is None:
            sender = self.api.world.chats[message["chat"]["id"]].authors.get(message["message_id"])
        return bool(sender == self.api.world.bot.id)
