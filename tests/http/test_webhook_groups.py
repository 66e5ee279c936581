"""Updates of groups that wait hold a few connections only: they are worked at, answered later, and none is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.http import webhook
from ledebot.bot.http.webhook import HELD_BY_GROUPS, SECRET_HEADER, Seen, of_group, receiving
from ledebot.storage.base import keys
from ledebot.storage.http.update_ledger import Updates

GROUPS = range(1, 101)
SECRET = "s3cret"


class Flooded:
    """A hook whose groups wait until the gate is opened, and Telegram's 100 connections to it."""

    def __init__(self, redis: Any) -> None:
        self.redis = redis
        self.begun = 0
        self.ended: Counter[int] = Counter()
        self.gate = asyncio.Event()

    async def handle(self, update: dict[str, Any]) -> None:
        self.begun += 1
        if of_group(update):
            await self.gate.wait()
        self.ended[update["update_id"]] += 1

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        listen = ("127.0.0.1", 0)
        connector = aiohttp.TCPConnector(limit=100)
        async with (
            aiohttp.ClientSession(connector=connector) as self.session,
            receiving(listen, "https://bot.example/", SECRET, Updates(self.redis), self.handle) as self.port,
        ):
            yield

    async def send(self, update_id: int, **update: Any) -> int:
        url = f"http://127.0.0.1:{self.port}/"
        body = {"update_id": update_id, **update}
        async with self.session.post(url, headers={SECRET_HEADER: SECRET}, json=body) as response:
            return response.status

    async def of_group(self, number: int) -> int:
        return await self.send(number, message={"chat": {"id": -number}})

    async def flood(self) -> list[asyncio.Task[int]]:
        """Send an update of each group; gives those that are not answered when all are at work."""
        tasks = [asyncio.create_task(self.of_group(number)) for number in GROUPS]
        async with asyncio.timeout(60):
            while self.begun < len(GROUPS) or sum(task.done() for task in tasks) < len(GROUPS) - HELD_BY_GROUPS:
                await SystemClock().sleep(0.01)
        assert {task.result() for task in tasks if task.done()} == {429}
        return [task for task in tasks if not task.done()]


async def test_a_reader_in_private_is_handled_while_a_hundred_groups_wait(redis_client: Any) -> None:
    hook = Flooded(redis_client)
    async with hook.open():
        held = await hook.flood()
        assert len(held) == HELD_BY_GROUPS
        assert await hook.send(500, message={"chat": {"id": 7}}) == 200
        assert await hook.send(501, inline_query={"id": "1", "from": {"id": 7}}) == 200
        assert hook.ended == {500: 1, 501: 1}
        assert await hook.of_group(GROUPS[-1]) == 429  # asked again too early
        hook.gate.set()
        assert set(await asyncio.gather(*held)) == {200}
        async with asyncio.timeout(60):
            while await asyncio.gather(*map(hook.of_group, GROUPS)) != [200] * len(GROUPS):
                await SystemClock().sleep(0.01)
    assert hook.ended == dict.fromkeys((*GROUPS, 500, 501), 1)


async def test_at_a_stop_groups_that_wait_are_given_back(redis_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "STOP_PATIENCE", 0.1)
    hook = Flooded(redis_client)
    async with hook.open():
        held = await hook.flood()
    assert {await task for task in held} == {503}
    assert not hook.ended
    ledger = Updates(redis_client)
    assert {await ledger.begin(number) for number in GROUPS} == {Seen.NEW}


async def test_no_other_process_takes_what_is_worked_at_for_long(
    redis_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "BEAT", 0.01)
    monkeypatch.setattr(webhook, "HELD_BY_GROUPS", 0)
    hook = Flooded(redis_client)
    async with hook.open():
        assert await hook.of_group(1) == 429
        await redis_client.expire(keys.update_seen(1), 30)
        async with asyncio.timeout(60):
            while await redis_client.ttl(keys.update_seen(1)) <= 30:
                await SystemClock().sleep(0.01)
        hook.gate.set()
    await Updates(redis_client).hold(1)
    assert await redis_client.ttl(keys.update_seen(1)) > 24 * 3600


async def test_groups_are_bounded_and_private_chats_are_not(redis_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "HELD_BY_GROUPS", 0)
    monkeypatch.setattr(webhook, "MOST_OF_GROUPS", 2)
    hook = Flooded(redis_client)
    async with hook.open():
        assert [await hook.of_group(number) for number in (1, 2, 3)] == [429] * 3
        assert hook.begun == 2
        assert await hook.send(4, message={"chat": {"id": 7}}) == 200
        hook.gate.set()


@pytest.mark.parametrize(
    ("update", "group"),
    [
        ({"message": {"chat": {"id": -5}}}, True),
        ({"channel_post": {"chat": {"id": -1005}}}, True),
        ({"callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -5}}}}, True),
        ({"my_chat_member": {"chat": {"id": 5}}}, False),
        ({"callback_query": {"from": {"id": 5}, "message": {"chat": {"id": 5}}}}, False),
        ({"message": {"chat": []}, "other": [], "callback_query": {"message": None}}, False),
        ({"message": {"chat": {"id": "-5"}}}, False),
    ],
)
def test_what_is_of_a_group(update: dict[str, Any], group: bool) -> None:
    assert of_group({"update_id": 1, **update}) is group
