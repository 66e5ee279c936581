"""What an element's attributes say of the text in it: that it is none of the article's, and how it is set.

Captions and notes are set in small type or in gray, reports are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bs4.element import NamespacedAttribute

from ledebot.bot.text.rules import Effect, Patterns

Attributes = Mapping[str | NamespacedAttribute, str]

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?<![\w-])(?:max-height|font-size)\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:[;!]|$)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"font-size\s{0,2}:\s{0,2}(\d{1,3}(?:\.\d{1,3})?)(px|pt|r?em|%)", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_COLOR = re.compile(
    r"(?<![\w-])color\s{0,2}:\s{0,2}(?:rgba?\(\s?(?P<r>\d{1,3}),\s{0,2}(?P<g>\d{1,3}),\s{0,2}(?P<b>\d{1,3})"
    r"|#(?P<hex>[\da-f]{6}|[\da-f]{3})(?![\da-f])|(?P<name>gr[ae]y))",
    re.IGNORECASE,
)
QUOTED = "quoted"
"""Marks what an element repeats of somebody's words before the answer to them."""
LISTING = "listing"
"""Marks code."""
CAPTION = "caption"
"""Marks what only says what a picture shows."""
_CODE = re.compile(
    r"(?<![\w-])(?:code(?:-?block)?|syntax_?hilite|syntaxhighlighter|hljs|crayon-(?:syntax|main)|geshi|sourcecode|highlight)"
    r"(?![\w-])|(?<![\w-])(?:brush:|language-|lang-)"
)
_QUOTES = re.compile(
    r"(?<![\w-])(?:rsshub-quote|tgme_widget_message_reply|gmail_quote|bb_?code_?(?:block--)?quote)(?![\w-])"
)
_TINT, _DARK, _PALE = 20, 100, 200
"""How far the three colours of a gray may lie apart, and between which it is paler than text and darker than paper."""


class Face(NamedTuple):
    """Pixels of a text's type (0: as on the page around it), and whether it is gray."""

    size: float = 0.0
    gray: bool = False


PLAIN = Face()


@lru_cache(maxsize=4096)
def face_of(style: str, around: Face) -> Face:
    """Read from a style how a text is set; what it does not say is as around it."""
    size, color = _SIZE.search(style), _COLOR.search(style)
    return Face(
        float(size[1]) * _PIXELS[size[2].lower()] if size else around.size,
        _is_gray(color) if color else around.gray,
    )


def _is_gray(color: re.Match[str]) -> bool:
    if color["name"]:
        return True
    if color["hex"]:
        short = len(color["hex"]) < 6
        parts = [int(color["hex"][at] * 2 if short else color["hex"][2 * at : 2 * at + 2], 16) for at in range(3)]
    else:
        parts = [int(color[at]) for at in "rgb"]
    return max(parts) - min(parts) <= _TINT and _DARK <= max(parts) <= _PALE


def junk_name(attributes: Attributes) -> str:
    """Give the word of a class or id for which an element is none of the article; empty where it has none."""
    names = attributes.get("class", "")
    if "id" in attributes:
        names = f"{names} {attributes['id']}"
    if names and (found := _names(names[:200])):
        return found
    style = attributes.get("style", "")
    return "hidden" if "hidden" in attributes or (style and _hides(style[:500])) else ""


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return bool(_HIDDEN.search(style))


@cache
def _junk_names() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{Patterns(Effect.ELEMENT).joined()})(?![\w-])")


@lru_cache(maxsize=4096)
def _names(names: str) -> str:
    """Find the word of a class or id that an ELEMENT rule knows; whether it is of somebody's words repeated."""
    found = _junk_names().search(names.lower())
    if found:
        return found[0]
    return QUOTED if _QUOTES.search(names.lower()) else LISTING if _CODE.search(names.lower()) else ""
