"""Short names for topics and sources, whose own may be longer than callback data and deep links can hold."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from ledebot.bot.text.fold import fold

TOKEN_LENGTH = 10
"""Characters: 60 bits, so that two of a thousand names collide once in 10^12 instances."""


def token(name: str) -> str:
    """Give the short name, of `[A-Za-z0-9_-]`; the same on every instance and for ever."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest).decode()[:TOKEN_LENGTH]


def resolve(wanted: str, names: Iterable[str]) -> str | None:
    """Find the name meant by a token, or by the name itself in any case or Chinese script; None if there is none."""
    held, folded = tuple(names), wanted.strip().casefold()
    by_name = None
    for name in held:
        if token(name) == wanted:
            return name
        if name.casefold() == folded:
            by_name = name
    # Names are shown in the script that the reader chose, so they are typed in it.
    plain = fold(wanted.strip())
    return by_name or next((name for name in held if fold(name) == plain), None)
