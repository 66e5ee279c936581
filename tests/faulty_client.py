"""A real client on connections that break where a test wants it: before a command leaves, or the answer is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from redis.exceptions import ConnectionError as RedisConnectionError

from ledebot.storage.base.client import Client, connect

Fault = Literal["before", "after"]
Choose = Callable[[bytes], Fault | None]
"""Gets what is about to be sent; tells whether the connection breaks `before` the server has it, or `after`."""


def connect_faulty(url: str, choose: Choose) -> Client:
    """Make a client as the stores use it, on such connections."""
    client = connect(url)
    pool = client.connection_pool
    pool.connection_class = type("Faulty", (_Faulty, pool.connection_class), {"choose": staticmethod(choose)})
    return client


class Once:
    """Breaks the connection of the first command that holds some words."""

    def __init__(self, fault: Fault, *words: str) -> None:
        self.left = 1
        self._fault: Fault = fault
        self._words = [word.encode() for word in words]

    def __call__(self, sent: bytes) -> Fault | None:
        if self.left and all(word in sent for word in self._words):
            self.left -= 1
            return self._fault
        return None


class _Faulty:
    """A mix-in before redis-py's connection class."""

    choose: Choose
    _lost = False

    async def send_packed_command(self, command: Any, *args: Any, **kwargs: Any) -> None:
        fault = self.choose(command if isinstance(command, bytes) else b"".join(command))
        if fault == "before":
            await self.disconnect(nowait=True)  # type: ignore[attr-defined]  # redis-py's own
            raise RedisConnectionError("broken by the test, before the command left")
        self._lost = self._lost or fault == "after"
        await super().send_packed_command(command, *args, **kwargs)  # type: ignore[misc]  # redis-py's own

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        answer = await super().read_response(*args, **kwargs)  # type: ignore[misc]  # redis-py's own
        if self._lost:
            self._lost = False
            await self.disconnect(nowait=True)  # type: ignore[attr-defined]  # redis-py's own
            raise RedisConnectionError("broken by the test, before the answer was in")
        return answer
