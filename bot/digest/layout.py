"""Fitting whole blocks of Telegram HTML into messages, none ever cut.

The limits are Telegram's: 4,096 UTF-16 units after parsing, 100 entities (further ones are dropped silently), about
9,500 bytes of entities with their addresses, 32,768 bytes before parsing, 100 buttons.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledebot.bot.core.telegram_html import units

MAX_UNITS = 4096
MAX_ENTITIES = 100
MAX_ENTITY_BYTES = 9000
MAX_RAW_BYTES = 32_768
MAX_BLOCKS = 48
"""Stories in one message: rows of 8 number buttons, well inside 100 buttons and 10 KB of keyboard."""
ENTITY_BYTES = 24
"""What one entity weighs besides its address: type, offset, length."""

_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
_HREF = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Size:
    """What Telegram counts of a text."""

    units: int = 0
    entities: int = 0
    entity_bytes: int = 0
    raw_bytes: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(
            self.units + other.units,
            self.entities + other.entities,
            self.entity_bytes + other.entity_bytes,
            self.raw_bytes + other.raw_bytes,
        )

    @property
    def fits(self) -> bool:
        """Whether one message can hold it."""
        return (
            self.units <= MAX_UNITS
            and self.entities <= MAX_ENTITIES
            and self.entity_bytes <= MAX_ENTITY_BYTES
            and self.raw_bytes <= MAX_RAW_BYTES
        )


def measure(markup: str) -> Size:
    """Count what Telegram will count of our own markup, in which every `<` begins a tag."""
    entities = sum(1 for tag in _TAG.finditer(markup) if not tag[1])
    addresses = sum(len(html.unescape(href).encode("utf-8", "replace")) for href in _HREF.findall(markup))
    return Size(
        units(html.unescape(_TAG.sub("", markup))),
        entities,
        entities * ENTITY_BYTES + addresses,
        len(markup.encode("utf-8", "replace")),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """One story's markup under its section's heading; `number` is shown on its button."""

    html: str
    heading: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What goes into one message."""

    html: str
    blocks: tuple[Block, ...]


GAP = "\n\n"


def pack(blocks: Sequence[Block], *, header: str, continued: str, footer: str, most: int = MAX_BLOCKS) -> list[Part]:
    """Fill messages with whole blocks, in order.

    `header` opens the first message, `continued` each further one, `footer` closes the last. A section's heading
    stands above its first block and is repeated where the section goes on in the next message. A block that alone
    fits no message is the caller's error. `most`: blocks in one message.
    """
    parts: list[Part] = []
    held: list[Block] = []
    size = measure(header)
    for index, block in enumerate(blocks):
        heading = bool(block.heading) and (not held or held[-1].heading != block.heading)
        added = _added(block, heading=heading)
        tail = measure(GAP + footer) if index == len(blocks) - 1 and footer else Size()
        if held and (len(held) == most or not (size + added + tail).fits):
            parts.append(_part(continued if parts else header, held, ""))
            held, size = [], measure(continued)
            added = _added(block, heading=bool(block.heading))
        held.append(block)
        size += added
    parts.append(_part(continued if parts else header, held, footer))
    return parts


def _added(block: Block, *, heading: bool) -> Size:
    return measure(GAP + _headed(block, heading=heading))


def _part(opening: str, blocks: Sequence[Block], footer: str) -> Part:
    pieces = [opening] if opening else []
    heading = ""
    for block in blocks:
        pieces.append(_headed(block, heading=bool(block.heading) and block.heading != heading))
        heading = block.heading
    if footer:
        pieces.append(footer)
    return Part(GAP.join(pieces), tuple(blocks))


def _headed(block: Block, *, heading: bool) -> str:
    return f"{block.heading}\n{block.html}" if heading else block.html
