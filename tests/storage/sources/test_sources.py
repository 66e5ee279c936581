"""The source store's contract, on every server that is supported."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledebot.bot.model import FullText, Health, SourceConfig, SourceState
from ledebot.storage.base.client import Client
from ledebot.storage.sources.sources import Sources

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CONFIG = SourceConfig("https://news.example/feed", title="晨报", topics=("财经",), full_text=FullText.NEVER)
STATE = SourceState(CONFIG, health=Health.OK, etag='"a"', next_try=NOW, extra={"moved_to": "https://b.example/"})


async def test_what_is_saved_comes_back(any_redis: Client) -> None:
    sources = Sources(any_redis)
    assert await sources.get(CONFIG.url) is None
    await sources.save(STATE)
    assert await sources.get(CONFIG.url) == STATE
    assert await sources.all() == [STATE]


async def test_the_longest_overdue_come_first(any_redis: Client) -> None:
    sources = Sources(any_redis)
    for minutes in (5, -30, 0, -10):
        config = SourceConfig(f"https://news.example/{minutes}")
        await sources.save(SourceState(config, next_try=NOW + timedelta(minutes=minutes)))
    await sources.save(SourceState(SourceConfig("https://news.example/gone"), health=Health.RETIRED, next_try=None))
    due = await sources.due(NOW)
    assert [state.config.url.rsplit("/", 1)[1] for state in due] == ["-30", "-10", "0"]
    assert len(await sources.due(NOW, limit=1)) == 1
    assert len(await sources.all()) == 5


async def test_a_clock_that_was_set_back_leaves_no_source_alone(any_redis: Client) -> None:
    sources = Sources(any_redis)
    ahead = NOW + timedelta(days=30)
    for name, tried, following in (
        ("then", ahead, ahead + timedelta(hours=1)),
        ("weekly", NOW, NOW + timedelta(days=7)),
        ("overdue", NOW, NOW),
    ):
        config = SourceConfig(f"https://news.example/{name}")
        await sources.save(SourceState(config, last_try=tried, next_try=following))
    assert [state.config.url.rsplit("/", 1)[1] for state in await sources.due(NOW)] == ["overdue", "then"]
    assert len(await sources.due(NOW, limit=1)) == 1


async def test_a_poll_keeps_the_configuration_in_force(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    await sources.save(replace(STATE, config=replace(CONFIG, topics=("国际",))))
    assert await sources.record(replace(STATE, etag='"b"', next_try=NOW + timedelta(hours=1)), {"one": "x"})
    stored = await sources.get(CONFIG.url)
    assert stored is not None
    assert stored.etag == '"b"'
    assert stored.config.topics == ("国际",)
    assert await sources.seen(CONFIG.url) == {"one": "x"}
    assert await sources.due(NOW) == []


async def test_a_poll_does_not_bring_a_removed_source_back(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    await sources.record(STATE, {"one": "x"})
    assert await sources.remove(CONFIG.url)
    assert not await sources.remove(CONFIG.url)
    assert not await sources.record(STATE, {"one": "x"})
    assert await sources.all() == []
    assert await sources.due(NOW) == []
    assert await sources.seen(CONFIG.url) == {}


async def test_seen_entries_are_replaced_only_when_given(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    await sources.record(STATE, {"one": "x", "two": "y"})
    await sources.record(STATE)
    assert await sources.seen(CONFIG.url) == {"one": "x", "two": "y"}
    await sources.record(STATE, {"two": "z"})
    assert await sources.seen(CONFIG.url) == {"two": "z"}
    await sources.record(STATE, {})
    assert await sources.seen(CONFIG.url) == {}


async def test_polls_and_edits_at_once_lose_nothing(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    edited = replace(STATE, config=replace(CONFIG, title="晚报"))
    await asyncio.gather(sources.save(edited), *(sources.record(replace(STATE, failures=n)) for n in range(10)))
    stored = await sources.get(CONFIG.url)
    assert stored is not None
    assert stored.config.title == "晚报"


async def test_a_paused_source_is_not_due_whatever_a_poll_under_way_writes(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    paused = await sources.change(CONFIG.url, lambda state: replace(state, paused=True))
    assert paused == replace(STATE, paused=True)
    assert await sources.due(NOW) == []
    assert await sources.record(replace(STATE, etag='"b"'), {"one": "x"})
    assert await sources.get(CONFIG.url) == replace(STATE, etag='"b"', paused=True)
    assert await sources.due(NOW) == []
    await sources.change(CONFIG.url, lambda state: replace(state, paused=False))
    assert [state.config.url for state in await sources.due(NOW)] == [CONFIG.url]
    assert await sources.seen(CONFIG.url) == {"one": "x"}


async def test_changes_at_once_are_all_made_and_what_is_gone_stays_gone(any_redis: Client) -> None:
    sources = Sources(any_redis)
    await sources.save(STATE)
    await asyncio.gather(
        *(sources.change(CONFIG.url, lambda state: replace(state, failures=state.failures + 1)) for _ in range(20))
    )
    held = await sources.get(CONFIG.url)
    assert held is not None
    assert held.failures == 20
    await sources.remove(CONFIG.url)
    assert await sources.change(CONFIG.url, lambda state: state) is None
    assert await sources.all() == []
