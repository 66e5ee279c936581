"""Real processes to be killed: redis-server, and `ledebot run` in its roles, against a sandbox in the test's own."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from asyncio.subprocess import Process
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Filters, Item, Length, Schedule, Subscriber, Target
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.stories.stories import StoryIndex
from tests.conftest import require
from tests.e2e.forked import Forked

START_TIMEOUT = 90
WITHIN = 60.0
"""Seconds for a stop. One that is not done after STOP_WITHIN has an exit code that is wrong."""


class Fleet:
    """Processes by name; each can be killed and started again at any moment."""

    def __init__(self, folder: Path, sandbox: Sandbox, *, rate: float, **settings: str) -> None:
        self.folder = folder
        self.sandbox = sandbox
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "sources.toml").write_text("", "utf-8")
        (folder / "redis").mkdir()
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "LEDEBOT_TELEGRAM_API_URL": sandbox.api_url,
            "LEDEBOT_HOME": str(folder / "home"),
            "LEDEBOT_SOURCES": str(folder / "sources.toml"),
            "LEDEBOT_SEND_RATE": str(rate),
            "REDIS_URL": f"redis://127.0.0.1:{self.port}",
            **settings,
        }
        self.processes: dict[str, Process | Forked] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._published = 0
        self.redis: Any = connect(self._environ["REDIS_URL"])
        self.clock = SystemClock()
        self.counters = DeliveryCounters(self.redis)
        self.subscribers = Subscribers(self.redis)
        self.outbox = OutboxStore(self.redis, self.clock)

    async def start(self, name: str, **settings: str) -> None:
        """Start `redis`, or a role with any suffix such as `sender-2`; the settings of its first start are its own."""
        log = self.folder / f"{name}.log"
        if name == "redis":
            self.processes[name] = await self._redis(log)
        else:
            words, environ = (
                ["run", "--role", name.partition("-")[0]],
                self._environ | self._own.setdefault(name, settings),
            )
            log.touch()
            self.processes[name] = process = Forked(words, environ, log)
            await process.start()

    async def _redis(self, log: Path) -> Process:
        binary = require("redis-server", "apt install redis-server")
        options = f"--port {self.port} --bind 127.0.0.1 --dir {self.folder / 'redis'} --save  --appendonly yes"
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(binary, *options.split(" "), stdout=output, stderr=output)
        async with asyncio.timeout(START_TIMEOUT):
            while not await self._answers():
                await self.clock.sleep(0.02)
        return process

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.close()
            return bool(await self.redis.ping())
        except (OSError, Exception):  # noqa: BLE001  # loading, or not there yet
            return False

    async def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal and wait for the end; gives the exit code."""
        process = self.processes.pop(name)
        if process.returncode is None:
            process.send_signal(number)
        return await process.wait()

    async def revive(self) -> None:
        """Start again what has ended by itself, as a service manager does: Redis was away just when it started."""
        for name, process in list(self.processes.items()):
            if process.returncode is not None:
                assert process.returncode in (1, 2), f"{name} ended with {process.returncode}"
                await self.start(name)

    async def stop(self, *names: str, within: float = WITHIN) -> None:
        """Stop gracefully; each must end by itself in time, with exit code 0."""
        codes = await asyncio.wait_for(asyncio.gather(*(self.kill(name, signal.SIGTERM) for name in names)), within)
        assert set(codes) <= {0}, codes

    async def close(self) -> None:
        """End everything."""
        for name in list(self.processes):
            await self.kill(name)
        await self.redis.aclose()

    # --- the world ------------------------------------------------------------------------------------

    async def publish(self, count: int) -> None:
        """Store that many more articles of one source."""
        articles = Articles(self.redis, self.clock, StoryIndex(self.redis))
        numbers = range(self._published, self._published + count)
        totals = await Ingestor(articles, read).ingest(_item(number, self.clock.now()) for number in numbers)
        assert totals.new == count
        self._published += count

    async def subscribe(self, chat: int, due: datetime) -> None:
        """Subscribe a chat to everything, at full length."""
        await self.subscribers.save(
            Subscriber(
                Target(chat),
                subscribed=True,
                filters=Filters(everything=True),
                length=Length.LONG,
                max_stories=30,
                schedule=Schedule(zone="UTC", times=(due.time().replace(second=0, microsecond=0),)),
            ),
            due,
        )

    async def started(self, *names: str) -> None:
        """Wait until each of these roles is at work: one that is still starting ends where Redis is away."""
        async with asyncio.timeout(START_TIMEOUT):
            while not all("running: " in (self.folder / f"{name}.log").read_text("utf-8") for name in names):
                await self.clock.sleep(0.05)

    async def senders(self, count: int) -> None:
        """Wait until that many senders are up."""
        async with asyncio.timeout(START_TIMEOUT):
            while (await self.counters.stats(self.clock.now())).senders != count:
                await self.clock.sleep(0.05)

    async def settle(self, timeout: float = 400.0) -> None:
        """Wait until everybody who is due has been served."""
        async with asyncio.timeout(timeout):
            while True:
                with suppress(StoreUnavailableError):  # as the bot does: a fail-over takes its time
                    stats = await self.counters.stats(self.clock.now())
                    if not stats.overdue and not stats.counters["pending"]:
                        return
                await self.clock.sleep(0.1)

    async def balanced(self) -> dict[str, int]:
        """Give the counters after checking that they balance."""
        counters = (await self.counters.stats(self.clock.now())).counters
        assert counters["due"] == sum(
            counters[name] for name in ("sent", "empty", "paused", "cancelled", "failed", "pending")
        )
        return counters

    def log(self) -> str:
        """Give what all processes have said."""
        return "".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log")))


SUBJECTS = ("港口", "水库", "图书馆", "地铁", "果园", "灯塔", "剧院", "桥梁", "渔船", "茶厂", "气象站", "滑雪场")
EVENTS = ("扩建完工", "开始招标", "恢复开放", "调整票价", "公布年报", "更换负责人", "获得拨款", "试用新设备")


def _item(number: int, now: datetime) -> Item:
    subject, event = SUBJECTS[number % len(SUBJECTS)], EVENTS[number // len(SUBJECTS) % len(EVENTS)]
    details = "".join(
        f"据第{number * 7 + line}号公报，{subject}{event}的第{line + 1}阶段涉及{number * 31 + line * 17}项内容，"
        f"由{subject}管理处在{line + 2}月前办结。"
        for line in range(12)
    )
    return Item(
        ref=f"公报{number}",
        source="地方公报",
        title=f"{subject}{event}：第{number}期通报",
        html=f"<p>{details}</p>",
        guid=f"notice-{number}",
        url=f"https://news.example/{number}",
        published=now,
        topics=("地方",),
    )
