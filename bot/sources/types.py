"""What fetching gives. Standard library only: most commands fetch nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `url` is where it came from at last, `moved_to` set if every redirect on the way was permanent.

    `retry_after` and `max_age` are seconds from `at`, when it came.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    retry_after: float | None = None
    max_age: float | None = None
    at: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether there is a document in it."""
        return self.status == 200
