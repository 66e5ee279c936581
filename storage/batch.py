"""Scripts of many tasks in one round trip: what is asked for in one turn of the event loop travels as one pipeline."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from redis.exceptions import NoScriptError, RedisError

from storage.client import Client

MOST = 200
"""Calls in one pipeline."""


class Scripts:
    """Runs Lua scripts; the calls of concurrent tasks share round trips, in the order in which they were made."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._digests: dict[str, str] = {}
        self._waiting: list[tuple[str, tuple[str, ...], asyncio.Future[Any]]] = []
        self._flusher: asyncio.Task[None] | None = None

    async def run(self, script: str, key: str, *arguments: str | int | float) -> Any:
        """Run a script on the slot of `key`; raises what Redis answered. Replies are as loose as redis-py's."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((script, (key, *map(str, arguments)), future))
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())
        return await future

    async def _flush(self) -> None:
        while self._waiting:
            calls, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._send(calls)
            except BaseException as error:
                for _, _, future in calls:
                    if not future.done():
                        future.set_exception(error)
                if not isinstance(error, RedisError):
                    raise

    async def _send(self, calls: list[tuple[str, tuple[str, ...], asyncio.Future[Any]]]) -> None:
        for script, _, _ in calls:
            if script not in self._digests:
                self._digests[script] = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
        async with self._redis.pipeline(transaction=False) as pipe:
            for script, arguments, _ in calls:
                pipe.evalsha(self._digests[script], 1, *arguments)
            answers = await pipe.execute(raise_on_error=False)
        for (script, arguments, future), answer in zip(calls, answers, strict=True):
            if isinstance(answer, NoScriptError):
                # A server that has just started knows no script yet; EVAL teaches it this one.
                answer = await self._redis.eval(script, 1, *arguments)
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
