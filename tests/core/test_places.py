"""Places at work are given up by whoever waits, and never more are held than there are."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from ledebot.bot.core.places import Places, aside, locked


class Gauge:
    """Counts who is at work, as the work itself sees it."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def work(self) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_who_waits_gives_the_place_up_and_takes_one_again() -> None:
    places, gauge, gate = Places(2), Gauge(), asyncio.Event()

    async def waits() -> None:
        async with places.taken():
            await gauge.work()
            await aside(gate.wait())
            await gauge.work()

    waiting = [asyncio.create_task(waits()) for _ in range(20)]
    async with places.taken():  # comes at last, though nobody has ended
        assert not any(task.done() for task in waiting)
    gate.set()
    await asyncio.gather(*waiting)
    assert gauge.most == 2


async def test_without_a_place_it_is_a_plain_wait() -> None:
    assert await aside(asyncio.sleep(0, "done")) == "done"


@pytest.mark.parametrize("ends", ["cancelled", "failed"])
async def test_however_it_ends_the_place_is_free_once(ends: str) -> None:
    places = Places(1)

    async def failing() -> None:
        await turns()
        raise ValueError(ends)

    async def work() -> None:
        async with places.taken():
            with suppress(ValueError):
                await aside(failing() if ends == "failed" else asyncio.Event().wait())
            raise ValueError("after it")

    task = asyncio.create_task(work())
    await turns(2)
    if ends == "cancelled":
        task.cancel()
    with pytest.raises((ValueError, asyncio.CancelledError)):
        await task
    gauge = Gauge()

    async def one() -> None:
        async with places.taken():
            await gauge.work()

    await asyncio.gather(*(one() for _ in range(5)))
    assert gauge.most == 1


async def test_parts_side_by_side_count_as_one_and_one_that_outlives_the_whole_counts_no_more() -> None:
    places, gauge, gates = Places(1), Gauge(), [asyncio.Event() for _ in range(3)]
    left: list[asyncio.Task[bool]] = []

    async def work() -> None:
        async with places.taken():
            left.append(asyncio.create_task(aside(gates[2].wait())))
            await asyncio.gather(aside(gates[0].wait()), aside(gates[1].wait()))

    async def other() -> None:
        async with places.taken():
            await gauge.work()

    task = asyncio.create_task(work())
    await turns()
    await other()
    for gate in gates[:2]:
        gate.set()
        await turns()
        await asyncio.wait_for(other(), 60)
    await task
    gates[2].set()
    await asyncio.gather(*left, *(other() for _ in range(3)))
    assert gauge.most == 1


async def test_a_lock_is_waited_for_aside() -> None:
    places, lock = Places(1), asyncio.Lock()

    async def holds() -> None:
        async with places.taken(), locked(lock):
            pass

    async with lock:
        waiting = asyncio.create_task(holds())
        await turns()
        async with places.taken():
            assert not waiting.done()
    await waiting
    assert not lock.locked()


async def test_who_is_cancelled_on_the_way_back_to_a_place_keeps_no_lock() -> None:
    places, lock = Places(1), asyncio.Lock()

    async def holds() -> None:
        async with places.taken(), locked(lock):
            pass

    await lock.acquire()
    waiting = asyncio.create_task(holds())
    await turns()
    async with places.taken():
        lock.release()
        await turns()
        assert lock.locked()
        waiting.cancel()
        await turns()
        assert not lock.locked()
    async with places.taken():
        assert waiting.cancelled()
