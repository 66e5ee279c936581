"""Message entities: UTF-16 offsets, the nesting that Telegram allows, trimming and counting. Pure.

The rules are those of TDLib's MessageEntity.cpp (`fix_entities`, `fix_formatted_text`). Texts are worked on in *wide*
form, a string of UTF-16 code units, so that an index is an offset.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ledebot.sandbox.server import links
from ledebot.sandbox.server.errors import Json

MAX_ENTITIES = 100
MAX_TOTAL_SIZE = 9500
"""Bytes that all entities may take together, links included, before ENTITIES_TOO_LONG. Observed, not documented."""
_ENTITY_SIZE = 12

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
_PRIORITY = {
    **dict.fromkeys(QUOTES, 0),
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_FIELDS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id", "text_mention": "user"}
_DROPPED = dict.fromkeys([0x0D, *range(0x202A, 0x202F), 0x2028, 0x2029, 0x333, 0x33F, 0x30A])
_CLEAN = {**{code: " " for code in range(0x20) if code != 0x0A}, **_DROPPED}
_DIRTY = re.compile("[" + "".join(re.escape(chr(code)) for code in _CLEAN if code != 0x20) + "]")


class MarkupError(ValueError):
    """The markup is refused; the text follows `can't parse entities: `."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning. `data` is its link, language, custom emoji or user id."""

    type: str
    offset: int
    length: int
    data: str = ""

    @property
    def end(self) -> int:
        """The offset after its last unit."""
        return self.offset + self.length

    def json(self) -> Json:
        """Give it as the Bot API shows it (a mentioned user by id alone)."""
        out: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.data and self.type in _FIELDS:
            out[_FIELDS[self.type]] = {"id": int(self.data)} if self.type == "text_mention" else self.data
        elif self.type == "date_time":
            unix, _, form = self.data.partition(":")
            out["unix_time"] = int(unix)
            if form:
                out["date_time_format"] = form
        return out


def wide(text: str) -> str:
    """Spell a text in UTF-16 code units, one character each."""
    if text.isascii():
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return text if len(units) == 2 * len(text) else "".join(map(chr, array("H", units)))


def narrow(text: str) -> str:
    """Turn a wide text back. Raises UnicodeDecodeError where half a surrogate pair stands alone."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def shown(text: str) -> str:
    """Turn a wide text back for an error or an address: half a surrogate pair becomes a replacement character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_time(text: str) -> bool:
    """Tell whether a text is a moment as Telegram keeps it: seconds that fit into 31 bits."""
    return text.isdecimal() and len(text) <= 10 and 0 < int(text) < 2**31


def link(url: str, offset: int, length: int) -> list[Entity]:
    """Make a link or a mention by id; a bad address makes none, and the text stays."""
    if user := links.user_id(url):
        return [Entity("text_mention", offset, length, str(user))]
    try:
        return [Entity("text_link", offset, length, links.check(url))]
    except links.LinkError:
        return []


def order(entities: Iterable[Entity]) -> list[Entity]:
    """Sort as Telegram does: by offset, the longer first, then by type."""
    return sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, 50)))


def fix(entities: Iterable[Entity]) -> list[Entity]:
    """Drop or split whatever may not overlap; the result is sorted and properly nested."""
    found = order(e for e in entities if e.length > 0)
    if len(found) < 2 or _is_valid(found):
        return found
    quotes = _without_overlap([e for e in found if e.type in QUOTES])
    solid = _without_overlap([e for e in found if e.type not in QUOTES and e.type not in SPLITTABLE])
    solid = [e for e in solid if not any(_crosses(e, quote) for quote in quotes)]
    return _resplit([e for e in found if e.type in SPLITTABLE], order([*solid, *quotes]))


def merge(entities: list[Entity], detected: list[Entity]) -> list[Entity]:
    """Add entities found in the text where none of the author's links, code or mentions stands already."""
    if not detected:
        return entities
    quotes = [e for e in entities if e.type in QUOTES]
    solid = [e for e in entities if e.type not in QUOTES and e.type not in SPLITTABLE]
    new = [
        e
        for e in detected
        if not any(_crosses(e, quote) for quote in quotes)
        and not any(e.offset < other.end and other.offset < e.end for other in solid)
    ]
    return _resplit([e for e in entities if e.type in SPLITTABLE], order([*solid, *new, *quotes]))


def clean(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Normalise a wide text and its entities: control characters, blank entities, outer whitespace.

    An empty text comes back where nothing but whitespace was in it.
    """
    found = fix(entities)
    if _DIRTY.search(text):
        text, found = _translate(text, found)
    found = _tighten(text, found)
    text = text.rstrip(" \n")
    if any(e.end > len(text) for e in found):
        found = [replace(e, length=min(e.end, len(text)) - e.offset) for e in found if e.offset < len(text)]
    lead = len(text) - len(text.lstrip(" \n"))
    if found:
        lead = min(lead, found[0].offset)
    if lead:
        return text[lead:], [replace(e, offset=e.offset - lead) for e in found]
    return text, found


def limit(entities: list[Entity]) -> list[Entity]:
    """Keep the first hundred: links, code and quotes before bold and the like. The rest is silently lost."""
    if len(entities) <= MAX_ENTITIES:
        return entities
    solid = [e for e in entities if e.type not in SPLITTABLE]
    return order([*solid, *(e for e in entities if e.type in SPLITTABLE)][:MAX_ENTITIES])


def total_size(entities: Iterable[Entity]) -> int:
    """Estimate the bytes that the entities take on Telegram's side, link addresses included."""
    return sum(_ENTITY_SIZE + len(e.data.encode()) for e in entities)


def _without_overlap(found: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in found:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _crosses(entity: Entity, quote: Entity) -> bool:
    """Whether an entity overlaps a quote without lying inside it."""
    return (
        entity.offset < quote.end
        and quote.offset < entity.end
        and not (quote.offset <= entity.offset and entity.end <= quote.end)
    )


def _resplit(styles: list[Entity], solid: list[Entity]) -> list[Entity]:
    """Join styles that touch, take them out of code, and cut them at links and quotes if any is crossed.

    A style that merely contains a link stays whole: the client splits it, the server joins it again.
    """
    if not styles:
        return solid
    code = [e for e in solid if e.type in ("pre", "code")]
    whole: list[Entity] = []
    for kind in SPLITTABLE:
        for start, end in _union([(e.offset, e.end) for e in styles if e.type == kind]):
            whole += _cut(Entity(kind, start, end - start), code)
    found = order([*solid, *whole])
    if _is_nested(found):
        return found
    return order([*solid, *(piece for style in whole for piece in _cut(style, solid, keep=True))])


def _cut(style: Entity, others: list[Entity], *, keep: bool = False) -> list[Entity]:
    """Cut a style at the borders of others; the pieces inside them are dropped unless `keep`."""
    borders = sorted({style.offset, style.end, *(at for e in others for at in (e.offset, e.end))})
    inside = [at for at in borders if style.offset <= at <= style.end]
    return [
        Entity(style.type, left, right - left)
        for left, right in pairwise(inside)
        if keep or not any(e.offset <= left and right <= e.end for e in others)
    ]


def _is_valid(found: list[Entity]) -> bool:
    """Whether sorted entities may stand as they are: properly nested, nothing to join, nothing foreign in code."""
    stack: list[Entity] = []
    ends: dict[str, int] = {}
    for entity in found:
        while stack and entity.offset >= stack[-1].end:
            stack.pop()
        if stack and (entity.end > stack[-1].end or not all(_may_hold(outer, entity) for outer in stack)):
            return False
        if entity.type in SPLITTABLE:
            if ends.get(entity.type, -1) >= entity.offset:
                return False
            ends[entity.type] = entity.end
        stack.append(entity)
    return True


def _may_hold(outer: Entity, inner: Entity) -> bool:
    """Whether an entity may lie inside another: code only in quotes, links and quotes not in each other's kind."""
    if outer.type in QUOTES:
        return inner.type not in QUOTES
    if outer.type in SPLITTABLE:
        return inner.type not in ("pre", "code") and inner.type != outer.type
    return inner.type in SPLITTABLE and outer.type not in ("pre", "code")


def _is_nested(found: list[Entity]) -> bool:
    """Whether no two of the sorted entities overlap in part."""
    ends: list[int] = []
    for entity in found:
        while ends and entity.offset >= ends[-1]:
            ends.pop()
        if ends and entity.end > ends[-1]:
            return False
        ends.append(entity.end)
    return True


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _translate(text: str, found: list[Entity]) -> tuple[str, list[Entity]]:
    """Replace control characters by spaces and drop those that Telegram drops, moving the entities along."""
    gone = [at for at, c in enumerate(text) if ord(c) in _DROPPED]

    def moved(at: int) -> int:
        return at - sum(1 for lost in gone if lost < at)

    out = [replace(e, offset=moved(e.offset), length=moved(e.end) - moved(e.offset)) for e in found]
    return text.translate(_CLEAN), [e for e in out if e.length > 0]


def _tighten(text: str, found: list[Entity]) -> list[Entity]:
    """Move each entity's start past leading blanks; drop the entities that hold nothing else."""
    if not any(text[e.offset : e.offset + 1] in ("", " ", "\n") for e in found):
        return found
    out = []
    for entity in found:
        inside = text[entity.offset : entity.end]
        blanks = len(inside) - len(inside.lstrip(" \n"))
        if blanks < len(inside):
            out.append(replace(entity, offset=entity.offset + blanks, length=entity.length - blanks))
    return fix(out)
