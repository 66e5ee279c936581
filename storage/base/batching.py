"""Calls of many tasks in one round trip: what is asked for in one turn of the event loop travels as one pipeline.

Steps go further: those of one kind travel as one call of one script, which does them one after the other. A digest
takes three of them, and most of what one cost on its own was the calling, here and in the server.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

from redis.exceptions import NoScriptError, RedisError

from ledebot.storage.base.client import Client

MOST = 200
"""Calls in one pipeline, and steps in one call: these keep Redis busy for some 4 ms."""

Word: TypeAlias = str | int | float
"""A part of a command."""


class _Waiting(Protocol):
    """What stands in the queue for the next pipeline."""

    def command(self) -> Sequence[Word]:
        """Give what is sent."""
        ...

    def settle(self, answer: Any) -> bool:
        """Pass the answer on to whoever waits; False: it must be sent again."""
        ...


class Calls:
    """Runs single commands; those of concurrent tasks share round trips, in the order in which they were made."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._waiting: list[_Waiting] = []
        self._flusher: asyncio.Task[None] | None = None

    async def run(self, *command: Word) -> Any:
        """Run a command; raises what Redis answered. Replies are as loose as redis-py's."""
        call = _Call(command)
        self.queue(call)
        return await call.future

    def queue(self, call: _Waiting) -> None:
        """Send it with the next pipeline."""
        self._waiting.append(call)
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            calls, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                answers = await self._send(calls)
            except BaseException as error:
                for call in calls:
                    call.settle(error)
                if not isinstance(error, RedisError):
                    raise
                continue
            again = [call for call, answer in zip(calls, answers, strict=True) if not call.settle(answer)]
            self._waiting = again + self._waiting

    async def _send(self, calls: Sequence[_Waiting]) -> list[Any]:
        async with self._redis.pipeline(transaction=False) as pipe:
            for call in calls:
                pipe.execute_command(*call.command())
            return list(await pipe.execute(raise_on_error=False))


class _Call:
    """One command and who waits for its answer."""

    __slots__ = ("_words", "future")

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def command(self) -> Sequence[Word]:
        return self._words

    def settle(self, answer: Any) -> bool:
        _pass_on(self.future, answer)
        return True


def _pass_on(future: asyncio.Future[Any], answer: Any) -> None:
    if future.done():
        return
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)


# --- scripts ------------------------------------------------------------------------------------------


class Scripts:
    """Runs Lua scripts, as `Calls` does commands."""

    def __init__(self, redis: Client) -> None:
        self._calls = Calls(redis)
        self._open: dict[tuple[str, str, int], _Steps] = {}

    async def run(self, script: str, key: str, *arguments: Word) -> Any:
        """Run a script on the slot of `key`; raises what Redis answered. Replies are as loose as redis-py's."""
        try:
            return await self._calls.run("EVALSHA", _name(script), 1, key, *arguments)
        except NoScriptError:
            # A server that has just started knows no script yet; EVAL teaches it this one.
            return await self._calls.run("EVAL", script, 1, key, *arguments)

    async def step(self, script: str, key: str, *arguments: Word) -> Any:
        """Do one step of a script that `scripting.in_steps` made; steps of other tasks travel in the same call.

        The answer is this step's; an error is that of the whole call.
        """
        kind = (script, key, len(arguments))
        steps = self._open.get(kind)
        if steps is None or steps.full:
            self._open[kind] = steps = _Steps(script, key, len(arguments))
            self._calls.queue(steps)
        return await steps.add(arguments)


_names: dict[str, str] = {}


def _name(script: str) -> str:
    """Give the name under which Redis keeps a script."""
    name = _names.get(script)
    if name is None:
        name = _names[script] = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
    return name


class _Steps:
    """Steps of one kind, open for more until they are sent."""

    __slots__ = ("_futures", "_script", "_sent", "_words")

    def __init__(self, script: str, key: str, width: int) -> None:
        self._script = script
        self._words: list[Word] = ["EVALSHA", _name(script), 1, key, width]
        self._futures: list[asyncio.Future[Any]] = []
        self._sent = False

    @property
    def full(self) -> bool:
        """Whether no more steps can be added."""
        return self._sent or len(self._futures) >= MOST

    def add(self, arguments: Sequence[Word]) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._words += arguments
        self._futures.append(future)
        return future

    def command(self) -> Sequence[Word]:
        self._sent = True
        return self._words

    def settle(self, answer: Any) -> bool:
        if isinstance(answer, NoScriptError) and self._words[0] == "EVALSHA":
            self._words[:2] = "EVAL", self._script
            return False
        answers = [answer] * len(self._futures) if isinstance(answer, BaseException) else answer
        for future, each in zip(self._futures, answers, strict=True):
            _pass_on(future, each)
        return True
