"""Reading what the page and the control interface send, with one clear line for what is wrong."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from aiohttp import web


class BodyError(Exception):
    """A request that cannot be understood; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Body:
    """The fields of a request. All methods raise BodyError."""

    values: dict[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        """Give a text."""
        value = self.values.get(name, default)
        if value is None:
            raise BodyError(f"{name} is missing")
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """Read a whole number."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                raise BodyError(f"{name} is missing")
            return default
        try:
            return int(str(value))
        except ValueError:
            raise BodyError(f"{name} must be a whole number") from None

    def optional(self, name: str) -> int | None:
        """Read a whole number that may be missing."""
        return None if self.values.get(name) in (None, "", "null", "undefined") else self.integer(name)

    def number(self, name: str, default: float | None = None) -> float:
        """Read a number."""
        value = self.values.get(name, default)
        try:
            found = float(str(value))
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise BodyError(f"{name} must be a number")
        return found

    def flag(self, name: str) -> bool:
        """Read true or false."""
        return self.values.get(name) in (True, "true", "1", 1)


async def read_json(request: web.BaseRequest) -> dict[str, Any]:
    """Read a JSON object from a request's body; an empty body is an empty object. Raises BodyError."""
    raw = await request.read()
    try:
        value = json.loads(raw or b"{}")
    except ValueError:
        raise BodyError("the body must be JSON") from None
    if not isinstance(value, dict):
        raise BodyError("the body must be a JSON object")
    return value
