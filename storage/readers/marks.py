"""The stories that single readers follow or have muted, and what they have muted for a while, in Redis."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from redis.exceptions import WatchError

from ledebot.bot.model import Mute, StoryMark
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, readable
from ledebot.storage.base.errors import translated

MARKS_KEPT = 100
"""Stories that one reader follows or has muted; the oldest go first, as stories end."""

FOLLOWED = timedelta(days=100)
"""How long a story's followers are looked up under a report of it: longer than it is kept, as a rule."""

MUTES_KEPT = 100
"""Sections, topics and sources that one reader has muted; those that end first go."""

VALUES = scripting.in_steps(scripting.read("ledebot.storage.readers", "values"))


class Marks:
    """Satisfies `MarkStore` and `Followers`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._scripts = Scripts(redis)

    @translated
    async def mark(self, reader: int, mark: StoryMark) -> None:
        """Follow or mute a story; beyond MARKS_KEPT the oldest mark goes."""
        async with self._redis.pipeline() as pipe:
            pipe.hset(keys.story_marks(reader), mark.key, dumps(mark))
            file_follower(pipe, reader, mark)
            await pipe.execute()
        if await self._redis.hlen(keys.story_marks(reader)) > MARKS_KEPT:
            await self.unmark(reader, [old.key for old in (await self.marks(reader))[MARKS_KEPT:]])

    @translated
    async def unmark(self, reader: int, names: Collection[str]) -> None:
        """End that; `names` are the marks' keys."""
        if names:
            async with self._redis.pipeline() as pipe:
                pipe.hdel(keys.story_marks(reader), *names)
                for name in names:  # a followed story's is its report's id
                    pipe.hdel(keys.story_followers(name), str(reader))
                await pipe.execute()

    @translated
    async def see(self, reader: int, article_ids: Collection[str], moment: datetime) -> None:
        """Note that what arrived until then of a followed story was seen; a mark that ends meanwhile stays ended."""
        key, wanted = keys.story_marks(reader), frozenset(article_ids)
        async with self._redis.pipeline() as pipe:
            await pipe.watch(key)
            held = [mark for mark in await self.marks(reader) if mark.followed and mark.key in wanted]
            pipe.multi()
            for mark in held:
                pipe.hset(key, mark.key, dumps(replace(mark, seen=moment)))
            with suppress(WatchError):
                await pipe.execute()

    @translated
    async def followers(self, article_ids: Collection[str]) -> dict[int, str]:
        """Give the readers who asked for each new report under any of these, with their languages."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for article_id in article_ids:
                pipe.hgetall(keys.story_followers(article_id))
            found = await pipe.execute()
        return {int(reader): language for readers in found for reader, language in readers.items()}

    @translated
    async def marks(self, reader: int) -> list[StoryMark]:
        """List them, the newest first."""
        # Each digest asks for them.
        records = await self._scripts.step(VALUES, keys.ALLOWED, keys.story_marks(reader))
        return sorted(readable(StoryMark, records), key=lambda mark: mark.since, reverse=True)

    @translated
    async def mute(self, reader: int, mute: Mute) -> None:
        """Mute a section, topic or source; beyond MUTES_KEPT the one that ends first goes."""
        await self._redis.hset(keys.mutes(reader), mute.key, dumps(mute))
        if await self._redis.hlen(keys.mutes(reader)) > MUTES_KEPT:
            await self.unmute(reader, [old.key for old in (await self.mutes(reader))[:-MUTES_KEPT]])

    @translated
    async def unmute(self, reader: int, names: Collection[str]) -> None:
        """End that."""
        if names:
            await self._redis.hdel(keys.mutes(reader), *names)

    @translated
    async def mutes(self, reader: int) -> list[Mute]:
        """List them, those that end first first."""
        # Each digest asks for them.
        records = await self._scripts.step(VALUES, keys.ALLOWED, keys.mutes(reader))
        return sorted(readable(Mute, records), key=lambda mute: (mute.until, mute.key))


def file_follower(pipe: Client, reader: int, mark: StoryMark) -> None:
    """File who wants each new report of a story under the report of their mark, or strike them off."""
    key = keys.story_followers(mark.article_id)
    if mark.apart:
        return
    if mark.followed and mark.at_once:
        pipe.hset(key, str(reader), mark.language)
        pipe.expire(key, FOLLOWED)
    else:
        pipe.hdel(key, str(reader))
