"""A call's arguments: strings from a form, a query or JSON, read as the Bot API reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from ledebot.sandbox.server.errors import bad

T = TypeVar("T")
_WORDS: dict[type, str] = {int: "Number", str: "String", bool: "Boolean", list: "Array", dict: "Object"}


def field_of(given: Mapping[str, Any], name: str, kind: type[T], default: T, *, prefix: str = "") -> T:
    """Give a field of a JSON object, the default when it is missing or null. Raises ApiError for another type."""
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    # Whole numbers and texts may stand for each other, as in the real server.
    convert: Any = kind
    if kind is str and isinstance(value, int) and not isinstance(value, bool):
        return cast("T", convert(value))
    if kind is int and isinstance(value, str) and value.lstrip("-").isdecimal() and len(value) < 20:
        return cast("T", convert(value))
    word = f"{prefix}: Field" if prefix else "field"
    raise bad(f'{word} "{name}" must be of type {_WORDS[kind]}')


def objects_of(value: Any, what: str) -> list[dict[str, Any]]:
    """Check that a JSON value is a list of objects. Raises ApiError."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise bad(f"can't parse {what} JSON object")
    return value


def check_text(*texts: str) -> None:
    """Refuse half a surrogate pair, which JSON can spell and UTF-8 cannot. Raises ApiError."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart call."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """All arguments of one call; nested values are JSON texts, flags `true` or `false`."""

    values: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Give a text, or the default when it is missing."""
        return self.values.get(name, default)

    def has(self, name: str) -> bool:
        """Whether an argument was given and is not empty."""
        return bool(self.values.get(name))

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """Read a whole number, clamped; what is none counts as missing, as in the real server."""
        try:
            value = int(self.values.get(name, "") or default)
        except ValueError:
            value = default
        if low is not None:
            value = max(low, value)
        return value if high is None else min(high, value)

    def flag(self, name: str) -> bool:
        """Read a Boolean."""
        return self.values.get(name, "").strip().lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """Parse a JSON argument, None when missing. Raises ApiError naming `what` could not be parsed."""
        raw = self.values.get(name, "")
        if not raw.strip():
            return None
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError):
            raise bad(f"can't parse {what} JSON object") from None
        if "\\u" in raw:
            check_text(json.dumps(value, ensure_ascii=False))
        return value
