"""The text in an element as it flows: what a source's line ends are, and whether a table's row is data or layout."""

from __future__ import annotations

import re

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


def is_layout(row: str) -> bool:
    """Whether a row lays a page or mail out: very long, or paragraphs in its only cell."""
    if len(row) > _LAYOUT:
        return True
    return BREAK in row.strip() and sum(not cell.isspace() for cell in row.split(CELL) if cell) == 1


def flow(text: str) -> str:
    """Turn source line ends into spaces; an empty line between two pieces of bare text is a paragraph's end."""
    if not text.isspace() and _EMPTY_LINE.search(text):
        text = _EMPTY_LINE.sub(_MARK, text)
    return _WRAPPED.sub("", text).replace(BREAK, " ").replace(_MARK, BREAK)
