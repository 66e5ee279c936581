"""Messages for one chat go in the order in which they came."""

from __future__ import annotations

import asyncio

import pytest

from ledebot.bot.core.clock import ManualClock
from tests.delivery.test_send_queue import START, Bench, run_clock


class Ragged(ManualClock):
    """The clock of a busy machine: who begins to wait later wakes less late."""

    _late = 0.05

    async def sleep(self, seconds: float) -> None:
        self._late -= 0.001
        await super().sleep(seconds + self._late if seconds > 0 else seconds)


@pytest.mark.parametrize("clock", [ManualClock, Ragged])
async def test_what_waits_for_one_chat_goes_in_the_order_in_which_it_came(clock: type[ManualClock]) -> None:
    bench = Bench(clock=clock(START))
    told: list[int] = []

    async def alert(number: int, after: float = 0) -> None:
        await bench.clock.sleep(after)
        await bench.bulk(1)
        told.append(number)

    late = asyncio.create_task(alert(4, after=1))  # at the very moment when the chat is free again
    await asyncio.sleep(0)
    await run_clock(bench.clock, late, *(asyncio.create_task(alert(number)) for number in range(4)))
    assert told == list(range(5))


async def test_what_was_fetched_late_keeps_the_place_that_it_had_taken() -> None:
    bench = Bench()
    told: list[int] = []

    async def alert(number: int, place: int) -> None:
        await bench.send_queue.bulk(1, 1, place)
        told.append(number)

    places = [bench.send_queue.place() for _ in range(4)]
    await run_clock(bench.clock, *(asyncio.create_task(alert(n, places[n])) for n in (0, 3, 2, 1)))
    assert told == [0, 1, 2, 3]
