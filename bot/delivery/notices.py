"""What the owner of a group or channel is told when the bot can no longer write there."""

from __future__ import annotations

from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import escape
from ledebot.bot.model import ChatKind, Message, Subscriber


def lost_chat(subscriber: Subscriber, reason: str) -> Message | None:
    """Give the word for the owner; None for a private chat, whose reader has shut the door themselves."""
    if subscriber.owner is None or subscriber.kind is ChatKind.PRIVATE:
        return None
    t = translator(subscriber.language)
    text = t(
        "I can no longer write to {chat}: {reason}. Its digests are paused and nothing is lost; "
        "once I may write there again, send /start there.",
        chat=subscriber.title or str(subscriber.target.chat_id),
        reason=t(reason),
    )
    return Message(escape(text))
