"""Calls of many tasks in one round trip: what is asked for in one turn of the event loop travels as one pipeline."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from redis.exceptions import NoScriptError, RedisError

from storage.client import Client

MOST = 200
"""Calls in one pipeline."""

_Call = tuple[tuple[str | int | float, ...], asyncio.Future[Any]]


class Calls:
    """Runs single commands; those of concurrent tasks share round trips, in the order in which they were made."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._waiting: list[_Call] = []
        self._flusher: asyncio.Task[None] | None = None

    async def run(self, *command: str | int | float) -> Any:
        """Run a command; raises what Redis answered. Replies are as loose as redis-py's."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((command, future))
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())
        return await future

    async def _flush(self) -> None:
        while self._waiting:
            calls, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._send(calls)
            except BaseException as error:
                for _, future in calls:
                    if not future.done():
                        future.set_exception(error)
                if not isinstance(error, RedisError):
                    raise

    async def _send(self, calls: list[_Call]) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            for command, _ in calls:
                pipe.execute_command(*command)
            answers = await pipe.execute(raise_on_error=False)
        for (_, future), answer in zip(calls, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)


class Scripts:
    """Runs Lua scripts, as `Calls` does commands."""

    def __init__(self, redis: Client) -> None:
        self._calls = Calls(redis)
        self._digests: dict[str, str] = {}

    async def run(self, script: str, key: str, *arguments: str | int | float) -> Any:
        """Run a script on the slot of `key`; raises what Redis answered. Replies are as loose as redis-py's."""
        digest = self._digests.get(script)
        if digest is None:
            digest = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
            self._digests[script] = digest
        try:
            return await self._calls.run("EVALSHA", digest, 1, key, *arguments)
        except NoScriptError:
            # A server that has just started knows no script yet; EVAL teaches it this one.
            return await self._calls.run("EVAL", script, 1, key, *arguments)
