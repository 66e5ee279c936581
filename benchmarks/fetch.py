"""What a round of polls costs: 1,000 sources on a local server, a tenth of them changed since the last round.

Ledebot's poller, with its store, beside the naive loop: httpx fetches each feed, feedparser parses it, and nothing is
remembered or stored. The server runs in a process of its own; each source has a host of its own (127.x.y.z), so that
politeness applies as it does on the web.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path

import feedparser
import httpx
from aiohttp import web

from benchmarks import bodies
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.model import FullText, SourceConfig, SourceState
from ledebot.bot.sources.fetch import Fetcher
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.sources.poller import Poller
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.sources.sources import Sources

ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """What one round took: seconds on the wall and of this process' CPU, requests, bytes of bodies, parsed feeds."""

    wall: float
    cpu: float
    requests: int
    received: int
    not_modified: int


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetch", description=__doc__)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--changed", type=float, default=0.1, help="share of sources that changed")
    parser.add_argument("--corpus", type=Path, default=bodies.DEFAULT)
    parser.add_argument("--quick", action="store_true", help="100 sources")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve is not None:
        _serve(options.serve, options.corpus)
        return 0
    number = 100 if options.quick else options.sources
    command = [sys.executable, "-m", "benchmarks.fetch", "--serve", str(number), "--corpus", str(options.corpus)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            asyncio.run(_compare(port, number, options.changed))
        finally:
            server.terminate()
    return 0


async def _compare(port: int, number: int, share: float) -> None:
    first, none, some = await _ledebot(port, number, share)
    naive = await asyncio.to_thread(_naive, port, number)
    print(f"{number} sources of {ENTRIES} entries, {naive.received / number / 1024:.0f} KiB each\n")
    print(f"{'':<34} {'wall s':>7} {'CPU s':>7} {'requests':>9} {'304':>6} {'MiB':>7} {'ratio':>6}")
    rounds = {
        "httpx + feedparser, one by one": naive,
        "ledebot, first round": first,
        f"ledebot, {share:.0%} changed": some,
        "ledebot, nothing changed": none,
    }
    for name, cost in rounds.items():
        print(
            f"{name:<34} {cost.wall:>7.2f} {cost.cpu:>7.2f} {cost.requests:>9,} {cost.not_modified:>6,}"
            f" {cost.received / 2**20:>7.1f} {naive.wall / cost.wall:>6.1f}"
        )
    print(
        f"\nan unchanged source costs {none.cpu / number * 1000:.2f} ms of CPU, {none.requests / number:.2f} requests,"
    )
    print(f"{none.received / number:.0f} bytes and no parse; the naive loop's {naive.cpu / number * 1000:.2f} ms")


def _naive(port: int, number: int) -> Cost:
    before, wall, cpu = _counts(port), time.perf_counter(), time.process_time()
    with httpx.Client() as client:
        for n in range(number):
            feedparser.parse(client.get(_address(n, port)).content)
    return _cost(port, before, wall, cpu)


async def _ledebot(port: int, number: int, share: float) -> list[Cost]:
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder))
        server.start()
        redis, clock = connect(server.url), SystemClock()
        sources = Sources(redis)
        for n in range(number):
            config = SourceConfig(_address(n, port), full_text=FullText.NEVER)
            await sources.save(SourceState(config, next_try=clock.now()))
        async with Fetcher(clock, allow_private=True, gap=1.0 if _many_hosts() else 0.0) as fetcher:
            poller = Poller(sources, fetcher, Ingestor(Articles(redis, clock), read), clock)
            for changed in (0.0, 0.0, share):
                _ask(port, f"/change?share={changed}")
                for state in await sources.all():
                    await sources.save(replace(state, next_try=clock.now()))
                before, wall, cpu = _counts(port), time.perf_counter(), time.process_time()
                totals = await poller.tick(limit=number)
                costs.append(_cost(port, before, wall, cpu))
                if totals.failed:
                    raise SystemExit(f"{totals.failed} failed: {totals.errors[0]}")
        await redis.aclose()
        server.stop()
    return costs


def _cost(port: int, before: dict[str, int], wall: float, cpu: float) -> Cost:
    wall, cpu, after = time.perf_counter() - wall, time.process_time() - cpu, _counts(port)
    return Cost(wall, cpu, *(after[name] - before[name] for name in ("requests", "bytes", "not_modified")))


def _many_hosts() -> bool:
    """Tell whether every address of 127/8 is this machine, as on Linux."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.9.9.9", 0))
        except OSError:
            return False
        return True


def _address(number: int, port: int) -> str:
    host = f"127.1.{number // 250}.{number % 250 + 1}" if _many_hosts() else "127.0.0.1"
    return f"http://{host}:{port}/{number}"


def _ask(port: int, path: str) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        counts: dict[str, int] = json.load(answer)
        return counts


def _counts(port: int) -> dict[str, int]:
    return _ask(port, "/counts")


# --- the server -------------------------------------------------------------------------------------


def _serve(number: int, corpus: Path) -> None:
    articles, _ = bodies.load(corpus, 500)
    versions = [0] * number
    counts = {"requests": 0, "bytes": 0, "not_modified": 0}

    def written(n: int) -> bytes:
        items = []
        for k in range(versions[n], versions[n] + ENTRIES):
            body = articles[(n * 7 + k) % len(articles)]
            items.append(
                f"<item><title>{body.title} {n}/{k}</title><link>https://s{n}.example/{k}</link>"
                f"<description><![CDATA[{body.html}]]></description></item>"
            )
        return f"<rss version='2.0'><channel><title>s{n}</title>{''.join(items)}</channel></rss>".encode()

    async def feed(request: web.Request) -> web.Response:
        n = int(request.match_info["n"])
        counts["requests"] += 1
        tag = f'"{versions[n]}"'
        if request.headers.get("If-None-Match") == tag:
            counts["not_modified"] += 1
            return web.Response(status=304)
        data = cached.setdefault((n, versions[n]), written(n))
        counts["bytes"] += len(data)
        return web.Response(body=data, content_type="application/rss+xml", headers={"ETag": tag})

    async def change(request: web.Request) -> web.Response:
        for n in random.Random(3).sample(range(number), round(number * float(request.query["share"]))):
            versions[n] += 1
            cached[n, versions[n]] = written(n)
        return web.json_response(counts)

    async def tell(request: web.Request) -> web.Response:
        return web.json_response(counts)

    cached = {(n, 0): written(n) for n in range(number)}
    app = web.Application()
    app.add_routes([web.get("/counts", tell), web.get("/change", change), web.get(r"/{n:\d+}", feed)])
    listener = socket.create_server(("0.0.0.0", 0))
    print(listener.getsockname()[1], flush=True)
    web.run_app(app, sock=listener, print=lambda *_: None, access_log=None)


if __name__ == "__main__":
    raise SystemExit(main())
