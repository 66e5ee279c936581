"""A feed's text divided into what stands around its entries and the entries themselves.

A feed that any limit is too narrow for, or that is not well-formed, is read in pieces, each a feed of its own: then one
bad entry costs itself only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledebot.bot.sources import xml

_OPAQUE = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_EDGE = re.compile(
    _OPAQUE + r"|<(/?)(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)(?=[\s>/])[^<>]*>", re.DOTALL | re.IGNORECASE
)
_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ELEMENT = re.compile(_OPAQUE + r"|<\?.*?(?:\?>|\Z)|<(/?)([A-Za-z_][^\s<>/]*)([^<>]*)>", re.DOTALL)
_PLAIN = re.compile(
    r"(?:[a-z]{1,20}:)?(?:title|link|guid|id|description|summary|content|encoded|pubDate|date|published|updated|created"
    r"|issued|modified|author|creator|category|subject|enclosure|thumbnail)"
)
"""What of an entry a reader sees."""
MAX_HEAD = 64 * 1024
"""Characters around the entries up to which these are judged one by one: each is read with the head before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry's text and its number, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands before the first entry, the entries, and what follows the last."""

    head: str
    pieces: tuple[Piece, ...]
    tail: str

    def whole(self, pieces: Sequence[Piece]) -> str:
        """Make a document of some of the entries."""
        return "".join((self.head, *(piece.text for piece in pieces), self.tail))


def count(text: str) -> int:
    """Count the ends of entries; cheap, and at worst one too many for each that a comment or CDATA holds."""
    return sum(1 for _ in _END.finditer(text))


def divide(text: str) -> Parts:
    """Divide a document at its entries' tags; those in comments and CDATA are text. An unfinished entry is one too."""
    pieces: list[Piece] = []
    first = start = -1
    end = 0
    for found in _EDGE.finditer(text):
        if found[1] is None:
            continue
        if not found[1]:
            if start < 0:
                start = end if pieces else found.start()
                first = found.start() if first < 0 else first
        elif start >= 0:
            pieces.append(Piece(len(pieces) + 1, text[start : found.end()]))
            start, end = -1, found.end()
    if start >= 0:
        return Parts(text[:first], (*pieces, Piece(len(pieces) + 1, text[start:])), "")
    return Parts(text[:first] if pieces else text, tuple(pieces), text[end:] if pieces else "")


def closed(parts: Parts) -> Parts:
    """Give the parts with a tail that ends what the head opens, if their own does not."""
    if xml.well_formed(parts.head + parts.tail):
        return parts
    opened: list[str] = []
    for found in _ELEMENT.finditer(parts.head):
        closing, name, rest = found.groups()
        if name is None or rest.endswith("/"):
            continue
        if not closing:
            opened.append(name)
        elif name in opened[-3:]:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
    tail = "".join(f"</{name}>" for name in reversed(opened[-20:]))
    return Parts(parts.head, parts.pieces, tail)


def plain(entry: str) -> str:
    """Give a well-formed entry without the elements in it that are none of a reader's concern."""
    kept: list[str] = []
    depth = start = 0
    for found in _ELEMENT.finditer(entry):
        closing, name, rest = found.groups()
        if name is None:
            continue
        single = rest.endswith("/")
        start = found.start() if depth == 1 and not closing else start
        depth += -1 if closing else 0 if single else 1
        if depth == 0 or (depth == 1 and not closing and not single):
            kept.append(found[0])  # the entry's own tags
        elif depth == 1 and _PLAIN.fullmatch(name):
            kept.append(entry[start : found.end()])
    return "".join(kept)


def batches(pieces: Sequence[Piece], *, characters: int, entries: int) -> Iterator[list[Piece]]:
    """Group entries in order into batches of at most so many, an entry that is longer than a batch alone."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        if batch and (size + len(piece.text) > characters or len(batch) == entries):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.text)
    if batch:
        yield batch
