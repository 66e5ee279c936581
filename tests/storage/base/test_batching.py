"""Calls of many tasks in one round trip, and steps of many in one script call."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from redis.exceptions import ResponseError

from ledebot.storage.base.batching import MOST, Scripts
from ledebot.storage.base.scripting import in_steps

ADD = in_steps(
    before="local total = 0",
    body="""
total = total + tonumber(ARGV[1])
redis.call('RPUSH', 'each', ARGV[1])
return ARGV[2] .. total
""",
    after="redis.call('RPUSH', 'totals', total)",
)
BREAK = in_steps("return redis.call('INCR', ARGV[1])")


async def test_steps_share_a_call_and_each_gets_its_own_answer(any_redis: Any) -> None:
    scripts = Scripts(any_redis)
    answers = await asyncio.gather(*(scripts.step(ADD, "k", number, f"n{number}:") for number in range(1, 4)))
    assert answers == ["n1:1", "n2:3", "n3:6"]
    assert await any_redis.lrange("totals", 0, -1) == ["6"]
    assert await scripts.step(ADD, "k", 10, "") == "10"


async def test_a_server_that_forgot_the_script_is_taught_it_again(any_redis: Any) -> None:
    scripts = Scripts(any_redis)
    assert await scripts.step(ADD, "k", 1, "") == "1"
    await any_redis.script_flush()
    assert await asyncio.gather(*(scripts.step(ADD, "k", 1, "") for _ in range(3))) == ["1", "2", "3"]
    assert await any_redis.lrange("each", 0, -1) == ["1"] * 4


async def test_no_call_is_longer_than_the_server_can_bear(any_redis: Any) -> None:
    scripts = Scripts(any_redis)
    answers = await asyncio.gather(*(scripts.step(ADD, "k", 1, "") for _ in range(2 * MOST + 1)))
    assert len(answers) == 2 * MOST + 1
    assert await any_redis.lrange("totals", 0, -1) == [str(MOST), str(MOST), "1"]


async def test_an_error_reaches_all_who_took_part_and_nobody_else(any_redis: Any) -> None:
    scripts = Scripts(any_redis)
    await any_redis.set("word", "x")
    found = await asyncio.gather(
        *(scripts.step(BREAK, "k", name) for name in ("word", "number")),
        scripts.step(ADD, "k", 1, ""),
        return_exceptions=True,
    )
    assert [type(one) for one in found] == [ResponseError, ResponseError, str]
    assert await scripts.step(BREAK, "k", "number") == 1


async def test_whoever_was_cancelled_takes_nothing_from_the_others(any_redis: Any) -> None:
    scripts = Scripts(any_redis)
    waiting = [asyncio.create_task(scripts.step(ADD, "k", 1, "")) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    assert await waiting[0] == "1"
    assert await waiting[2] == "3"
    with pytest.raises(asyncio.CancelledError):
        await waiting[1]
