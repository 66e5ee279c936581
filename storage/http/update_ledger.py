"""Which webhook updates have been handled, shared by all bot processes."""

from __future__ import annotations

from ledebot.bot.http.webhook import Seen
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated


class Updates:
    """Satisfies `UpdateLedger`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def begin(self, update_id: int) -> Seen:
        """Take an update unless it is taken; a taker that says nothing for UPDATE_BUSY_TTL is taken for dead."""
        key = keys.update_seen(update_id)
        held = await self._redis.set(key, Seen.BUSY, nx=True, ex=keys.UPDATE_BUSY_TTL, get=True)
        return Seen.NEW if held is None else Seen(held)

    @translated
    async def done(self, update_id: int) -> None:
        """Note that it has been handled, for longer than Telegram keeps it."""
        await self._redis.set(keys.update_seen(update_id), Seen.DONE, ex=keys.UPDATE_DONE_TTL)

    @translated
    async def drop(self, update_id: int) -> None:
        """Give it back."""
        await self._redis.delete(keys.update_seen(update_id))
