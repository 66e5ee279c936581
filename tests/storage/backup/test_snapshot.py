"""A backup of a store of every kind of value, on both makes of server, also while others write."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest

from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.backup import restoring, snapshot
from ledebot.storage.backup.files import Reader, Writer
from ledebot.storage.backup.records import FORMAT, VERSION, Head, Record
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client, connect
from tests.storage.backup.contents import contents

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
HEAD = Head(FORMAT, VERSION, 1, NOW)


async def fill(redis: Client) -> None:
    """Put something of each kind into the store, of two kinds more than one record holds."""
    await redis.set(keys.subscriber("7"), "读者")
    await redis.setbit(keys.WORD_COUNTS, 4096, 1)
    await redis.execute_command("BITFIELD", keys.WORD_COUNTS, "SET", "u16", "#3", 65535)
    await redis.hset(keys.article("a"), mapping={"data": "一篇报道", "rev": 2})
    await redis.hset(keys.ARTICLE_ALIASES, mapping={f"u:{number}": str(number) for number in range(2500)})
    await redis.sadd(keys.SUBSCRIBERS, "7", "8")
    await redis.zadd(keys.DUE, {"7": 1773106200.125, "8": -0.5})
    await redis.rpush(keys.STORY_MEMBERS + "s", "b", "a", "b")
    await redis.set(keys.state("k"), "{}", ex=3600)
    await redis.set(keys.lease("scheduler"), "somebody")
    for number in range(2500):
        await redis.xadd(keys.ARTICLE_LOG, {"id": str(number)}, id=f"{number + 1}-0")
    await redis.xdel(keys.ARTICLE_LOG, "2500-0")
    await redis.xgroup_create(keys.lane("alerts"), keys.SENDERS_GROUP, id="0", mkstream=True)
    lane = keys.lane("digests")
    for delivery in ("d1", "d2", "d3"):
        await redis.xadd(lane, {"id": delivery})
    await redis.xgroup_create(lane, keys.SENDERS_GROUP, id="0")
    await redis.xreadgroup(keys.SENDERS_GROUP, "worker", {lane: ">"}, count=2)


async def back_up(redis: Client, path: Path) -> None:
    with Writer(path, HEAD) as writer:
        async for records in snapshot.snapshot(redis):
            writer.write(records)
        writer.finish()


async def bring_back(redis: Client, path: Path) -> None:
    await restoring.need_empty(redis)
    with Reader(path) as reader:
        await restoring.write(redis, reader.head(), reader.records(), NOW.timestamp())


@pytest.mark.slow
async def test_a_store_moves_to_another_server_and_back(valkey_url: str, debian_redis_url: str, tmp_path: Path) -> None:
    here, there = connect(valkey_url), connect(debian_redis_url)
    await here.flushall()
    await there.flushall()
    await fill(here)
    before = await contents(here)
    await back_up(here, tmp_path / "one.gz")
    await bring_back(there, tmp_path / "one.gz")
    assert await contents(there) == before
    await back_up(there, tmp_path / "two.gz")
    await here.flushall()
    await bring_back(here, tmp_path / "two.gz")
    assert await contents(here) == before
    # What was in somebody's hands can be taken over, what was not is read next, and the log goes on where it was.
    lane = keys.lane("digests")
    assert [each["consumer"] for each in await here.xpending_range(lane, keys.SENDERS_GROUP, "-", "+", 10)] == [
        "worker",
        "worker",
    ]
    ((_, entries),) = await here.execute_command("XREADGROUP", "GROUP", "senders", "next", "STREAMS", lane, ">")
    assert len(entries) == 1
    assert await here.xadd(keys.ARTICLE_LOG, {"id": "new"}, id="2500-*") == "2500-1"
    await here.aclose()
    await there.aclose()


@pytest.mark.slow
async def test_a_copy_is_of_one_moment_however_fast_others_write(any_redis: Client, tmp_path: Path) -> None:
    await any_redis.zadd(keys.PENDING, {f"old{number}": number for number in range(3000)})
    written = 0
    stop = asyncio.Event()

    async def writes() -> None:
        """Keep two keys, and the keys of many more, in step; what is told of the past is moved all the time."""
        nonlocal written
        while not stop.is_set():
            written += 1
            async with any_redis.pipeline() as pipe:
                pipe.hset(keys.BOOKS, "due", written)
                pipe.set(keys.TICKED, written)
                pipe.set(keys.subscriber(str(written % 400)), written)
                pipe.zadd(keys.PENDING, {f"new{written}": written})
                pipe.zrem(keys.PENDING, f"old{written % 3000}")
                pipe.delete(keys.subscriber(str((written - 300) % 400)))
                await pipe.execute()

    writer = asyncio.create_task(writes())
    while written < 500:  # noqa: ASYNC110  # the event is in Redis
        await asyncio.sleep(0)
    before = written
    await back_up(any_redis, tmp_path / "one.gz")
    assert written > before + 1
    stop.set()
    await writer
    await any_redis.flushall()
    await bring_back(any_redis, tmp_path / "one.gz")
    count = int(await any_redis.get(keys.TICKED))
    assert await any_redis.hget(keys.BOOKS, "due") == str(count)
    pending = set(await any_redis.zrange(keys.PENDING, 0, -1))
    assert pending == {f"new{number}" for number in range(1, count + 1)} | {
        f"old{number}" for number in range(3000) if not (1 <= number <= count or (number == 0 and count >= 3000))
    }
    held = [await any_redis.get(keys.subscriber(str(number))) for number in range(400)]
    newest = {number % 400: number for number in range(1, count + 1)}
    gone = {(number - 300) % 400: number for number in range(1, count + 1)}
    expected = [str(newest[at]) if at in newest and newest[at] > gone.get(at, -1) else None for at in range(400)]
    assert held == expected


def broken_off(records: list[Record]) -> Iterator[Record]:
    """Give enough records to have some written, then fail."""
    yield from islice(cycle(records), restoring.BATCH + 1)
    raise ZeroDivisionError


async def test_nothing_begins_on_half_of_a_backup(redis_client: Client, tmp_path: Path) -> None:
    await fill(redis_client)
    await back_up(redis_client, tmp_path / "one.gz")
    before = await contents(redis_client)
    with pytest.raises(UserError, match="is running"):
        await restoring.need_empty(redis_client)
    await redis_client.delete(keys.lease("scheduler"))
    with pytest.raises(UserError, match="not empty"):
        await restoring.need_empty(redis_client)
    await redis_client.flushall()
    with Reader(tmp_path / "one.gz") as reader:
        first = list(islice(reader.records(), 1))
        with pytest.raises(ZeroDivisionError):
            await restoring.write(redis_client, reader.head(), broken_off(first), NOW.timestamp())
    assert await redis_client.hexists(keys.SCHEMA, "restoring")
    await bring_back(redis_client, tmp_path / "one.gz")
    assert await contents(redis_client) == before


async def test_a_server_that_is_emptied_meanwhile(redis_client: Client) -> None:
    await fill(redis_client)
    copy = snapshot.snapshot(redis_client)
    await anext(copy)
    await redis_client.flushall()
    with pytest.raises(StoreUnavailableError, match="emptied"):
        _ = [records async for records in copy]


@pytest.mark.slow
async def test_a_connection_that_is_lost_is_told_and_not_made_anew(any_redis: Client) -> None:
    await fill(any_redis)
    copy = snapshot.snapshot(any_redis)
    await anext(copy)
    await any_redis.execute_command("CLIENT", "KILL", "SKIPME", "yes", "TYPE", "pubsub")
    with pytest.raises(StoreUnavailableError, match=r"[Cc]onnection"):
        _ = [records async for records in copy]


async def test_a_server_that_does_not_tell_what_changes(debian_redis_url: str) -> None:
    async with aclosing(connect(debian_redis_url)) as admin:
        await admin.execute_command(
            "ACL", "SETUSER", "tracked", "on", "nopass", "~*", "&*", "+@all", "-client|tracking"
        )
    async with aclosing(connect(debian_redis_url.replace("//", "//tracked:x@"))) as redis:
        with pytest.raises(StoreUnavailableError, match="correct its ACL"):
            await anext(snapshot.snapshot(redis))


@pytest.mark.slow
async def test_a_large_store_needs_little_memory(redis_client: Client, tmp_path: Path) -> None:
    text = "岛上的学校今天收到了一批新书，孩子们排着队把它们搬进图书馆。" * 1000  # 90 KB
    for number in range(100):
        await redis_client.hset(keys.article(str(number)), mapping={"data": f"{number}{text}", "rev": 1})
    await redis_client.hset(keys.ARTICLE_ALIASES, mapping={f"u:{number}": text[:3000] for number in range(1200)})
    await back_up(redis_client, tmp_path / "one.gz")  # so that all is imported and compiled
    tracemalloc.start()
    await back_up(redis_client, tmp_path / "one.gz")
    _, peak_out = tracemalloc.get_traced_memory()
    await redis_client.flushall()
    tracemalloc.reset_peak()
    await bring_back(redis_client, tmp_path / "one.gz")
    _, peak_in = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert await redis_client.hstrlen(keys.article("99"), "data") == 2 + len(text.encode())
    assert max(peak_out, peak_in) < 12_000_000, "of 20 megabytes of news"
