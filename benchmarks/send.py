"""Sending, over real HTTP to the sandbox's Bot API in a process of its own, with senders as `ledebot run` starts them.

`python -m benchmarks.send` (5.5 minutes of it is 10,000 readers at Telegram's rate); `--quick` for a short run. The
baselines are python-telegram-bot's own client in a plain loop, the same with many requests at once, and with its
AIORateLimiter set to no limit (`pip install aiolimiter` to have that row).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.clock import SystemClock
from bot.composer import Composer
from bot.delivery.client import build_bot
from bot.delivery.limiter import Limiter
from bot.delivery.outgoing import arguments
from bot.delivery.pacer import Pacer
from bot.digest.schedule import next_due
from bot.dispatch import Dispatcher
from bot.ingest import Ingestor
from bot.model import Filters, Item, Message, Schedule, Subscriber, Target
from bot.pace import Limits
from bot.text.document import read
from storage import codec
from storage.articles import Articles
from storage.client import connect
from storage.delivery_books import DeliveryBooks
from storage.embedded import EmbeddedServer
from storage.limits import PaceLimits
from storage.outbox import OutboxStore
from storage.stories import StoryIndex
from storage.subscribers import Subscribers

FIRST = 5_000_001
TICKS = os.sysconf("SC_CLK_TCK")
AT_ONCE = 64
LIKE = Subscriber(Target(0), subscribed=True, filters=Filters(everything=True), schedule=Schedule(zone="UTC"))
BASELINES = ("plain loop", "64 at once", "AIORateLimiter, 64 at once")
PEOPLE = 200
"""Readers who ask for something while everybody is served."""


@dataclass(frozen=True)
class Row:
    name: str
    messages: int
    seconds: float
    cpu: float | None

    @property
    def rate(self) -> float:
        return self.messages / self.seconds


class Bench:
    """A server, a sandbox and senders, each a process of its own."""

    def __init__(self, folder: Path, url: str, sandbox: dict[str, str]) -> None:
        self.folder = folder
        self.url = url
        self.sandbox = sandbox
        self.clock = SystemClock()
        self.redis: Any = connect(url)
        self.subscribers = Subscribers(self.redis)
        self.books = DeliveryBooks(self.redis)
        self.articles = Articles(self.redis, self.clock, StoryIndex(self.redis))
        self.dispatcher = Dispatcher(OutboxStore(self.redis, self.clock), self.articles, next_due, self.clock)

    async def control(self, name: str, **body: Any) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session:
            method = "POST" if body or name == "clear_log" else "GET"
            url = f"{self.sandbox['api_url']}/control/{name}"
            async with session.request(method, url, json=body if method == "POST" else None) as response:
                response.raise_for_status()
                return dict(await response.json())

    async def prepare(self, readers: int) -> None:
        """Publish the same dozen articles and subscribe everybody to them, nobody due yet."""
        await self.redis.flushall()
        await self.control("clear_log")
        now = self.clock.now()
        await Ingestor(self.articles, read).ingest(_item(number, now) for number in range(12))
        for chat in range(FIRST, FIRST + readers):
            await self.subscribers.save(replace(LIKE, target=Target(chat)), now)

    @asynccontextmanager
    async def senders(self, count: int, rate: float) -> AsyncIterator[list[Process]]:
        environ = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": self.sandbox["token"],
            "LEDEBOT_TELEGRAM_API_URL": self.sandbox["api_url"],
            "LEDEBOT_HOME": str(self.folder),
            "LEDEBOT_SEND_RATE": str(rate),
            "LEDEBOT_LOG_LEVEL": "WARNING",
            "REDIS_URL": self.url,
        }
        command = (sys.executable, "-m", "bot", "run", "--role", "sender")
        running = [await asyncio.create_subprocess_exec(*command, env=environ) for _ in range(count)]
        try:
            while (await self.books.stats(self.clock.now())).senders < count:
                if any(process.returncode is not None for process in running):
                    raise RuntimeError("a sender ended before it began")
                await self.clock.sleep(0.05)
            yield running
        finally:
            for process in running:
                if process.returncode is None:
                    process.terminate()
            await asyncio.gather(*(process.wait() for process in running))

    async def serve_all(self, readers: int) -> float:
        """Make everybody due now; gives the seconds until the last one is served."""
        started = time.perf_counter()
        queued = await self.dispatcher.tick()
        if queued != readers:
            raise RuntimeError(f"{queued} of {readers} were queued")
        while (await self.books.stats(self.clock.now())).books["pending"]:
            await self.clock.sleep(0.02)
        return time.perf_counter() - started

    async def full_speed(self, readers: int, senders: int) -> Row:
        await self.prepare(readers)
        async with self.senders(senders, 1e6) as running:
            before = [cpu_seconds(process.pid) for process in running]
            seconds = await self.serve_all(readers)
            after = [cpu_seconds(process.pid) for process in running]
        books = (await self.books.stats(self.clock.now())).books
        if books["sent"] != readers:
            raise RuntimeError(f"not everybody was served: {books}")
        spent = [b - a for a, b in zip(before, after, strict=True) if a is not None and b is not None]
        return Row(f"{senders} sender{'s' if senders > 1 else ''}", books["parts"], seconds, sum(spent) or None)

    async def baseline(self, name: str, messages: int) -> Row | None:
        """Run one of BASELINES in a process of its own; None if it cannot be run here."""
        await self.prepare(1)
        digest = await Composer(self.articles, self.clock).compose(LIKE)
        given = json.dumps({**self.sandbox, "message": codec.dumps(digest.parts[0])})
        command = (sys.executable, "-m", "benchmarks.send", "--baseline", name, "--messages", str(messages))
        process = await asyncio.create_subprocess_exec(
            *command, stdout=PIPE, env={**os.environ, "BENCH_SANDBOX": given}
        )
        output, _ = await process.communicate()
        if process.returncode:
            return None
        seconds, cpu = json.loads(output)
        return Row(f"python-telegram-bot, {name}", messages, seconds, cpu)


async def run_baseline(name: str, messages: int) -> None:
    """Send the same digest with the library's own client, as a bot's first broadcast does."""
    sandbox = json.loads(os.environ["BENCH_SANDBOX"])
    limiter = AIORateLimiter(overall_max_rate=0, group_max_rate=0) if name.startswith("AIO") else None
    bot: ExtBot[Any] = ExtBot(
        sandbox["token"],
        base_url=f"{sandbox['api_url']}/bot",
        request=HTTPXRequest(connection_pool_size=256, pool_timeout=60),
        rate_limiter=limiter,
    )
    message = arguments(codec.loads(Message, sandbox["message"]))

    async def worker(chats: list[int]) -> None:
        for chat in chats:
            await bot.send_message(chat, **message)

    async with bot:
        began, cpu = time.perf_counter(), time.process_time()
        everyone = list(range(FIRST, FIRST + messages))
        at_once = 1 if name == "plain loop" else AT_ONCE
        await asyncio.gather(*(worker(everyone[start::at_once]) for start in range(at_once)))
        print(json.dumps([time.perf_counter() - began, time.process_time() - cpu]))


async def paced(bench: Bench, readers: int) -> None:
    """Everybody due at once at Telegram's rate, while others get replies through the limiter of another process."""
    await bench.prepare(readers)
    limits = Limits()
    pacer = Pacer(PaceLimits(bench.redis, limits), limits, bench.clock)
    bot = build_bot(bench.sandbox["token"], bench.sandbox["api_url"], Limiter(pacer))
    waits: list[float] = []
    done = asyncio.Event()

    async def people() -> None:
        number = 0
        while not done.is_set():
            began = time.perf_counter()
            await bot.send_message(FIRST + readers + number % PEOPLE, f"第{number}次回答")
            waits.append(time.perf_counter() - began)
            number += 1
            await bench.clock.sleep(0.5)

    async with bench.senders(1, limits.rate), bot:
        talking = asyncio.create_task(people())
        seconds = await bench.serve_all(readers)
        done.set()
        await talking
    counters = await bench.control("counters")
    books = (await bench.books.stats(bench.clock.now())).books
    ideal = (books["parts"] + len(waits)) / limits.rate
    refused = sum(count for call, count in counters["calls"].items() if call.endswith(" 429"))
    percentile = statistics.quantiles(waits, n=20)[-1] * 1000
    print(f"\n{readers:,} readers due at one moment, {limits.rate:g} messages a second, flood control on:")
    print(
        f"  served after {seconds:.1f} s; ideal, {len(waits)} replies included, {ideal:.1f} s: x{seconds / ideal:.3f}"
    )
    print(f"  429s: {refused}   repeats: {counters['duplicates']}   failed: {books['failed']}")
    print(f"  replies during that: median {statistics.median(waits) * 1000:.0f} ms, p95 {percentile:.0f} ms")


def cpu_seconds(pid: int) -> float | None:
    """Read what a process has used so far; None where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS


def table(rows: list[Row]) -> None:
    base = rows[0]
    print(f"\n{'limits off':38} {'messages':>9} {'per second':>11} {'CPU ms each':>12} {'ratio':>7}")
    for row in rows:
        cpu = f"{row.cpu / row.messages * 1000:.2f}" if row.cpu else "-"
        print(f"{row.name:38} {row.messages:>9,} {row.rate:>11,.0f} {cpu:>12} {row.rate / base.rate:>6.1f}x")


@asynccontextmanager
async def opened(*, flood: bool, people: int) -> AsyncIterator[Bench]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ledebot-bench-")))
        server = EmbeddedServer(folder)
        server.start()
        stack.callback(server.stop)
        options = ["--light", *([] if flood else ["--no-flood"])]
        sandbox = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.sandbox", *options, stdout=PIPE)
        if sandbox.stdout is None:
            raise RuntimeError("the sandbox has no output")
        stack.callback(sandbox.terminate)
        bench = Bench(folder, server.url, json.loads(await sandbox.stdout.readline()))
        stack.push_async_callback(bench.redis.aclose)
        await bench.control("users", count=people, first_id=FIRST)
        yield bench


async def best(measure: Callable[[], Awaitable[Row | None]], rounds: int) -> Row | None:
    """Give the median of some rounds."""
    rows = [row for _ in range(rounds) if (row := await measure()) is not None]
    return sorted(rows, key=lambda row: row.rate)[len(rows) // 2] if rows else None


async def main(options: argparse.Namespace) -> None:
    rounds = 1 if options.quick else 3
    messages = 1000 if options.quick else options.messages
    async with opened(flood=False, people=messages) as bench:
        rows = [row for name in BASELINES if (row := await best(lambda: bench.baseline(name, messages), rounds))]  # noqa: B023  # awaited at once
        for senders in (1, 2):
            row = await best(lambda: bench.full_speed(messages, senders), rounds)  # noqa: B023  # awaited at once
            if row is not None:
                rows.append(row)
        table(rows)
    readers = 900 if options.quick else options.readers
    async with opened(flood=True, people=readers + PEOPLE) as bench:
        await paced(bench, readers)


def _item(number: int, now: Any) -> Item:
    return Item(
        ref=f"第{number}条",
        source="地方公报",
        title=f"第{number + 1}号公报：港口扩建的第{number + 1}阶段完工，泊位增至{number * 3 + 11}个",
        html=f"<p>港口管理处第{number + 1}号公报称，扩建工程的第{number + 1}阶段已完工，较计划提前{number + 2}周，"
        f"新增泊位{number + 4}个，年内还将启用{number * 2 + 3}台岸桥。</p>",
        guid=f"notice-{number}",
        url=f"https://news.example/{number}",
        published=now,
        topics=("地方",),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--messages", type=int, default=4000, help="messages of each full-speed round")
    parser.add_argument("--readers", type=int, default=10_000, help="readers due at one moment at Telegram's rate")
    parser.add_argument("--baseline", choices=BASELINES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    asyncio.run(run_baseline(given.baseline, given.messages) if given.baseline else main(given))
