"""Telegram HTML: the few ways in which text becomes markup. Everything foreign passes through `escape`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.web_addresses import is_web_address

TITLE = 200
"""UTF-16 units of a title shown anywhere; longer ones end in an ellipsis."""
LISTED_URL = 800
"""Bytes of an address that is linked in a list: ten such fit into what Telegram allows a message for its links."""

_LETTERS = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]{2}")
_WORD = 30
"""Characters of a word that a cut would go through."""


def escape(text: str) -> str:
    """Make any text safe inside Telegram HTML, attribute values included."""
    return html.escape(text, quote=True)


def bold(text: str) -> str:
    """Set a plain text bold."""
    return f"<b>{escape(text)}</b>"


def link(text: str, url: str | None, most: int | None = None) -> str:
    """Link a plain text; without an address that Telegram takes it stays plain, as Telegram would leave it.

    So it does with `most`, if the address has more bytes.
    """
    if url is None or not is_web_address(url) or (most is not None and len(url.encode("utf-8", "replace")) > most):
        return escape(text)
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def moment(t: Translator, at: datetime, zone: str, skeleton: str = "MMMd HH:mm", *, now: datetime | None = None) -> str:
    """Set a moment, see `Translator.date`: apps that know how show it in the reader's own zone and form, others so."""
    form = "t" if skeleton == "time" else "dt"
    return (
        f'<tg-time unix="{int(at.timestamp())}" format="{form}">{escape(t.date(at, zone, skeleton, now=now))}</tg-time>'
    )


def quote(text: str, *, expandable: bool = False) -> str:
    """Set a plain text as a block quote, folded to its first lines if `expandable`."""
    return f"<blockquote{' expandable' if expandable else ''}>{escape(text)}</blockquote>"


def mark(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Escape a plain text and set the (start, end) spans of it bold; spans are sorted and do not overlap."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += escape(text[at:start]), "<b>", escape(text[start:end]), "</b>"
        at = end
    out.append(escape(text[at:]))
    return "".join(out)


def units(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures texts and entities."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, most: int) -> str:
    """Shorten to so many UTF-16 units, an ellipsis included; inside no character, and no word that spaces set apart."""
    if units(text) <= most:
        return text
    clipped = text[: most - 1]
    while units(clipped) > most - 1:
        clipped = clipped[:-1]
    if _LETTERS.fullmatch(text[len(clipped) - 1 : len(clipped) + 1]):
        whole = clipped.rfind(" ", -_WORD)
        clipped = clipped[:whole] if whole > 0 else clipped
    return clipped.rstrip() + "…"
