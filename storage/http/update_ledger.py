"""Which webhook updates have been handled, shared by all bot processes; and polled ones that a stop left over."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from ledebot.bot.http.webhook import Seen
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import json_of
from ledebot.storage.base.errors import translated


class Updates:
    """Satisfies `UpdateLedger`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def begin(self, update_id: int) -> Seen:
        """Take an update unless it is taken; a taker that says nothing for UPDATE_BUSY_TTL is taken for dead."""
        key = keys.update_seen(update_id)
        # Under a name of its own: the client asks again where a connection broke, and must not be refused by itself.
        mine = f"{Seen.BUSY}:{secrets.token_hex(8)}"
        held = await self._redis.set(key, mine, nx=True, ex=keys.UPDATE_BUSY_TTL, get=True)
        if held is None or held == mine:
            return Seen.NEW
        return Seen.DONE if held.startswith(Seen.DONE) else Seen.BUSY

    @translated
    async def hold(self, update_id: int) -> None:
        """Say that it is still being handled; changes nothing once it is done."""
        await self._redis.expire(keys.update_seen(update_id), keys.UPDATE_BUSY_TTL, gt=True)

    @translated
    async def done(self, update_id: int) -> None:
        """Note that it has been handled, for longer than Telegram keeps it."""
        await self._redis.set(keys.update_seen(update_id), Seen.DONE, ex=keys.UPDATE_DONE_TTL)

    @translated
    async def drop(self, update_id: int) -> None:
        """Give it back."""
        await self._redis.delete(keys.update_seen(update_id))


class PolledUpdates:
    """Satisfies `ledebot.bot.app.polling.UpdateBook`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def claim(self, updates: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Take updates; gives those that no other process has taken, by webhook neither."""
        mine = f"{Seen.DONE}:{secrets.token_hex(8)}"
        async with self._redis.pipeline(transaction=False) as pipe:
            for one in updates:
                pipe.set(keys.update_seen(int(one["update_id"])), mine, nx=True, ex=keys.UPDATE_POLLED_TTL, get=True)
            held = await pipe.execute()
        return [one for one, by in zip(updates, held, strict=True) if by in (None, mine)]

    @translated
    async def keep(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Keep updates for whoever polls next, as long as Telegram would."""
        async with self._redis.pipeline() as pipe:
            pipe.hset(keys.UPDATES_LEFT, mapping={str(one["update_id"]): json.dumps(one) for one in updates})
            pipe.expire(keys.UPDATES_LEFT, keys.UPDATES_LEFT_TTL)
            await pipe.execute()

    @translated
    async def waiting(self) -> list[Mapping[str, Any]]:
        """List them, in the order in which they came."""
        held = await self._redis.hgetall(keys.UPDATES_LEFT)
        found = {name: json_of(dict, "an update handed back", text) for name, text in held.items()}
        if broken := [name for name, one in found.items() if one is None or str(one.get("update_id")) != name]:
            await self._redis.hdel(keys.UPDATES_LEFT, *broken)
        left = [one for name, one in found.items() if one is not None and name not in broken]
        return sorted(left, key=lambda one: int(one["update_id"]))

    @translated
    async def drop(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Forget them: they are in somebody's hands."""
        await self._redis.hdel(keys.UPDATES_LEFT, *(str(one["update_id"]) for one in updates))
