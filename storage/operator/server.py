"""What the store says of itself: memory, and what was kept aside for the operator."""

from __future__ import annotations

from datetime import datetime

from ledebot.bot.operator.types import Room
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated


class Server:
    """Satisfies `ServerStore`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def memory(self) -> Room:
        """Tell what Redis uses of what it may; see `ServerStore.memory`. Hosted servers leave some figures out."""
        told = await self._redis.info("memory")
        if limit := int(told.get("maxmemory") or 0):
            return Room(int(told.get("used_memory") or 0), limit)
        return Room(int(told.get("used_memory_rss") or 0), int(told.get("total_system_memory") or 0))

    @translated
    async def given_up(self, since: datetime) -> int:
        """Count the deliveries that were given up since then and are kept."""
        return int(await self._redis.zcount(keys.DEAD, since.timestamp(), "+inf"))

    @translated
    async def at_work(self) -> frozenset[str]:
        """Name the roles that some process has; see `ServerStore.at_work`."""
        senders = await self._redis.smembers(keys.SENDERS)
        found = {role for role in ("scheduler", "updates") if await self._redis.exists(keys.lease(role))}
        if senders and await self._redis.exists(*map(keys.sender, senders)):
            found.add("sender")
        return frozenset(found)

    @translated
    async def unreadable(self) -> int:
        """Count the records that are kept aside because they cannot be read."""
        return int(await self._redis.hlen(keys.UNREADABLE))
