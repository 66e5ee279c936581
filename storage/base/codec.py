"""Frozen dataclasses to versioned JSON and back, validated by their annotations (msgspec); never pickle.

A record is `{"v":1,...fields}` with fields at their default left out, so adding a field with a default needs no
migration. A field that is not known is ignored: a newer process may have written it. Anything else that is not what
the annotations say, a naive or absurd time included, raises CodecError rather than guessing.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime, time
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

import msgspec

from ledebot.bot.model import Target

T = TypeVar("T")
VERSION = 1
_HEAD = f'{{"v":{VERSION}'
UNREADABLE: Counter[str] = Counter()
"""How many records of each kind this process could not read, for /metrics."""
YEARS = range(1900, 2200)
"""Years of a moment that can be kept: beyond them lie slips, and arithmetic with zones that overflows."""

log = logging.getLogger(__name__)


class CodecError(ValueError):
    """A stored record is not what this version writes."""


def dumps(value: Any) -> str:
    """Encode one frozen dataclass."""
    return msgspec.json.encode({"v": VERSION, **_fields(value)}).decode()


def loads(kind: type[T], text: str | bytes) -> T:
    """Decode a record of that dataclass. Raises CodecError for another version or shape."""
    head = text[: len(_HEAD) + 1]
    if (head if isinstance(head, str) else head.decode("ascii", "replace")) not in (f"{_HEAD},", f"{_HEAD}}}"):
        raise CodecError(f"not a {kind.__name__} record of version {VERSION}")
    try:
        return _checked(cast("T", _decoder(cast("Any", kind)).decode(text)), kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise CodecError(f"broken {kind.__name__} record: {error}") from error


def readable(kind: type[T], texts: Iterable[str | bytes | None]) -> list[T]:
    """Decode the records that can be read; each other one is logged, counted, and keeps no neighbour back."""
    found = []
    for text in texts:
        if text is not None:
            try:
                found.append(loads(kind, text))
            except CodecError as error:
                UNREADABLE[kind.__name__] += 1
                log.error("a record is left out: %s", error)
    return found


def readable_targets(names: Iterable[str]) -> list[Target]:
    """Read the names of chats and forum topics; each other one is logged, counted, and keeps no neighbour back."""
    found = []
    for name in names:
        try:
            found.append(Target.parse(name))
        except ValueError:
            UNREADABLE[Target.__name__] += 1
            log.error("a chat's name is left out: %s", name[:200])
    return found


def json_of(kind: type[T], name: str, text: str | bytes | None) -> T | None:
    """Decode JSON that is no record: a list or an object. None for what is not there.

    So is what cannot be read, which is logged and counted under that name.
    """
    if text is None:
        return None
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        found = error
    if isinstance(found, kind):
        return found
    UNREADABLE[name] += 1
    log.error("%s that cannot be read is left out: %s", name, str(found)[:200])
    return None


def to_plain(value: Any) -> dict[str, Any]:
    """Give a dataclass as JSON knows it, without the version; fields at their default are left out."""
    plain: dict[str, Any] = msgspec.to_builtins(_fields(value))
    return plain


def from_plain(kind: type[T], record: object) -> T:
    """Build a dataclass from what JSON made of `to_plain`, as strictly as from a stored record. Raises CodecError."""
    try:
        # By way of bytes: half a surrogate pair, which JSON can spell, could not be stored.
        return _checked(cast("T", _decoder(cast("Any", kind)).decode(msgspec.json.encode(record))), kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeError, OverflowError, TypeError) as error:
        raise CodecError(f"broken {kind.__name__} record: {error}") from error


def all_from_plain(kind: type[T], records: object, most: int) -> list[T]:
    """Build a dataclass from each of the first `most` items of a list.

    Raises CodecError if it is none, or one of them cannot be read.
    """
    if not isinstance(records, list):
        raise CodecError(f"not a list of {kind.__name__} records")
    return [from_plain(kind, record) for record in records[:most]]


def _fields(value: Any) -> dict[str, Any]:
    return {
        name: _plain(held) if type(held) not in _PLAIN else held
        for name, default in _shape(cast("Any", type(value)))
        if (held := getattr(value, name)) != default
    }


_PLAIN = frozenset((str, int, float, bool, datetime))
"""What nearly all fields hold, of which no more need be asked."""


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_fields(item) for item in value] if value and is_dataclass(value[0]) else value
    return _fields(value) if is_dataclass(value) else value


def _default(item: Field[Any]) -> Any:
    if item.default is not MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not MISSING else MISSING


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _checked(value: T, kind: type[T]) -> T:
    for moment in _moments(cast("Any", kind))(value):
        if isinstance(moment, time):
            if moment.tzinfo is not None:
                raise CodecError(f"broken {kind.__name__} record: {moment.isoformat()} is no local time")
        elif moment.tzinfo is None or moment.year not in YEARS:
            raise CodecError(f"broken {kind.__name__} record: {moment.isoformat()} is no moment with a zone")
    if not getattr(value, "sound", True):
        raise CodecError(f"broken {kind.__name__} record: it names no place in the log")
    return value


@cache
def _moments(kind: Any) -> Callable[[Any], Iterator[datetime | time]]:
    """Make a function that walks the moments and times of day of one kind of dataclass, its parts included."""
    hints = get_type_hints(kind)
    own = [name for name, hint in hints.items() if {datetime, time} & {hint, *get_args(hint)}]
    parts = {
        name: inner
        for name, hint in hints.items()
        for inner in (hint, *get_args(hint))
        if is_dataclass(inner) and _has_moments(inner)
    }

    def walk(value: Any) -> Iterator[datetime | time]:
        for name in own:
            held = getattr(value, name)
            yield from held if isinstance(held, tuple) else () if held is None else (held,)
        for name, inner in parts.items():
            held = getattr(value, name)
            for part in held if isinstance(held, tuple) else () if held is None else (held,):
                yield from _moments(cast("Any", inner))(part)

    return walk


def _has_moments(kind: Any) -> bool:
    hints = get_type_hints(kind).values()
    inner = [each for hint in hints for each in (hint, *get_args(hint))]
    return bool({datetime, time} & {*inner}) or any(is_dataclass(each) and _has_moments(each) for each in inner)
