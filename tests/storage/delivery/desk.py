"""The delivery's stores on one server, and the steps that most of their tests begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.delivery.types import Claim, Dispatch
from ledebot.bot.model import Digest, Message, Subscriber, Target
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
DIGEST = Digest(parts=(Message("第一部分"), Message("第二部分")), stories=("s1",), cursor="1000-2")


class Desk:
    """The stores on one server, and the steps that most tests begin with."""

    def __init__(self, redis: Any) -> None:
        self.redis = redis
        self.clock = ManualClock(NOW)
        self.outbox = OutboxStore(redis, self.clock)
        self.deliveries = Deliveries(redis)
        self.counters = DeliveryCounters(redis)
        self.subscribers = Subscribers(redis)

    async def subscribe(self, *chats: int) -> None:
        for chat in chats:
            await self.subscribers.save(Subscriber(Target(chat), subscribed=True), NOW)

    async def dispatch(self, *, up_to: str = "1000-2") -> int:
        due, _ = await self.outbox.due(NOW, 100)
        return await self.outbox.dispatch([Dispatch(one, LATER) for one in due], up_to=up_to, now=NOW)

    async def claim(self, worker: str = "a", count: int = 10) -> list[Claim]:
        await self.deliveries.register(worker, 30)
        return await self.deliveries.claim(worker, alerts=count, digests=count, broadcasts=count, block=0)

    async def take_over(self, worker: str, held: Sequence[str] = ()) -> list[Claim]:
        """Take over as a sender does that has just said that it lives."""
        return await self.deliveries.take_over(worker, await self.deliveries.register(worker, 30), held)

    async def one(self, chat: int = 7) -> Claim:
        await self.subscribe(chat)
        await self.dispatch()
        (claim,) = await self.claim()
        return claim

    async def count(self, name: str) -> int:
        stats = await self.counters.stats(NOW)
        return stats.counters[name]
