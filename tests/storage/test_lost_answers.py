"""A command whose answer is lost is sent once more by the client: the second try must not refuse its own caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.types import Kind
from ledebot.bot.http.webhook import Seen
from ledebot.bot.model import Message, Target
from ledebot.storage.base.client import Client
from ledebot.storage.base.lease import Lease
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.delivery.rate_limits import RedisRateLimits
from ledebot.storage.http.update_ledger import Updates
from ledebot.storage.readers.readers import Readers
from tests.faulty_client import Fault, Once, connect_faulty

CLOCK = ManualClock(datetime(2026, 3, 7, 8, 0, tzinfo=UTC))
WORD = (Message("水位已回落"),)

ASKED: dict[str, tuple[Callable[[Client], Awaitable[Any]], Any, Any]] = {
    "an update": (lambda redis: Updates(redis).begin(7), Seen.NEW, Seen.BUSY),
    "access": (lambda redis: Readers(redis).first_request(7), True, False),
    "no paid broadcasts": (lambda redis: RedisRateLimits(redis, RateLimits()).unpaid(60), True, False),
    "a message under a key": (
        lambda redis: OutboxStore(redis, CLOCK).enqueue(Target(7), WORD, kind=Kind.ALERT, key="k"),
        True,
        False,
    ),
    "a broadcast": (
        lambda redis: OutboxStore(redis, CLOCK).broadcast([Target(7), Target(8)], WORD, key="k"),
        2,
        0,
    ),
    "the scheduler's role": (lambda redis: Lease(redis, "scheduler", "me", 30).hold(), True, True),
}
"""What is asked, what the caller must hear, and what whoever asks next does."""


@pytest.mark.parametrize("fault", ["before", "after"])
@pytest.mark.parametrize("what", ASKED)
async def test_the_second_try_does_not_refuse_its_own_caller(
    valkey_url: str, redis_client: Client, what: str, fault: Fault
) -> None:
    ask, heard, next_one = ASKED[what]
    once = Once(fault, "ledebot:")
    faulty = connect_faulty(valkey_url, once)
    try:
        assert await ask(faulty) == heard
    finally:
        await faulty.aclose()
    assert not once.left
    assert await ask(redis_client) == next_one


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_what_was_queued_twice_over_is_queued_once(valkey_url: str, redis_client: Client, fault: Fault) -> None:
    faulty = connect_faulty(valkey_url, Once(fault, "ledebot:"))
    await OutboxStore(faulty, CLOCK).broadcast([Target(7), Target(8)], WORD, key="k")
    await faulty.aclose()
    counters = (await DeliveryCounters(redis_client).stats(CLOCK.now())).counters
    assert (counters["due"], counters["pending"]) == (2, 2)
