"""The bot's own comings and goings: added, removed, blocked, unblocked, and groups that move to a new id."""

from __future__ import annotations

from telegram import ChatMember, ChatMemberUpdated
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext.filters import StatusUpdate

from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import ChatKind, Message
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, Trigger, message
from ledebot.handlers.readers.lifecycle import pause_chat, restore_chat
from ledebot.handlers.readers.start import welcome

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        Route(Trigger.STANDING, "standing", standing, Who.EVERYBODY),
        message("migrated", migrated, which=StatusUpdate.MIGRATE),
    )


async def standing(request: RequestContext) -> None:
    """Follow what became of the bot in a chat."""
    change = request.update.my_chat_member
    if change is None:
        return
    was, now = _present(change.old_chat_member), _present(change.new_chat_member)
    if not now:
        await pause_chat(request.services, request.origin.chat_id, _why(request, change))
        return
    restored = await restore_chat(request.services, request.origin.chat_id)
    if request.kind is ChatKind.CHANNEL:
        await _offer_channel(request, change)
    elif request.kind is ChatKind.GROUP and not was:
        await _greet(request, restored)


async def migrated(request: RequestContext) -> None:
    """Move everything of a group that became a supergroup; Telegram says so once in each of the two chats."""
    sent = request.update.message
    if sent is None:
        return
    if sent.migrate_to_chat_id is not None:
        await request.services.personal.migrate(request.origin.chat_id, sent.migrate_to_chat_id)
    elif sent.migrate_from_chat_id is not None:
        await request.services.personal.migrate(sent.migrate_from_chat_id, request.origin.chat_id)


def _present(member: ChatMember) -> bool:
    return member.status not in _GONE and getattr(member, "is_member", True)


def _why(request: RequestContext, change: ChatMemberUpdated) -> str:
    if request.kind is ChatKind.PRIVATE:
        return "blocked by the user"
    return "removed from the chat" if change.new_chat_member.status == ChatMemberStatus.BANNED else "left the chat"


async def _greet(request: RequestContext, restored: bool) -> None:
    t = request.t
    if request.services.settings.allowlist:
        await request.services.access.allow(request.origin.chat_id)
    if restored:
        await request.say(t("I am back, and everything is as you left it. /settings shows it."))
        return
    await request.say(welcome(request))


async def _offer_channel(request: RequestContext, change: ChatMemberUpdated) -> None:
    """Tell whoever made the bot an admin of a channel what to do next, in private if they have a chat with it."""
    chat = change.chat
    known = await request.services.subscribers.of_chat(change.from_user.id)
    if not known or await request.services.subscribers.of_chat(chat.id):
        return
    t = translator(known[0].language)
    name = f"@{chat.username}" if chat.username else str(chat.id)
    html = t("I can post in {name} now. To choose what it gets, send:", name=bold(chat.title or name))
    try:
        await request.tell(change.from_user.id, Message(f"{html}\n<code>/connect {name}</code>"))
    except TelegramError:
        return  # the admin has blocked the bot in private: the channel can be connected all the same
