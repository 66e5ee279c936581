"""Watches in Redis: each chat's own, the list of chats that changed lately, and what the matching has found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ledebot.bot.model import Target, position
from ledebot.bot.readers.ports import Step
from ledebot.bot.readers.quotas import check_watch
from ledebot.bot.watches.types import MAX_WATCHES, Match, Watch, watch_id
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.batching import Scripts
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import all_from_plain, dumps, readable, readable_targets, to_plain
from ledebot.storage.base.errors import translated
from ledebot.storage.base.foreign import decoded

CHANGES_KEPT = 10_000
"""Changes that a matcher may lag behind; one that lags more loads all watches again."""
MATCHES_KEPT = 500
"""Matches of a chat that wait for its digest, or for a look at what an alert counted."""
MAX_IMPORTED = 200
"""Watches of a file that are looked at: ten times as many as a chat may have."""

BETWEEN = scripting.in_steps(scripting.read("ledebot.storage.watches", "between"))


class WatchStore:
    """Satisfies `ledebot.bot.watches.ports.WatchStore`, and `PersonalStore`."""

    name = "watches"

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._scripts = Scripts(redis)

    @translated
    async def of(self, target: Target) -> list[Watch]:
        """List a chat's watches, the oldest first."""
        held = await self._redis.hvals(keys.watches(str(target)))
        return sorted(readable(Watch, held), key=lambda watch: (watch.created, watch.id))

    @translated
    async def save(self, watch: Watch, *, most: int = MAX_WATCHES) -> bool:
        """Create or replace a watch; False when the chat has as many already."""
        key = keys.watches(str(watch.target))
        # A cap for readers, not a promise: two devices at the same moment may get one over it.
        if not await self._redis.hexists(key, watch.id) and await self._count(watch.target) >= most:
            return False
        async with self._redis.pipeline() as pipe:
            _write(pipe, watch)
            await pipe.execute()
        return True

    async def _count(self, target: Target) -> int:
        """Count what a chat has, its forum topics together: threads are easily had, and each matching costs."""
        targets = [target] if target.chat_id > 0 else await self._targets(target.chat_id)
        async with self._redis.pipeline(transaction=False) as pipe:
            for each in targets:
                pipe.hlen(keys.watches(str(each)))
            return sum(await pipe.execute())

    @translated
    async def remove(self, target: Target, watch_id: str) -> None:
        """Delete a watch."""
        async with self._redis.pipeline() as pipe:
            pipe.hdel(keys.watches(str(target)), watch_id)
            pipe.xadd(keys.WATCH_CHANGES, {"target": _veil(str(target))}, maxlen=CHANGES_KEPT, approximate=True)
            await pipe.execute()

    @translated
    async def changed(
        self, since: str | None, known: Iterable[Target] = ()
    ) -> tuple[Mapping[Target, Sequence[Watch]], str]:
        """Give the watches of all chats, or of those that changed since a mark; see `WatchStore.changed`."""
        newest = await self._redis.xrevrange(keys.WATCH_CHANGES, count=1)
        mark = str(newest[0][0]) if newest else "0-0"
        names = {_veil(name): name for name in (*map(str, known), *await self._redis.smembers(keys.WATCHERS))}
        if since is not None:
            changes = await self._redis.xrange(keys.WATCH_CHANGES, min=f"({since}", max=mark)
            if len(changes) < CHANGES_KEPT:
                changed = {fields["target"] for _, fields in changes}
                names = {veiled: name for veiled, name in names.items() if veiled in changed}
        return {target: await self.of(target) for target in readable_targets(sorted(names.values()))}, mark

    @translated
    async def cursor(self) -> str | None:
        """Tell up to which log entry articles have been matched."""
        held = await self._redis.get(keys.WATCH_CURSOR)
        return None if held is None else str(held)

    @translated
    async def finish(self, cursor: str, matches: Mapping[Target, Sequence[Match]]) -> None:
        """Keep a step's matches and the cursor in one step; see `WatchStore.finish`."""
        async with self._redis.pipeline() as pipe:
            for target, found in matches.items():
                _keep(pipe, target, found)
            pipe.set(keys.WATCH_CURSOR, cursor)
            await pipe.execute()

    @translated
    async def matched(self, target: Target, *, after: str, up_to: str) -> list[Match]:
        """List what a chat's watches found in the window (after, up_to] of the log, oldest first."""
        first, last = int(after.partition("-")[0]), int(up_to.partition("-")[0])
        # Each digest asks for them.
        held = await self._scripts.step(BETWEEN, keys.WATCHERS, keys.watch_matches(str(target)), first, last)
        found = readable(Match, held)
        inside = [match for match in found if position(after) < position(match.cursor) <= position(up_to)]
        return sorted(inside, key=lambda match: position(match.cursor))

    # --- a chat's data ----------------------------------------------------------------------------------

    async def export_chat(self, chat_id: int) -> Any:
        """Give all watches of a chat and its topics."""
        found = [to_plain(watch) for target in await self._targets(chat_id) for watch in await self.of(target)]
        return found or None

    @translated
    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Take over exported watches into a chat, as many as it may have; only news from here on counts."""
        watches = await decoded(self.name, partial(_watches, section))
        newest = await self._redis.xrevrange(keys.ARTICLE_LOG, count=1)
        since = str(newest[0][0]) if newest else "0-0"
        held = {watch.id for target in await self._targets(chat_id) for watch in await self.of(target)}
        taken: dict[str, Watch] = {}
        for watch in watches:
            target = Target(chat_id, watch.target.thread_id if chat_id < 0 else 0)
            moved = replace(watch, id=watch_id(target, watch.query), target=target, since=since)
            if moved.id in held or len(held) + len(taken) < MAX_WATCHES:
                taken[moved.id] = moved

        def step(pipe: Client) -> None:
            for watch in taken.values():
                _write(pipe, watch)

        return step

    @translated
    async def forget_chat(self, chat_id: int) -> None:
        """Remove every trace of a chat."""
        for name in await self._names(chat_id):
            async with self._redis.pipeline() as pipe:
                pipe.delete(keys.watches(name), keys.watch_matches(name))
                pipe.srem(keys.WATCHERS, name)
                pipe.xadd(keys.WATCH_CHANGES, {"target": _veil(name)}, maxlen=CHANGES_KEPT, approximate=True)
                await pipe.execute()

    @translated
    async def migrate_chat(self, old: int, new: int) -> None:
        """Move all watches to a chat's new id, with what they have found."""
        for target in await self._targets(old):
            moved = Target(new, target.thread_id)
            names = {}
            for watch in await self.of(target):
                names[watch.id] = watch_id(moved, watch.query)
                await self.save(replace(watch, id=names[watch.id], target=moved))
            held = readable(Match, await self._redis.zrange(keys.watch_matches(str(target)), 0, -1))
            async with self._redis.pipeline() as pipe:
                _keep(pipe, moved, [replace(one, watch_id=names.get(one.watch_id, one.watch_id)) for one in held])
                await pipe.execute()
        await self.forget_chat(old)

    @translated
    async def _targets(self, chat_id: int) -> list[Target]:
        return sorted(readable_targets(await self._names(chat_id)))

    async def _names(self, chat_id: int) -> set[str]:
        """Give the names of a chat and its topics, those that cannot be read too: they have to go with it."""
        names = await self._redis.smembers(keys.WATCHERS)
        return {str(chat_id), *(name for name in names if name.partition(":")[0] == str(chat_id))}


def _watches(section: object) -> list[Watch]:
    return [check_watch(watch) for watch in all_from_plain(Watch, section, MAX_IMPORTED)]


def _veil(name: str) -> str:
    """Name a target in the list of changes, which outlives it: nothing may tell of a chat after /forget."""
    return hashlib.blake2b(name.encode(), digest_size=12).hexdigest()


def _keep(pipe: Client, target: Target, found: Sequence[Match]) -> None:
    if not found:
        return
    key = keys.watch_matches(str(target))
    pipe.zadd(key, {dumps(match): int(match.cursor.partition("-")[0]) for match in found})
    pipe.zremrangebyrank(key, 0, -MATCHES_KEPT - 1)
    pipe.expire(key, keys.WATCH_MATCHES_TTL)


def _write(pipe: Client, watch: Watch) -> None:
    name = str(watch.target)
    pipe.hset(keys.watches(name), watch.id, dumps(watch))
    pipe.sadd(keys.WATCHERS, name)
    pipe.xadd(keys.WATCH_CHANGES, {"target": _veil(name)}, maxlen=CHANGES_KEPT, approximate=True)
