"""Subscribers in Redis: the record, its place in the due queue, and the chat it belongs to change together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from redis.exceptions import WatchError

from ledebot.bot.model import Subscriber, Target
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable, readable_targets
from ledebot.storage.base.errors import translated


class Subscribers:
    """The store of subscribers; satisfies `SubscriberStore`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def get(self, target: Target) -> Subscriber | None:
        """Load one, or None if the chat is unknown."""
        return await self._read(target, await self._redis.get(keys.subscriber(str(target))))

    async def _read(self, target: Target, data: str | None) -> Subscriber | None:
        """Decode a record. One that cannot be read is kept aside: what comes next in this chat writes a new one."""
        found = readable(Subscriber, [data])
        if data is not None and not found:
            await self._redis.hset(keys.UNREADABLE, keys.subscriber(str(target)), data)
        return found[0] if found else None

    @translated
    async def due_at(self, target: Target) -> datetime | None:
        """Tell when the next digest of a chat is due."""
        score = await self._redis.zscore(keys.DUE, str(target))
        return None if score is None else datetime.fromtimestamp(score, UTC)

    @translated
    async def save(self, subscriber: Subscriber, due: datetime | None) -> None:
        """Create or replace one and set when its next digest is due (None: no push)."""
        async with self._redis.pipeline() as pipe:
            write(pipe, subscriber, due)
            await pipe.execute()

    @translated
    async def update(
        self, target: Target, change: Callable[[Subscriber, datetime | None], tuple[Subscriber, datetime | None]]
    ) -> Subscriber | None:
        """Read, change and write in one atomic step; see `SubscriberStore.update`."""
        record = keys.subscriber(str(target))
        async with self._redis.pipeline() as pipe:
            while True:
                try:
                    # The due queue is not watched: every change of one subscriber's due time comes with its record's.
                    await pipe.watch(record)
                    held = await self._read(target, await pipe.get(record))
                    if held is None:
                        return None
                    score = await pipe.zscore(keys.DUE, str(target))
                    due = None if score is None else datetime.fromtimestamp(score, UTC)
                    subscriber, due = change(held, due)
                    pipe.multi()
                    write(pipe, subscriber, due)
                    await pipe.execute()
                except WatchError:  # also where the connection is lost between the first and the last of these
                    continue
                return subscriber

    @translated
    async def of_chat(self, chat_id: int) -> list[Subscriber]:
        """Load the chat itself and all its forum topics that are subscribers."""
        targets = sorted(await self._redis.smembers(keys.chat_targets(chat_id)))
        if not targets:
            return []
        records = await self._redis.mget([keys.subscriber(target) for target in targets])
        return readable(Subscriber, records)

    @translated
    async def migrate(self, old: int, new: int) -> None:
        """Move a chat's subscribers to its new id in one step; what the new id already has wins."""
        async with self._redis.pipeline() as pipe:
            while True:
                # Telegram announces a move to several processes at once; only one of them finds the chat unmoved.
                await pipe.watch(keys.chat_targets(old), keys.chat_targets(new))
                moving = await self.of_chat(old)
                present = {subscriber.target for subscriber in await self.of_chat(new)}
                dues = {subscriber.target: await self.due_at(subscriber.target) for subscriber in moving}
                pipe.multi()
                for subscriber in moving:
                    target = Target(new, subscriber.target.thread_id)
                    if target not in present:
                        write(pipe, replace(subscriber, target=target), dues[subscriber.target])
                    _erase(pipe, old, str(subscriber.target))
                try:
                    await pipe.execute()
                except WatchError:
                    continue
                return

    @translated
    async def forget_chat(self, chat_id: int) -> None:
        """Remove the chat and all its forum topics, those that cannot be read too."""
        names = {str(chat_id), *await self._redis.smembers(keys.chat_targets(chat_id))}
        async with self._redis.pipeline() as pipe:
            for name in names:
                _erase(pipe, chat_id, name)
            pipe.hdel(keys.UNREADABLE, *map(keys.subscriber, names))
            await pipe.execute()

    @translated
    async def count(self) -> int:
        """Count all targets."""
        return int(await self._redis.scard(keys.SUBSCRIBERS))

    @translated
    async def everyone(self) -> list[Target]:
        """List all targets, in order."""
        return sorted(readable_targets(await self._redis.smembers(keys.SUBSCRIBERS)))


def write(pipe: Client, subscriber: Subscriber, due: datetime | None) -> None:
    """Add a subscriber's record, its place in the due queue and its chat's list to a transaction."""
    name = str(subscriber.target)
    pipe.set(keys.subscriber(name), dumps(subscriber))
    pipe.sadd(keys.SUBSCRIBERS, name)
    pipe.sadd(keys.chat_targets(subscriber.target.chat_id), name)
    if due is None:
        pipe.zrem(keys.DUE, name)
    else:
        pipe.zadd(keys.DUE, {name: due.timestamp()})


def _erase(pipe: Client, chat_id: int, name: str) -> None:
    pipe.delete(keys.subscriber(name))
    pipe.srem(keys.SUBSCRIBERS, name)
    pipe.srem(keys.chat_targets(chat_id), name)
    pipe.zrem(keys.DUE, name)
