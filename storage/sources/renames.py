"""Sources that were given other names, in Redis: what is stored under the old one has still to follow."""

from __future__ import annotations

from ledebot.bot.model import Rename
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.errors import translated


class SourceRenames:
    """Satisfies `Renames`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def note(self, rename: Rename) -> None:
        """Note one; see `Renames.note`."""
        async with self._redis.pipeline() as pipe:
            pipe.hdel(keys.SOURCE_RENAMES, rename.new)
            pipe.hset(keys.SOURCE_RENAMES, rename.old, dumps(rename))
            await pipe.execute()

    @translated
    async def noted(self) -> list[Rename]:
        """List them, the oldest first."""
        found = readable(Rename, await self._redis.hvals(keys.SOURCE_RENAMES))
        return sorted(found, key=lambda rename: (rename.noted, rename.old))

    @translated
    async def drop(self, rename: Rename) -> None:
        """Strike one off, unless it has been noted anew."""
        if await self._redis.hget(keys.SOURCE_RENAMES, rename.old) == dumps(rename):
            await self._redis.hdel(keys.SOURCE_RENAMES, rename.old)
