"""Short-lived state behind inline buttons, whose own data holds 64 bytes at most."""

from __future__ import annotations

import json
import secrets
from typing import Any

from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.errors import translated


class States:
    """Small JSON values under random keys; they expire, and survive a restart until then."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def put(self, value: dict[str, Any], *, ttl: int = keys.STATE_TTL, key: str | None = None) -> str:
        """Keep a value for `ttl` seconds; returns its key of 11 URL-safe characters."""
        key = key or secrets.token_urlsafe(8)
        await self._redis.set(keys.state(key), json.dumps(value, ensure_ascii=False), ex=ttl)
        return key

    @translated
    async def get(self, key: str) -> dict[str, Any] | None:
        """Give a value back, or None when it is unknown or has expired."""
        text = await self._redis.get(keys.state(key))
        return json.loads(text) if text is not None else None
