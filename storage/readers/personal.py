"""A chat's subscriptions as personal data: exported, taken over from a file, removed, moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from ledebot.bot.core.clock import Clock
from ledebot.bot.digest.next_due import due_after
from ledebot.bot.model import State, Subscriber, Target
from ledebot.bot.readers.ports import Step
from ledebot.bot.readers.quotas import MAX_TOPICS_OF_GROUP, check
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import all_from_plain, to_plain
from ledebot.storage.base.errors import translated
from ledebot.storage.base.foreign import decoded
from ledebot.storage.readers.subscribers import Subscribers, write


class Together:
    """Satisfies `Transactions`."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @translated
    async def together(self, steps: Sequence[Step]) -> None:
        """Carry all steps out in one MULTI."""
        async with self._redis.pipeline() as pipe:
            for step in steps:
                step(pipe)
            await pipe.execute()


class SubscriptionData:
    """Satisfies `PersonalStore` for what `Subscribers` keeps."""

    name: ClassVar[str] = "subscriptions"

    def __init__(self, subscribers: Subscribers, articles: Articles, clock: Clock) -> None:
        self._subscribers = subscribers
        self._articles = articles
        self._clock = clock

    async def export_chat(self, chat_id: int) -> Any:
        """Give the chat's own subscription and those of its forum topics."""
        return [to_plain(subscriber) for subscriber in await self._subscribers.of_chat(chat_id)] or None

    async def plan_restore(self, chat_id: int, section: Any) -> Step:
        """Take over what is followed and how; who the chat is and what it has been sent stays this instance's word.

        Raises RefusedError.
        """
        records = await decoded(self.name, partial(_subscriptions, section))
        head, now = await self._articles.head(), self._clock.now()
        room = MAX_TOPICS_OF_GROUP - len(await self._subscribers.of_chat(chat_id))
        written: dict[Target, tuple[Subscriber, datetime | None]] = {}
        for record in records:
            target = Target(chat_id, record.target.thread_id if chat_id < 0 else 0)
            held = await self._subscribers.get(target)
            if held is None and target not in written:
                room -= 1
                if room < 0:
                    continue
            taken = replace(
                record,
                target=target,
                kind=held.kind if held else record.kind,
                title=held.title if held else "",
                owner=held.owner if held else None,
                cursor=held.cursor if held else head,
                joined=held.joined if held else now,
                state=held.state if held else State.ACTIVE,
                paused_reason=held.paused_reason if held else None,
                paused_since=held.paused_since if held else None,
            )
            written[target] = (taken, due_after(taken, taken, None, now))

        def step(pipe: Client) -> None:
            for subscriber, due in written.values():
                write(pipe, subscriber, due)

        return step

    async def forget_chat(self, chat_id: int) -> None:
        """Remove the chat's subscription and those of its forum topics."""
        await self._subscribers.forget_chat(chat_id)

    async def migrate_chat(self, old: int, new: int) -> None:
        """Move them to the chat's new id; what the new id already has wins."""
        await self._subscribers.migrate(old, new)


def _subscriptions(section: object) -> list[Subscriber]:
    return [check(record) for record in all_from_plain(Subscriber, section, MAX_TOPICS_OF_GROUP)]
