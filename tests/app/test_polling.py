"""Updates by polling: each is handled once, whatever stops, hangs or cannot be read."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, ExtBot, MessageHandler, filters

from ledebot.bot.app import polling
from ledebot.bot.app.polling import Polling
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.client import build_bot
from ledebot.handlers.base.per_chat_processor import PerChatProcessor
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.lease import Lease
from ledebot.storage.http.update_ledger import PolledUpdates

CLOCK = SystemClock()
HELD = 60.0
"""Seconds of a turn to poll: nobody loses it because the machine is busy."""


class Counting:
    """What the handlers of all processes of a test have done, and what holds them up."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.handled = Counter[str]()
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        text = str(update.effective_message.text)
        self.begun.append(text)
        await self.gate.wait()
        self.handled[text] += 1

    async def wait(self, begun: int = 0, handled: int = 0) -> None:
        async with asyncio.timeout(60):
            while len(self.begun) < begun or self.handled.total() < handled:
                await CLOCK.sleep(0.01)


class Watched(Lease):
    """Counts how often it was refused."""

    refused = 0

    async def hold(self) -> bool:
        mine = await super().hold()
        self.refused += not mine
        return mine


class Process:
    """One process that polls."""

    def __init__(
        self, sandbox: Sandbox, redis: Client, counting: Counting, at_once: int = 8, name: str = "bot"
    ) -> None:
        self.bot: ExtBot[Any] = build_bot(sandbox.token, sandbox.api_url)
        self.supervisor = Supervisor(CLOCK)
        self.supervisor.expect(TelegramError)
        builder = Application.builder().bot(self.bot)
        self.application = builder.concurrent_updates(PerChatProcessor(at_once)).build()
        self.application.add_handler(MessageHandler(filters.ALL, counting))
        self.election = Watched(redis, "updates", name, HELD)
        self.poll = Polling(self.application, PolledUpdates(redis), self.election, self.supervisor, ["message"])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        async with self.bot:
            await self.application.initialize()
            async with self.poll.running():
                yield self


async def say(sandbox: Sandbox, people: int, each: int) -> list[str]:
    """Have so many people say so many things each; gives all that was said."""
    said = []
    for person in range(people):
        user = sandbox.user(f"读者{person}")
        for number in range(each):
            said.append(f"{person}:{number}")
            await user.send(said[-1])
    return said


async def test_a_stop_under_a_backlog_loses_and_repeats_nothing(telegram: Sandbox, redis_client: Client) -> None:
    said = await say(telegram, people=40, each=6)
    counting = Counting()
    counting.gate.clear()
    async with Process(telegram, redis_client, counting, at_once=8).running():
        await counting.wait(begun=8)
        stopping = asyncio.get_running_loop().call_later(0.05, counting.gate.set)
    stopping.cancel()
    assert counting.handled.total() == 8, "what was under way is finished, nothing else is begun"
    counting.gate.set()
    async with Process(telegram, redis_client, counting, at_once=64).running():
        await counting.wait(handled=len(said))
    assert counting.handled == Counter(said)
    for person in range(40):
        own = [text for text in counting.begun if text.startswith(f"{person}:")]
        assert own == sorted(own), "in the order in which they were said"
    async with Process(telegram, redis_client, counting, at_once=64).running():
        await (user := telegram.user("后来的")).send("还在吗")
        await counting.wait(handled=len(said) + 1)
    assert user.id
    assert counting.handled.total() == len(said) + 1


async def test_what_hangs_is_handed_back_in_time(
    telegram: Sandbox, redis_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "STOP_PATIENCE", 0.1)
    (said,) = await say(telegram, people=1, each=1)
    counting = Counting()
    counting.gate.clear()
    async with asyncio.timeout(60), Process(telegram, redis_client, counting, at_once=8).running():
        await counting.wait(begun=1)
    counting.gate.set()
    async with Process(telegram, redis_client, counting, at_once=8).running():
        await counting.wait(handled=1)
    assert counting.handled == {said: 1}


class Frozen:
    """A real store that answers nothing once it is frozen."""

    def __init__(self, store: Any, frozen: asyncio.Event) -> None:
        self._store = store
        self._frozen = frozen

    def __getattr__(self, name: str) -> Any:
        async def ask(*arguments: Any) -> Any:
            if self._frozen.is_set():
                await asyncio.Event().wait()
            return await getattr(self._store, name)(*arguments)

        return ask


async def test_a_stop_waits_for_no_redis_that_is_frozen(
    telegram: Sandbox, redis_client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(polling, "STOP_PATIENCE", 0.1)
    monkeypatch.setattr(polling, "LAST_WORDS", 0.1)
    await say(telegram, people=1, each=1)
    counting, frozen = Counting(), asyncio.Event()
    counting.gate.clear()
    process = Process(telegram, redis_client, counting)
    book, election = (Frozen(store, frozen) for store in (PolledUpdates(redis_client), process.election))
    process.poll = Polling(process.application, book, election, process.supervisor, ["message"])
    async with asyncio.timeout(60), process.running():
        await counting.wait(begun=1)
        frozen.set()
    assert "Telegram will send some updates once more: no answer in time" in caplog.text
    assert "the turn to poll could not be given up: Redis is slow" in caplog.text


async def test_an_update_that_cannot_be_read_costs_itself_only(telegram: Sandbox, redis_client: Client) -> None:
    counting = Counting()
    before, after = telegram.user("前"), telegram.user("后")
    await before.send("前")
    telegram.api.notify("message", {"message_id": "x", "chat": 7, "date": "昨天"}, before.id)
    await after.send("后")
    process = Process(telegram, redis_client, counting, at_once=8)
    async with process.running():
        await counting.wait(handled=2)
    assert counting.handled == {"前": 1, "后": 1}
    assert process.supervisor.failures == {}


@pytest.mark.parametrize("kind", ["garbage", "bad_gateway", "reset_before", "server_error"])
@pytest.mark.slow
async def test_a_telegram_that_talks_nonsense_is_asked_again(
    telegram: Sandbox, redis_client: Client, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.add(kind, method="getUpdates", times=2)
    counting = Counting()
    await telegram.user("读者").send("在吗")
    process = Process(telegram, redis_client, counting, at_once=8)
    async with process.running():
        await counting.wait(handled=1)
    assert process.supervisor.failures["updates"] in (1, 2)
    assert [record for record in caplog.records if record.exc_info and record.name.startswith("ledebot")] == []


async def test_while_redis_is_away_updates_are_answered_all_the_same(telegram: Sandbox, redis_client: Client) -> None:

    away = connect("redis://127.0.0.1:9")
    counting = Counting()
    await telegram.user("读者").send("在吗")
    async with Process(telegram, away, counting, at_once=8).running():
        await counting.wait(handled=1)
    await away.aclose()


async def handled(count: int, *by: Counting) -> None:
    """Wait until so much has been handled by all together."""
    async with asyncio.timeout(60):
        while sum(one.handled.total() for one in by) < count:
            await CLOCK.sleep(0.01)


async def test_one_of_two_processes_polls_and_the_other_takes_over(
    telegram: Sandbox, redis_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "LEASE", 0.3)  # they ask three times as often; what they hold lasts
    first, second = Counting(), Counting()
    leading = Process(telegram, redis_client, first, name="first")
    standing_by = Process(telegram, redis_client, second, name="second")
    async with AsyncExitStack() as later, AsyncExitStack() as sooner:
        await sooner.enter_async_context(leading.running())
        said = await say(telegram, people=5, each=2)
        await first.wait(handled=len(said))
        await later.enter_async_context(standing_by.running())
        async with asyncio.timeout(60):
            while standing_by.election.refused < 2:
                await CLOCK.sleep(0.01)
        said += await say(telegram, people=5, each=2)
        await first.wait(handled=len(said))
        assert not second.begun
        assert leading.supervisor.failures + standing_by.supervisor.failures == {}, "nobody ends another's request"
        await sooner.aclose()
        said += await say(telegram, people=5, each=2)
        await handled(len(said), first, second)
    assert first.handled + second.handled == Counter(said)
    assert await redis_client.get(keys.lease("updates")) is None, "whoever stops lets the next one poll at once"


async def test_two_that_both_think_it_is_their_turn_answer_nobody_twice(
    telegram: Sandbox, redis_client: Client
) -> None:
    """As for some seconds after a server that was frozen has let the lease run out."""
    countings = Counting(), Counting()
    processes = [Process(telegram, redis_client, one, name=str(number)) for number, one in enumerate(countings)]
    for number, process in enumerate(processes):
        process.poll._election = Lease(redis_client, f"updates-{number}", "me", polling.LEASE)
    async with processes[0].running(), processes[1].running():
        said = []
        for _ in range(6):
            said += await say(telegram, people=20, each=1)
            await handled(len(said), *countings)
    assert countings[0].handled + countings[1].handled == Counter(said)


async def test_a_stop_in_the_middle_of_a_claim_takes_nothing_of_another_s(
    telegram: Sandbox, redis_client: Client
) -> None:
    asked, answered, counting = asyncio.Event(), asyncio.Event(), Counting()

    class Slow(PolledUpdates):
        async def claim(self, updates: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
            await PolledUpdates(redis_client).claim(updates)  # as another process does just before
            asked.set()
            await answered.wait()
            return await super().claim(updates)

    process = Process(telegram, redis_client, counting)
    process.poll._book = Slow(redis_client)
    await say(telegram, people=5, each=2)
    async with AsyncExitStack() as running:
        await running.enter_async_context(process.running())
        async with asyncio.timeout(60):
            await asked.wait()
        stopping = asyncio.create_task(running.aclose())
        await asyncio.sleep(0)
        answered.set()
        await stopping
    assert counting.begun == []
    assert await PolledUpdates(redis_client).waiting() == []
