"""Paid broadcast, against a Telegram with its flood control on: as far as the cap goes, and never by accident."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import Side, started

READERS = 90
"""Three seconds at the free rate."""
FEW = 40
PAID = RateLimits(paid_rate=970, paid_cap=1000, paid_after=0.0)


@pytest.fixture
async def strict() -> AsyncIterator[Sandbox]:
    async with Sandbox(flood=True) as sandbox:
        sandbox.api.paid_broadcast = True
        yield sandbox


async def serve(
    redis: Any, sandbox: Sandbox, limits: RateLimits, *, senders: int = 2, readers: int = READERS
) -> tuple[Side, float]:
    """Let that many senders serve everybody; gives one of them, and the seconds it took."""
    sides = [Side(redis, sandbox, limits=limits) for _ in range(senders)]
    for chat in started(sandbox, readers):
        await sides[0].subscribe(chat, sides[0].clock.now() - timedelta(minutes=1))
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        for side in sides:
            await stack.enter_async_context(side.sending())
        assert await sides[0].dispatcher.tick() == readers
        await sides[0].settle()
    assert (await sides[0].balanced())["sent"] == readers
    assert not sandbox.duplicates()
    assert not any(call.code == 429 for call in sandbox.calls())
    return sides[0], time.monotonic() - began


def flagged(sandbox: Sandbox) -> int:
    return sum(call.ok and call.params.get("allow_paid_broadcast") == "true" for call in sandbox.calls("sendMessage"))


@pytest.mark.slow
async def test_paid_messages_go_beyond_the_free_rate(redis_client: Any, strict: Sandbox) -> None:
    side, _ = await serve(redis_client, strict, PAID)
    paid = flagged(strict)
    assert 0 < paid <= READERS
    assert strict.api.stars_spent == pytest.approx(paid / 10)
    assert (await side.counters.stats(side.clock.now())).paid_today == paid


@pytest.mark.slow
async def test_the_cap_stops_it_across_senders(
    redis_client: Any, strict: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    side, seconds = await serve(redis_client, strict, RateLimits(paid_rate=970, paid_cap=40, paid_after=0.0))
    assert flagged(strict) == 40
    assert strict.api.stars_spent == pytest.approx(4)
    assert seconds > (READERS - 40) / 30 - 1  # the rest at the free rate, which the sandbox begins with a burst
    assert (await side.counters.stats(side.clock.now())).paid_today == 40
    assert sum("paid messages are sent" in record.message for record in caplog.records) == 1


@pytest.mark.slow
async def test_it_is_never_sent_without_the_setting(redis_client: Any, strict: Sandbox) -> None:
    _, seconds = await serve(redis_client, strict, RateLimits(), senders=1, readers=FEW)
    assert not any("allow_paid_broadcast" in call.params for call in strict.calls())
    assert seconds > (FEW - 1) / 30
    assert strict.api.stars_spent == 0


@pytest.mark.slow
async def test_where_telegram_refuses_it_everybody_is_served_free(
    redis_client: Any, strict: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    strict.api.paid_broadcast = False
    side, _ = await serve(redis_client, strict, PAID, readers=FEW)
    assert flagged(strict) == 0
    stats = await side.counters.stats(side.clock.now())
    assert stats.failures.keys() == {"unpaid"}
    assert stats.counters["repeats"] == 0
    assert sum("paid broadcast is refused" in record.message for record in caplog.records) == 1
