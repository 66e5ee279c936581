"""What the steps of a delivery cost in Valkey and in the store's Python: claimed, two parts begun and sent, ended.

`python -m benchmarks.steps`. CPU time of both, which a busy machine changes little. To compare with another version,
run the file in a checkout of it (`PYTHONPATH=. python .../benchmarks/steps.py`), turn by turn.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.delivery.types import Begin, Claim, Dispatch
from ledebot.bot.model import Digest, Message, Subscriber, Target
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers

DELIVERIES = 4000
AT_ONCE = 64
DIGEST = Digest(parts=(Message("一" * 300), Message("二" * 300)), stories=("s",), cursor="1000-2")


async def play(redis: Client) -> None:
    """Dispatch everybody's digest and take each through its steps, many at once."""
    now = datetime.now(UTC)
    outbox = OutboxStore(redis, SystemClock())
    due, _ = await outbox.due(now, DELIVERIES)
    await outbox.dispatch([Dispatch(one, now + timedelta(days=1)) for one in due], up_to=DIGEST.cursor, now=now)
    await delivered(redis, DELIVERIES)


async def delivered(redis: Client, count: int) -> None:
    """Take so many queued digests of two parts through all steps but the request to Telegram, many at once."""
    deliveries, now = Deliveries(redis), datetime.now(UTC)
    await deliveries.register("a", 600)

    async def carry(claim: Claim) -> None:
        for part in (0, 1):
            if await deliveries.begin(claim, part, DIGEST, now) is not Begin.GO:
                raise RuntimeError(f"{claim.id} was lost")
            await deliveries.sent(claim, part, part + 1, now, last=part == 1, cursor=DIGEST.cursor)

    done = 0
    while done < count:
        claims = await deliveries.claim("a", alerts=0, digests=AT_ONCE, broadcasts=0, block=0)
        await asyncio.gather(*map(carry, claims))
        done += len(claims)


async def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        redis = connect(server.url)
        subscribers, past = Subscribers(redis), datetime.now(UTC) - timedelta(seconds=1)
        for chat in range(1, DELIVERIES + 1):
            await subscribers.save(Subscriber(Target(chat), subscribed=True), past)
        before = await _server_cpu(redis), time.process_time()
        await play(redis)
        after = await _server_cpu(redis), time.process_time()
        valkey, here = ((b - a) / DELIVERIES * 1e6 for a, b in zip(before, after, strict=True))
        print(f"a delivery of two parts: {valkey:.0f} µs of CPU in Valkey, {here:.0f} in the store's Python")
        await redis.aclose()
        server.stop()


async def _server_cpu(redis: Client) -> float:
    info = await redis.info("cpu")
    return float(info["used_cpu_user"]) + float(info["used_cpu_sys"])


if __name__ == "__main__":
    asyncio.run(main())
