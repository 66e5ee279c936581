"""A Sentinel's fail-over in the middle of a push, on two processes of each role."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import started
from tests.e2e.fleet import Fleet
from tests.sentinels import Sentinels

READERS = 150
RATE = 40.0
ROLES = ("scheduler-1", "scheduler-2", "sender-1", "sender-2", "bot-1", "bot-2")

pytestmark = pytest.mark.slow


@pytest.fixture
async def sentinels(tmp_path: Path) -> AsyncIterator[Sentinels]:
    sentinels = Sentinels(tmp_path)
    await sentinels.start()
    yield sentinels
    await sentinels.close()


async def test_a_fail_over_in_the_middle_of_a_push(tmp_path: Path, telegram: Sandbox, sentinels: Sentinels) -> None:
    chance = random.Random(20260310)
    fleet = Fleet(tmp_path, telegram, rate=RATE, REDIS_URL=sentinels.url)
    try:
        await fleet.publish(12)
        readers = started(telegram, READERS)
        now = fleet.clock.now()
        for reader in readers:
            await fleet.subscribe(reader, now + timedelta(seconds=1 + 8 * chance.random()))
        telegram.faults.add("slow", times=None, seconds=0.1)
        asking = telegram.user("小明")
        await asyncio.gather(*(fleet.start(name) for name in ROLES))
        await fleet.started(*ROLES)
        async with asyncio.timeout(60):
            while len(telegram.calls("sendMessage")) < READERS // 5:
                await fleet.clock.sleep(0.05)
        await sentinels.fail_over()
        await fleet.settle()
        counters = await fleet.balanced()
        assert (counters["sent"], counters["failed"]) == (READERS, 0)
        whole = {tuple(dict.fromkeys(one["text"] for one in telegram.from_bot(reader))) for reader in readers}
        assert len({frozenset(parts) for parts in whole}) == 1
        repeats = sum(one.times - 1 for one in telegram.duplicates())
        assert repeats <= counters["repeats"] + RATE * 0.2, "what was in flight, at most"
        assert "/subscribe" in (await asking.ask("/help"))["text"]
        assert {process.returncode for process in fleet.processes.values()} == {None}, "no restart was needed"
        await fleet.stop(*ROLES)
        assert "Traceback" not in fleet.log()
        for name in ROLES:
            log = (tmp_path / f"{name}.log").read_text("utf-8")
            assert log.count("cannot be reached") <= 2, log
    finally:
        await fleet.close()
