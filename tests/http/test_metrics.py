"""`/health` and `/metrics`: what does not get on is seen there, and goes when it does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from ledebot.bot.app.loop_watch import LoopWatch
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.http import metrics
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.operator.server import Server
from ledebot.storage.sources.sources import Sources

CLOCK = ManualClock(datetime(2026, 3, 10, tzinfo=UTC))


@pytest.fixture
def supervisor() -> Supervisor:
    return Supervisor(CLOCK)


@pytest.fixture
async def base(redis_client: Client, supervisor: Supervisor, tmp_path: Path) -> AsyncIterator[str]:
    stores = {
        "stats": DeliveryCounters(redis_client),
        "articles": Articles(redis_client, CLOCK),
        "sources": Sources(redis_client),
        "server": Server(redis_client),
    }
    process = metrics.Process(supervisor, LoopWatch(), {"Article": 2}, tmp_path)
    async with metrics.serve(("127.0.0.1", 0), clock=CLOCK, process=process, **stores) as port:  # type: ignore[arg-type]  # each under its name
        yield f"http://127.0.0.1:{port}"


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_a_task_that_does_not_get_on_is_seen(base: str, supervisor: Supervisor) -> None:
    assert await get(f"{base}/health") == (200, "ok\n")
    for _ in range(3):
        supervisor.failed("heartbeat", StoreUnavailableError("Redis is out of memory"))
    assert await get(f"{base}/health") == (503, "heartbeat: Redis is out of memory\n")
    assert 'ledebot_task_failures_total{task="heartbeat"} 3.0' in (await get(f"{base}/metrics"))[1]
    assert 'ledebot_unreadable_records_total{kind="Article"} 2.0' in (await get(f"{base}/metrics"))[1]
    supervisor.worked("heartbeat")
    assert await get(f"{base}/health") == (200, "ok\n")
    assert 'ledebot_task_failures_total{task="heartbeat"} 3.0' in (await get(f"{base}/metrics"))[1]
    assert 'ledebot_unreadable_records_total{kind="Article"} 2.0' in (await get(f"{base}/metrics"))[1]
