"""The outbox seen from outside: the operator's figures, failed deliveries, and what is kept of one chat."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ledebot.bot.delivery.types import LANES, Ending, Kind, Stats
from ledebot.bot.model import Digest, Target
from ledebot.bot.readers.ports import Step
from ledebot.storage.base import keys
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import loads
from ledebot.storage.base.errors import translated
from ledebot.storage.delivery import scripts

log = logging.getLogger(__name__)

RATE_SPAN = 6
"""Ten-second counters that make up the last minute."""
FAILED_PREFIX = "failed:"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up, with what would have been sent."""

    id: str
    target: Target
    kind: Kind
    why: str
    failed: datetime
    payload: Digest | None
    """None where it failed before it was composed."""
    parts_sent: int


def _letter(delivery_id: str, held: Mapping[str, str], body: str | None) -> DeadLetter:
    return DeadLetter(
        delivery_id,
        Target.parse(held["target"]),
        Kind(held["kind"]),
        held.get("why", ""),
        datetime.fromtimestamp(float(held["ended"]), UTC),
        None if body is None else loads(Digest, body),
        sum(field.startswith("m:") for field in held),
    )


class DeliveryCounters:
    """Satisfies `StatsStore` and `PersonalStore`, and keeps the failed deliveries for the operator."""

    name = "deliveries"

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._scripts = Scripts(redis)

    @translated
    async def stats(self, now: datetime) -> Stats:
        """Take stock; see `Stats`."""
        moment = now.timestamp()
        span = int(moment) // 10
        async with self._redis.pipeline(transaction=False) as pipe:
            for lane in LANES:
                pipe.xlen(keys.lane(lane))
            pipe.zcard(keys.LATER)
            pipe.zcount(keys.DUE, "-inf", moment)
            pipe.zrange(keys.DUE, 0, 0, withscores=True)
            pipe.zrange(keys.PENDING, 0, 0, withscores=True)
            pipe.zcard(keys.PENDING)
            pipe.mget([keys.sent_in(span - back) for back in range(RATE_SPAN)])
            pipe.hgetall(keys.BOOKS)
            pipe.zcard(keys.DEAD)
            pipe.zcount(keys.PAUSED_CHATS, f"({moment}", "+inf")
            pipe.get(keys.PAUSE)
            pipe.get(keys.paid_messages(int(moment // 86400)))
            answers = await pipe.execute()
        lanes, rest = answers[: len(LANES)], answers[len(LANES) :]
        later, overdue, next_due, waiting, pending, rates, counters, dead, paused, pause, paid = rest
        counts = {name: int(count) for name, count in counters.items()}
        oldest = min((score for _, score in (*waiting, *next_due) if score <= moment), default=None)
        return Stats(
            queued=dict(zip(map(str, LANES), lanes, strict=True)),
            later=later,
            overdue=overdue,
            oldest=None if oldest is None else datetime.fromtimestamp(oldest, UTC),
            sent_last_minute=sum(int(rate) for rate in rates if rate),
            senders=await self._living(),
            counters={
                "due": counts.get("due", 0),
                "pending": pending,
                **{str(ending): counts.get(ending, 0) for ending in Ending},
                "parts": counts.get("parts", 0),
                "repeats": counts.get("repeats", 0),
            },
            failures={
                name.removeprefix(FAILED_PREFIX): count
                for name, count in sorted(counts.items())
                if name.startswith(FAILED_PREFIX)
            },
            dead=dead,
            paused_chats=paused,
            paused_until=datetime.fromtimestamp(float(pause), UTC) if pause and float(pause) > moment else None,
            paid_today=int(paid or 0),
        )

    async def _living(self) -> int:
        names = await self._redis.smembers(keys.SENDERS)
        return int(await self._redis.exists(*map(keys.sender, names))) if names else 0

    # --- failed deliveries ----------------------------------------------------------------------------

    @translated
    async def dead(self, limit: int = 20) -> list[DeadLetter]:
        """List failed deliveries, the newest first, with their payload."""
        letters = []
        for delivery_id in await self._redis.zrange(keys.DEAD, 0, limit - 1, desc=True):
            held = await self._redis.hgetall(keys.delivery(delivery_id))
            if not held:
                await self._redis.zrem(keys.DEAD, delivery_id)  # it has expired
                continue
            name = held.get("content")
            body = await self._redis.hget(keys.content(name), "body") if name else None
            try:
                letters.append(_letter(delivery_id, held, body))
            except (KeyError, ValueError) as error:
                log.error("failed delivery %s cannot be read: %r", delivery_id, error)
        return letters

    @translated
    async def requeue(self, delivery_id: str) -> bool:
        """Give a failed delivery another try, from the first part that has not arrived; tells whether there is one."""
        return bool(await self._scripts.run(scripts.REQUEUE, keys.PENDING, delivery_id))

    @translated
    async def requeue_all(self) -> int:
        """Give every failed delivery another try; returns how many there were."""
        return sum([await self.requeue(each) for each in await self._redis.zrange(keys.DEAD, 0, -1)])

    # --- one chat -------------------------------------------------------------------------------------

    @translated
    async def export_chat(self, chat_id: int) -> Any:
        """Give the chat's latest deliveries; see `PersonalStore`."""
        found = []
        for delivery_id in await self._redis.zrange(keys.chat_deliveries(chat_id), 0, -1):
            held = await self._redis.hgetall(keys.delivery(delivery_id))
            if held:
                found.append(
                    {
                        "target": held["target"],
                        "kind": held["kind"],
                        "due": datetime.fromtimestamp(float(held["slot"]), UTC).isoformat(),
                        "state": held["state"],
                        "messages": [int(value) for field, value in held.items() if field.startswith("m:")],
                    }
                )
        return found or None

    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Take nothing over: what was delivered once must not be delivered again."""
        return lambda _: None

    @translated
    async def forget_chat(self, chat_id: int) -> None:
        """Cancel what is on its way and remove every delivery of the chat."""
        await self._scripts.run(scripts.FORGET, keys.PENDING, keys.chat_deliveries(chat_id))
        await self._redis.delete(keys.chat_pace(chat_id), keys.chat_pause(chat_id))
        await self._redis.zrem(keys.PAUSED_CHATS, chat_id)
        await self._redis.zrem(keys.FLOODS, chat_id)

    @translated
    async def migrate_chat(self, old: int, new: int) -> None:
        """Send what is on its way to the chat's new id."""
        await self._scripts.run(scripts.MIGRATE, keys.PENDING, keys.chat_deliveries(old), new)
