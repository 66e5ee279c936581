"""The sandbox as a whole: started, driven and asked from a test or a program."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import TracebackType

from ledebot.bot.core.clock import Clock, ManualClock, OffsetClock
from ledebot.sandbox.page.api import PageApi
from ledebot.sandbox.page.views import clock_view
from ledebot.sandbox.people.actions import ActionError
from ledebot.sandbox.people.handles import Predicate, Room, User
from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.call_log import Call, CallLog, Duplicate
from ledebot.sandbox.server.errors import Json
from ledebot.sandbox.server.faults import Faults
from ledebot.sandbox.server.flood import FloodControl, Rates
from ledebot.sandbox.server.http_server import HttpServer
from ledebot.sandbox.server.methods import METHODS
from ledebot.sandbox.server.world import Member, Person, Topic, World

BOT_ID = 123456


class Sandbox:
    """A Telegram of your own on 127.0.0.1: an asynchronous context manager.

    `flood`: True for Telegram's published rates, a `Rates` for others, False for none. `history` caps the messages
    that each chat keeps, `call_log` the calls that are kept whole (counters go on); None keeps everything.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        flood: bool | Rates = True,
        port: int = 0,
        bot_name: str = "Ledebot",
        bot_username: str = "ledebot_bot",
        token: str | None = None,
        history: int | None = None,
        call_log: int | None = None,
    ) -> None:
        self.clock: Clock = clock or OffsetClock()
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)[:35]}"
        bot = Person(int(self.token.partition(":")[0]), bot_name, username=bot_username, is_bot=True)
        control = FloodControl(flood if isinstance(flood, Rates) else Rates()) if flood else None
        self.api = BotApi(World(self.clock, bot, history=history), self.token, CallLog(call_log), METHODS, control)
        self.port = port
        self.next_event: Callable[[int | None], Awaitable[datetime | None]] | None = None
        """Tells when something is due next in a chat (None: in any), for the page's jump to it."""
        self.build: Callable[[Sandbox], None] | None = None
        """Builds the first world; called again by `reset`."""
        self._page = PageApi(self)
        self._server = HttpServer(self.api, self._page.handle)
        self._changed: list[asyncio.Future[None]] = []
        self.api.world.listeners.append(self._wake)
        self.api.on_call = self._called
        self.api.updates.on_change = self._wake

    # --- life ----------------------------------------------------------------------------------------

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        self.port = await self._server.start(self.port)

    async def stop(self) -> None:
        """End every connection."""
        self._page.events.close()
        self.api.updates.release_poll()
        await self.api.webhook.stop()
        await self._server.stop()

    @property
    def api_url(self) -> str:
        """Where the bot's calls go: `api_url/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """The same as python-telegram-bot's `base_url` wants it."""
        return f"{self.api_url}/bot"

    # --- making --------------------------------------------------------------------------------------

    def user(
        self, name: str = "小明", *, language_code: str = "zh-hans", username: str = "", user_id: int | None = None
    ) -> User:
        """Create somebody; the bot may write to them once they have written."""
        who = self.api.world.add_person(name, language_code=language_code, username=username, user_id=user_id)
        return User(self, who.id)

    def group(
        self,
        title: str = "读书会",
        *,
        owner: User,
        members: tuple[User, ...] = (),
        admins: tuple[User, ...] = (),
        bot: str | None = "member",
        supergroup: bool = True,
        forum: bool = False,
        username: str = "",
    ) -> Room:
        """Create a group with the bot in it (`bot=None`: without, add it by `set_bot`)."""
        room = self._room("supergroup" if supergroup or forum else "group", title, username, owner, members, admins)
        chat = self.api.world.chats[room.id]
        if forum:
            chat.is_forum = True
            chat.topics[1] = Topic(1, "General")
            chat.changed()
        if bot is not None:
            room.set_bot(bot, by=owner)
        return room

    def channel(
        self,
        title: str = "晨报",
        *,
        owner: User,
        members: tuple[User, ...] = (),
        bot: str | None = "administrator",
        username: str = "",
    ) -> Room:
        """Create a channel with the bot as an administrator."""
        room = self._room("channel", title, username, owner, members, ())
        if bot is not None:
            room.set_bot(bot, by=owner)
        return room

    def _room(
        self, kind: str, title: str, username: str, owner: User, members: tuple[User, ...], admins: tuple[User, ...]
    ) -> Room:
        chat = self.api.world.add_chat(kind, title, username=username)
        chat.members[owner.id] = Member("creator")
        chat.members |= {user.id: Member() for user in members}
        chat.members |= {user.id: Member("administrator") for user in admins}
        return Room(self, chat.id)

    def act_as(self, *users: User) -> None:
        """Say whom the page may act as."""
        self._page.me = [user.id for user in users]

    def advance(self, by: timedelta) -> None:
        """Move the clock forward. Raises ActionError for a step back, or a clock that cannot be moved."""
        clock = self.clock
        if not isinstance(clock, OffsetClock | ManualClock):
            raise ActionError("this sandbox runs on a clock that cannot be moved")
        if by < timedelta():
            raise ActionError("time moves forward only")
        clock.advance(by)
        self.api.world.emit({"type": "clock", **clock_view(self.api)})

    def reset(self) -> None:
        """Forget every chat, message, file, call, fault and pending update, and build the first world again."""
        self.api.reset()
        self._page.me = []
        if self.build is not None:
            self.build(self)
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
        timeout: float = 5.0,
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

    async def wait_until(self, condition: Callable[[], object], timeout: float = 5.0, what: str = "") -> None:
        """Wait until a condition on the sandbox's world or calls holds. Raises TimeoutError."""
        deadline = asyncio.get_running_loop().time() + timeout
        while not condition():
            changed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._changed.append(changed)
            try:
                await asyncio.wait_for(changed, deadline - asyncio.get_running_loop().time())
            except TimeoutError:
                raise TimeoutError(f"nothing happened within {timeout} s: {what}") from None

    def _wake(self, _: Json | None = None) -> None:
        waiting, self._changed = self._changed, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def _called(self, call: Call) -> None:
        self._wake()
        if self._page.events.watched:
            self._page.events.publish({"type": "call", "call": call.json()})

    def _by_bot(self, message: Json) -> bool:
        if "via_bot" in message or "forum_topic_created" in message:
            return False
        sender = message.get("from", {}).get("id")
        if sender is None:
            sender = self.api.world.chats[message["chat"]["id"]].authors.get(message["message_id"])
        return bool(sender == self.api.world.bot.id)
