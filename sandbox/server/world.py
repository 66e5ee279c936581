"""The people, chats and messages of the sandbox: state and its simple questions, no rules of the Bot API."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from ledebot.bot.core.clock import Clock
from ledebot.sandbox.server.errors import Json

Listener = Callable[[Json], None]

PRESENT = ("creator", "administrator", "member", "restricted")
SUPERGROUP_BASE = -1_000_000_000_000
GENERAL_TOPIC = 1


@dataclass(slots=True)
class Person:
    """A user, the bot itself included."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False
    blocked: bool = False
    """Has blocked the bot."""
    started: bool = False
    """Has written to the bot once, so the bot may write back."""

    def json(self) -> Json:
        """Give the Bot API's User."""
        out: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            out["last_name"] = self.last_name
        if self.username:
            out["username"] = self.username
        if self.language_code:
            out["language_code"] = self.language_code
        return out


@dataclass(slots=True)
class Member:
    """Somebody's place in a chat; `rights` holds the flags of an administrator or a restricted member."""

    status: str = "member"
    rights: Json = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """Whether they are in the chat now."""
        if self.status == "restricted":
            return bool(self.rights.get("is_member", True))
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        """Whether they may change the chat's settings."""
        return self.status in ("creator", "administrator")


@dataclass(slots=True)
class Topic:
    """A forum topic, or the General one."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A conversation as the bot knows it. Messages are Bot API objects by id, oldest first."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    is_forum: bool = False
    migrated_to: int | None = None
    deleted: bool = False
    permissions: Json = field(default_factory=lambda: {"can_send_messages": True, "can_send_other_messages": True})
    description: str = ""
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Json] = field(default_factory=dict)
    """Reply keyboards (and their removal) by the message that brought them; the Bot API does not show them."""
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    """The bot's reactions by message id."""
    liked: dict[tuple[int, int], str] = field(default_factory=dict)
    """People's own reactions, one emoji each, by message id and user id."""
    authors: dict[int, int] = field(default_factory=dict)
    """Who really wrote a channel's posts, by message id."""
    reply_keyboard: Json | None = None
    bot_spoke: bool = False
    """Whether the bot was the last bot to speak here: then commands without an addressee are its own."""
    unread: dict[int, int] = field(default_factory=dict)
    """Unread messages by user id."""
    _brief: Json | None = None
    last_id: int = 0
    """The last message id, where the chat counts its own."""

    def brief(self) -> Json:
        """Give the Bot API's Chat as it stands in messages."""
        if self._brief is None:
            out: Json = {"id": self.id, "type": self.type}
            if self.person is not None:
                person = self.person.json()
                out |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
            else:
                out["title"] = self.title
                if self.username:
                    out["username"] = self.username
                if self.is_forum:
                    out["is_forum"] = True
            self._brief = out
        return self._brief

    def changed(self) -> None:
        """Forget the cached Chat after a change of name or kind."""
        self._brief = None

    def member(self, user_id: int) -> Member:
        """Give somebody's place; strangers have left."""
        return self.members.get(user_id) or Member("left")


class World:
    """Everything that exists, and who wants to hear of changes."""

    def __init__(self, clock: Clock, bot: Person, *, history: int | None = None) -> None:
        self.clock = clock
        self.bot = bot
        self.history = history
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.listeners: list[Listener] = []
        self._last_user = 1_000_000
        self._last_group = 0
        self._shared_message_id = 0
        self._bot_json = bot.json()

    # --- making --------------------------------------------------------------------------------------

    def add_person(
        self, first_name: str, *, language_code: str = "", username: str = "", user_id: int | None = None
    ) -> Person:
        """Create a user with a private chat that the bot may not write to yet."""
        if user_id is None:
            self._last_user += 1
            user_id = self._last_user
        person = Person(user_id, first_name, username=username, language_code=language_code)
        self.people[user_id] = person
        self.chats[user_id] = Chat(user_id, "private", person=person)
        return person

    def add_chat(self, kind: str, title: str, *, username: str = "", chat_id: int | None = None) -> Chat:
        """Create a group, supergroup or channel without members."""
        if chat_id is None:
            self._last_group += 1
            offset = 2_000_000_000 + self._last_group
            chat_id = -(4_000_000 + self._last_group) if kind == "group" else SUPERGROUP_BASE - offset
        chat = self.chats[chat_id] = Chat(chat_id, kind, title, username)
        return chat

    def clear(self) -> None:
        """Forget everybody but the bot. Ids go on growing, so that nothing new is taken for something old."""
        self.people = {self.bot.id: self.bot}
        self.chats.clear()

    # --- asking --------------------------------------------------------------------------------------

    def now(self) -> int:
        """Tell the time as Telegram does, in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def chat_by_name(self, username: str) -> Chat | None:
        """Find a public group or channel by its @username."""
        wanted = username.removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if chat.username.lower() == wanted and wanted), None)

    def bot_json(self) -> Json:
        """Give the bot as the sender of messages."""
        return self._bot_json

    # --- changing ------------------------------------------------------------------------------------

    def next_message_id(self, chat: Chat) -> int:
        """Number a message: private chats and basic groups share one counter, the others have their own."""
        if chat.type in ("private", "group"):
            self._shared_message_id += 1
            return self._shared_message_id
        chat.last_id += 1
        return chat.last_id

    def coming_id(self, chat: Chat) -> int:
        """Tell the id that the next message of a chat will get."""
        return 1 + (self._shared_message_id if chat.type in ("private", "group") else chat.last_id)

    def post(self, chat: Chat, message: Json, *, sender: int) -> Json:
        """Put a message into a chat; `message_id`, `date` and `chat` are set here."""
        message_id = self.next_message_id(chat)
        posted = {"message_id": message_id, "date": self.now(), "chat": chat.brief(), **message}
        chat.messages[message_id] = posted
        if chat.type == "channel":
            chat.authors[message_id] = sender
        if self.history is not None and len(chat.messages) > self.history:
            del chat.messages[next(iter(chat.messages))]
        for user_id in chat.members or (chat.id,):
            if user_id != sender and user_id != self.bot.id:
                chat.unread[user_id] = chat.unread.get(user_id, 0) + 1
        self.emit({"type": "message", "chat": chat.id, "message": posted})
        return posted

    def replace(self, chat: Chat, message: Json) -> Json:
        """Put a changed message in its old place."""
        chat.messages[message["message_id"]] = message
        self.emit({"type": "edited", "chat": chat.id, "message": message})
        return message

    def delete(self, chat: Chat, message_id: int) -> bool:
        """Remove a message; tells whether it was there."""
        if chat.messages.pop(message_id, None) is None:
            return False
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.emit({"type": "deleted", "chat": chat.id, "message_id": message_id})
        return True

    def emit(self, event: Json) -> None:
        """Tell everybody who listens."""
        for listener in tuple(self.listeners):
            listener(event)


def new_id(digits: int = 18) -> str:
    """Make an id as Telegram's callback and inline queries have them."""
    return str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))
