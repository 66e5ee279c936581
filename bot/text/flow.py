"""The text in an element as it flows: what a source's line ends are, and whether a table's row is data or layout."""

from __future__ import annotations

import re
from unicodedata import normalize

BREAK = "\n"
"""Stands for <br>, and for an empty line in bare text, inside a block."""
CELL = "\t"
"""Ends a table cell inside a row's block."""

_LAYOUT = 400
"""A table row longer than this (characters) is a page's layout, not data."""
_EMPTY_LINE = re.compile(
    r"(?<=\S)[^\S\n]{0,80}\n[^\S\n]{0,80}\n\s{0,200}(?=\S)|^[^\S\n]{0,80}\n\xa0{1,9}[^\S\n]{0,80}\n\s{0,200}(?=\S)"
)
_WRAPPED = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff5e])[^\S\n]{0,80}\n\s{0,200}(?=[\u3001-\u9fff\uff01-\uff5e])")
"""A source's line end inside Chinese, where words are not spaced."""
_MARK = "\x0b"
_PART = re.compile("[\u0300-\u036f\u1161-\u1175\u3099\u309a]")
_IN_PARTS = re.compile(
    "[A-Za-z\u00c0-\u024f\u0370-\u04ff][\u0300-\u036f]{1,4}|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    "|[\u304b-\u30f6][\u3099\u309a]"
)
"""A letter with its marks, a Korean syllable and a voiced kana written in parts, as some systems name files."""


def is_layout(row: str) -> bool:
    """Whether a row lays a page or mail out: very long, or paragraphs in its only cell."""
    if len(row) > _LAYOUT:
        return True
    return BREAK in row.strip() and sum(not cell.isspace() for cell in row.split(CELL) if cell) == 1


def composed(text: str) -> str:
    """Write letters that stand in parts as the one sign that everybody else writes."""
    if text.isascii() or not _PART.search(text):
        return text
    return _IN_PARTS.sub(lambda found: normalize("NFC", found[0]), text)


def flow(text: str) -> str:
    """Turn source line ends into spaces; an empty line between two pieces of bare text is a paragraph's end."""
    if not text.isspace() and _EMPTY_LINE.search(text):
        text = _EMPTY_LINE.sub(_MARK, text)
    return _WRAPPED.sub("", text).replace(BREAK, " ").replace(_MARK, BREAK)
