"""A matcher hears of every change of watches, a forgotten chat's included, from a list that names no chat."""

from __future__ import annotations

from datetime import UTC, datetime

from ledebot.bot.model import Target
from ledebot.bot.watches.types import Watch
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
MINE, THEIRS = Target(424242), Target(-100777, 5)


async def test_changes_reach_the_matcher_and_tell_of_nobody(any_redis: Client) -> None:
    store = WatchStore(any_redis)
    await store.save(Watch("w1", MINE, "央行", "0-0", NOW))
    await store.save(Watch("w2", THEIRS, "降准", "0-0", NOW))
    held, mark = await store.changed(None)
    assert set(held) == {MINE, THEIRS}
    assert await store.changed(mark, held) == ({}, mark)
    await store.save(Watch("w3", THEIRS, "芯片", "0-0", NOW))
    changed, mark = await store.changed(mark, held)
    assert {target: [watch.id for watch in watches] for target, watches in changed.items()} == {THEIRS: ["w2", "w3"]}
    await store.forget_chat(MINE.chat_id)
    changed, mark = await store.changed(mark, held)
    assert changed == {MINE: []}
    entries = await any_redis.xrange(keys.WATCH_CHANGES)
    assert not any("424242" in str(entry) or "100777" in str(entry) for entry in entries)
