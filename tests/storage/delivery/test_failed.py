"""Deliveries that were given up: kept for the operator, and gone with their chat and after their time."""

from __future__ import annotations

import pytest

from ledebot.bot.delivery.types import Claim, Ending
from ledebot.storage.base import keys
from tests.storage.delivery.desk import NOW, Desk


@pytest.fixture
async def failed(desk: Desk) -> Claim:
    claim = await desk.one()
    await desk.deliveries.end(claim, Ending.FAILED, NOW)
    assert [letter.id for letter in await desk.counters.dead()] == [claim.id]
    return claim


async def test_it_goes_with_its_chat(desk: Desk, failed: Claim) -> None:
    await desk.counters.forget_chat(failed.target.chat_id)
    assert await desk.redis.exists(keys.delivery(failed.id), keys.chat_deliveries(failed.target.chat_id)) == 0
    assert await desk.redis.zcard(keys.DEAD) == 0


async def test_it_goes_after_thirty_days_from_all_lists(desk: Desk, failed: Claim) -> None:
    assert keys.DEAD_TTL - 60 < await desk.redis.ttl(keys.delivery(failed.id)) <= keys.DEAD_TTL
    await desk.deliveries.promote(NOW)
    assert (await desk.counters.stats(NOW)).dead == 1
    await desk.redis.delete(keys.delivery(failed.id))  # as the server does then
    await desk.deliveries.promote(NOW)
    assert (await desk.counters.stats(NOW)).dead == 0
