"""Two processes answer readers: one polls and the other stands by, or both serve one webhook. Either may end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.sandbox.people.handles import User
from ledebot.sandbox.sandbox import Sandbox
from tests.e2e.balancer import balancing
from tests.e2e.fleet import Fleet
from tests.moody_redis import free_port

CLOCK = SystemClock()
BOTS = ("bot-1", "bot-2")

pytestmark = pytest.mark.slow


@asynccontextmanager
async def two_bots(folder: Path, telegram: Sandbox, *, by_webhook: bool) -> AsyncIterator[Fleet]:
    ports = {name: free_port() for name in BOTS}
    async with balancing(list(ports.values())) if by_webhook else nullcontext() as door:
        hook = {"LEDEBOT_WEBHOOK_URL": f"http://127.0.0.1:{door}/hook"} if by_webhook else {}
        fleet = Fleet(folder, telegram, rate=60.0, **hook)
        try:
            await fleet.start("redis")
            for name, port in ports.items():
                await fleet.start(name, **({"LEDEBOT_WEBHOOK_LISTEN": f"127.0.0.1:{port}"} if by_webhook else {}))
            yield fleet
        finally:
            await fleet.close()


async def all_answered(telegram: Sandbox, users: list[User]) -> None:
    async with asyncio.timeout(60):
        while not all(telegram.from_bot(user.id) for user in users):
            await CLOCK.sleep(0.05)


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_one_stops_and_one_is_killed(tmp_path: Path, *, by_webhook: bool) -> None:
    async with Sandbox(flood=False) as telegram, two_bots(tmp_path, telegram, by_webhook=by_webhook) as fleet:
        await telegram.user("头一个").ask("/help")
        telegram.faults.add("slow", method="sendMessage", times=None, seconds=0.2)
        asking = [telegram.user(f"问{number}") for number in range(60)]
        for user in asking:
            await user.send("/privacy")
        await all_answered(telegram, asking[:5])
        await fleet.stop("bot-1")
        await all_answered(telegram, asking)
        assert {len(telegram.from_bot(user.id)) for user in asking} == {1}, "each is answered once"
        await fleet.start("bot-1")
        await fleet.kill("bot-2", signal.SIGKILL)
        late = [telegram.user(f"晚{number}") for number in range(10)]
        for user in late:
            await user.send("/privacy")
        await all_answered(telegram, late)
        assert {len(telegram.from_bot(user.id)) for user in late} == {1}
        assert "Conflict" not in fleet.log(), "nobody ends another's request"
        assert "Traceback" not in fleet.log()
