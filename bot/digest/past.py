"""What was published in a stretch of time, as a window that digests are made of."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from ledebot.bot.digest.callback_data import Part, Published
from ledebot.bot.digest.ports import Archive
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import Article, position

MOST = 5000
"""Articles of a time that are looked at, the newest; the digest says how many more there were."""
SLICE = 250
"""Articles that are read from the store in one go."""
WINDOWS = 4
"""Times that are remembered."""


class Past:
    """Loads what was published in a time, once for all who ask for it before anything new arrives."""

    def __init__(self, articles: Archive) -> None:
        self._articles = articles
        self._windows: LRUCache[tuple[datetime, datetime, str], Window] = LRUCache(WINDOWS)
        self._loading = asyncio.Lock()

    async def window(self, part: Published) -> Window:
        """Give the window of a time; nothing in it is told before."""
        async with self._loading:
            key = (part.since, part.until, await self._articles.head())
            if key not in self._windows:
                self._windows[key] = await self._load(*key)
            return self._windows[key]

    async def _load(self, since: datetime, until: datetime, head: str) -> Window:
        ids = await self._articles.published(since, until)
        kept = ids[-MOST:]
        articles: list[Article] = []
        for at in range(0, len(kept), SLICE):
            articles += await self._articles.get(kept[at : at + SLICE])
        name = Published(since, until).data()
        return Window(name, head, tuple(articles), (), by_story(articles), {}, len(ids) - len(kept))


def as_of(part: Part, now: datetime) -> datetime:
    """Tell as of when a part is ranked and told: a time that is over, as of its end."""
    return min(now, part.until - timedelta(minutes=1)) if isinstance(part, Published) else now


def week_before(moment: datetime, zone: str) -> datetime:
    """Tell when the week before a moment begins: with the local day six days before that day."""
    day = moment.astimezone(ZoneInfo(zone)).date() - timedelta(days=6)
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def begun(part: Part, now: datetime) -> datetime | None:
    """Tell since when a part is told that reaches till now; None: since ever, or it ended before."""
    if isinstance(part, Published):
        return part.since if part.until > now else None
    milliseconds, _ = position(part.after)
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
