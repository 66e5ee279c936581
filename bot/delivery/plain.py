"""A message without what Telegram does not take of it: addresses on buttons first, then all markup. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from ledebot.bot.core.telegram_html import escape, units
from ledebot.bot.model import Message

MOST = 4096
"""UTF-16 units of a message's text."""
_LINK = re.compile(r'<a\s[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)
_MOMENT = re.compile(r"</?tg-time[^<>]*>")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def names_button(reason: str) -> bool:
    """Tell whether Telegram's reason for refusing a message is an address on a button."""
    return "button" in reason.lower()


def without_addresses(message: Message) -> Message:
    """Give a message without the buttons that lead out of Telegram."""
    rows = (tuple(button for button in row if button.url is None) for row in message.keyboard)
    return replace(message, keyboard=tuple(row for row in rows if row))


def without_refused(message: Message, reason: str) -> Message | None:
    """Give a message without the part that Telegram refused, by its reason; None where nothing is left to leave out.

    The buttons of ours stay as long as they can: they are how a reader gets on.
    """
    if names_button(reason):
        rest = without_addresses(message)
        return rest if rest != message else replace(message, keyboard=()) if message.keyboard else None
    if "tg-time" in reason:  # a server older than Bot API 9.5
        return replace(message, html=_MOMENT.sub("", message.html)) if _MOMENT.search(message.html) else None
    plain = Message(escape(plain_text(message)), without_addresses(message).keyboard, silent=message.silent)
    if plain != message:
        return plain
    return replace(message, keyboard=()) if message.keyboard else None


def plain_text(message: Message) -> str:
    """Give the bare text with the addresses of its links, or without them where they do not fit; never too long."""
    for links in (r"\2 \1", r"\2"):
        text = html.unescape(_TAG.sub("", _LINK.sub(links, message.html))).strip()
        if units(text) <= MOST:
            return text or "…"
    while units(text) > MOST:
        text = text[: len(text) - (units(text) - MOST + 1) // 2 - 1]
    return text.rstrip() + "…"
