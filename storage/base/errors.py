"""Redis' operational errors become the project's own at this boundary; bugs pass through as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from redis.asyncio.sentinel import MasterNotFoundError
from redis.exceptions import AuthenticationError, ExecAbortError, RedisError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ledebot.bot.core.errors import StoreUnavailableError

P = ParamSpec("P")
R = TypeVar("R")

MOODS = {
    "OOM": "is out of memory: raise its maxmemory, or lower LEDEBOT_RETENTION_DAYS",
    "MISCONF": "cannot write to its disk and takes no changes: make room there",
    "READONLY": "is a read-only replica: point REDIS_URL at the primary",
    "NOREPLICAS": "takes no changes for want of replicas",
    "MASTERDOWN": "is a replica that has lost its primary",
    "WRONGPASS": "refuses the password: correct it in REDIS_URL",
    "NOAUTH": "asks for a password: put it into REDIS_URL",
    "NOPERM": "does not allow this user everything that it needs: correct its ACL",
    "LOADING": "is still reading its data",
    "BUSY": "is busy with a script",
    "CLUSTERDOWN": "is a cluster that is down",
    "TRYAGAIN": "is moving its data",
    "UNBLOCKED": "has just changed its role",
}
"""What a server that cannot serve just now answers (redis.io/docs, "Redis serialization protocol": an error begins with
its kind), and what to do; the same call goes through later."""
_KIND = re.compile(r"\W*([A-Z]+)\b")
_PIPELINE = "caused error: "
"""redis-py puts the command before the reason where that is one of a pipeline's."""


def unavailable(error: RedisError) -> StoreUnavailableError | None:
    """Tell in one line why the server cannot serve just now; None: the call itself was wrong."""
    text = str(error)
    if "DB index is out of range" in text:
        return StoreUnavailableError("Redis has no database of that number: correct the one at the end of REDIS_URL.")
    found = _KIND.match(text.rpartition(_PIPELINE)[2])
    for kind in (getattr(error, "status_code", None), found and found[1]):
        if kind in MOODS:
            return StoreUnavailableError(f"Redis {MOODS[kind]}")
    if isinstance(error, AuthenticationError):
        return StoreUnavailableError(f"Redis {MOODS['WRONGPASS']}")
    if isinstance(error, MasterNotFoundError):
        text = text.partition(" : ")[0]  # then come the sentinels, as Python shows them
    if isinstance(error, RedisConnectionError | RedisTimeoutError):
        return StoreUnavailableError(f"Redis cannot be reached: {text}")
    # A transaction whose commands were refused one by one; redis-py tells the first reason, some proxies do not.
    return StoreUnavailableError(f"Redis refused a transaction: {text}") if isinstance(error, ExecAbortError) else None


def translated(call: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Make a store's method raise StoreUnavailableError when Redis cannot serve it just now."""

    @wraps(call)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await call(*args, **kwargs)
        except RedisError as error:
            away = unavailable(error)
            if away is None:
                raise
            raise away from error

    return wrapper
