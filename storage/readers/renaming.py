"""What readers keep of a source by its name, when that changes: what they follow, and what they voted."""

from __future__ import annotations

from dataclasses import replace

from redis.exceptions import WatchError

from ledebot.bot.model import Subscriber, Target, Vote
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.errors import translated
from ledebot.storage.readers.subscribers import Subscribers

AT_ONCE = 500
"""Readers looked at in one round trip."""


class RenamedForReaders:
    """Satisfies `RenamesForReaders` of bot/readers/renaming.py."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._subscribers = Subscribers(redis)

    @translated
    async def rename_source(self, old: str, new: str, *, keep: bool) -> int:
        """Have those who follow a source follow its new name, and with `keep` the old one too; returns how many."""
        followed = 0
        targets = await self._subscribers.everyone()
        for at in range(0, len(targets), AT_ONCE):
            some = targets[at : at + AT_ONCE]
            records = await self._redis.mget([keys.subscriber(str(target)) for target in some])
            for held in readable(Subscriber, records):
                if old in held.filters.sources:
                    await self._subscribers.update(
                        held.target, lambda held, due: (_following(held, old, new, keep), due)
                    )
                    followed += 1
            if not keep:
                await self._votes(some, old, new)
        return followed

    async def _votes(self, targets: list[Target], old: str, new: str) -> None:
        readers = sorted({target.chat_id for target in targets})
        async with self._redis.pipeline(transaction=False) as pipe:
            for reader in readers:
                pipe.hvals(keys.votes(reader))
            held = await pipe.execute()
        for reader, records in zip(readers, held, strict=True):
            if any(vote.source == old for vote in readable(Vote, records)):
                await self._recast(reader, old, new)

    async def _recast(self, reader: int, old: str, new: str) -> None:
        key = keys.votes(reader)
        async with self._redis.pipeline() as pipe:
            while True:
                try:
                    await pipe.watch(key)
                    votes = [vote for vote in readable(Vote, await pipe.hvals(key)) if vote.source == old]
                    if not votes:
                        return
                    pipe.multi()
                    pipe.hset(key, mapping={vote.article_id: dumps(replace(vote, source=new)) for vote in votes})
                    await pipe.execute()
                except WatchError:
                    continue
                return


def _following(held: Subscriber, old: str, new: str, keep: bool) -> Subscriber:
    names: list[str] = []
    for each in held.filters.sources:
        names += [each] if each != old else [old, new] if keep else [new]
    return replace(held, filters=replace(held.filters, sources=tuple(dict.fromkeys(names))))
