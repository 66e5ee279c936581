"""Our commands under other names, in host applications that have ours already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ledebot.bot.model import Message


def in_text(text: str, names: Mapping[str, str]) -> str:
    """Give a text with the commands that it names called as they are here."""
    if not names:
        return text
    pattern = rf"(?<![\w/<])/({'|'.join(names)})(?!\w)"
    return re.sub(pattern, lambda found: f"/{names[found[1]]}", text)


def in_message(message: Message, names: Mapping[str, str]) -> Message:
    """The same for a message's text."""
    return replace(message, html=in_text(message.html, names)) if names else message
