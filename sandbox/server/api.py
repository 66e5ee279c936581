"""The Bot API's server side: one bot, its world, and what guards the way of each call."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ledebot.bot.core.clock import Clock
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.call_log import Call, CallLog
from ledebot.sandbox.server.errors import ApiError, Json, bad, fail, too_many
from ledebot.sandbox.server.faults import Fault, Faults, InterruptedCallError
from ledebot.sandbox.server.files import FileStore
from ledebot.sandbox.server.flood import FloodControl
from ledebot.sandbox.server.groups import migrate
from ledebot.sandbox.server.inline import InlineQueries
from ledebot.sandbox.server.profile import Profile
from ledebot.sandbox.server.updates import UpdateQueue
from ledebot.sandbox.server.webhook import Webhook
from ledebot.sandbox.server.world import Chat, World

UNSENT_LIMIT = 310
UNSENT_DELAY = 3.0
CALLBACK_SECONDS = 60
"""How long a callback query can be answered. Telegram publishes no figure."""

Method = Callable[["BotApi", Arguments], Any]
Registered = TypeVar("Registered", bound=Method)
METHODS: dict[str, tuple[str, Method]] = {}
"""Every method by its name in lower case: method names are case-insensitive."""


def method(name: str) -> Callable[[Registered], Registered]:
    """Register the function that answers a Bot API method."""

    def register(function: Registered) -> Registered:
        METHODS[name.lower()] = (name, function)
        return function

    return register


@dataclass(slots=True)
class Callback:
    """A pressed button that waits for its answer."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    asked: float
    data: str
    answer: Json | None = None


@dataclass
class BotApi:
    """What all methods work on."""

    world: World
    token: str
    calls: CallLog
    methods: Mapping[str, tuple[str, Method]]
    flood: FloodControl | None = None
    revoked: bool = False
    privacy: bool = True
    paid_broadcast: bool = False
    """Whether the bot's owner has enabled paid broadcasts and has the Stars for them."""
    stars_spent: float = 0.0
    callback_seconds: float = CALLBACK_SECONDS
    profile: Profile = field(default_factory=Profile)
    files: FileStore = field(default_factory=FileStore)
    inline: InlineQueries = field(default_factory=InlineQueries)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Messages sent via the bot, chat and message id by inline message id."""

    on_call: Callable[[Call], None] | None = None
    """Called after each call."""

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.clock, hasty=self.flood is not None)
        self.webhook = Webhook(self.updates, self.clock)
        self.faults = Faults(self.clock)
        self.webhook.answer_call = self._answer_call
        self.last_webhook = 0.0
        self._unsent: dict[int, int] = {}

    @property
    def clock(self) -> Clock:
        """The sandbox's time."""
        return self.world.clock

    # --- one call ------------------------------------------------------------------------------------

    async def call(self, name: str, args: Arguments) -> Any:
        """Answer one call and log it. Raises ApiError and InterruptedCallError."""
        found = self.methods.get(name.lower())
        chat_id = _chat_id(args)
        fault = self.faults.take(name.lower(), chat_id) if self.faults.orders else None
        title = found[0] if found else name
        try:
            result = await self._answer(found, args, fault, chat_id)
        except ApiError as error:
            self._log(title, args, chat_id, error.code, error.description, fault)
            raise
        except InterruptedCallError as end:
            self._log(title, args, chat_id, 0, end.kind, fault)
            raise
        message_id = result.get("message_id") if isinstance(result, dict) else None
        self._log(title, args, chat_id, 200, "", fault, message_id)
        return result

    async def _answer(
        self, found: tuple[str, Method] | None, args: Arguments, fault: Fault | None, chat_id: int | None
    ) -> Any:
        if self.revoked:
            raise ApiError(401, "Unauthorized")
        if found is None:
            raise fail(404, "Method not found")
        if fault is not None:
            if fault.kind == "migrate" and chat_id in self.world.chats:
                migrate(self, self.world.chats[chat_id])
            await self.faults.before(fault, chat_id)
        self.faults.check_pause(chat_id)
        result = found[1](self, args)
        if inspect.isawaitable(result):
            result = await result
        if fault is not None:
            self.faults.after(fault)
        return result

    def _log(
        self,
        name: str,
        args: Arguments,
        chat_id: int | None,
        code: int,
        description: str,
        fault: Fault | None,
        message_id: int | None = None,
    ) -> None:
        kind = fault.kind if fault else ""
        call = self.calls.add(
            self.clock.now(), name, args.values, chat_id, code,
            description=description, fault=kind, message_id=message_id,
        )  # fmt: skip
        if self.on_call is not None:
            self.on_call(call)

    # --- chats ---------------------------------------------------------------------------------------

    def find_chat(self, args: Arguments, name: str = "chat_id") -> Chat:
        """Find the chat that a call names, by id or @username. Raises ApiError."""
        raw = args.text(name).strip()
        if not raw:
            raise bad("chat_id is empty")
        if raw.startswith("@"):
            chat = self.world.chat_by_name(raw)
        else:
            try:
                chat = self.world.chats.get(int(raw))
            except ValueError:
                chat = None
            if chat is None and raw == str(self.world.bot.id):
                raise fail(403, "The bot can't send messages to the bot")
        if chat is None:
            raise bad("chat not found")
        return chat

    def accessible(self, args: Arguments) -> Chat:
        """Find a chat that the bot may look at. Raises ApiError as the real server words it."""
        chat = self.find_chat(args)
        if chat.type == "private":
            return chat
        if chat.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.deleted:
            raise fail(403, "The group chat was deleted")
        status = chat.member(self.world.bot.id)
        if status.status == "kicked":
            raise fail(403, f"Bot was kicked from the {chat.type} chat")
        if not status.present and not (chat.username and chat.type != "group"):
            raise fail(403, f"Bot is not a member of the {chat.type} chat")
        return chat

    def writable(self, args: Arguments, what: str = "text messages") -> Chat:
        """Find a chat that the bot may write to. Raises ApiError."""
        chat = self.accessible(args)
        if chat.type == "private":
            if chat.person is not None and chat.person.deactivated:
                raise fail(403, "User is deactivated")
            return chat
        bot = chat.member(self.world.bot.id)
        if chat.type == "channel":
            if not (bot.status == "creator" or (bot.admin and bot.rights.get("can_post_messages", True))):
                raise bad("need administrator rights in the channel chat")
            return chat
        if not bot.present:
            raise fail(403, f"Bot is not a member of the {chat.type} chat")
        rights = bot.rights if bot.status == "restricted" else chat.permissions
        needed = "can_send_messages" if what == "text messages" else "can_send_other_messages"
        if not bot.admin and not rights.get(needed, rights.get("can_send_messages", True)):
            raise bad(f"not enough rights to send {what} to the chat")
        return chat

    # --- the server's gate -----------------------------------------------------------------------------

    def check_person(self, chat: Chat) -> None:
        """Refuse what a private chat's other side has refused. Raises ApiError."""
        person = chat.person
        if person is None:
            return
        if person.blocked:
            raise fail(403, "Bot was blocked by the user")
        if not person.started:
            raise fail(403, "Bot can't initiate conversation with a user")

    async def pass_gate(self, chat: Chat, args: Arguments, check: Callable[[], None] | None = None) -> None:
        """Go through the server: blocks, flood control, then the last checks of the content. Raises ApiError."""
        self.check_person(chat)
        if args.flag("allow_paid_broadcast") and not self.paid_broadcast:
            raise bad("FLOODSKIP_NOT_ALLOWED")
        if self.flood is not None:
            await self._pace(self.flood, chat, args)
        if check is not None:
            check()

    async def _pace(self, flood: FloodControl, chat: Chat, args: Arguments) -> None:
        paid = args.flag("allow_paid_broadcast")
        unsent = self._unsent.get(chat.id, 0)
        if unsent > UNSENT_LIMIT:
            await self.clock.sleep(UNSENT_DELAY)
            raise too_many(60)
        now = self.clock.now().timestamp()
        wait, retry_after = flood.book(chat.id, now, group=chat.type != "private", paid=paid)
        if retry_after:
            raise too_many(retry_after)
        if paid:
            self.stars_spent = round(self.stars_spent + 0.1, 1)
        if wait <= 0:
            return
        self._unsent[chat.id] = unsent + 1
        try:
            await self.clock.sleep(wait)
        finally:
            left = self._unsent.pop(chat.id) - 1
            if left:
                self._unsent[chat.id] = left

    async def _answer_call(self, call: Json) -> None:
        """Work on a call that came as the response to a webhook delivery. Raises ApiError."""
        values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in call.items()}
        await self.call(values.pop("method"), Arguments(values))

    def reset(self) -> None:
        """Forget all but the bot itself and its webhook."""
        self.world.clear()
        self.updates.clear()
        self.faults.clear()
        self.calls.clear()
        self.files = FileStore()
        self.inline = InlineQueries(self.inline.enabled, self.inline.feedback)
        self.callbacks.clear()
        self.inline_messages.clear()
        if self.flood is not None:
            self.flood = FloodControl(self.flood.rates)

    def notify(self, kind: str, payload: Json, queue: int) -> None:
        """Tell the bot of something that happened."""
        if self.updates.push(kind, payload, queue=queue) is not None:
            self.webhook.wake(queue)


def _chat_id(args: Arguments) -> int | None:
    try:
        return int(args.values["chat_id"])
    except (KeyError, ValueError):
        return None
