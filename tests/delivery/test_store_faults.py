"""Two senders, and one of them meets a failure of every call to the store, before its effect and after it.

Whatever fails: every reader gets every part, in order, and no message comes once more that is not counted.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from redis.exceptions import ResponseError

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery import processor
from ledebot.bot.delivery.ports import DeliveryStore, Subscriptions, WorkStore
from ledebot.bot.delivery.rate_limits import RateLimitStore
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base.client import Client
from tests.delivery.world import News, Side, started, texts

READERS = 16
PARTS = 3
SPOILT = 3
"""Calls in a row that fail, and there is one that works between two such rows."""

PORTS: dict[str, type[Any]] = {
    "deliveries": DeliveryStore,
    "work": WorkStore,
    "subscribers": Subscriptions,
    "rates": RateLimitStore,
}


def methods() -> Iterator[tuple[str, str]]:
    for port, kind in PORTS.items():
        for name, _ in inspect.getmembers(kind, inspect.iscoroutinefunction):
            if not name.startswith("_"):
                yield port, name


class Spoilt:
    """A real store of which one method fails: at first, and every now and then."""

    def __init__(self, store: Any, method: str, when: str, error: Exception) -> None:
        self._store = store
        self._method = method
        self._when = when
        self._error = error
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)
        if name != self._method:
            return real

        async def spoilt(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            fails = self.calls % (SPOILT + 1) != 0 and self.calls < 4 * SPOILT
            if fails and self._when == "before":
                raise self._error
            result = await real(*args, **kwargs)
            if fails:
                raise self._error
            return result

        return spoilt


def spoil(side: Side, port: str, method: str, when: str, error: Exception) -> None:
    """Have one method fail, of all that this sender uses."""
    if port in ("deliveries", "work"):
        side.deliveries = Spoilt(side.deliveries, method, when, error)  # type: ignore[assignment]  # stands in for it
    elif port == "subscribers":
        side.subscribers = Spoilt(side.subscribers, method, when, error)  # type: ignore[assignment]  # stands in for it
    else:
        side.send_queue._store = Spoilt(side.send_queue._store, method, when, error)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "STORE_RETRY", 0.02)


async def play(telegram: Sandbox, redis: Client, port: str, method: str, when: str, error: Exception) -> None:
    """Send a digest to everybody by two senders, and check what came of it."""
    now = datetime.now(UTC)
    readers = started(telegram, READERS)
    faulty, well = (Side(redis, telegram, clock=SystemClock(), news=News(PARTS)) for _ in range(2))
    for reader in readers:
        await well.subscribe(reader, now)
    blocked, moody = readers[0], readers[1]
    telegram.faults.add("blocked", chat_id=blocked, times=None)
    telegram.faults.add("flood", chat_id=moody, times=1, seconds=0.2)
    telegram.faults.add("slow", times=None, seconds=0.02)
    await well.dispatcher.tick()
    spoil(faulty, port, method, when, error)
    async with AsyncExitStack() as stack:
        for side in (faulty, well):
            await stack.enter_async_context(side.sending())
        await well.settle()
    expected = texts(telegram, readers[2])[:1]
    assert expected
    counters = await well.balanced()
    for reader in readers[1:]:
        came = texts(telegram, reader)
        assert len(dict.fromkeys(came)) == PARTS
        assert sorted(dict.fromkeys(came)) == list(dict.fromkeys(came)), "the parts come in their order"
    assert (counters["sent"], counters["paused"], counters["failed"]) == (READERS - 1, 1, 0)
    repeats = sum(one.times - 1 for one in telegram.duplicates())
    assert repeats <= counters["repeats"]


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("port", "method"), list(methods()))
async def test_a_call_that_fails(telegram: Sandbox, redis_client: Client, port: str, method: str, when: str) -> None:
    await play(telegram, redis_client, port, method, when, StoreUnavailableError("Redis cannot be reached"))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["register", "claim", "take_over", "promote", "reserve"])
async def test_an_error_that_nobody_expected(telegram: Sandbox, redis_client: Client, method: str) -> None:
    port = next(port for port, name in methods() if name == method)
    await play(telegram, redis_client, port, method, "before", ResponseError("WRONGTYPE of a bug"))


async def test_all_ports_are_played() -> None:
    assert len(list(methods())) >= 17
    assert asyncio.iscoroutinefunction(DeliveryStore.begin)
