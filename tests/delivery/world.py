"""A sending side put together from its real parts, as bot/app/ does it: Redis, the client, a sandbox Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

from telegram.ext import ExtBot

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import Clock, OffsetClock, SystemClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.delivery.circuit_breaker import CircuitBreaker
from ledebot.bot.delivery.client import build_bot
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.delivery.limiter import Limiter
from ledebot.bot.delivery.processor import DeliveryProcessor
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.send_queue import SendQueue
from ledebot.bot.delivery.worker import DeliveryWorker
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.model import Digest, Filters, Message, Schedule, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.delivery.rate_limits import RedisRateLimits
from ledebot.storage.readers.subscribers import Subscribers

UNLIMITED = RateLimits(rate=1e6, gap=0.0, group_count=1000)
HEAD = "1700000000000-7"
READER = 5_000_001


class News:
    """An article log that stands still, and a composer that counts how often it is asked for something new."""

    def __init__(self, parts: int = 1) -> None:
        self.parts = parts
        self.built: list[tuple[Filters, str, str]] = []
        self._cache: dict[Any, Digest] = {}

    async def head(self) -> str:
        return HEAD

    async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
        window = (subscriber.filters, subscriber.cursor, up_to or HEAD)
        if window not in self._cache:
            self.built.append(window)
            texts = [f"<b>早报</b> 第{n + 1}部分，自 {window[1]} 起" for n in range(self.parts)]
            stories = () if window[1] == window[2] else ("story",)
            self._cache[window] = Digest(
                parts=tuple(map(Message, texts)) if stories else (), stories=stories, cursor=window[2]
            )
        return self._cache[window]


@dataclass
class Side:
    """One process' sending side."""

    redis: Any
    sandbox: Sandbox
    clock: Clock = field(default_factory=SystemClock)
    limits: RateLimits = UNLIMITED
    news: News = field(default_factory=News)
    lease: float = 60.0
    concurrency: int = 64
    real: SystemClock = field(default_factory=SystemClock)

    def __post_init__(self) -> None:
        self.store = OutboxStore(self.redis, self.clock)
        self.deliveries = Deliveries(self.redis)
        self.counters = DeliveryCounters(self.redis)
        self.subscribers = Subscribers(self.redis)
        self.supervisor = Supervisor(self.real)
        rates = RedisRateLimits(self.redis, self.limits)
        self.send_queue = SendQueue(rates, self.limits, self.clock, self.supervisor)
        self.bot: ExtBot[Any] = build_bot(self.sandbox.token, self.sandbox.api_url, Limiter(self.send_queue))
        self.dispatcher = Dispatcher(self.store, self.news, next_due, self.clock)

    def worker(self) -> DeliveryWorker:
        breaker = CircuitBreaker(self.bot, self.supervisor)
        processor = DeliveryProcessor(
            bot=self.bot,
            deliveries=self.deliveries,
            subscribers=self.subscribers,
            composer=self.news,
            send_queue=self.send_queue,
            breaker=breaker,
            migrate=self.migrate,
            clock=self.clock,
            outbox=self.store,
        )
        return DeliveryWorker(
            deliveries=self.deliveries,
            work=self.deliveries,
            processor=processor,
            breaker=breaker,
            clock=self.clock,
            supervisor=self.supervisor,
            concurrency=self.concurrency,
            lease=self.lease,
            idle=0.05,
        )

    async def migrate(self, old: int, new: int) -> None:
        await self.counters.migrate_chat(old, new)
        await self.subscribers.migrate(old, new)

    async def subscribe(self, chat: int | Target, due: datetime, **settings: Any) -> Subscriber:
        target = chat if isinstance(chat, Target) else Target(chat)
        subscriber = Subscriber(
            target,
            subscribed=True,
            filters=Filters(everything=True),
            schedule=Schedule(zone="UTC", times=(time(due.hour, due.minute),)),
        )
        subscriber = replace(subscriber, **settings)
        await self.subscribers.save(subscriber, due)
        return subscriber

    async def settle(self, timeout: float = 300.0) -> None:
        """Wait until nothing is pending."""
        async with asyncio.timeout(timeout):
            while True:
                with suppress(StoreUnavailableError):  # a server that is well again answers the others first
                    if not (await self.counters.stats(self.clock.now())).counters["pending"]:
                        return
                await self.real.sleep(0.01)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[DeliveryWorker]:
        """Run a sender inside the block and stop it gracefully after it."""
        sender = self.worker()
        async with self.bot:
            task = asyncio.create_task(sender.run())
            try:
                yield sender
            finally:
                await sender.stop()
                await task

    async def balanced(self) -> dict[str, int]:
        """Give the counters after checking that they balance."""
        counters = (await self.counters.stats(self.clock.now())).counters
        assert counters["due"] == sum(
            counters[name] for name in ("sent", "empty", "paused", "cancelled", "failed", "pending")
        )
        return counters


def started(sandbox: Sandbox, count: int, first: int = 5_000_001) -> Sequence[int]:
    """Create that many users who have written to the bot; gives their ids."""
    for number in range(first, first + count):
        sandbox.api.world.add_person(f"读者{number}", user_id=number).started = True
    return range(first, first + count)


def texts(sandbox: Sandbox, chat: int) -> list[str]:
    """List what the bot has put into a chat."""
    return [message["text"] for message in sandbox.from_bot(chat)]


async def due(side: Side, *chats: int | Target, **settings: Any) -> None:
    """Subscribe chats that are due now, and queue their digests."""
    for chat in chats:
        await side.subscribe(chat, side.clock.now() - timedelta(seconds=1), **settings)
    await side.dispatcher.tick()


async def reader(side: Side, chat: int = READER) -> Subscriber:
    found = await side.subscribers.get(Target(chat))
    assert found is not None
    return found


def jump(side: Side, **by: float) -> None:
    assert isinstance(side.clock, OffsetClock)
    side.clock.advance(timedelta(**by))


async def waits(side: Side, count: int = 1) -> None:
    """Wait until so many deliveries are put off."""
    async with asyncio.timeout(60):
        while (await side.counters.stats(side.clock.now())).later < count:
            await side.real.sleep(0.01)
