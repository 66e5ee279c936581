"""How many articles a second the whole pipeline takes: parse, lede, store (with story grouping), search index.

Baseline, in the same run and on the same bodies: trafilatura's extraction of the text alone, nothing parsed, stored
or indexed. Counted is CPU time, the store's server included: what one core can do, whatever else a machine is busy
with. Rounds alternate; medians are shown.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import trafilatura

from benchmarks import bodies
from benchmarks.bodies import Body
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.lasting import settle
from ledebot.bot.model import Item
from ledebot.bot.sources import frontmatter
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.sources.habits import SourceHabits
from ledebot.storage.stories.stories import StoryIndex

GOAL = 400


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=bodies.DEFAULT, help="JSON lines with title, date and html")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="400 articles, one round")
    options = parser.parse_args()
    if options.quick:
        options.articles, options.rounds = 400, 1
    articles, name = bodies.load(options.corpus, options.articles)
    posts = [_post(body) for body in articles]
    pages = [_page(body) for body in articles]
    print(f"{len(articles)} articles of {name}, {sum(map(len, posts)) / len(posts) / 1024:.1f} KiB each\n")
    rates: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        rates.setdefault("trafilatura, extraction alone", []).append(len(pages) / _extract(pages))
        for stage, seconds in asyncio.run(_pipeline(posts)).items():
            rates.setdefault(stage, []).append(len(posts) / seconds)
    baseline = statistics.median(rates["trafilatura, extraction alone"])
    print(f"{'':<44} {'articles/s':>10} {'ratio':>6}")
    for stage, measured in rates.items():
        rate = statistics.median(measured)
        print(f"{stage:<44} {rate:>10,.0f} {rate / baseline:>6.2f}")
    whole = statistics.median(rates["ledebot: parse, lede, store, index"])
    print(f"\ngoal {GOAL} articles/s: {'met' if whole >= GOAL else 'missed'}; ", end="")
    print(f"no slower than trafilatura alone: {'met' if whole >= baseline else 'missed'}")
    return 0


def _post(body: Body) -> bytes:
    header = f"title: '{body.title}'\ncategories:\n    - 新闻\nauthor: 联播\ndate: {body.date} 19:00:00\nthumbnail: ''"
    return f"\n---\n{header}\n---\n\n<div>   \n{body.html}  \n</div>\n".encode()


def _page(body: Body) -> str:
    return f"<html><head><title>{body.title}</title></head><body><article>{body.html}</article></body></html>"


def _extract(pages: list[str]) -> float:
    started = time.process_time()
    for page in pages:
        trafilatura.extract(page, include_comments=False)
    return time.process_time() - started


async def _pipeline(posts: list[bytes]) -> dict[str, float]:
    """Time the stages one after the other, and then all as the command runs them."""
    started = time.process_time()
    items = list(_items(posts))
    parsed = time.process_time()
    for item in items:
        read(item)
    told = time.process_time()
    stored, indexed = await _ingest(posts)
    return {
        "  of it parse": parsed - started,
        "  of it parse and lede": told - started,
        "  of it parse, lede, store with stories": stored,
        "ledebot: parse, lede, store, index": stored + indexed,
    }


async def _ingest(posts: list[bytes]) -> tuple[float, float]:
    """Store all and index all; gives the CPU seconds of each, this process' and the server's."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        server = EmbeddedServer(home)
        server.start()
        redis = connect(server.url)
        clock = SystemClock()
        articles = Articles(redis, clock, StoryIndex(redis))
        started = time.process_time() + await _server_cpu(redis)
        totals = await Ingestor(articles, read, SourceHabits(redis), settle).ingest(_items(posts))
        stored = time.process_time() + await _server_cpu(redis)
        index = SearchIndex(home / "index", articles, clock)
        await index.open(Supervisor(clock))
        await index.catch_up()
        indexed = time.process_time() + await _server_cpu(redis)
        await index.close()
        await redis.aclose()
        server.stop()
    if totals.failed or totals.read != len(posts):
        raise SystemExit(f"{totals.failed} failed, {totals.read} read of {len(posts)}")
    return stored - started, indexed - stored


async def _server_cpu(redis: Client) -> float:
    used = await redis.info("cpu")
    return float(used["used_cpu_user"]) + float(used["used_cpu_sys"])


def _items(posts: list[bytes]) -> Iterator[Item]:
    return (item for number, post in enumerate(posts) if (item := frontmatter.parse(post, ref=str(number))))


if __name__ == "__main__":
    raise SystemExit(main())
