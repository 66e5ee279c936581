"""Raw calls to the sandbox: what goes over the wire, without a client library in between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.sandbox import Sandbox, User


@dataclass(frozen=True, slots=True)
class Answer:
    """A response of the Bot API."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        """`400 Bad Request: ...`."""
        assert self.status != 200, self.body
        assert self.status == self.body["error_code"]
        assert self.body["ok"] is False
        return f"{self.status} {self.body['description']}"


Calls = Callable[..., Coroutine[Any, Any, Answer]]


def caller(session: aiohttp.ClientSession, sandbox: Sandbox) -> Calls:
    """Give a function that calls a method with form fields; whatever is no text is sent as JSON."""

    async def call(method: str, **params: Any) -> Answer:
        fields = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
        async with session.post(f"{sandbox.base_url}{sandbox.token}/{method}", data=fields) as response:
            return Answer(response.status, await response.json(), dict(response.headers))

    return call


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Calls:
    return caller(http, sandbox)


@pytest.fixture
async def user(sandbox: Sandbox) -> User:
    """Somebody who has written to the bot, so that it may answer."""
    user = sandbox.user("小明", username="xiaoming")
    await user.send("/start")
    return user


class WatchedClock(ManualClock):
    """A clock that stands still, and tells when somebody begins to wait on it."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.waited_on = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.waited_on.set()
        await super().sleep(seconds)


@pytest.fixture
def clock() -> WatchedClock:
    return WatchedClock(datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
