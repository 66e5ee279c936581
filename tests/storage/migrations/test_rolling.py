"""A process of this version on a store that one of the next version has migrated and writes to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ledebot.bot.app.container import open_container
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Digest
from ledebot.storage.backup import instance
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import UNREADABLE
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.migrations import MIGRATIONS
from tests.storage.migrations.stored import put

NOW = datetime(2026, 3, 9, 1, 10, tzinfo=UTC)


async def seen(redis: Client, url: str, home: Path) -> dict[str, Any]:
    """Give what the process makes of the store: every digest, what is in hand, sources and watches."""
    async with open_container(Settings(home=home, redis_url=url), ManualClock(NOW)) as container:
        targets = sorted(await container.subscribers.everyone())
        readers = [await container.subscribers.get(target) for target in targets]
        digests: list[Digest] = [await container.composer.compose(reader) for reader in readers if reader]
        deliveries = Deliveries(redis)
        claims = await deliveries.take_over("this", await deliveries.register("this", 60), ())
        return {
            "readers": readers,
            "digests": digests,
            "claims": sorted((claim.id, claim.next_part, claim.content) for claim in claims),
            "contents": [await deliveries.content(str(claim.content)) for claim in claims if claim.content],
            "sources": sorted(await container.sources.all(), key=lambda state: state.config.url),
            "watches": [watch for target in targets for watch in await container.watch_store.of(target)],
        }


async def written_by_the_next_version(redis: Client) -> int:
    """Give every stored record a field that this version does not know; tells how many there are."""
    records = 0
    async for name in redis.scan_iter(match=f"{keys.PREFIX}*", count=1000):
        if await redis.type(name) == "string" and (text := await redis.get(name)).startswith('{"v":1'):
            await redis.set(name, with_more(text))
            records += 1
        elif await redis.type(name) == "hash":
            for field, text in (await redis.hgetall(name)).items():
                if text.startswith('{"v":1'):
                    await redis.hset(name, field, with_more(text))
                    records += 1
            if name.startswith(keys.delivery("")):
                await redis.hset(name, "mood", "bright")
    await redis.set(f"{keys.PREFIX}{{a}}:moods", "of a kind that this version does not know")
    await redis.hset(keys.SCHEMA, "version", MIGRATIONS[-1].to + 1)
    return records


def with_more(text: str) -> str:
    return json.dumps({**json.loads(text), "mood": {"bright": True}}, ensure_ascii=False, separators=(",", ":"))


async def test_the_version_before_goes_on(redis_client: Client, valkey_url: str, tmp_path: Path) -> None:
    await put(redis_client, "0.1.0")
    before = await seen(redis_client, valkey_url, tmp_path)
    assert len(before["digests"]) == 8
    assert any(digest.parts for digest in before["digests"])
    assert before["contents"]
    unreadable = UNREADABLE.total()
    assert await written_by_the_next_version(redis_client) > 25
    assert await seen(redis_client, valkey_url, tmp_path) == before
    assert UNREADABLE.total() == unreadable
    assert await redis_client.hget(keys.SCHEMA, "version") == str(MIGRATIONS[-1].to + 1)
    assert await instance.back_up(redis_client, tmp_path / "backup.gz", NOW, "this") > 100
