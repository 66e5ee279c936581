"""What a new report of a story costs that many follow: `python -m benchmarks.follow_ups [--followers N]`.

Every follower asked for new reports as they arrive, so each gets a message of their own, on a real server. The baseline
is the same with the followers told one after another.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Document, StoryMark, Subscriber, Target
from ledebot.bot.watches import follow_ups

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
FLOOD = (
    ("青石县山洪已致3人死亡", "青石县水务局通报，山洪于凌晨到来，转移群众3400人。"),
    ("青石县山洪已致5人死亡", "青石县水务局2时通报，县城停电，17个村庄断路，桥梁两座冲毁。"),
)


async def measure(followers: int, abreast: int) -> tuple[float, float]:
    """Give the seconds, by the clock and of CPU here, in which the second report is queued for everybody."""
    with tempfile.TemporaryDirectory() as home:
        clock = ManualClock(START)
        async with open_container(Settings(home=Path(home)), clock) as container:
            await store(container, clock, 0)
            (first,) = await container.articles.latest(1)
            for reader in range(1, followers + 1):
                await container.subscribers.save(Subscriber(Target(reader)), None)
                mark = StoryMark(first.id, first.title, True, START, at_once=True, language="zh-hans")
                await container.readers.mark(reader, mark)
            await container.watches.tick()
            clock.advance(timedelta(hours=1))
            await store(container, clock, 1)
            begun, used = time.perf_counter(), time.process_time()
            with patch.object(follow_ups, "ABREAST", abreast):
                await container.watches.tick()
            return time.perf_counter() - begun, time.process_time() - used


async def store(container: Container, clock: ManualClock, number: int) -> None:
    title, told = FLOOD[number]
    text = (f"{title}。{told}",)
    document = Document(str(number), f"源{number}", title, str(number), published=clock.now(), paragraphs=text)
    await container.articles.save([document])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--followers", type=int, default=1000)
    followers = parser.parse_args().followers
    print(f"| {followers:,} followers | seconds | CPU s here | CPU ms each |\n|---|---:|---:|---:|")
    for name, abreast in (("one by one", 1), (f"{follow_ups.ABREAST} abreast", follow_ups.ABREAST)):
        seconds, cpu = asyncio.run(measure(followers, abreast))
        print(f"| {name} | {seconds:.2f} | {cpu:.2f} | {1000 * cpu / followers:.2f} |")


if __name__ == "__main__":
    main()
