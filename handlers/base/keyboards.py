"""Shapes of inline keyboards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ledebot.bot.core.telegram_html import clip
from ledebot.bot.model import Button, Keyboard

T = TypeVar("T")
LABEL = 40
"""UTF-16 units of a foreign name on a button."""


def rows(buttons: Iterable[Button], width: int) -> Keyboard:
    """Lay buttons out in rows of at most `width`."""
    each = tuple(buttons)
    return tuple(each[at : at + width] for at in range(0, len(each), width))


def chosen(text: str, on: bool) -> str:
    """Mark what is chosen."""
    return f"✅ {text}" if on else text


def label(text: str) -> str:
    """Fit a foreign name on a button: phones show some 20 characters of it, and a keyboard holds 10 KB in all."""
    return clip(" ".join(text.split()), LABEL)


def turn(page: int, pages: int, data: Callable[[int], str]) -> Keyboard:
    """Make the row that turns pages, around at either end; none for a single page. `data` gives a page's data."""
    if pages == 1:
        return ()
    return (
        (
            Button("‹", data=data((page - 1) % pages)),
            Button(f"{page + 1}/{pages}", data=data(page)),
            Button("›", data=data((page + 1) % pages)),
        ),
    )


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """Cut one page out: its items, its number (from 0, moved into range), and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def number(text: str) -> int:
    """Read a page number out of callback data; anything else is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
