"""`/health` and `/metrics` while Redis does not answer."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from ledebot.bot.app.loop_watch import LoopWatch
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.http import metrics
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.operator.server import Server
from ledebot.storage.sources.sources import Sources
from tests.conftest import require


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[tuple[int, str]]:
    """A Redis of the test's own, to be frozen: its process id and address."""
    binary, socket = require("redis-server", "apt install redis-server"), tmp_path / "redis.sock"
    options = ("--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path), "--save", "")
    process = await asyncio.create_subprocess_exec(binary, *options, stdout=asyncio.subprocess.DEVNULL)
    while not socket.exists():
        await asyncio.to_thread(os.sched_yield)
    yield process.pid, f"unix://{socket}"
    process.send_signal(signal.SIGCONT)
    process.terminate()
    await process.wait()


@pytest.mark.parametrize("page", ["health", "metrics"])
@pytest.mark.slow
async def test_a_frozen_redis_is_told_in_time(
    server: tuple[int, str], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid, url = server
    redis, clock = connect(url), SystemClock()
    serving = metrics.serve(
        ("127.0.0.1", 0),
        stats=DeliveryCounters(redis),
        articles=Articles(redis, clock),
        sources=Sources(redis),
        server=Server(redis),
        clock=clock,
        process=metrics.Process(Supervisor(clock), LoopWatch(), {}, Path("/")),
    )
    async with serving as port, aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/{page}") as answer:
            assert answer.status == 200
        os.kill(pid, signal.SIGSTOP)
        with monkeypatch.context() as impatient:
            impatient.setattr(metrics, "PATIENCE", 0.1)
            async with session.get(f"http://127.0.0.1:{port}/{page}") as answer:
                assert answer.status == 503
                assert "Redis has not answered" in await answer.text()
        os.kill(pid, signal.SIGCONT)
        async with session.get(f"http://127.0.0.1:{port}/{page}") as answer:
            assert answer.status == 200
    await redis.aclose()
