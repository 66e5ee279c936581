"""A week of an instance: fifty sources, readers, restarts, an upgrade, a backup, a move, a fail-over.

It begins on a store that 0.1.0 left, killed in the middle of its work, on the embedded server; moves to a Redis behind
a Sentinel; and ends where all is counted. Time is passed in and jumps from one round of news and digests to the next,
twice a day; Telegram is the sandbox, over HTTP; servers, the Sentinel and the senders that are killed are real
processes.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from ledebot.bot.app.container import Container, open_container, open_redis
from ledebot.bot.app.roles import running
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.digest.next_due import due_after
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.model import Filters, FullText, Length, Schedule, SourceConfig, Subscriber, Target
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.fetch import Fetcher
from ledebot.bot.sources.poller import Poller
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.backup import instance
from ledebot.storage.base import keys
from ledebot.storage.migrations import MIGRATIONS
from tests.delivery.world import started
from tests.e2e.forked import NURSERY
from tests.e2e.week_news import Press, link
from tests.e2e.week_outcome import SEARCHED, Outcome, Size
from tests.sentinels import Sentinels
from tests.sources.web import serve
from tests.storage.migrations.stored import put

START = datetime(2026, 3, 9, 1, 10, tzinfo=UTC)
"""Ten minutes after 0.1.0 was killed."""
ROUNDS = 14
MORNING, EVENING = time(8), time(20)
TIMES = ((MORNING,), (EVENING,), (MORNING, EVENING))
PATIENCE = 400.0
"""Seconds for a step; for what hangs, not for what is slow."""
SLOW = 0.1
"""Seconds that Telegram takes for an answer while something is killed."""


class Week:
    """One instance on its way through the week."""

    def __init__(self, folder: Path, telegram: Sandbox, press: Press, size: Size) -> None:
        self._folder = folder
        self._telegram = telegram
        self._press = press
        self._size = size
        clock = telegram.clock
        assert isinstance(clock, OffsetClock)
        self._clock = clock
        self._clock.offset = START - datetime.now(UTC)
        self._settings = Settings(
            home=folder / "home",
            token=telegram.token,
            api_url=telegram.api_url,
            send_rate=1e4,
            fetch_allow_private=True,
        )
        self._readers = started(telegram, size.readers)
        started(telegram, 3, first=1001)  # who subscribed in the days of 0.1.0
        self._out: list[int] = []
        """How many reports were out after each round."""

    async def live(self, sentinels: Sentinels) -> Outcome:
        """Go through it."""
        async with open_redis(self._settings, Supervisor(self._clock)) as redis:
            await put(redis, "0.1.0")
        async with open_container(self._settings, self._clock) as container:
            await self._begin(container)
            await self._rounds(container, 3)
        async with open_container(self._settings, self._clock) as container:  # a restart
            await self._rounds(container, 1)
            await self._news(container)
            await self._kill_a_sender(container)
            await self._settle(container)
            await self._rounds(container, 1)
            await self._news(container)
            await self._kill_a_sender(container)
            backup = self._folder / "backup.gz"
            await instance.back_up(container.redis, backup, self._clock.now(), "this version")
        self._settings = replace(self._settings, home=self._folder / "new home", redis_url=sentinels.url)
        async with open_redis(self._settings, Supervisor(self._clock)) as redis:
            await instance.restore(redis, backup, self._clock.now(), MIGRATIONS[-1].to)
        async with open_container(self._settings, self._clock) as container:
            await self._settle(container)
            await self._rounds(container, 2)
            await self._news(container)
            await self._fail_over(container, sentinels)
            await self._rounds(container, 2)
        async with open_container(self._settings, self._clock) as container:  # a restart
            await self._rounds(container, ROUNDS - len(self._out))
        async with open_container(self._settings, self._clock, search=True) as container:
            await container.search.catch_up()
            await instance.back_up(container.redis, self._folder / "second.gz", self._clock.now(), "this version")
            return await self._outcome(container, backup)

    # --- what happens ---------------------------------------------------------------------------------

    async def _begin(self, container: Container) -> None:
        for state in await container.sources.all():
            await container.sources.remove(state.config.url)  # nobody answers there
        now = self._clock.now()
        for number, address in enumerate(self._press.addresses()):
            config = SourceConfig(address, f"第{number + 1}日报", full_text=FullText.NEVER)
            await catalogue.add(container.sources, config, now)
        head = await container.articles.head()
        for number, reader in enumerate(self._readers):
            subscriber = Subscriber(
                Target(reader),
                subscribed=True,
                filters=Filters(everything=True),
                length=Length.SHORT,
                max_stories=30,
                schedule=Schedule(times=TIMES[number % len(TIMES)]),
                cursor=head,
                joined=now,
            )
            await container.subscribers.save(subscriber, due_after(subscriber, subscriber, None, now))

    async def _rounds(self, container: Container, count: int) -> None:
        for _ in range(count):
            await self._news(container)
            await self._settle(container)

    async def _news(self, container: Container) -> None:
        """Go on to the next round: news come out and are read, digests fall due and are queued."""
        self._clock.advance(self._until_next())
        self._press.publish(self._clock.now())
        self._out.append(self._press.published)
        async with Fetcher(self._clock, allow_private=True, gap=0) as fetcher:
            await Poller(container.sources, fetcher, container.ingestor, self._clock).tick()
        await container.watches.tick()
        await Dispatcher(container.outbox, container.articles, next_due, self._clock).tick()

    def _until_next(self) -> timedelta:
        """Tell how long it is to half past noon or midnight, half an hour after digests are due."""
        now = self._clock.now()
        midnight = now.replace(hour=0, minute=30, second=0, microsecond=0)
        return next(left for hour in (0, 12, 24) if (left := midnight + timedelta(hours=hour) - now) > timedelta(0))

    async def _settle(self, container: Container) -> None:
        """Have a sender deliver all that is due."""
        async with running(container, "sender"):
            await self._delivered(container)

    async def _delivered(self, container: Container) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(StoreUnavailableError):
                    stats = await container.stats.stats(self._clock.now())
                    if stats.counters["pending"] == stats.later:
                        return
                await self._clock.sleep(0.02)

    async def _kill_a_sender(self, container: Container) -> None:
        """Kill a sender, a process of its own, when a third of the digests has arrived."""
        async with self._some_arrive(container):
            sender = NURSERY.Process(target=_send, args=(self._settings, self._clock.offset), daemon=True)
            await asyncio.to_thread(sender.start)
        assert sender.pid
        os.kill(sender.pid, signal.SIGKILL)
        await asyncio.to_thread(sender.join)
        for name in await container.redis.smembers(keys.SENDERS):
            await container.redis.delete(keys.sender(name))  # as it would expire: the server's clock cannot be moved

    async def _fail_over(self, container: Container, sentinels: Sentinels) -> None:
        """Kill the primary when a third of the digests has arrived; the same sender goes on."""
        async with AsyncExitStack() as stack:
            async with self._some_arrive(container):
                await stack.enter_async_context(running(container, "sender"))
            await sentinels.fail_over()
            await self._delivered(container)

    @asynccontextmanager
    async def _some_arrive(self, container: Container) -> AsyncIterator[None]:
        """Wait at the end of the block until a third of what is queued has arrived; Telegram is slow meanwhile."""
        queued = (await container.stats.stats(self._clock.now())).queued["digest"]
        before = len(self._telegram.calls("sendMessage"))
        slow = self._telegram.faults.add("slow", times=None, seconds=SLOW)
        yield
        enough = before + queued // 3
        await self._telegram.wait_until(lambda: len(self._telegram.calls("sendMessage")) >= enough, PATIENCE)
        self._telegram.faults.remove(slow.id)

    # --- the end --------------------------------------------------------------------------------------

    async def _outcome(self, container: Container, backup: Path) -> Outcome:
        told = {reader: self._links(reader) for reader in self._readers}
        missing = sum(
            link(number) not in told[reader]
            for at, reader in enumerate(self._readers)
            for number in range(self._out[-1 if MORNING in TIMES[at % len(TIMES)] else -2])
        )
        titles = [article.title for article in await container.articles.latest(SEARCHED)]
        return Outcome(
            articles=len(await container.articles.ids()),
            published=self._press.published,
            counters=(await container.stats.stats(self._clock.now())).counters,
            messages=len(self._telegram.calls("sendMessage")),
            missing=missing,
            repeated=sum(each.times - 1 for each in self._telegram.duplicates()),
            found=sum([(await container.search.find(title, limit=1)).total > 0 for title in titles]),
            backup=size_of(backup),
        )

    def _links(self, reader: int) -> set[str]:
        """Give the reports that a reader was told."""
        messages = self._telegram.from_bot(reader)
        return {entity["url"] for message in messages for entity in message.get("entities", ()) if "url" in entity}


def size_of(path: Path) -> int:
    """Tell the bytes of a file."""
    return path.stat().st_size


def _send(settings: Settings, offset: timedelta) -> None:
    """Be a sender, in a process of its own, until it is killed."""

    async def send() -> None:
        clock = OffsetClock()
        clock.offset = offset
        async with open_container(settings, clock) as container, running(container, "sender"):
            await asyncio.Event().wait()

    asyncio.run(send())


async def live(folder: Path, size: Size) -> Outcome:
    """Go through a week in a folder."""
    sentinels = Sentinels(folder)
    async with serve() as site, Sandbox(clock=OffsetClock(), flood=False) as telegram:
        await sentinels.start()
        try:
            return await Week(folder, telegram, Press(site, size.sources), size).live(sentinels)
        finally:
            await sentinels.close()
