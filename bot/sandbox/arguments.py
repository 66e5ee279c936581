"""A call's arguments: strings from a form, a query or JSON, read as the Bot API reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad


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
            return json.loads(raw)
        except ValueError:
            raise bad(f"can't parse {what} JSON object") from None
