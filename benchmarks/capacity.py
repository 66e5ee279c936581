"""What a reader, a digest and an article cost: bytes in the store, CPU of the bot and of the store.

`python -m benchmarks.capacity`. The figures of docs/capacity.md; CPU time, which a busy machine changes little.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._news import generated
from benchmarks.steps import AT_ONCE, delivered
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.model import Filters, Item, Rule, Schedule, Section, Subscriber, Target
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.stories.stories import StoryIndex

READERS = 5_000
ARTICLES = 1_000
CLOCK = SystemClock()
READER = Subscriber(
    Target(0),
    title="读者的名字",
    subscribed=True,
    filters=Filters(sections=(Section.BUSINESS, Section.TECH), sources=("晨星社",), rules=(Rule("港口 OR 渡轮"),)),
    schedule=Schedule(zone="Asia/Shanghai"),
    language="zh-hans",
)
"""Somebody who has set up what many do: two sections, a source, a rule, an hour."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one of many cost: bytes in the store, milliseconds of CPU of the store and of this process."""

    stored: float
    store_ms: float
    here_ms: float


async def measured(redis: Client, count: int, work: Callable[[], Awaitable[object]]) -> Cost:
    """Do something for so many, and share out what it took."""
    memory, cpu, here = await _memory(redis), await _cpu(redis), time.process_time()
    await work()
    used = time.process_time() - here
    return Cost((await _memory(redis) - memory) / count, (await _cpu(redis) - cpu) / count * 1000, used / count * 1000)


async def readers(redis: Client) -> None:
    """Have readers subscribe, all due at one moment."""
    subscribers, due = Subscribers(redis), datetime.now(UTC) - timedelta(seconds=1)
    for first in range(1, READERS, AT_ONCE):
        some = [replace(READER, target=Target(5_000_000 + n)) for n in range(first, min(first + AT_ONCE, READERS + 1))]
        await asyncio.gather(*(subscribers.save(one, due) for one in some))


async def dispatched(redis: Client) -> None:
    """Queue everybody's digest."""
    queued = await Dispatcher(OutboxStore(redis, CLOCK), Articles(redis, CLOCK), next_due, CLOCK).tick()
    if queued != READERS:
        raise RuntimeError(f"{queued} of {READERS} were due")


def items() -> list[Item]:
    """Write articles as feeds bring them."""
    return [
        Item(
            article.id,
            article.source,
            article.title,
            "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs),
            guid=article.id,
            url=f"https://news.example/{article.id}",
            published=article.published,
            topics=article.topics,
        )
        for article in map(generated, range(ARTICLES))
    ]


async def main() -> None:
    """Measure one after the other on one store."""
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        redis = connect(server.url)
        articles = Articles(redis, CLOCK, StoryIndex(redis))
        given, index = items(), SearchIndex(Path(home) / "index", articles, CLOCK)
        ingestor = Ingestor(articles, read)
        await ingestor.ingest(given[:10])  # loads dictionaries and tables
        tell("an article, read, grouped and stored", await measured(redis, ARTICLES, lambda: ingestor.ingest(given)))
        tell("... in the search index", await measured(redis, ARTICLES, index.catch_up))
        size = sum(path.stat().st_size for path in (Path(home) / "index").rglob("*") if path.is_file())
        print(f"    {size / ARTICLES:,.0f} bytes of disk each; {ARTICLES} articles")
        await index.close()
        tell("a reader", await measured(redis, READERS, lambda: readers(redis)))
        tell("a digest queued", await measured(redis, READERS, lambda: dispatched(redis)))
        tell("... carried and kept for two days", await measured(redis, READERS, lambda: delivered(redis, READERS)))
        await redis.aclose()
        server.stop()


def tell(name: str, cost: Cost) -> None:
    """Print a line."""
    print(f"{name:<40}{cost.stored:>8,.0f} bytes{cost.store_ms:>8.3f} ms store{cost.here_ms:>8.3f} ms here", flush=True)


async def _memory(redis: Client) -> float:
    return float((await redis.info("memory"))["used_memory"])


async def _cpu(redis: Client) -> float:
    info = await redis.info("cpu")
    return float(info["used_cpu_user"]) + float(info["used_cpu_sys"])


if __name__ == "__main__":
    asyncio.run(main())
