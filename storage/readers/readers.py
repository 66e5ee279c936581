"""What single readers keep, in Redis: saved stories, votes, connected channels, and who was let in."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from ledebot.bot.model import Mute, SavedStory, StoryMark, Target, Vote
from ledebot.bot.readers.ports import Step
from ledebot.bot.readers.quotas import check_kept
from ledebot.storage.base import keys, scripting
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, from_plain, readable, readable_targets, to_plain
from ledebot.storage.base.errors import translated
from ledebot.storage.base.foreign import decoded
from ledebot.storage.readers.marks import MARKS_KEPT, MUTES_KEPT, VALUES, Marks, file_follower

SAVED_KEPT = 500
"""Stories on one reader's list: some 150 KB; more is an archive, and search is for that."""
VOTES_KEPT = 500
"""Votes of one reader; the oldest go first, as tastes change."""

MOVE = scripting.read("ledebot.storage.readers", "move")


@dataclass(frozen=True, slots=True)
class _File:
    """This store's part of an exported document; what else stands there is not taken over."""

    saved: tuple[SavedStory, ...] = ()
    votes: tuple[Vote, ...] = ()
    marks: tuple[StoryMark, ...] = ()
    mutes: tuple[Mute, ...] = ()


class Readers(Marks):
    """Satisfies `ReaderStore`, `MarkStore`, `Followers`, `Tastes`, `AccessStore`, and `PersonalStore` for all of it."""

    name: ClassVar[str] = "reader"

    def __init__(self, redis: Client) -> None:
        super().__init__(redis)
        self._move = redis.register_script(MOVE)

    # --- saved stories ------------------------------------------------------------------------------

    @translated
    async def keep(self, reader: int, story: SavedStory) -> bool:
        """Save a story for later; False when the reader's list is full."""
        if await self._redis.hlen(keys.saved(reader)) >= SAVED_KEPT:
            return bool(await self._redis.hexists(keys.saved(reader), story.article_id))
        await self._redis.hset(keys.saved(reader), story.article_id, dumps(story))
        return True

    @translated
    async def drop(self, reader: int, article_id: str) -> None:
        """Take a story off the list."""
        await self._redis.hdel(keys.saved(reader), article_id)

    @translated
    async def kept(self, reader: int) -> list[SavedStory]:
        """List the saved stories, the newest first."""
        records = await self._redis.hvals(keys.saved(reader))
        return sorted(readable(SavedStory, records), key=lambda story: story.saved, reverse=True)

    # --- votes --------------------------------------------------------------------------------------

    @translated
    async def vote(self, reader: int, vote: Vote) -> None:
        """Record a vote; a second one for the same story replaces the first, value 0 takes it back."""
        if vote.value == 0:
            await self._redis.hdel(keys.votes(reader), vote.article_id)
            return
        await self._redis.hset(keys.votes(reader), vote.article_id, dumps(vote))
        if await self._redis.hlen(keys.votes(reader)) > VOTES_KEPT:
            old = (await self.votes(reader))[VOTES_KEPT:]
            await self._redis.hdel(keys.votes(reader), *(each.article_id for each in old))

    @translated
    async def votes(self, reader: int) -> list[Vote]:
        """List the reader's votes, the newest first."""
        # Each digest asks for them.
        records = await self._scripts.step(VALUES, keys.ALLOWED, keys.votes(reader))
        return sorted(readable(Vote, records), key=lambda vote: vote.cast, reverse=True)

    @translated
    async def standing(self, reader: int, article_id: str) -> tuple[bool, int]:
        """Tell whether a story is saved, and the reader's vote for it; see `ReaderStore.standing`."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.hexists(keys.saved(reader), article_id)
            pipe.hget(keys.votes(reader), article_id)
            is_kept, vote = await pipe.execute()
        return bool(is_kept), sum(held.value for held in readable(Vote, [vote]))

    @translated
    async def reset_votes(self, reader: int) -> None:
        """Forget all votes."""
        await self._redis.delete(keys.votes(reader))

    async def tastes(self, chat_id: int) -> Mapping[str, int]:
        """Give the sum of votes by `section:ID`, `topic:NAME` and `source:NAME`; zero sums are left out."""
        sums: Counter[str] = Counter()
        for vote in await self.votes(chat_id):
            for name in vote.about:
                sums[name] += vote.value
        return {name: value for name, value in sums.items() if value}

    # --- access and channels ------------------------------------------------------------------------

    @translated
    async def allowed(self, *ids: int) -> bool:
        """Tell whether any of these users or chats was let in."""
        return bool(ids) and any(await self._redis.smismember(keys.ALLOWED, list(ids)))

    @translated
    async def allow(self, user_id: int) -> None:
        """Let a user or chat in."""
        await self._redis.sadd(keys.ALLOWED, user_id)

    @translated
    async def first_request(self, user_id: int) -> bool:
        """Note a request for access; False if this user asked already today."""
        mine = secrets.token_hex(8)  # the client asks again where a connection broke, and is not refused by itself
        held = await self._redis.set(keys.access_request(user_id), mine, nx=True, ex=keys.ACCESS_REQUEST_TTL, get=True)
        return held is None or held == mine

    @translated
    async def connect(self, user_id: int, target: Target) -> None:
        """Remember that this user connected a channel."""
        async with self._redis.pipeline() as pipe:
            pipe.sadd(keys.connected(user_id), str(target))
            pipe.sadd(keys.connectors(target.chat_id), user_id)
            await pipe.execute()

    @translated
    async def disconnect(self, user_id: int, target: Target) -> None:
        """Forget that."""
        async with self._redis.pipeline() as pipe:
            pipe.srem(keys.connected(user_id), str(target))
            pipe.srem(keys.connectors(target.chat_id), user_id)
            await pipe.execute()

    @translated
    async def connected(self, user_id: int) -> list[Target]:
        """List the channels this user connected."""
        return sorted(readable_targets(await self._redis.smembers(keys.connected(user_id))))

    # --- everything of one chat ---------------------------------------------------------------------

    @translated
    async def export_chat(self, chat_id: int) -> Any:
        """Give all that is stored of a reader, JSON-ready; None when there is nothing."""
        held = {
            "saved": [to_plain(story) for story in await self.kept(chat_id)],
            "votes": [to_plain(vote) for vote in await self.votes(chat_id)],
            "marks": [to_plain(mark) for mark in await self.marks(chat_id)],
            "mutes": [to_plain(mute) for mute in await self.mutes(chat_id)],
            "connected": [str(target) for target in await self.connected(chat_id)],
            "allowed": await self.allowed(chat_id),
        }
        return {name: value for name, value in held.items() if value} or None

    @translated
    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Take over saved stories, votes and marks. Rights (channels, access) are this instance's own to give."""
        file = await decoded(self.name, partial(_file, section))
        room = SAVED_KEPT - int(await self._redis.hlen(keys.saved(chat_id)))
        saved = {kept.article_id: dumps(kept) for kept in file.saved[: max(0, room)]}
        room = VOTES_KEPT - int(await self._redis.hlen(keys.votes(chat_id)))
        votes = {cast.article_id: dumps(cast) for cast in file.votes[: max(0, room)]}
        room = MARKS_KEPT - int(await self._redis.hlen(keys.story_marks(chat_id)))
        marks = {mark.key: dumps(mark) for mark in file.marks[: max(0, room)]}
        room = MUTES_KEPT - int(await self._redis.hlen(keys.mutes(chat_id)))
        mutes = {mute.key: dumps(mute) for mute in file.mutes[: max(0, room)]}
        taken = (
            *((keys.saved(chat_id), saved), (keys.votes(chat_id), votes)),
            *((keys.story_marks(chat_id), marks), (keys.mutes(chat_id), mutes)),
        )

        def step(pipe: Client) -> None:
            for key, fields in taken:
                if fields:
                    pipe.hset(key, mapping=fields)
            for mark in file.marks:
                if mark.key in marks:
                    file_follower(pipe, chat_id, mark)

        return step

    @translated
    async def forget_chat(self, chat_id: int) -> None:
        """Remove every trace of the reader."""
        mine = await self.connected(chat_id)
        theirs = await self._set_up_by_others(chat_id)
        marks = await self.marks(chat_id)
        async with self._redis.pipeline() as pipe:
            for target in mine:
                pipe.srem(keys.connectors(target.chat_id), chat_id)
            for user_id, targets in theirs.items():
                pipe.srem(keys.connected(user_id), *map(str, targets))
            for mark in marks:
                pipe.hdel(keys.story_followers(mark.article_id), str(chat_id))
            pipe.delete(keys.connectors(chat_id), *_own(chat_id))
            pipe.srem(keys.ALLOWED, chat_id)
            await pipe.execute()

    @translated
    async def migrate_chat(self, old: int, new: int) -> None:
        """Move everything to the chat's new id; what the new id already has wins.

        One script: Telegram announces a move in both chats, and the two announcements are handled side by side.
        """
        names = [name for pair in zip(_own(old), _own(new), strict=True) for name in pair]
        await self._move(keys=[*names, keys.ALLOWED], args=[old, new])
        async with self._redis.pipeline() as pipe:
            for mark in await self.marks(new):
                pipe.hdel(keys.story_followers(mark.article_id), str(old))
                file_follower(pipe, new, mark)
            await pipe.execute()
        for user_id, targets in (await self._set_up_by_others(old)).items():
            for target in targets:
                await self.disconnect(user_id, target)
                await self.connect(user_id, Target(new, target.thread_id))

    async def _set_up_by_others(self, chat_id: int) -> dict[int, list[Target]]:
        """List who set a chat up, each with the targets of it: the chat itself, or forum topics."""
        found = {}
        for user_id in map(int, await self._redis.smembers(keys.connectors(chat_id))):
            targets = [target for target in await self.connected(user_id) if target.chat_id == chat_id]
            found[user_id] = targets or [Target(chat_id)]
        return found


def _file(section: object) -> _File:
    file = from_plain(_File, section)
    brought: tuple[SavedStory | Vote | StoryMark | Mute, ...] = (*file.saved, *file.votes, *file.marks, *file.mutes)
    for each in brought:
        check_kept(each)
    return file


def _own(chat_id: int) -> tuple[str, ...]:
    return (
        keys.saved(chat_id),
        keys.votes(chat_id),
        keys.story_marks(chat_id),
        keys.mutes(chat_id),
        keys.connected(chat_id),
        keys.access_request(chat_id),
    )
