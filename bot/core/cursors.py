"""Cursors of the article log, and moments, as buttons hold them, in whose 64 bytes two must fit: in base 36."""

from __future__ import annotations

import re

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SHORT = re.compile(r"[0-9a-z]{1,13}-[0-9a-z]{1,13}")
_MAX = 2**64 - 1


def short_cursor(cursor: str) -> str:
    """Write a cursor in base 36."""
    return "-".join(base36(int(number)) for number in cursor.split("-"))


def long_cursor(short: str) -> str | None:
    """Read it again; None for what is no cursor."""
    if not _SHORT.fullmatch(short):
        return None
    numbers = [int(part, 36) for part in short.split("-")]
    return "-".join(map(str, numbers)) if max(numbers) <= _MAX else None


def base36(number: int) -> str:
    """Write a number in base 36, which `int(text, 36)` reads."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
