"""Send rates: what is slept, what is refused, and what they do not touch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.clock import ManualClock
from ledebot.sandbox import Rates, Sandbox, User
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import ApiError
from ledebot.sandbox.server.flood import SLEPT_INSIDE, FloodControl
from tests.sandbox.conftest import Answer, Calls, WatchedClock, caller


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    control = FloodControl()
    waits = [control.book(1, 100.0, group=False) for _ in range(12)]
    assert waits == [(0, 0)] * 3 + [(float(n), 0) for n in range(1, 9)] + [(0.0, 9)]
    assert control.book(2, 100.0, group=False) == (0.0, 0), "another chat does not wait"
    assert control.book(1, 120.0, group=False) == (0.0, 0), "time heals"


def test_a_refused_message_books_nothing() -> None:
    control = FloodControl()
    for _ in range(11):
        control.book(1, 0.0, group=False)
    assert [control.book(1, 0.0, group=False)[1] for _ in range(5)] == [9] * 5


def test_groups_take_twenty_a_minute() -> None:
    control = FloodControl(Rates(chat_burst=100))
    taken = [control.book(-1, 0.0, group=True) for _ in range(30)]
    assert [wait for wait in taken if wait == (0.0, 0)] == [(0.0, 0)] * 20
    assert taken[20:23] == [(pytest.approx(3), 0), (pytest.approx(6), 0), (0.0, 9)]


def test_thirty_a_second_in_all() -> None:
    control = FloodControl()
    taken = [control.book(chat, 0.0, group=False)[0] for chat in range(60)]
    assert taken[:30] == [0.0] * 30
    assert taken[59] == pytest.approx(1.0)


def test_paid_broadcasts_have_their_own_thousand() -> None:
    control = FloodControl()
    taken = [control.book(chat, 0.0, group=False, paid=True)[0] for chat in range(1000)]
    assert taken == [0.0] * 1000
    assert control.book(1001, 0.0, group=False) == (0.0, 0)


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 3)), min_size=1, max_size=300))
def test_no_chat_ever_gets_more_than_its_rate(steps: list[tuple[int, float]]) -> None:
    control, now = FloodControl(), 0.0
    sent: dict[int, list[float]] = {}
    for chat, pause in steps:
        now += pause
        wait, refused = control.book(chat, now, group=False)
        assert wait <= SLEPT_INSIDE
        if not refused:
            sent.setdefault(chat, []).append(now + wait)
    for times in sent.values():
        for at, start in enumerate(times):
            within = [time for time in times[at:] if time <= start + 10]
            assert len(within) <= 10 + 3 + 1


@pytest.fixture
async def slow(clock: ManualClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock, flood=True) as sandbox:
        yield sandbox


@pytest.fixture
def slow_call(slow: Sandbox, http: aiohttp.ClientSession) -> Calls:
    return caller(http, slow)


@pytest.fixture
async def reader(slow: Sandbox) -> User:
    user = slow.user()
    await user.send("/start")
    return user


async def test_waits_are_slept_inside_the_call(
    slow: Sandbox, slow_call: Calls, reader: User, clock: ManualClock
) -> None:
    """Eleven at once: three at once, eight slept, the twelfth refused with its wait."""
    sends = [asyncio.create_task(slow_call("sendMessage", chat_id=reader.id, text=str(n))) for n in range(12)]
    await slow.wait_until(lambda: len(slow.calls("sendMessage")) == 4)
    answers = [call.code for call in slow.calls("sendMessage")]
    assert sorted(answers) == [200, 200, 200, 429]
    for n in range(1, 9):
        clock.advance(timedelta(seconds=1))
        await slow.wait_until(lambda expected=4 + n: len(slow.calls("sendMessage")) == expected)  # type: ignore[misc]
    done: list[Answer] = await asyncio.gather(*sends)
    refused = [answer for answer in done if answer.status == 429]
    assert len(refused) == 1
    assert refused[0].error == "429 Too Many Requests: retry after 9"
    assert refused[0].body["parameters"] == {"retry_after": 9}
    assert refused[0].headers["Retry-After"] == "9"
    assert len(slow.from_bot(reader.id)) == 11


async def test_edits_count_and_answers_do_not(
    slow: Sandbox, slow_call: Calls, reader: User, clock: WatchedClock
) -> None:
    sent = (await slow_call("sendMessage", chat_id=reader.id, text="0")).result
    at = {"chat_id": reader.id, "message_id": sent["message_id"]}
    for n in (1, 2):
        assert (await slow_call("editMessageText", **at, text=str(n))).status == 200
    for _ in range(20):
        assert (await slow_call("sendChatAction", chat_id=reader.id, action="typing")).status == 200
    waiting = asyncio.create_task(slow_call("editMessageText", **at, text="3"))
    await clock.waited_on.wait()
    clock.advance(timedelta(seconds=1))
    assert (await waiting).status == 200


async def test_paid_broadcasts_are_billed(slow: Sandbox, slow_call: Calls) -> None:
    readers = [slow.user(str(n)) for n in range(40)]
    for reader in readers:
        await reader.send("/start")
    slow.api.paid_broadcast = True
    sends = [
        await slow_call("sendMessage", chat_id=reader.id, text="x", allow_paid_broadcast=True) for reader in readers
    ]
    assert {answer.status for answer in sends} == {200}
    assert slow.api.stars_spent == 4.0


async def test_too_many_unsent_messages_in_one_chat(clock: WatchedClock, http: aiohttp.ClientSession) -> None:
    rates = Rates(chat=100, chat_burst=1, everywhere=10_000, everywhere_burst=10_000)
    async with Sandbox(clock=clock, flood=rates) as sandbox:
        user = sandbox.user()
        await user.send("/start")
        args = Arguments({"chat_id": str(user.id), "text": "x"})
        sends = [asyncio.create_task(sandbox.api.call("sendMessage", args)) for _ in range(312)]
        late = asyncio.create_task(sandbox.api.call("sendMessage", args))
        await sandbox.wait_until(lambda: len(sandbox.from_bot(user.id)) == 1)
        clock.advance(timedelta(seconds=4))
        await asyncio.gather(*sends)
        with pytest.raises(ApiError, match="retry after 60"):
            await late
