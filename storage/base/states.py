"""Short-lived state behind inline buttons, whose own data holds 64 bytes at most."""

from __future__ import annotations

import json
import secrets
from typing import Any, ClassVar

from ledebot.bot.readers.ports import Step
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import json_of
from ledebot.storage.base.errors import translated

MOST = 200
"""States of one chat: a button on the two hundredth last message that has any still works."""


class States:
    """Small JSON values under random keys; they expire, and survive a restart until then. Is a `PersonalStore`."""

    name: ClassVar[str] = "buttons"

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def put(
        self, chat_id: int, value: dict[str, Any], *, ttl: int = keys.STATE_TTL, key: str | None = None
    ) -> str:
        """Keep a value of a chat for `ttl` seconds; returns its key of 11 URL-safe characters."""
        key, mine = key or secrets.token_urlsafe(8), keys.chat_states(chat_id)
        async with self._redis.pipeline() as pipe:
            pipe.set(keys.state(key), json.dumps(value, ensure_ascii=False), ex=ttl)
            pipe.lrem(mine, 0, key)
            pipe.lpush(mine, key)
            pipe.lrange(mine, MOST, -1)
            pipe.ltrim(mine, 0, MOST - 1)
            pipe.expire(mine, keys.STATE_TTL)
            old = (await pipe.execute())[3]
        if old:
            await self._redis.delete(*map(keys.state, old))
        return key

    @translated
    async def get(self, key: str) -> dict[str, Any] | None:
        """Give a value back, or None when it is unknown or has expired."""
        text = await self._redis.get(keys.state(key))
        return json_of(dict, "a button's data", text)

    # --- a chat's data --------------------------------------------------------------------------------

    @translated
    async def export_chat(self, chat_id: int) -> Any:
        """Give what is kept behind the buttons of a chat's messages, the newest first."""
        held = await self._redis.lrange(keys.chat_states(chat_id), 0, -1)
        return [value for key in held if (value := await self.get(key)) is not None] or None

    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Take nothing over: the messages with the buttons are elsewhere."""
        return lambda _: None

    @translated
    async def forget_chat(self, chat_id: int) -> None:
        """Remove it all."""
        held = await self._redis.lrange(keys.chat_states(chat_id), 0, -1)
        await self._redis.delete(keys.chat_states(chat_id), *map(keys.state, held))

    @translated
    async def migrate_chat(self, old: int, new: int) -> None:
        """Keep the buttons of the chat's old messages working."""
        held = await self._redis.lrange(keys.chat_states(old), 0, -1)
        async with self._redis.pipeline() as pipe:
            if held:
                pipe.rpush(keys.chat_states(new), *held)
                pipe.expire(keys.chat_states(new), keys.STATE_TTL)
            pipe.delete(keys.chat_states(old))
            await pipe.execute()
