"""The table of routes: what leads to a handler, and whose right that is. Each module of handlers gives its own rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TypeAlias

from telegram.ext.filters import ALL, BaseFilter

from ledebot.bot.model import ChatKind
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who

Handle: TypeAlias = Callable[[RequestContext], Awaitable[None]]
Home: TypeAlias = Callable[[tuple[str, ...]], str]
"""Gives the deep link to the same thing in the private chat, from a button's arguments."""

EVERYWHERE = frozenset(ChatKind)
PRIVATE = frozenset((ChatKind.PRIVATE,))


class Trigger(Enum):
    """What leads to a handler."""

    COMMAND = "command"
    CAPTION = "caption"
    """A file with a command as its caption."""
    BUTTON = "button"
    LINK = "link"
    """A `/start` with a payload that begins with the route's name."""
    MESSAGE = "message"
    """Any other message that passes the route's filter."""
    REACTION = "reaction"
    """An emoji put under a message of the bot's, or taken back."""
    STANDING = "standing"
    """A change of the bot's own standing in a chat."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row."""

    trigger: Trigger
    name: str
    handle: Handle
    who: Who | None = Who.ADMIN
    """Who may use it about the chat that it is used in; None: it is about other chats only."""
    abroad: Who | None = field(default=None, kw_only=True)
    """Who may use it about another chat; None: nobody."""
    introduces: bool = field(default=False, kw_only=True)
    """Whether that other chat may be a channel that is not known here yet."""
    kinds: frozenset[ChatKind] = field(default=EVERYWHERE, kw_only=True)
    """The kinds of chat that it works in."""
    home: Home | None = field(default=None, kw_only=True)
    """Where it leads from other kinds of chat; None: it says that it does not work there."""
    cost: int = field(default=0, kw_only=True)
    """What it takes off a person's allowance; see `allowance`."""
    which: BaseFilter = field(default=ALL, kw_only=True)
    """The messages that lead to it."""


command = partial(Route, Trigger.COMMAND)
"""A command; an edited message is not a new wish."""
caption = partial(Route, Trigger.CAPTION)
button = partial(Route, Trigger.BUTTON)
"""The buttons whose data is `ld:<name>`, with any arguments after it."""
setting = partial(button, who=Who.ADMIN, abroad=Who.ADMIN)
"""The buttons of a menu for those who may change the chat that it is about, this one or another."""
deep_link = partial(Route, Trigger.LINK)
message = partial(Route, Trigger.MESSAGE, who=Who.EVERYBODY)
