"""What a source is called, and its address as others than the operator may see it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ledebot.bot.model import SourceState

_ADDRESS = re.compile(r"https?://[^\s/?#]{1,300}[^\s]{0,2048}", re.IGNORECASE)


def name_of(state: SourceState) -> str:
    """Give the name that readers know a source by. Never its address: that may hold a password."""
    return state.config.title or state.title or place_of(state.config.url)


def place_of(url: str) -> str:
    """Give the host of an address, or the last part of a path."""
    if "://" not in url:
        return url.rstrip("/").rpartition("/")[2] or "?"
    try:
        return urlsplit(url).hostname or "?"
    except ValueError:
        return "?"


def public(text: str) -> str:
    """Shorten the addresses in a text, such as an error, to their hosts: the rest may hold a key or a password."""
    return _ADDRESS.sub(lambda found: place_of(found[0]), text)
