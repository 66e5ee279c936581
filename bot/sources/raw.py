"""The shape that all feed formats are read into, before their entries are judged."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BODY = 1024 * 1024
"""Characters of one entry's body."""
CUT = f"its body is longer than {MAX_BODY} characters; the rest was left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as its format gave it; `link` as written, `url` where it is a web address.

    `dates` as written, the best first; `base` is what relative addresses in its body start from; `outlet` the paper
    that an aggregator names.
    """

    number: int
    title: str = ""
    html: str = ""
    guid: str | None = None
    link: str = ""
    url: str | None = None
    dates: tuple[str, ...] = ()
    author: str | None = None
    topics: tuple[str, ...] = ()
    image: str | None = None
    base: str | None = None
    outlet: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed: `ttl` is the publisher's wish in seconds, `link` the site's address.

    `unread` are the numbers of entries that no parser could take, and why; `left_out` counts those beyond a limit.
    """

    title: str
    language: str | None = None
    ttl: int | None = None
    link: str | None = None
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    left_out: int = 0
