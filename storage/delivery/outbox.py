"""What goes into the outbox: due digests from the scheduler, and one-off messages from the rest of the bot."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from ledebot.bot.core.clock import Clock
from ledebot.bot.delivery.types import LOOK_AGAIN, Dispatch, Due, Kind, lane_of
from ledebot.bot.model import Digest, Message, Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import CodecError, dumps, loads
from ledebot.storage.base.errors import translated
from ledebot.storage.delivery import scripts

log = logging.getLogger(__name__)

BATCH = 500
"""Targets in one script; it keeps Redis busy for about 10 ms."""


@lru_cache(maxsize=256)
def freeze(digest: Digest) -> tuple[str, str]:
    """Give a digest's name, the hash of its content, and its record."""
    body = dumps(digest)
    return hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(), body


class OutboxStore:
    """Satisfies `Outbox` and `DispatchStore`."""

    def __init__(self, redis: Client, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock
        self._scripts = Scripts(redis)

    async def enqueue(
        self,
        target: Target,
        messages: Sequence[Message],
        *,
        kind: Kind = Kind.ALERT,
        key: str | None = None,
        also: Sequence[str] = (),
    ) -> bool:
        """Queue messages for one target; see `Outbox.enqueue`."""
        if also and await self._known([f"{kind}:{target}:{other}" for other in also]):
            return False
        return await self._queue([target], messages, kind, key or secrets.token_hex(8)) == 1

    async def broadcast(self, targets: Sequence[Target], messages: Sequence[Message], *, key: str) -> int:
        """Queue the same messages for many targets; see `Outbox.broadcast`."""
        return await self._queue(targets, messages, Kind.BROADCAST, key)

    @translated
    async def _known(self, deliveries: Sequence[str]) -> bool:
        return bool(await self._redis.exists(*map(keys.delivery, deliveries)))

    @translated
    async def _queue(self, targets: Sequence[Target], messages: Sequence[Message], kind: Kind, key: str) -> int:
        if not messages:
            raise ValueError("no message to queue")
        name, body = freeze(Digest(parts=tuple(messages)))
        now = repr(self._clock.now().timestamp())
        queued, call = 0, secrets.token_hex(4)
        for start in range(0, len(targets), BATCH):
            batch = json.dumps([[f"{kind}:{target}:{key}", str(target)] for target in targets[start : start + BATCH]])
            queued += int(
                await self._scripts.run(
                    scripts.ENQUEUE, keys.PENDING, batch, kind, lane_of(kind), now, name, body, len(messages), call
                )
            )
        return queued

    @translated
    async def due(self, now: datetime, limit: int) -> tuple[list[Due], list[str]]:
        """Load who is due and the names of those whose record is unreadable; see `DispatchStore.due`."""
        found = await self._redis.zrangebyscore(keys.DUE, "-inf", now.timestamp(), start=0, num=limit, withscores=True)
        if not found:
            return [], []
        return await self._load(found)

    @translated
    async def ahead(self, after: datetime, *, skip: int, limit: int) -> tuple[list[Due], int]:
        """Load who is due after a moment; see `DispatchStore.ahead`."""
        found = await self._redis.zrevrangebyscore(
            keys.DUE, "+inf", f"({after.timestamp()!r}", start=skip, num=limit, withscores=True
        )
        if not found:
            return [], 0
        due, _ = await self._load(found)
        return due, len(found)

    async def _load(self, found: Sequence[tuple[str, float]]) -> tuple[list[Due], list[str]]:
        records = await self._redis.mget([keys.subscriber(name) for name, _ in found])
        due: list[Due] = []
        broken: list[str] = []
        for (name, score), record in zip(found, records, strict=True):
            try:
                if record is None:
                    raise CodecError("no record")
                due.append(Due(loads(Subscriber, record), float(score)))
            except CodecError as error:
                log.error("subscriber %s cannot be served: %s", name, error)
                broken.append(name)
        return due, broken

    @translated
    async def hasten(self, after: datetime, now: datetime) -> int:
        """Bring deliveries forward; see `DispatchStore.hasten`."""
        return int(await self._scripts.run(scripts.HASTEN, keys.LATER, repr(after.timestamp()), repr(now.timestamp())))

    @translated
    async def last_tick(self) -> datetime | None:
        """Tell when the due queue was looked at last; see `DispatchStore.last_tick`."""
        held = await self._redis.get(keys.TICKED)
        return None if held is None else datetime.fromtimestamp(float(held), UTC)

    @translated
    async def ticked(self, now: datetime) -> None:
        """Keep that it is being looked at."""
        await self._redis.set(keys.TICKED, repr(now.timestamp()))

    @translated
    async def dispatch(self, steps: Sequence[Dispatch], *, up_to: str, now: datetime) -> int:
        """Move due times on and queue digests; see `DispatchStore.dispatch`."""
        queued = 0
        for start in range(0, len(steps), BATCH):
            plan = [_plan(step, up_to, now) for step in steps[start : start + BATCH]]
            queued += int(await self._scripts.run(scripts.DISPATCH, keys.DUE, json.dumps(plan)))
        return queued

    @translated
    async def set_aside(self, targets: Sequence[str], until: datetime) -> None:
        """Move the due time of targets whose record cannot be read; those without a record leave the queue."""
        for name in targets:
            if await self._redis.exists(keys.subscriber(name)):
                await self._redis.zadd(keys.DUE, {name: until.timestamp()}, xx=True)
            else:
                await self._redis.zrem(keys.DUE, name)

    @translated
    async def on_its_way(self, target: Target) -> bool:
        """Tell whether a digest is under way; see `Outbox.on_its_way`."""
        return bool(await self._redis.hexists(keys.DIGESTS, str(target)))

    @translated
    async def depth(self) -> int:
        """Count the deliveries that stand in the lanes."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for lane in Kind:
                pipe.xlen(keys.lane(lane))
            return sum(await pipe.execute())


def _plan(step: Dispatch, up_to: str, now: datetime) -> list[str]:
    target = str(step.due.subscriber.target)
    again = now + LOOK_AGAIN if step.next_due is None else min(now + LOOK_AGAIN, step.next_due)
    slot = step.due.score if step.slot is None else step.slot.timestamp()
    return [
        target,
        repr(step.due.score),
        "" if step.next_due is None else repr(step.next_due.timestamp()),
        f"digest:{target}:{int(slot)}" if step.queue else "",
        repr(slot),
        up_to,
        repr(again.timestamp()),
        "" if step.not_before is None else repr(step.not_before.timestamp()),
    ]
