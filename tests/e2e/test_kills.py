"""kill -9 of everything, at random moments, while five hundred readers are served: nothing lost, repeats bounded.

Connections are reset meanwhile, and a stranger sends forged buttons, hostile files and words.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks._strangers import Stranger
from ledebot.bot.model import Message, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import started
from tests.e2e.fleet import Fleet

READERS = 500
KILLS = 50
RATE = 80.0
"""Messages a second. At 0.1 s an answer some eight are under way whenever somebody is killed."""
RESETS = 10
"""Connections reset before a message is taken, and as many after."""
OUTAGE = 8.0
"""Seconds: several times as long as the client's own retries last, so that every loop has to live without Redis."""

pytestmark = pytest.mark.slow


@pytest.fixture
async def fleet(tmp_path: Path, telegram: Sandbox) -> AsyncIterator[Fleet]:
    fleet = Fleet(tmp_path, telegram, rate=RATE)
    await fleet.start("redis")
    yield fleet
    await fleet.close()


def parts(sandbox: Sandbox, chat: int) -> list[str]:
    """List the different messages of a chat in the order in which each came first."""
    return list(dict.fromkeys(message["text"] for message in sandbox.from_bot(chat)))


def repeats_of(sandbox: Sandbox, readers: Collection[int]) -> int:
    """Count the messages that came once more; a stranger's answers are often the same."""
    return sum(one.times - 1 for one in sandbox.duplicates() if one.chat_id in readers)


async def test_fifty_kills(fleet: Fleet, telegram: Sandbox) -> None:
    chance = random.Random(20260307)
    await fleet.publish(24)
    readers = started(telegram, READERS)
    now = fleet.clock.now()
    for reader in readers:
        await fleet.subscribe(reader, now + timedelta(seconds=2 + 12 * chance.random()))
    channel = telegram.channel("晨报", owner=telegram.user("站长"), username="morning_news")
    stranger = Stranger(telegram, telegram.user("路人"), channel, random.Random(20260308))
    for kind in ("reset_before", "reset_after"):
        telegram.faults.add(kind, method="sendMessage", times=RESETS, skip=READERS)
    telegram.faults.add("slow", times=None, seconds=0.1)  # so that there is something under way to be killed
    everyone = ["bot-1", "bot-2", "scheduler-1", "scheduler-2", "sender-1", "sender-2"]
    await asyncio.gather(*(fleet.start(name) for name in everyone))
    victims = Counter[str]()
    for _ in range(KILLS):
        await fleet.clock.sleep(chance.uniform(0.1, 0.5))
        victim = chance.choices(
            ["sender-1", "sender-2", "scheduler-1", "scheduler-2", "bot-1", "bot-2", "redis"], (8, 8, 3, 3, 1, 1, 4)
        )[0]
        victims[victim] += 1
        await stranger.annoy()
        await fleet.kill(victim)
        await fleet.start(victim)
        await fleet.revive()
    await fleet.settle()
    counters = await fleet.balanced()
    expected = parts(telegram, readers[0])
    assert len(expected) > 1
    assert [reader for reader in readers if parts(telegram, reader) != expected] == []
    assert (counters["due"], counters["sent"], counters["failed"]) == (READERS, READERS, 0)
    repeats = repeats_of(telegram, readers)
    assert repeats <= counters["repeats"]
    assert counters["repeats"] <= sum(victims.values()) * RATE * 0.2 + RESETS
    assert [fault.kind for fault in telegram.faults.orders] == ["slow"], "all connections were reset"
    assert telegram.from_bot(channel.id) == []
    assert "/subscribe" in (await telegram.user("小明").ask("/help"))["text"]
    cursors = {found.cursor for reader in readers if (found := await fleet.subscribers.get(Target(reader)))}
    assert len(cursors) == 1
    assert cursors != {"0-0"}

    # And a normal stop repeats nothing, however often.
    before = repeats_of(telegram, readers)
    targets = [Target(reader) for reader in readers[:200]]
    await fleet.outbox.broadcast(targets, [Message("维护通知：今晚十点起暂停十分钟")], key="maintenance")
    for _ in range(3):
        await fleet.senders(2)
        await fleet.clock.sleep(0.3)
        await fleet.stop("sender-1", "sender-2")
        await asyncio.gather(fleet.start("sender-1"), fleet.start("sender-2"))
    await fleet.settle()
    assert repeats_of(telegram, readers) == before
    assert (await fleet.balanced())["repeats"] == counters["repeats"]
    await fleet.senders(2)
    await fleet.stop("scheduler-1", "scheduler-2", "sender-1", "sender-2")
    assert telegram.token not in fleet.log()
    assert "Traceback" not in fleet.log()


async def test_redis_away(fleet: Fleet, telegram: Sandbox) -> None:
    """The bot goes on without a restart, and says so to who asks."""
    await fleet.publish(3)
    readers = started(telegram, 100)
    asking = telegram.user("小明")
    now = fleet.clock.now()
    await asyncio.gather(*(fleet.start(name) for name in ("bot", "scheduler", "sender")))
    await asking.ask("/start")
    for reader in readers:
        await fleet.subscribe(reader, now)
    await telegram.wait_until(lambda: telegram.api.calls.delivered.total() >= 20, 60)
    await fleet.kill("redis")
    await asking.ask("/settings")
    await fleet.clock.sleep(OUTAGE)
    await fleet.start("redis")
    await fleet.settle()
    counters = await fleet.balanced()
    assert (counters["sent"], counters["failed"]) == (100, 0)
    assert all(len(parts(telegram, reader)) >= 1 for reader in readers)
    assert repeats_of(telegram, readers) <= counters["repeats"]
    await fleet.stop("bot", "scheduler", "sender")


async def test_a_dead_scheduler_is_replaced(fleet: Fleet, telegram: Sandbox) -> None:
    await fleet.publish(3)
    (reader,) = started(telegram, 1)
    await asyncio.gather(*(fleet.start(name) for name in ("scheduler-1", "sender")))
    await fleet.subscribe(reader, fleet.clock.now())
    await telegram.wait_for(reader)
    await fleet.start("scheduler-2")
    await fleet.clock.sleep(2)
    await fleet.kill("scheduler-1", signal.SIGKILL)
    await fleet.publish(1)
    await fleet.subscribers.update(Target(reader), lambda old, due: (old, fleet.clock.now()))
    await telegram.wait_until(lambda: len(telegram.from_bot(reader)) > 1, 60)
