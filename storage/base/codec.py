"""Frozen dataclasses to versioned JSON and back, driven by their annotations; never pickle.

A record is `{"v": 1, ...fields}` with fields at their default left out, so adding a field with a default needs no
migration. Anything else raises CodecError rather than guessing.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
VERSION = 1


class CodecError(ValueError):
    """A stored record is not what this version writes."""


def dumps(value: Any) -> str:
    """Encode one frozen dataclass."""
    return json.dumps({"v": VERSION, **_plain(value)}, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str | bytes) -> T:
    """Decode a record of that dataclass. Raises CodecError for another version or shape."""
    try:
        record = json.loads(text)
        version = record.pop("v")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CodecError(f"not a {kind.__name__} record") from error
    if version != VERSION:
        raise CodecError(f"{kind.__name__} record of version {version}; this is version {VERSION}")
    try:
        value: T = _reader(cast("Any", kind))(record)
        return value
    except (TypeError, ValueError, KeyError) as error:
        raise CodecError(f"broken {kind.__name__} record: {error}") from error


def to_plain(value: Any) -> dict[str, Any]:
    """Give the JSON-ready dictionary of a dataclass, without the version."""
    return _plain(value)


def from_plain(kind: type[T], record: dict[str, Any]) -> T:
    """Build a dataclass from what `to_plain` gave. Raises CodecError."""
    return loads(kind, json.dumps({**record, "v": VERSION}))


def _default(item: Field[Any]) -> Any:
    if item.default is not MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not MISSING else MISSING


def _plain(value: Any) -> dict[str, Any]:
    return {
        name: _encode(held)
        for name, default in _shape(cast("Any", type(value)))
        if (held := getattr(value, name)) != default
    }


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


_SCALARS = frozenset((str, int, float, bool, type(None)))


def _encode(value: Any) -> Any:
    if type(value) in _SCALARS:  # most of what there is; an Enum is none of these, though it may subclass one
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        if _SCALARS.issuperset(map(type, value)):
            return list(value)
        return [_encode(item) for item in value]
    if is_dataclass(value):
        return _plain(value)
    return value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _reader(next(arg for arg in get_args(kind) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            item = _reader(args[0])
            return lambda value: tuple(map(item, value))
        items = tuple(map(_reader, args))
        return lambda value: tuple(read(part) for read, part in zip(items, value, strict=True))
    if kind in (datetime, time):
        return kind.fromisoformat  # type: ignore[no-any-return]  # datetime and time both have it
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if is_dataclass(kind):
        build = cast("Callable[..., Any]", kind)
        hints = get_type_hints(kind)
        readers = {item.name: _reader(hints[item.name]) for item in fields(kind)}
        return lambda value: build(**{name: readers[name](held) for name, held in value.items()})
    return lambda value: value
