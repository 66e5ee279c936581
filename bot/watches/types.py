"""Saved searches of a chat, and what they found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledebot.bot.model import Schedule, Target, is_position, position
from ledebot.bot.search.match import timeless
from ledebot.bot.search.query import Query
from ledebot.bot.search.questions import searched

MAX_WATCHES = 20
"""Watches of one chat."""
MAX_QUERY = 200
"""Characters of a watch's query."""


class When(StrEnum):
    """How the reader hears of a match."""

    NOW = "now"
    DIGEST = "digest"
    BOTH = "both"

    @property
    def at_once(self) -> bool:
        """Whether an alert goes out."""
        return self is not When.DIGEST

    @property
    def in_digest(self) -> bool:
        """Whether the digest has it in its own section."""
        return self is not When.NOW


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search of a chat. Only what arrives after the log entry `since` counts.

    `language` and `zone` are those of who made it; for chats without a subscription, which has its own.
    """

    id: str
    target: Target
    query: str
    since: str
    created: datetime
    when: When = When.NOW
    muted_until: datetime | None = None
    language: str = ""
    zone: str = Schedule().zone

    @property
    def sound(self) -> bool:
        """Whether it begins at a place in the log."""
        return is_position(self.since)


@dataclass(frozen=True, slots=True)
class Match:
    """What a watch found: for the digest's section, or `counted`."""

    cursor: str
    article_id: str
    watch_id: str
    counted: bool = False
    """Whether no alert told of it but the last one, by the number of all such: that one's button lists them."""


def standing(text: str) -> Query:
    """Read what a watch looks for: dates do not count, since it looks at what arrives, nor do words that only ask."""
    return searched(timeless(text))


def watch_id(target: Target, query: str) -> str:
    """Name a watch: what asks for the same in the same chat is the same watch, however its operators are written."""
    asked = f"{target}\x1f{standing(query)}"
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def can_watch(query: str) -> bool:
    """Tell whether a query asks for something to be there; dates do not count, since a watch looks at what arrives."""
    return any(not clause.negated for clause in standing(query).clauses)


def hears(watch: Watch, cursor: str) -> bool:
    """Tell whether a watch counts what entered the log there: it was made before, and not muted at that time."""
    muted = watch.muted_until is not None and position(cursor) < (int(watch.muted_until.timestamp() * 1000), 0)
    return position(watch.since) < position(cursor) and not muted
