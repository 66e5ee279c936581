"""The schema's version: migrations in order, by one process at a time, gone on with after a kill; newer stores."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.core.clock import ManualClock, SystemClock
from ledebot.bot.core.errors import UserError
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.lease import Lease
from ledebot.storage.base.migrations import LEASE, LOOK_EVERY, Migration, bring_up, version

CLOCK = ManualClock(datetime(2026, 3, 10, tzinfo=UTC))
DONE, HELD = "test:done", "test:held"


def noting(name: str, bits: int, *, fails_at: int | None = None) -> Migration:
    """Make a migration that writes down each of its bits."""

    async def part(redis: Client, after: str) -> AsyncIterator[str]:
        for bit in range(int(after or 0), bits):
            if bit == fails_at:
                raise ZeroDivisionError
            await redis.rpush(DONE, f"{name}{bit}")
            yield str(bit + 1)

    return Migration(int(name), f"the notes of {name}", (part, part))


async def done(redis: Client) -> list[str]:
    return list(await redis.lrange(DONE, 0, -1))


async def test_in_order_and_once(any_redis: Client) -> None:
    steps = noting("2", 1), noting("3", 2)
    await any_redis.set(HELD, "by the version before")
    await bring_up(any_redis, CLOCK, steps)
    await bring_up(any_redis, CLOCK, steps)
    assert await done(any_redis) == ["20", "20", "30", "31", "30", "31"]
    assert await version(any_redis) == 3


async def test_an_empty_store_has_the_newest_version_at_once(any_redis: Client) -> None:
    await bring_up(any_redis, CLOCK, (noting("2", 1),))
    assert await version(any_redis) == 2
    assert await done(any_redis) == []


async def test_a_store_is_of_the_first_version_until_it_says_otherwise(redis_client: Client) -> None:
    assert await version(redis_client) == 1
    await bring_up(redis_client, CLOCK, ())
    await bring_up(redis_client, CLOCK, (noting("2", 0),))
    assert await version(redis_client) == 2


async def test_a_migration_that_was_killed_goes_on_where_it_was(redis_client: Client) -> None:
    await redis_client.hset(keys.SCHEMA, "version", 1)
    with pytest.raises(ZeroDivisionError):
        await bring_up(redis_client, CLOCK, (noting("2", 5, fails_at=3),))
    assert await version(redis_client) == 1
    await bring_up(redis_client, CLOCK, (noting("2", 5), noting("3", 1)))
    first = [f"2{bit}" for bit in range(5)]
    assert await done(redis_client) == [*first, *first, "30", "30"]


async def test_one_process_migrates_and_the_others_wait(redis_client: Client) -> None:
    await redis_client.set(HELD, "by the version before")
    await asyncio.gather(*(bring_up(redis_client, SystemClock(), (noting("2", 3),)) for _ in range(4)))
    assert await done(redis_client) == ["20", "21", "22"] * 2


async def test_a_bit_that_takes_longer_than_the_lease_keeps_it(redis_client: Client) -> None:
    clock, lock = ManualClock(datetime(2026, 3, 10, tzinfo=UTC)), keys.lease("migration")

    async def slow(redis: Client, after: str) -> AsyncIterator[str]:
        holder = await redis.get(lock)
        await redis.delete(lock)  # it has expired
        clock.advance(timedelta(seconds=LEASE / 3))
        while await redis.get(lock) != holder:  # noqa: ASYNC110  # the event is in Redis
            await asyncio.sleep(0)
        yield "1"

    await redis_client.set(HELD, "by the version before")
    await bring_up(redis_client, clock, (Migration(2, "something slow", (slow,)),))
    assert await version(redis_client) == 2
    assert not await redis_client.exists(lock)


async def test_whoever_lost_the_lease_notes_nothing_any_more(
    redis_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    async def slow(redis: Client, after: str) -> AsyncIterator[str]:
        if not after:
            await redis.set(keys.lease("migration"), "somebody else")
        yield "1"

    clock = ManualClock(datetime(2026, 3, 10, tzinfo=UTC))
    await redis_client.set(HELD, "by the version before")
    task = asyncio.create_task(bring_up(redis_client, clock, (Migration(2, "something slow", (slow,)),)))
    while "waiting until it is done" not in caplog.text:  # noqa: ASYNC110  # the event is in Redis
        await asyncio.sleep(0)
    assert await redis_client.hgetall(keys.SCHEMA) == {}
    await redis_client.delete(keys.lease("migration"))  # the other process is gone without an end
    await redis_client.hset(keys.SCHEMA, "at", "0:1")
    clock.advance(timedelta(seconds=LOOK_EVERY))
    await task
    assert await version(redis_client) == 2


async def test_a_newer_store_is_met_with_one_line(redis_client: Client) -> None:
    await redis_client.hset(keys.SCHEMA, "version", 3)
    await bring_up(redis_client, CLOCK, (noting("2", 1),))  # one version back goes on: roles are upgraded in turn
    await redis_client.hset(keys.SCHEMA, "version", 4)
    with pytest.raises(UserError, match=r"schema 4; this version knows 2\): upgrade this one too") as told:
        await bring_up(redis_client, CLOCK, (noting("2", 1),))
    assert "\n" not in str(told.value)
    assert await done(redis_client) == []


async def test_a_store_that_is_half_restored(redis_client: Client) -> None:
    await redis_client.hset(keys.SCHEMA, "restoring", "2026-03-10")
    with pytest.raises(UserError, match="ledebot restore FILE"):
        await bring_up(redis_client, CLOCK, ())
    assert await Lease(redis_client, "migration", "next", 1).hold()
