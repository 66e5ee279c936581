"""A delivery that changes hands in the middle, and one that nobody can read."""

from __future__ import annotations

import logging

import pytest

from ledebot.bot.delivery.types import Begin, Claim, Ending
from ledebot.bot.model import Target
from ledebot.storage.base import keys
from tests.storage.delivery.desk import DIGEST, NOW, Desk


async def taken_over(desk: Desk, worker: str) -> list[Claim]:
    """Take over what the sender `a` holds, whose life has ended by the server's clock."""
    await desk.redis.delete(keys.sender("a"))
    return await desk.take_over(worker)


async def test_after_a_takeover_a_part_that_was_noted_meanwhile_is_not_begun_again(desk: Desk) -> None:
    slow = await desk.one()
    assert await desk.deliveries.begin(slow, 0, DIGEST, NOW) is Begin.GO
    (taken,) = await taken_over(desk, "b")
    assert taken.next_part == 0
    await desk.deliveries.sent(slow, 0, 11, NOW)  # the request of the slow one arrived all the same
    assert await desk.deliveries.begin(taken, 0, DIGEST, NOW) is Begin.LOST
    (again,) = await desk.take_over("b")
    assert again.next_part == 1
    assert await desk.deliveries.begin(again, 1, DIGEST, NOW) is Begin.GO
    await desk.deliveries.sent(again, 1, 12, NOW, last=True)
    assert (await desk.count("parts"), await desk.count("repeats"), await desk.count("sent")) == (2, 0, 1)


async def test_a_begin_that_is_done_late_changes_nothing(desk: Desk) -> None:
    """A server that was frozen does what it was asked on a connection that was given up long ago."""
    claim = await desk.one()
    await desk.deliveries.begin(claim, 0, DIGEST, NOW)
    await desk.deliveries.sent(claim, 0, 11, NOW)
    assert await desk.deliveries.begin(claim, 0, DIGEST, NOW) is Begin.LOST
    held = await desk.redis.hgetall(keys.delivery(claim.id))
    assert (held["next"], held["state"]) == ("1", "claimed")


@pytest.mark.parametrize("silence", ["longer than a lease", "half a lease", "a beat came first"])
async def test_a_call_from_before_a_silence_takes_nobody_for_dead(desk: Desk, silence: str) -> None:
    """A frozen server does at its thaw what it was asked before: by then the marks of all have run out."""
    await desk.one()
    await desk.redis.delete(keys.sender("a"))
    mark = await desk.deliveries.register("b", 30)
    if silence == "longer than a lease":
        await desk.redis.delete(keys.sender("b"))
    elif silence == "half a lease":
        await desk.redis.pexpire(keys.sender("b"), 14_000)
    else:
        await desk.deliveries.register("b", 30)
    assert await desk.deliveries.take_over("b", mark, []) == []
    assert len(await desk.take_over("b")) == 1
    assert len(await desk.deliveries.take_over("b", mark, [])) == 1, "its own it finds all the same"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target", "x:y"),
        ("target", ""),
        ("kind", "carrier pigeon"),
        ("slot", "soon"),
        ("next", "one"),
        ("slot", "1e40"),
    ],
)
async def test_a_delivery_that_cannot_be_read_costs_itself_only(
    desk: Desk, caplog: pytest.LogCaptureFixture, field: str, value: str
) -> None:
    caplog.set_level(logging.ERROR)
    await desk.subscribe(7, 8, 9)
    await desk.dispatch()
    broken = f"digest:8:{int(NOW.timestamp())}"
    await desk.redis.hset(keys.delivery(broken), field, value)
    claims = await desk.claim()
    assert sorted(claim.target.chat_id for claim in claims) == [7, 9]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert await desk.take_over("a", [claim.id for claim in claims]) == []
    for claim in claims:
        await desk.deliveries.end(claim, Ending.SENT, NOW)
    assert (await desk.count("pending"), await desk.count("failed"), await desk.count("due")) == (0, 1, 3)
    assert (await desk.counters.stats(NOW)).dead == 1
    await desk.counters.dead()


async def test_a_reader_whose_delivery_was_set_aside_gets_the_next_digest(desk: Desk) -> None:
    await desk.subscribe(8)
    await desk.dispatch()
    await desk.redis.hset(keys.delivery(f"digest:8:{int(NOW.timestamp())}"), "slot", "soon")
    assert await desk.claim() == []
    assert not await desk.outbox.on_its_way(Target(8))
