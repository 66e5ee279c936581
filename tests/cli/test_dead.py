"""Deliveries that were given up: listed with what would have been sent, and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.types import Ending
from ledebot.bot.model import Message, Target
from ledebot.storage.base.client import Client, connect
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from tests.cli.conftest import Run, lines

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


def on(url: str, work: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    async def run() -> Any:
        redis = connect(url)
        try:
            return await work(redis)
        finally:
            await redis.aclose()

    return asyncio.run(run())


async def fail(redis: Client) -> None:
    """Have two deliveries fail, one after its first message."""
    await redis.flushall()
    outbox, deliveries = OutboxStore(redis, SystemClock()), Deliveries(redis)
    messages = [Message("<b>水位</b> 今晨回落"), Message("另有一条")]
    await outbox.enqueue(Target(7), messages, key="one")
    await outbox.enqueue(Target(-100200, 3), messages, key="two")
    for claim in await deliveries.claim("a", alerts=2, digests=0, broadcasts=0, block=0):
        content = await deliveries.content(str(claim.content))
        await deliveries.begin(claim, 0, content, NOW)
        if claim.target.thread_id:
            await deliveries.sent(claim, 0, 501, NOW)
            await deliveries.begin(claim, 1, content, NOW)
        await deliveries.end(claim, Ending.FAILED, NOW, why="Bad Request: chat not found")


async def counters(redis: Client) -> dict[str, int]:
    return (await DeliveryCounters(redis).stats(NOW)).counters


def test_listed_and_tried_again(ledebot: Run, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", valkey_url)
    on(valkey_url, fail)
    code, out, _ = ledebot("dead", "list")
    assert code == 0
    assert "alert:7:one  2026-03-10 01:30 UTC: Bad Request: chat not found\n    水位 今晨回落\n" in out
    assert (
        "alert:-100200:3:two  2026-03-10 01:30 UTC, after 1 messages: Bad Request: chat not found\n    另有一条\n"
        in out
    )
    listed = {each["id"]: each for each in lines(ledebot("dead", "list", "--json")[1])}
    assert listed["alert:-100200:3:two"] == {
        "id": "alert:-100200:3:two",
        "chat": -100200,
        "topic": 3,
        "kind": "alert",
        "failed": "2026-03-10T01:30:00+00:00",
        "why": "Bad Request: chat not found",
        "sent": 1,
        "messages": ["<b>水位</b> 今晨回落", "另有一条"],
    }
    assert len(lines(ledebot("dead", "list", "--json", "--limit", "1")[1])) == 1

    code, out, err = ledebot("dead", "requeue", "alert:7:one", "alert:7:none")
    assert (code, out) == (2, "1 queued again\n")
    assert err == "ledebot: alert:7:none: no delivery of that name has failed; `ledebot dead list` names them\n"
    assert ledebot("dead", "requeue", "--all") == (0, "1 queued again\n", "")
    assert ledebot("dead", "requeue", "--all") == (0, "0 queued again\n", "")
    assert "none: every delivery" in ledebot("dead", "list")[1]
    assert ledebot("dead", "list", "--json") == (0, "", "")
    held = on(valkey_url, counters)
    assert (held["due"], held["pending"], held["failed"]) == (2, 2, 0)


@pytest.mark.parametrize("words", [[], ["x", "--all"]])
def test_all_or_some_but_not_both(ledebot: Run, words: list[str]) -> None:
    code, out, err = ledebot("dead", "requeue", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--all" in err
