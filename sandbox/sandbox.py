"""The sandbox as a whole: started, driven and asked from a test or a program."""

from __future__ import annotations

import secrets
from types import TracebackType

from ledebot.bot.core.clock import Clock, OffsetClock
from ledebot.sandbox.page.api import PageApi
from ledebot.sandbox.people.handles import Room, User
from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.call_log import Call, CallLog
from ledebot.sandbox.server.flood import FloodControl, Rates
from ledebot.sandbox.server.http_server import HttpServer
from ledebot.sandbox.server.methods import METHODS
from ledebot.sandbox.server.telegram import LocalTelegram
from ledebot.sandbox.server.world import Member, Person, Topic, World

BOT_ID = 123456


class Sandbox(LocalTelegram):
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
        clock = clock or OffsetClock()
        token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)[:35]}"
        bot = Person(int(token.partition(":")[0]), bot_name, username=bot_username, is_bot=True)
        control = FloodControl(flood if isinstance(flood, Rates) else Rates()) if flood else None
        api = BotApi(World(clock, bot, history=history), token, CallLog(call_log), METHODS, control)
        super().__init__(api, clock, token, port)
        self._page = PageApi(self)
        self._server = HttpServer(api, self._page.handle)
        api.on_call = self._called

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
        self.acting = [user.id for user in users]

    def _called(self, call: Call) -> None:
        self._wake()
        if self._page.events.watched:
            self._page.events.publish({"type": "call", "call": call.json()})
