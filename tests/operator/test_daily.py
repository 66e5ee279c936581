"""What needs a hand is told once a day, to each operator, in their language."""

from __future__ import annotations

import asyncio
import html
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.i18n import translator
from ledebot.bot.delivery.types import Ending
from ledebot.bot.model import Health, Schedule, SourceConfig, SourceState, State, Subscriber, Target
from ledebot.bot.operator.daily import DailyWord
from ledebot.bot.operator.types import Needs, Room
from ledebot.bot.operator.word import NAMED, word
from ledebot.storage.articles.articles import Articles
from ledebot.storage.backup.instance import back_up_into, newest
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.operator.server import Server
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.sources.sources import Sources

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai, 03:00 in Berlin."""
SHANGHAI, BERLIN, STRANGER, SHUT = 1, 2, 3, 4


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


def daily(redis: Client, clock: ManualClock, home: Path, backups: Path | None = None) -> DailyWord:
    """One process' own."""
    return DailyWord(
        (SHANGHAI, BERLIN, STRANGER, SHUT),
        Subscribers(redis),
        Sources(redis),
        Articles(redis, clock),
        DeliveryCounters(redis),
        Server(redis),
        OutboxStore(redis, clock),
        clock,
        home,
        partial(newest, backups) if backups else None,
    )


@pytest.fixture
async def operators(redis_client: Client) -> None:
    store = Subscribers(redis_client)
    await store.save(Subscriber(Target(SHANGHAI), language="zh-hans"), None)
    await store.save(Subscriber(Target(BERLIN), language="en", schedule=Schedule(zone="Europe/Berlin")), None)
    await store.save(Subscriber(Target(SHUT), state=State.PAUSED), None)


async def queued(redis: Client) -> dict[str, str]:
    """Map the chats that are told to what they are told."""
    found = {}
    for delivery_id in await redis.zrange(keys.PENDING, 0, -1):
        held = await redis.hgetall(keys.delivery(delivery_id))
        found[held["target"]] = await redis.hget(keys.content(held["content"]), "body")
    return found


@pytest.mark.usefixtures("operators")
async def test_each_is_told_in_their_own_morning_and_once(
    redis_client: Client, clock: ManualClock, tmp_path: Path
) -> None:
    one, other = (daily(redis_client, clock, tmp_path) for _ in range(2))
    assert await one.tick() == 0, "nothing needs a hand"
    failing = SourceState(
        SourceConfig("https://x.example/rss", "慢报"),
        Health.FAILING,
        last_success=NOW - timedelta(days=2),
        last_error="timed out",
    )
    await Sources(redis_client).save(failing)
    assert sum(await asyncio.gather(one.tick(), other.tick(), one.tick())) == 1
    told = await queued(redis_client)
    assert set(told) == {str(SHANGHAI)}
    assert "1 个来源已有一天读不到" in told[str(SHANGHAI)]
    clock.advance(timedelta(hours=6))
    assert sum(await asyncio.gather(one.tick(), other.tick())) == 1
    assert "1 source cannot be read" in (await queued(redis_client))[str(BERLIN)]
    assert await daily(redis_client, clock, tmp_path).tick() == 0, "a process that starts later"
    clock.advance(timedelta(hours=18))
    assert await one.tick() == 1, "the next day in Shanghai"


@pytest.mark.usefixtures("operators")
async def test_what_it_looks_at(redis_client: Client, clock: ManualClock, tmp_path: Path) -> None:
    sources, counters = Sources(redis_client), DeliveryCounters(redis_client)
    quiet = SourceState(SourceConfig("https://q.example/rss"), Health.OK, last_change=NOW - timedelta(days=9))
    await sources.save(quiet)
    await sources.save(replace(quiet, config=SourceConfig("https://p.example/rss"), paused=True))
    await redis_client.zadd(keys.DEAD, {"old": (NOW - timedelta(days=2)).timestamp(), "new": NOW.timestamp() - 60})
    await redis_client.hset(keys.UNREADABLE, "a", "?")
    await redis_client.zadd(keys.PENDING, {"digest:9:1": (NOW - timedelta(minutes=90)).timestamp()})
    needs = await daily(redis_client, clock, tmp_path).needs()
    assert replace(needs, disk=None, memory=None) == Needs(
        silent=(quiet,), given_up=1, unreadable=1, waiting_minutes=90
    )
    assert (await counters.stats(NOW)).counters[Ending.FAILED] == 0


async def test_full_memory_is_seen(redis_client: Client, clock: ManualClock, tmp_path: Path) -> None:
    server = Server(redis_client)
    assert (await server.memory()).size > 0, "the machine's"
    used = int((await redis_client.info("memory"))["used_memory"])
    await redis_client.config_set("maxmemory", used + 50_000)
    try:
        assert (await daily(redis_client, clock, tmp_path).needs()).memory is not None
    finally:
        await redis_client.config_set("maxmemory", 0)
    assert (await daily(redis_client, clock, tmp_path).needs()).memory is None


async def test_missing_backups_are_seen(redis_client: Client, clock: ManualClock, tmp_path: Path) -> None:
    watching = daily(redis_client, clock, tmp_path, backups=tmp_path)
    clock.advance(timedelta(days=2))
    assert (await watching.needs()).backup_days == 0, "the first one is not long due"
    clock.advance(timedelta(days=1))
    assert (await watching.needs()).backup_days == 3
    await back_up_into(redis_client, tmp_path, clock.now(), "1", 1)
    assert (await watching.needs()).backup_days == 0
    clock.advance(timedelta(days=2, hours=1))
    assert (await watching.needs()).backup_days == 2
    assert (await daily(redis_client, clock, tmp_path).needs()).backup_days == 0, "none are wished for"


def test_what_is_nearly_full() -> None:
    assert Room(91, 100).nearly_full
    assert not Room(90, 100).nearly_full
    assert not Room(5, 0).nearly_full, "not known"


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_word_names_everything_within_a_message(language: str) -> None:
    sources = tuple(
        SourceState(SourceConfig(f"https://me:hunter2@{n}.example/"), last_error="<" * 500) for n in range(NAMED + 3)
    )
    needs = Needs(sources, sources, 3, 2, 90, Room(95, 100), Room(99, 100), 7)
    said = word(needs, translator(language)).html
    assert len(html.unescape(said)) < 4096
    assert said.count("0.example") == 2
    for figure in ("95", "99", "90", "3", "7", "/stats", "/editsource"):
        assert figure in said
    assert "hunter2" not in said
    assert "<<" not in said
