"""A backup and a restore: seconds, bytes, and how long the store's other users wait meanwhile.

`python -m benchmarks.backup` fills an embedded server with articles as ingest stores them. The baseline is DUMP of
every key into one packed file: no copy of one moment, and readable by the same make and version of server only.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from benchmarks._news import generated
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.model import Document
from ledebot.storage.articles.articles import Articles
from ledebot.storage.backup import instance
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.migrations import MIGRATIONS
from ledebot.storage.stories.stories import StoryIndex

BATCH = 200
EVERY = 0.005
"""Seconds between two looks of the other user."""


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, clock = Path(folder), SystemClock()
        async with opened(home / "here") as redis, opened(home / "there") as other:
            await fill(redis, count)
            held = int((await redis.info("memory"))["used_memory"])
            print(f"{count:,} articles, {await redis.dbsize():,} keys, {held / 1e6:.0f} MB in the server")
            file = home / "backup.gz"
            print(f"{'':<22}{'seconds':>9}{'CPU':>7}{'MB':>7}{'another waits: p99':>21}{'most, ms':>10}")
            await told("nothing", redis, asyncio.sleep(1), None)
            await told("DUMP of every key", redis, dumped(redis, home / "dump.gz"), home / "dump.gz")
            await told("backup", redis, instance.back_up(redis, file, clock.now(), "this"), file)
            await told("restore", other, instance.restore(other, file, clock.now(), MIGRATIONS[-1].to), None)
            assert await other.hlen(keys.ARTICLE_ALIASES) == await redis.hlen(keys.ARTICLE_ALIASES)


@asynccontextmanager
async def opened(home: Path) -> AsyncIterator[Client]:
    server = EmbeddedServer(home)
    server.start()
    redis = connect(server.url)
    try:
        yield redis
    finally:
        await redis.aclose()
        server.stop()


async def fill(redis: Client, count: int) -> None:
    articles = Articles(redis, SystemClock(), StoryIndex(redis))
    for at in range(0, count, BATCH):
        await articles.save([document(number) for number in range(at, min(at + BATCH, count))])


def document(number: int) -> Document:
    made = generated(number)
    return Document(
        ref=made.id,
        source=made.source,
        title=made.title,
        guid=made.id,
        url=made.url,
        published=made.published,
        topics=made.topics,
        paragraphs=made.paragraphs,
        lede=made.lede,
    )


async def dumped(redis: Client, path: Path) -> None:
    raw = Redis(unix_socket_path=redis.connection_pool.connection_kwargs["path"])
    with gzip.open(path, "wb", 5) as file:
        found: list[str] = []
        async for name in redis.scan_iter(count=BATCH):
            found.append(name)
            if len(found) == BATCH:
                await asyncio.to_thread(file.write, b"".join(await dumps(raw, found)))
                found.clear()
    await raw.aclose()


async def dumps(raw: Redis, names: list[str]) -> list[bytes]:
    async with raw.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.dump(name)
        return [held for held in await pipe.execute() if isinstance(held, bytes)]


async def told(name: str, redis: Client, work: Awaitable[Any], file: Path | None) -> None:
    """Do something while another user looks something up now and then; print what both took."""
    waits: list[float] = []
    user = asyncio.create_task(looking(redis, waits))
    begun, used = time.perf_counter(), time.process_time()
    await work
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    user.cancel()
    with suppress(asyncio.CancelledError):
        await user
    waits.sort()
    size = f"{bytes_of(file) / 1e6:.1f}" if file else ""
    p99 = waits[len(waits) * 99 // 100] * 1000
    print(f"{name:<22}{seconds:>9.2f}{cpu:>7.2f}{size:>7}{p99:>21.1f}{waits[-1] * 1000:>10.1f}")


def bytes_of(file: Path) -> int:
    return file.stat().st_size


async def looking(redis: Client, waits: list[float]) -> None:
    while True:
        begun = time.perf_counter()
        await redis.hget(keys.BOOKS, "due")
        waits.append(time.perf_counter() - begun)
        await asyncio.sleep(EVERY)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    asyncio.run(main(parser.parse_args().articles))
