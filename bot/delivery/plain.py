"""A message without its markup: what is sent when Telegram does not take the markup."""

from __future__ import annotations

import html
import re

from ledebot.bot.core.telegram_html import units
from ledebot.bot.model import Message

MOST = 4096
"""UTF-16 units of a message's text."""
_LINK = re.compile(r'<a\s[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def plain_text(message: Message) -> str:
    """Give the bare text with the addresses of its links, or without them where they do not fit; never too long."""
    for links in (r"\2 \1", r"\2"):
        text = html.unescape(_TAG.sub("", _LINK.sub(links, message.html))).strip()
        if units(text) <= MOST:
            return text or "…"
    while units(text) > MOST:
        text = text[: len(text) - (units(text) - MOST + 1) // 2 - 1]
    return text.rstrip() + "…"
