"""The Redis client as every store uses it: text replies, bounded waits, a few quick retries.

Stores annotate it as `Client`, an alias of Any: redis-py types each reply as "str, or bytes, or nested lists of
either", since its annotations cannot know of `decode_responses`. What a store makes of a reply is typed again.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import SSLConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool, SentinelManagedConnection
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError

from ledebot.bot.core.errors import SettingError

Client: TypeAlias = Any

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
"""Seconds; longer than any read that the stores make, and than a slow disk holds up the server."""
CONNECTIONS = 64
"""Of a process at most; who finds all of them in use waits. The library's own pool refuses the 101st instead, and some
hosted servers take few hundred."""
RETRIES = 3
SENTINEL = "redis+sentinel://"
SENTINEL_PORT = 26379


def connect(url: str) -> Client:
    """Make a client for `redis://`, `rediss://`, `unix://` or Sentinel's address; it connects when first used.

    A command whose connection broke is tried again up to RETRIES times within about a second; after that, or after
    READ_TIMEOUT without an answer, its caller gets StoreUnavailableError. Every script and MULTI of the stores is safe
    to repeat, even if the first one is only done after the second: a server that was frozen does that.
    """
    options: dict[str, Any] = {
        "decode_responses": True,
        "socket_connect_timeout": CONNECT_TIMEOUT,
        "socket_timeout": READ_TIMEOUT,
        "health_check_interval": 30,
        "max_connections": CONNECTIONS,
        "timeout": READ_TIMEOUT,
        "retry": Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), RETRIES, (RedisConnectionError,)),
        "retry_on_error": [RedisConnectionError],
    }
    if url.startswith(SENTINEL):
        return _by_sentinel(url, options)
    try:
        pool = BlockingConnectionPool.from_url(_with_database(url), **options)
        if "?" in url:
            pool.connection_class(**pool.connection_kwargs)  # which no other call asks before the first command
    except ValueError as error:
        raise SettingError(f"REDIS_URL: {error}") from None
    except TypeError:
        raise SettingError("REDIS_URL: what stands after its question mark is no option of the client's") from None
    pool.connection_class = _cancellable(_of_one_trust(pool.connection_class))
    return Redis.from_pool(pool)


def _with_database(url: str) -> str:
    """Give an address whose database, if it names one, is a number: redis-py takes any other word for database 0.

    Raises ValueError.
    """
    parts = urlsplit(url)
    database = parts.path.strip("/")
    if parts.scheme != "unix" and database and not (database.isascii() and database.isdigit()):
        raise ValueError(f"the database is a number, not {database[:40]!r}: expected redis://host:port/0")
    return url


def _by_sentinel(url: str, options: dict[str, Any]) -> Client:
    """Make a client for `redis+sentinel://[user:password@]host:port,host:port/service[/database]`.

    Whichever server the sentinels name as the service's primary is asked, anew with every connection.
    """
    parts = urlsplit(url)
    credentials, _, hosts = parts.netloc.rpartition("@")
    user, _, password = map(unquote, credentials.partition(":"))
    service, _, database = parts.path.strip("/").partition("/")
    try:
        addresses = [_address(one) for one in hosts.split(",")]
        number = int(database or 0)
    except ValueError:
        addresses = []
    if not addresses or not service:
        raise SettingError("REDIS_URL: expected redis+sentinel://host:port,host:port/service/database")
    asking = {
        "socket_timeout": CONNECT_TIMEOUT,
        "socket_connect_timeout": CONNECT_TIMEOUT,
        "retry": Retry(NoBackoff(), 0),  # one that is gone is not waited for: the next one is asked
    }
    sentinel = Sentinel(addresses, sentinel_kwargs=asking)  # type: ignore[no-untyped-call]  # redis-py leaves this one out
    client = sentinel.master_for(
        service,
        redis_class=_SentinelRedis,
        connection_pool_class=_SentinelPool,
        connection_class=_cancellable(SentinelManagedConnection),
        db=number,
        username=user or None,
        password=password or None,
        **options,
    )
    client.sentinels = sentinel.sentinels
    return client


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    found = (host.strip("[]"), int(port)) if colon else (text, SENTINEL_PORT)
    if not found[0]:
        raise ValueError(text)
    return found


class _SentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to whoever is the primary; who finds all of them in use waits."""


class _SentinelRedis(Redis):
    """A client that also closes the connections to the sentinels it asks."""

    sentinels: list[Redis]

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        await super().aclose(close_connection_pool)
        for one in self.sentinels:
            await one.aclose()


def _of_one_trust(connection: Any) -> Any:
    """Have all connections of a class share what they trust: reading the system's certificates takes 20 ms of CPU."""
    if not issubclass(connection, SSLConnection):
        return connection
    shared: dict[str, Any] = {}

    class OfOneTrust(connection):  # type: ignore[misc]  # a class of redis-py's, which one the address says
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            own: Any = self.ssl_context
            self.ssl_context: Any = shared.setdefault("context", own)

    return OfOneTrust


def _cancellable(connection: Any) -> Any:
    return connection if sys.version_info >= (3, 12) else type("Cancellable", (_Cancellable, connection), {})


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
