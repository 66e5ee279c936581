"""One connection to the server that is never made anew behind our back, and another that hears which keys change.

`CLIENT TRACKING` in broadcast mode (Redis 6 and later, Valkey) tells the names of all changed keys with a prefix, once
in each turn of the server's loop. It needs no setting of the server, which hosted ones would not let us change.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis.exceptions import RedisError, ResponseError

from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import unavailable

UNTRACKED = "this Redis does not tell what changes (CLIENT TRACKING), so nothing of one moment can be copied from it"
LOST = "the connection to Redis was lost while the store was read; try again"


class Line:
    """A connection; replies are bytes, as Redis gave them."""

    def __init__(self, redis: Client) -> None:
        pool = redis.connection_pool
        # The older protocol, whose messages come as replies do; and no health checks, whose answers came between ours.
        options = {**pool.connection_kwargs, "protocol": 2, "health_check_interval": 0}
        self._connection = pool.connection_class(**options)

    async def ask(self, *words: str | int | bytes) -> Any:
        """Run a command. Raises StoreUnavailableError, also where the connection is gone."""
        try:
            if not self._connection.is_connected:
                raise StoreUnavailableError(LOST)
            await self._connection.send_command(*words, check_health=False)
            return await self.hear()
        except RedisError as error:
            raise unavailable(error) or error from error

    async def hear(self) -> Any:
        """Wait for the next reply."""
        return await self._connection.read_response(disable_decoding=True)

    async def open(self) -> None:
        """Connect."""
        try:
            await self._connection.connect()
        except RedisError as error:
            raise unavailable(error) or error from error

    async def close(self) -> None:
        """Disconnect."""
        with suppress(RedisError, OSError):
            await self._connection.disconnect(nowait=True)


class Changes:
    """What has changed since it was asked last."""

    def __init__(self, ears: Line) -> None:
        self._ears = ears

    async def turns(self) -> list[set[str]]:
        """Give the names of the keys that changed, those of each turn of the server's loop in a set of their own.

        All that changed before any reply that has been read is among them.
        """
        found: list[set[str]] = []
        heard = await self._ears.ask("PING")
        while heard[0] != b"pong":
            if heard[0] == b"message":
                if heard[2] is None:
                    raise StoreUnavailableError("the store was emptied while it was read")
                found.append({name.decode() for name in heard[2]})
            heard = await self._ears.hear()
        return found


@asynccontextmanager
async def listening(redis: Client) -> AsyncIterator[tuple[Line, Changes]]:
    """Open a connection to read by, and one that hears what changes from now on."""
    hand, ears = Line(redis), Line(redis)
    try:
        await hand.open()
        await ears.open()
        number = await ears.ask("CLIENT", "ID")
        await ears.ask("SUBSCRIBE", "__redis__:invalidate")
        try:
            await hand.ask("CLIENT", "TRACKING", "ON", "REDIRECT", number, "BCAST", "PREFIX", keys.PREFIX)
        except ResponseError as error:
            raise UserError(f"{UNTRACKED}: {error}") from None
        yield hand, Changes(ears)
    finally:
        await hand.close()
        await ears.close()
