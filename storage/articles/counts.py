"""How many stories each section, topic and source had lately, counted by Redis over its time-ordered sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ledebot.storage.articles.scripts import STORIES_SINCE
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

MANY = 5
"""Stored articles from which a topic counts as shared."""
SEVERAL = 2
"""Sources likewise."""
MOST = 300
"""Topics that are looked at, the largest."""


class RecentCounts:
    """Satisfies `Counts`; one script for all names, which looks at what was published since then alone."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._stories_since = redis.register_script(STORIES_SINCE)

    @translated
    async def sections_since(self, moment: datetime) -> Mapping[str, int]:
        """Count stories with a report published since then, for every section in the store."""
        names = await self._redis.zrange(keys.SECTION_COUNTS, 0, -1)
        return await self._since(names, keys.section_articles, moment)

    @translated
    async def shared_topics_since(self, moment: datetime) -> Mapping[str, int]:
        """Count them for the topics that MANY articles of at least SEVERAL sources have."""
        names = await self._redis.zrange(keys.TOPIC_COUNTS, "+inf", MANY, byscore=True, desc=True, offset=0, num=MOST)
        async with self._redis.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.zcard(keys.topic_sources(name))
            sources = await pipe.execute()
        shared = [name for name, count in zip(names, sources, strict=True) if count >= SEVERAL]
        return await self._since(shared, keys.topic_articles, moment)

    @translated
    async def sources_since(self, moment: datetime) -> Mapping[str, int]:
        """Count stories with a report published since then, for every source in the store."""
        return await self._since(await self._redis.zrange(keys.SOURCE_COUNTS, 0, -1), keys.source_articles, moment)

    async def _since(self, names: Sequence[str], members: Callable[[str], str], moment: datetime) -> Mapping[str, int]:
        if not names:
            return {}
        counts = await self._stories_since(keys=[members(name) for name in names], args=[moment.timestamp()])
        return dict(zip(names, counts, strict=True))
