"""What Redis answered about a key, as records of a backup. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ledebot.storage.backup.records import Blob, Gone, Group, Hash, List, Record, Set, Sorted, Stream, Text

ELEMENTS = 1000
"""Elements in one record; a key that has more is read and written in parts."""
CHARACTERS = 1 << 18
"""Characters after which a record is long enough."""


def records(key: str, reply: Sequence[Any]) -> Iterator[Record]:
    """Make the records of a key that was read whole: its reply is type, expiry, value, what streams have beside it."""
    kind, expires, held, beside = reply
    if kind == b"none" or held is None:
        yield Gone(key)
        return
    if kind == b"string":
        yield _string(key, held, _expiry(expires))
        return
    number = -1
    for number, part in enumerate(parts(elements(kind, held))):
        yield record(key, kind, part, number, _expiry(expires))
    if kind == b"stream":
        yield closing(key, number + 1, _expiry(expires), beside)


def closing(key: str, number: int, expires: int | None, beside: Sequence[Any]) -> Stream:
    """Make the last part of a stream."""
    about, groups = beside
    return Stream(key, number, expires, data=[], last=_named(about)["last-generated-id"], groups=_groups(groups))


def record(key: str, kind: bytes, part: Sequence[Any], number: int, expires: int | None) -> Record:
    """Make the record of some elements of a key."""
    if kind == b"hash":
        return Hash(key, number, expires, data=dict(part))
    if kind == b"set":
        return Set(key, number, expires, data=list(part))
    if kind == b"zset":
        return Sorted(key, number, expires, data={member: float(score) for member, score in part})
    if kind == b"list":
        return List(key, number, expires, data=list(part))
    if kind == b"stream":
        return Stream(key, number, expires, data=list(part))
    raise ValueError(f"{key} is a {kind.decode()}, which no key of ours is")


def elements(kind: bytes, flat: Sequence[Any]) -> list[Any]:
    """Give a value's elements as text: pairs of hashes and sorted sets, entries of streams with their fields."""
    if kind == b"stream":
        return [(entry.decode(), dict(_pairs(fields))) for entry, fields in flat]
    if kind in (b"hash", b"zset"):
        return list(_pairs(flat))
    return [each.decode() for each in flat]


def _pairs(flat: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    texts = [each.decode() for each in flat]
    return zip(texts[::2], texts[1::2], strict=True)


def parts(found: Sequence[Any]) -> Iterator[list[Any]]:
    """Cut elements so that no record is too long."""
    held: list[Any] = []
    size = 0
    for each in found:
        if len(held) == ELEMENTS or size > CHARACTERS:
            yield held
            held, size = [], 0
        held.append(each)
        size += len(str(each))
    if held:
        yield held


def _string(key: str, held: bytes, expires: int | None) -> Record:
    try:
        return Text(key, expires=expires, data=held.decode())
    except UnicodeDecodeError:
        return Blob(key, expires=expires, data=held)


def _expiry(milliseconds: int) -> int | None:
    return milliseconds if milliseconds >= 0 else None


def _named(flat: Sequence[Any]) -> dict[str, Any]:
    return {
        name.decode(): value.decode() if isinstance(value, bytes) else value
        for name, value in zip(flat[::2], flat[1::2], strict=True)
    }


def _groups(replies: Sequence[Any]) -> list[Group]:
    return [
        Group(
            about["name"],
            about["last-delivered-id"],
            [(entry.decode(), consumer.decode(), count) for entry, consumer, _, count in pending],
        )
        for flat, pending in replies
        for about in (_named(flat),)
    ]
