"""How the Bot API says no."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """A refused call: HTTP status and `error_code` are `code`, `description` is the complete text."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Give the response's JSON."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def fail(code: int, text: str, **parameters: int) -> ApiError:
    """Build an error from the inner text, prefixed and cased as the real server does it.

    The first letter is lowercased unless the second is `_` or a capital, so MTProto names stay as they are.
    A 403 that is nothing but such a name becomes a 400.
    """
    if code == 403 and text.replace("_", "").isalnum() and text == text.upper():
        code = 400
    second = text[1:2]
    if not (second == "_" or second.isupper()):
        text = text[:1].lower() + text[1:]
    return ApiError(code, f"{PREFIXES[code]}: {text}", **parameters)


def bad(text: str, **parameters: int) -> ApiError:
    """Build a 400."""
    return fail(400, text, **parameters)


def forbidden(text: str) -> ApiError:
    """Build a 403."""
    return fail(403, text)


def too_many(retry_after: int) -> ApiError:
    """Build a 429 that asks for that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class ActionError(Exception):
    """The person cannot do that here; the text says why."""
