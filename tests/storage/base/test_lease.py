from __future__ import annotations

import asyncio
from typing import Any

from ledebot.storage.base import keys
from ledebot.storage.base.lease import Lease


async def test_one_holder_at_a_time(any_redis: Any) -> None:
    leases = [Lease(any_redis, "scheduler", f"p{number}", 30) for number in range(5)]
    held = await asyncio.gather(*(lease.hold() for lease in leases))
    assert held.count(True) == 1
    holder = leases[held.index(True)]
    other = leases[held.index(False)]
    assert await holder.hold()
    await other.leave()
    assert not await other.hold()
    await holder.leave()
    assert await other.hold()


async def test_a_dead_holders_lease_ends_by_itself(any_redis: Any) -> None:
    assert await Lease(any_redis, "scheduler", "dead", 10).hold()
    assert 0 < await any_redis.pttl(keys.lease("scheduler")) <= 10_000
