from __future__ import annotations

import asyncio

from redis.asyncio.sentinel import MasterNotFoundError

from ledebot.storage.base.client import CONNECTIONS, Client
from ledebot.storage.base.errors import unavailable


async def test_a_loop_over_redis_can_be_cancelled_at_every_step(redis_client: Client) -> None:
    async def loop() -> None:
        while True:
            await redis_client.xrange("x", count=5)
            await asyncio.Event().wait()

    await redis_client.ping()
    for steps in range(40):
        task = asyncio.create_task(loop())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=60)
        assert done, f"the cancellation after {steps} steps was swallowed"
    assert await redis_client.ping()


async def test_who_finds_all_connections_in_use_waits(any_redis: Client) -> None:
    answers = await asyncio.gather(*(any_redis.incr("asked") for _ in range(4 * CONNECTIONS)))
    assert sorted(answers) == list(range(1, 4 * CONNECTIONS + 1))
    assert len(await any_redis.client_list()) <= CONNECTIONS + 1


def test_sentinels_that_name_no_primary_are_told_in_a_line() -> None:
    told = unavailable(MasterNotFoundError("No master found for 'news' : <redis.asyncio.client.Redis(a long story)>"))
    assert str(told) == "Redis cannot be reached: No master found for 'news'"
