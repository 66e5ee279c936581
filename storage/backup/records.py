"""A backup's lines: a head, a record for each key or part of one, an end with the counts. Pure.

Keys are kept as what they hold and not as Redis' own payloads (DUMP): those differ between versions and makes of the
server, and moving from one to another is what a backup is for. A record with `part` 0 takes the place of whatever the
key held in earlier lines, so a key that changed while the copy was made simply comes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

import msgspec

from ledebot.bot.core.errors import InputError
from ledebot.storage.backup import kinds

FORMAT = "ledebot-backup"
VERSION = 1
LONGEST = 32 << 20
"""Bytes of a line; the longest that is written holds one value, and no value of ours has two megabytes."""
_ENTRY = re.compile(r"\d{1,20}-\d{1,20}")


class BackupError(InputError):
    """A file is no backup, is damaged, or cannot be taken; one line says which."""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: what this is, the schema of the store that it was made of, when and by which version."""

    format: str
    version: int
    schema: int
    made: datetime
    ledebot: str = ""


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="t"):
    """What every record has: the key, its part, and when it expires (milliseconds since the epoch)."""

    key: str
    part: int = 0
    expires: int | None = None


class Text(_Line, tag="text", frozen=True, kw_only=True):
    """A string that is text."""

    data: str


class Blob(_Line, tag="blob", frozen=True, kw_only=True):
    """A string that is none; base64 in the file."""

    data: bytes


class Hash(_Line, tag="hash", frozen=True, kw_only=True):
    """A hash, or some of its fields."""

    data: dict[str, str]


class Set(_Line, tag="set", frozen=True, kw_only=True):
    """A set, or some of its members."""

    data: list[str]


class Sorted(_Line, tag="sorted", frozen=True, kw_only=True):
    """A sorted set, or some of its members, with their scores."""

    data: dict[str, float]


class List(_Line, tag="list", frozen=True, kw_only=True):
    """A list, or the next of its elements."""

    data: list[str]


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stream's consumer group: how far it has read, and what is in hand as (entry, consumer, deliveries)."""

    name: str
    read: str
    pending: list[tuple[str, str, int]]


class Stream(_Line, tag="stream", frozen=True, kw_only=True):
    """A stream, or its next entries; its last part has the newest id that it ever gave, and its groups."""

    data: list[tuple[str, dict[str, str]]]
    last: str | None = None
    groups: list[Group] = []


class Gone(_Line, tag="gone", frozen=True):
    """The key went while the copy was made."""


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="t", tag="end"):
    """The last line: how many records there are."""

    records: int


Record: TypeAlias = Text | Blob | Hash | Set | Sorted | List | Stream | Gone

_encode = msgspec.json.Encoder().encode
_head = msgspec.json.Decoder(Head).decode
_line = msgspec.json.Decoder(Record | End).decode


def encode(value: Head | Record | End) -> bytes:
    """Write one line, its end included."""
    return _encode(value) + b"\n"


def decode_head(line: bytes) -> Head:
    """Read the first line. Raises BackupError for anything but a backup of this format."""
    try:
        head = _head(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BackupError("not a backup of ledebot's") from None
    if head.format != FORMAT:
        raise BackupError("not a backup of ledebot's")
    if head.version != VERSION:
        raise BackupError(f"a backup in format {head.version}, and this ledebot reads {VERSION}: use a newer one")
    return head


def decode(lines: Iterable[bytes]) -> Iterator[Record]:
    """Read the lines after the head, each checked; raises BackupError at the first that is wrong or missing."""
    count, before, rest = 0, None, iter(lines)
    for number, line in enumerate(rest, 2):
        try:
            record = _line(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise BackupError(f"damaged at line {number}: {str(error)[:100]}") from None
        if isinstance(record, End):
            if record.records != count or next(rest, None) is not None:
                raise BackupError(f"damaged at line {number}: its end does not fit, or is not the end")
            return
        if wrong := _wrong(record, before):
            raise BackupError(f"damaged at line {number}: {wrong}")
        yield record
        count, before = count + 1, record
    raise BackupError("cut off: its end is missing")


def _wrong(record: Record, before: Record | None) -> str:
    """Say what a well-formed record may not hold; empty where nothing is wrong."""
    if not kinds.kept(record.key):
        return "a key that no backup has"
    if (kind := kinds.kind_of(record.key)) and not isinstance(record, (Gone, *_KINDS[kind])):
        return f"{record.key[:60]} is no {kind}"
    continued = before is not None and type(before) is type(record) and before.key == record.key
    if record.part and not (continued and before is not None and record.part == before.part + 1):
        return "a part without the one before it"
    if record.part < 0 or not -(2**63) < (record.expires or 0) < 2**62:
        return "a number out of bounds"
    if isinstance(record, Stream):
        return _wrong_stream(record, before if record.part and isinstance(before, Stream) else None)
    return ""


def _wrong_stream(record: Stream, before: Stream | None) -> str:
    named = [entry for entry, _ in record.data]
    held = [pending[0] for group in record.groups for pending in group.pending]
    last = [record.last] if record.last else []
    if not all(map(_is_entry, (*named, *held, *last, *(group.read for group in record.groups)))):
        return "an entry's id that is none"
    earlier = before.data[-1][0] if before and before.data else "0-0"
    order = [tuple(map(int, each.split("-"))) for each in (earlier, *named, *last)]
    newest = -1 if last else len(order)
    if any(one >= other for one, other in pairwise(order[:newest])) or order[-1] < order[newest - 1]:
        return "entries out of order"
    return "an entry without fields" if not all(fields for _, fields in record.data) else ""


def _is_entry(text: str) -> bool:
    return bool(_ENTRY.fullmatch(text)) and all(int(part) < 2**64 for part in text.split("-"))


_KINDS: dict[str, tuple[type[Any], ...]] = {
    "string": (Text, Blob),
    "hash": (Hash,),
    "set": (Set,),
    "zset": (Sorted,),
    "list": (List,),
    "stream": (Stream,),
}
"""The records that hold what Redis calls so."""
