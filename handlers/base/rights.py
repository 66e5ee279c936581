"""Who may do what: a property of each route, checked here and nowhere else, before anything is done.

Telegram is asked each time: whoever was an admin when a menu was made may be none when its button is pressed.
"""

from __future__ import annotations

from enum import Enum

from telegram import Bot, Message
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden

from ledebot.bot.core.i18n import noop
from ledebot.bot.model import ChatKind, Subscriber, Target
from ledebot.handlers.base.button_data import text_of
from ledebot.handlers.base.request_context import NotAllowedError, RequestContext


class Who(Enum):
    """Whose right something is."""

    EVERYBODY = "everybody"
    """It only reads what is everybody's, or concerns the person alone."""
    MEMBER = "member"
    """Who reads the chat that it is about."""
    ADMIN = "admin"
    """Who may change the chat that it is about: a person their own, admins a group, those who may post a channel."""
    OPERATOR = "operator"
    """Whom LEDEBOT_ADMIN_IDS names."""


_REFUSALS = {
    Who.MEMBER: noop("Only members of that chat can see this."),
    Who.ADMIN: noop("Only admins of this chat can change its settings."),
    Who.OPERATOR: noop("Only the operator of this bot can do that, in a private chat. /help lists the rest."),
}
_NO_RIGHT = (BadRequest, Forbidden, ChatMigrated)
"""Not a member, chat gone or moved, bot removed: no right either way."""
NOT_CONNECTED = noop("That chat is not connected any more. /connect shows those that are.")


async def require(request: RequestContext, who: Who, target: Target) -> None:
    """Raise NotAllowedError unless the visitor has a right with regard to a chat."""
    if not await _has(request, who, target):
        raise NotAllowedError(request.t(_REFUSALS[who]))


async def turn_to(request: RequestContext, who: Who, target: Target) -> None:
    """Make a request be about another chat's subscription, once the visitor has the right to it.

    Raises NotAllowedError; a stranger does not learn from it whether the chat is known here.
    """
    await require(request, who, target)
    found = await request.services.subscribers.get(target)
    if found is None:
        raise NotAllowedError(request.t(NOT_CONNECTED))
    request.subscriber, request.known = found, True
    request.may_change = who is Who.ADMIN


async def turn_to_subscriber(request: RequestContext, who: Who, subscriber: Subscriber) -> None:
    """Make a request be about a chat that need not be known here yet, once the visitor has the right to it.

    Raises NotAllowedError.
    """
    await require(request, who, subscriber.target)
    request.subscriber = subscriber
    request.may_change = who is Who.ADMIN


def is_operator(request: RequestContext) -> bool:
    """Tell whether an operator acts, in their private chat."""
    return request.user_id in request.services.settings.admin_ids and request.kind is ChatKind.PRIVATE


async def _has(request: RequestContext, who: Who, target: Target) -> bool:
    if who is Who.EVERYBODY:
        return True
    if who is Who.OPERATOR:
        return is_operator(request)
    here = target.chat_id == request.origin.chat_id
    if here and (request.kind is ChatKind.PRIVATE or request.anonymous_admin):
        return True
    if target.chat_id > 0 or not request.user_id:
        return False  # another person's chat is nobody else's, and who is nobody has no rights
    holds = is_member if who is Who.MEMBER else may_manage
    return await holds(request.bot, target.chat_id, request.user_id)


async def may_manage(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Tell whether a user is an admin of a group, or may post in a channel. Asks Telegram."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except _NO_RIGHT:
        return False
    if member.status == ChatMemberStatus.OWNER:
        return True
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        return False
    return getattr(member, "can_post_messages", None) is not False  # None in groups, where it does not apply


async def is_member(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Tell whether a user reads a chat. Asks Telegram."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except _NO_RIGHT:
        return False
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def is_genuine(request: RequestContext) -> bool:
    """Tell whether a pressed button is really there.

    A modified client can send any data for any message of ours; in a shared chat that would let one member rewrite
    what all others see. In private it can only do what the commands do too.
    """
    query = request.query
    message = query.message if query is not None else None
    if query is None or request.kind is ChatKind.PRIVATE or not isinstance(message, Message):
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return any(text_of(button.callback_data) == text_of(query.data) for row in rows for button in row)
