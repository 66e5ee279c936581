"""The shape that all feed formats are read into, before their entries are judged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

log = logging.getLogger(__name__)

MAX_BODY = 1024 * 1024
"""Characters of one entry's body."""
CUT = f"its body is longer than {MAX_BODY} characters; the rest was left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as its format gave it; `link` as written, `url` where it is a web address.

    `dates` as written, the best first; `base` is what relative addresses in its body start from; `outlet` the paper
    that an aggregator names, `elsewhere` whether it does so with the address of another site.
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
    elsewhere: bool = False
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


def each(
    numbered: Iterable[tuple[int, T]], make: Callable[[int, T], R]
) -> tuple[tuple[R, ...], tuple[tuple[int, str], ...]]:
    """Make something of each entry; gives what was made, and the numbers of the others with the reason.

    An entry that wakes a bug of ours is logged in full and costs itself only: whoever writes a feed may write anything.
    """
    made: list[R] = []
    unread: list[tuple[int, str]] = []
    for number, entry in numbered:
        try:
            made.append(make(number, entry))
        except Exception as error:  # a bug, whatever it is
            log.exception("entry %d of a feed cannot be read", number)
            unread.append((number, f"internal error ({type(error).__name__}); see the log"))
    return tuple(made), tuple(unread)
