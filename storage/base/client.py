"""The Redis client as every store uses it: text replies, bounded waits, a few quick retries.

Stores annotate it as `Client`, an alias of Any: redis-py types each reply as "str, or bytes, or nested lists of
either", since its annotations cannot know of `decode_responses`. What a store makes of a reply is typed again.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, TypeAlias

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

Client: TypeAlias = Any

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
"""Seconds; longer than any blocking read that the stores make."""
RETRIES = 3


def connect(url: str) -> Client:
    """Make a client for `redis://`, `rediss://` or `unix://`; it connects when first used.

    A command whose connection broke is tried again up to RETRIES times within about a second; after that its caller
    gets StoreUnavailableError. Every script and MULTI of the stores is safe to repeat.
    """
    pool = ConnectionPool.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=CONNECT_TIMEOUT,
        socket_timeout=READ_TIMEOUT,
        health_check_interval=30,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), RETRIES),
        retry_on_error=[RedisConnectionError, RedisTimeoutError],
    )
    if sys.version_info < (3, 12):
        pool.connection_class = type("Cancellable", (_Cancellable, pool.connection_class), {})
    return Redis.from_pool(pool)


class _Cancellable:
    """Lets a command be cancelled while it is written.

    redis-py writes under `asyncio.wait_for`, which before Python 3.12 swallowed a cancellation that came just as the
    write was done (python/cpython#86296): a loop over Redis could then not be ended.
    """

    async def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
        task = asyncio.current_task()
        before = task.cancelling() if task else 0
        await super().send_packed_command(*args, **kwargs)  # type: ignore[misc]  # a mix-in before redis-py's class
        if task and task.cancelling() > before:
            await self.disconnect(nowait=True)  # type: ignore[attr-defined]  # nobody will read the reply
            raise asyncio.CancelledError
