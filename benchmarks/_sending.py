"""A sending side to measure: server, sandbox and senders, each a process of its own, and what each of them used."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks._quota import quota
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Digest, Filters, Item, Schedule, Subscriber, Target
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.stories.stories import StoryIndex

FIRST = 5_000_001
"""The first reader's chat."""
STORIES = 12
TICKS = os.sysconf("SC_CLK_TCK")
LIKE = Subscriber(Target(0), subscribed=True, filters=Filters(everything=True), schedule=Schedule(zone="UTC"))


@dataclass(frozen=True)
class Row:
    """One round."""

    name: str
    messages: int
    seconds: float
    used: tuple[float, ...]
    """CPU seconds of the senders, the sandbox and the server; 0 where unknown."""

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds


class Bench:
    """A server, a sandbox and senders, each a process of its own."""

    def __init__(self, folder: Path, url: str, sandbox: dict[str, str], sandbox_pid: int) -> None:
        self.folder = folder
        self.url = url
        self.sandbox = sandbox
        self.sandbox_pid = sandbox_pid
        self.clock = SystemClock()
        self.redis: Any = connect(url)
        self.subscribers = Subscribers(self.redis)
        self.counters = DeliveryCounters(self.redis)
        self.articles = Articles(self.redis, self.clock, StoryIndex(self.redis))
        self.dispatcher = Dispatcher(OutboxStore(self.redis, self.clock), self.articles, next_due, self.clock)

    async def control(self, name: str, **body: Any) -> dict[str, Any]:
        """Ask the sandbox's control interface."""
        async with aiohttp.ClientSession() as session:
            method = "POST" if body or name == "clear_log" else "GET"
            url = f"{self.sandbox['api_url']}/control/{name}"
            async with session.request(method, url, json=body if method == "POST" else None) as response:
                response.raise_for_status()
                return dict(await response.json())

    async def prepare(self, readers: int, stories: int = STORIES) -> None:
        """Publish that many articles and subscribe everybody to them, nobody due yet."""
        await self.redis.flushall()
        await self.control("clear_log")
        now = self.clock.now()
        await Ingestor(self.articles, read).ingest(_item(number, now) for number in range(stories))
        for chat in range(FIRST, FIRST + readers):
            await self.subscribers.save(replace(LIKE, target=Target(chat)), now)

    async def digest(self) -> Digest:
        """Give the digest that everybody gets."""
        return await Composer(self.articles, self.clock).compose(LIKE)

    @asynccontextmanager
    async def senders(self, count: int, rate: float) -> AsyncIterator[list[Process]]:
        """Run senders as `ledebot run` starts them; they are ready inside the block."""
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
            while (await self.counters.stats(self.clock.now())).senders < count:
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
        while (await self.counters.stats(self.clock.now())).counters["pending"]:
            await self.clock.sleep(0.02)
        return time.perf_counter() - started

    async def full_speed(
        self, readers: int, senders: int, *, stories: int = STORIES, share: float | None = None
    ) -> Row:
        """Serve everybody as fast as it goes; with `share`, each sender has that part of a core and no more."""
        await self.prepare(readers, stories)
        with ExitStack() as quotas:
            async with self.senders(senders, 1e6) as running:
                if share is not None:
                    for process in running:
                        quotas.enter_context(quota(share))(process.pid)
                before = await self.used(running)
                seconds = await self.serve_all(readers)
                after = await self.used(running)
        counters = (await self.counters.stats(self.clock.now())).counters
        if counters["sent"] != readers:
            raise RuntimeError(f"not everybody was served: {counters}")
        name = "one sender" if senders == 1 else "two senders" if senders == 2 else f"{senders} senders"
        return Row(name, counters["parts"], seconds, tuple(b - a for a, b in zip(before, after, strict=True)))

    async def used(self, senders: Sequence[Process]) -> tuple[float, ...]:
        """Tell the CPU seconds that senders, sandbox and server have used so far; 0 where there is no /proc."""
        server = int((await self.redis.info("server"))["process_id"])
        return sum(cpu_seconds(each.pid) for each in senders), cpu_seconds(self.sandbox_pid), cpu_seconds(server)


def cpu_seconds(pid: int) -> float:
    """Read what a process has used so far; 0 where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


@asynccontextmanager
async def opened(*, flood: bool, people: int) -> AsyncIterator[Bench]:
    """Start server and sandbox, with that many people who may be written to."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ledebot-bench-")))
        server = EmbeddedServer(folder)
        server.start()
        stack.callback(server.stop)
        options = ["--light", *([] if flood else ["--no-flood"])]
        sandbox = await asyncio.create_subprocess_exec(sys.executable, "-m", "ledebot.sandbox", *options, stdout=PIPE)
        if sandbox.stdout is None:
            raise RuntimeError("the sandbox has no output")
        stack.callback(sandbox.terminate)
        bench = Bench(folder, server.url, json.loads(await sandbox.stdout.readline()), sandbox.pid)
        stack.push_async_callback(bench.redis.aclose)
        await bench.control("users", count=people, first_id=FIRST)
        yield bench


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
