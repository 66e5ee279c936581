"""The digest's own callback data: everything stands in the 64 bytes of the button, so nothing expires.

    ld:r:<article id>                       read a story in full (numbered buttons)
    ld:d:more:<after>:<up to>:<skip>        the stories of that window after the first <skip>, for who taps
    ld:d:day:<since>:<until>:<skip>         the same of what was published then, in minutes since 1970
    ld:story:<article id>[:<page>]          what the reports of its story tell together
    ld:d:why:<article id>                   why this story is in the digest (offered with the full text)

A window's ends are written in base 36. Whoever forges them sees no more than `/digest` would show: the filters
applied are the tapping chat's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from ledebot.bot.core.cursors import base36, long_cursor, short_cursor

MAX_SKIP = 100_000
MAX_SPAN = timedelta(days=8)
"""The longest time that is told of at once."""
_MORE = re.compile(r"ld:d:more:([0-9a-z]{1,13}-[0-9a-z]{1,13}):([0-9a-z]{1,13}-[0-9a-z]{1,13}):([0-9]{1,6})")
_DAY = re.compile(r"ld:d:day:([0-9a-z]{1,6}):([0-9a-z]{1,6}):([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class More:
    """A part of a digest's window: what comes after the first `skip` stories of (after, up_to]."""

    after: str
    up_to: str
    skip: int

    def data(self) -> str:
        """Write it as callback data, 64 bytes at most."""
        return f"ld:d:more:{short_cursor(self.after)}:{short_cursor(self.up_to)}:{self.skip}"

    @classmethod
    def parse(cls, data: str) -> More | None:
        """Read callback data; None if it is none of ours."""
        found = _MORE.fullmatch(data)
        if found is None or int(found[3]) > MAX_SKIP:
            return None
        after, up_to = long_cursor(found[1]), long_cursor(found[2])
        return cls(after, up_to, int(found[3])) if after and up_to else None


@dataclass(frozen=True, slots=True)
class Published:
    """What was published in [since, until), whole minutes, after the first `skip` stories."""

    since: datetime
    until: datetime
    skip: int = 0

    def data(self) -> str:
        """Write it as callback data."""
        since, until = (base36(int(moment.timestamp()) // 60) for moment in (self.since, self.until))
        return f"ld:d:day:{since}:{until}:{self.skip}"

    @classmethod
    def parse(cls, data: str) -> Published | None:
        """Read callback data; None if it is none of ours."""
        found = _DAY.fullmatch(data)
        if found is None or int(found[3]) > MAX_SKIP:
            return None
        since, until = (datetime.fromtimestamp(int(found[at], 36) * 60, UTC) for at in (1, 2))
        return cls(since, until, int(found[3])) if timedelta() < until - since <= MAX_SPAN else None


Part: TypeAlias = More | Published
"""A stretch of the log or of time, from some story on."""


def parse_part(data: str) -> Part | None:
    """Read the callback data of either; None if it is neither."""
    return More.parse(data) or Published.parse(data)


def read_data(article_id: str) -> str:
    """Give the callback data that opens an article in full."""
    return f"ld:r:{article_id}"


def story_data(article_id: str, page: int = 0) -> str:
    """Give the callback data that opens the page of an article's story."""
    return f"ld:story:{article_id}:{page}" if page else f"ld:story:{article_id}"


def why_data(article_id: str) -> str:
    """Give the callback data that explains why an article is shown."""
    return f"ld:d:why:{article_id}"
