"""How many articles each topic and source had lately, counted by Redis over its time-ordered sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated


class RecentCounts:
    """Satisfies `Counts`; one ZCOUNT a name, pipelined, so its cost does not grow with the articles."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def topics_since(self, moment: datetime) -> Mapping[str, int]:
        """Count articles published since then, for every topic in the store."""
        return await self._since(keys.TOPIC_COUNTS, keys.topic_articles, moment)

    @translated
    async def sources_since(self, moment: datetime) -> Mapping[str, int]:
        """Count articles published since then, for every source in the store."""
        return await self._since(keys.SOURCE_COUNTS, keys.source_articles, moment)

    async def _since(self, names_key: str, members: Callable[[str], str], moment: datetime) -> Mapping[str, int]:
        names = await self._redis.zrange(names_key, 0, -1)
        async with self._redis.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.zcount(members(name), moment.timestamp(), "+inf")
            counts = await pipe.execute()
        return dict(zip(names, counts, strict=True))
