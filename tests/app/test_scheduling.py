"""The scheduler's jobs as the demo runs them, on a clock that can jump."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledebot.bot.app import scheduling
from ledebot.bot.app.container import open_container
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.config import Settings
from ledebot.bot.delivery.types import Claim
from ledebot.bot.model import Filters, Schedule, Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.delivery.deliveries import Deliveries

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
LATE = f"{int(START.timestamp() * 1000)}-7"


async def test_a_jump_while_the_news_are_fetched(
    valkey_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the skipped hour brought belongs to the digest that is due by the jump."""
    monkeypatch.setattr(scheduling, "DISPATCH_EVERY", 0.02)
    clock = ManualClock(START)
    fetched: list[datetime] = []

    async def news() -> None:
        fetched.append(clock.now())
        if len(fetched) == 1:
            clock.advance(timedelta(hours=1, minutes=1))
        elif len(fetched) == 2:
            await container.redis.xadd(keys.ARTICLE_LOG, {"id": "late"}, id=LATE)

    async with open_container(Settings(home=tmp_path, redis_url=valkey_url), clock) as container:
        await container.redis.flushall()
        reader = Subscriber(Target(1), subscribed=True, filters=Filters(everything=True), schedule=Schedule(zone="UTC"))
        await container.subscribers.save(reader, START + timedelta(hours=1))
        async with asyncio.timeout(60), scheduling.scheduling(container, news):
            claims: list[Claim] = []
            while not claims:
                claims = await Deliveries(container.redis).claim("one", alerts=1, digests=1, broadcasts=1, block=1)
        assert [claim.up_to for claim in claims] == [LATE]
