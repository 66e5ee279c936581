"""Redis' operational errors become the project's own at this boundary; bugs pass through as they are."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from redis.exceptions import BusyLoadingError, ReadOnlyError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ledebot.bot.core.errors import StoreUnavailableError

P = ParamSpec("P")
R = TypeVar("R")

UNAVAILABLE = (RedisConnectionError, RedisTimeoutError, BusyLoadingError, ReadOnlyError)
"""What a server that is away, starting or failing over answers; the same call may go through later."""


def translated(call: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Make a store's method raise StoreUnavailableError when Redis cannot be reached."""

    @wraps(call)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await call(*args, **kwargs)
        except UNAVAILABLE as error:
            raise StoreUnavailableError(f"Redis cannot be reached: {error}") from error

    return wrapper
