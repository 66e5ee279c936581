"""The shape that all feed formats are read into, before their entries are judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as its format gave it; `link` as written, `url` where it is a web address."""

    title: str = ""
    html: str = ""
    guid: str | None = None
    link: str = ""
    url: str | None = None
    published: datetime | None = None
    date: str = ""
    author: str | None = None
    topics: tuple[str, ...] = ()
    image: str | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed: `ttl` is the publisher's wish in seconds, `link` the site's address."""

    title: str
    language: str | None = None
    ttl: int | None = None
    link: str | None = None
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
