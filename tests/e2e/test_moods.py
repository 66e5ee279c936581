"""Redis in three moods, one after the other, while two processes of each role serve everybody: no restart."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from pathlib import Path

import pytest

from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import started
from tests.e2e.fleet import Fleet
from tests.moody_redis import MoodyRedis

READERS = 120
RATE = 30.0
ROLES = ("scheduler-1", "scheduler-2", "sender-1", "sender-2", "bot-1", "bot-2")
MOODS = {"out of memory": 3.0, "password changed": 3.0, "frozen": 15.0}
"""Seconds of each; the last one outlasts every lease and the client's patience."""
ANSWERED = 60.0
"""Seconds for an answer in any mood, which lasts until it has come: the client's patience, and a busy machine."""

pytestmark = pytest.mark.slow


async def test_three_moods_in_the_middle_of_a_push(tmp_path: Path, telegram: Sandbox, moody: MoodyRedis) -> None:
    chance = random.Random(20260311)
    fleet = Fleet(tmp_path, telegram, rate=RATE, REDIS_URL=moody.url)
    try:
        await fleet.publish(12)
        readers = started(telegram, READERS)
        now = fleet.clock.now()
        for reader in readers:
            await fleet.subscribe(reader, now + timedelta(seconds=1 + 20 * chance.random()))
        telegram.faults.add("slow", times=None, seconds=0.1)
        asking = telegram.user("小明")
        await asyncio.gather(*(fleet.start(name) for name in ROLES))
        await fleet.started(*ROLES)
        for mood, seconds in MOODS.items():
            await fleet.clock.sleep(1.5)
            await moody.fall(mood)
            await asyncio.gather(asking.ask("/settings", timeout=ANSWERED), fleet.clock.sleep(seconds))
            await moody.recover(mood)
        await fleet.settle()
        counters = await fleet.balanced()
        assert (counters["due"], counters["sent"], counters["failed"]) == (READERS, READERS, 0)
        assert len({frozenset(one["text"] for one in telegram.from_bot(reader)) for reader in readers}) == 1
        repeats = sum(one.times - 1 for one in telegram.duplicates() if one.chat_id in readers)
        assert repeats <= counters["repeats"] <= len(MOODS) * RATE * 0.2, "what was in flight, at most"
        assert {process.returncode for process in fleet.processes.values()} == {None}, "no restart was needed"
        await moody.fall("out of memory")
        await fleet.stop(*ROLES)
        assert "Traceback" not in fleet.log()
        for name in ROLES:
            log = (tmp_path / f"{name}.log").read_text("utf-8")
            assert log.count("everything waits") <= len(MOODS) + 1, log
    finally:
        await fleet.close()
