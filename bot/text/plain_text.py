"""Plain text to paragraphs: an empty line ends one, and so does a line end, unless lines are wrapped to a width."""

from __future__ import annotations

import re
from itertools import pairwise

NARROWEST, WIDEST = 40, 120
"""Columns to which programs wrap text; a longer line was not wrapped, in shorter ones it cannot be told."""
_BLANK = re.compile(r"\n[^\S\n]*\n")
_WIDE_END = re.compile(r"[\u3000-\u9fff\uff00-\uffef]$")
_ENDED = re.compile(r"[.!?。！？:：…][\"'”’」』)）]?$")


def paragraphs(text: str) -> tuple[str, ...]:
    """Divide a text into paragraphs, lines that were wrapped joined again."""
    found: list[str] = []
    for block in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        found += [_joined(lines)] if wrapped(lines) else lines
    return tuple(found)


def wrapped(lines: list[str]) -> bool:
    """Tell whether lines are one paragraph wrapped to a width: no line could have held the next one's first word."""
    if len(lines) < 2:
        return False
    width = max(map(len, lines))
    if not NARROWEST <= width <= WIDEST or all(_ENDED.search(line) for line in lines):
        return False
    return all(len(line) + 1 + len(after.split(None, 1)[0]) > width for line, after in pairwise(lines))


def _joined(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += line if _WIDE_END.search(text) else f" {line}"
    return text
