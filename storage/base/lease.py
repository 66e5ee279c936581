"""A role that one process at a time may have. The holder dies or hangs: the role is free again after the lease."""

from __future__ import annotations

from ledebot.storage.base import keys, scripting
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated

_HOLD = scripting.read("ledebot.storage.base", "hold")
_LEAVE = scripting.read("ledebot.storage.base", "leave")


class Lease:
    """One role's lease. Time is the server's own, so no process's clock can lengthen or shorten it."""

    def __init__(self, redis: Client, role: str, holder: str, ttl: float) -> None:
        self._redis = redis
        self._key = keys.lease(role)
        self._holder = holder
        self._milliseconds = int(ttl * 1000)

    @translated
    async def hold(self) -> bool:
        """Take the role or keep it for another `ttl` seconds; False if somebody else has it."""
        return bool(await self._redis.eval(_HOLD, 1, self._key, self._holder, self._milliseconds))

    @translated
    async def leave(self) -> None:
        """Give the role up, if it is ours."""
        await self._redis.eval(_LEAVE, 1, self._key, self._holder)
