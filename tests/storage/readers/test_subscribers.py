"""The subscriber store's contract, on every server that is supported."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

from ledebot.bot.model import ChatKind, Filters, Quiet, Rule, Schedule, Subscriber, Target
from ledebot.storage.base.client import Client
from ledebot.storage.readers.subscribers import Subscribers

DUE = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
READER = Subscriber(
    Target(42),
    filters=Filters(topics=("金融",), rules=(Rule("央行 降息"), Rule("广告", exclude=True))),
    schedule=Schedule(times=(time(7, 30), time(20, 0)), weekdays=(0, 4), quiet=Quiet(time(23), time(6))),
    subscribed=True,
)


async def test_what_is_saved_comes_back(any_redis: Client) -> None:
    subscribers = Subscribers(any_redis)
    assert await subscribers.get(READER.target) is None
    await subscribers.save(READER, DUE)
    assert await subscribers.get(READER.target) == READER
    assert await subscribers.due_at(READER.target) == DUE
    await subscribers.save(READER, None)
    assert await subscribers.due_at(READER.target) is None
    assert (await subscribers.everyone(), await subscribers.count()) == ([READER.target], 1)


async def test_updates_at_once_are_all_kept(any_redis: Client) -> None:
    subscribers = Subscribers(any_redis)
    await subscribers.save(replace(READER, max_stories=0), DUE)

    def more(subscriber: Subscriber, due: datetime | None) -> tuple[Subscriber, datetime | None]:
        return replace(subscriber, max_stories=subscriber.max_stories + 1), due

    await asyncio.gather(*(subscribers.update(READER.target, more) for _ in range(20)))
    found = await subscribers.get(READER.target)
    assert found is not None
    assert found.max_stories == 20
    assert await subscribers.due_at(READER.target) == DUE
    assert await subscribers.update(Target(7), more) is None


async def test_a_migrated_group_keeps_everything_with_its_forum_topics(any_redis: Client) -> None:
    subscribers = Subscribers(any_redis)
    group = replace(READER, target=Target(-5), kind=ChatKind.GROUP)
    topic = replace(group, target=Target(-5, 9))
    await subscribers.save(group, DUE)
    await subscribers.save(topic, None)
    await subscribers.migrate(-5, -1005)
    assert await subscribers.of_chat(-5) == []
    assert {found.target for found in await subscribers.of_chat(-1005)} == {Target(-1005), Target(-1005, 9)}
    assert await subscribers.due_at(Target(-1005)) == DUE
    assert await subscribers.due_at(Target(-5)) is None
    await subscribers.migrate(-5, -1005)
    assert len(await subscribers.of_chat(-1005)) == 2


async def test_forgetting_leaves_no_trace(any_redis: Client) -> None:
    subscribers = Subscribers(any_redis)
    await subscribers.save(READER, DUE)
    await subscribers.forget_chat(READER.target.chat_id)
    assert await any_redis.keys("*") == []


async def test_two_processes_that_hear_of_a_move_at_once_keep_the_due_time(any_redis: Client) -> None:
    stores = [Subscribers(any_redis) for _ in range(8)]
    due = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
    await stores[0].save(Subscriber(Target(-7), subscribed=True), due)
    await asyncio.gather(*(store.migrate(-7, -1007) for store in stores))
    assert await stores[0].due_at(Target(-1007)) == due
    assert await stores[0].get(Target(-7)) is None
