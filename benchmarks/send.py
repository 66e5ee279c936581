"""Sending, over real HTTP to the sandbox's Bot API in a process of its own, with senders as `ledebot run` starts them.

`python -m benchmarks.send` (5.5 minutes of it is 10,000 readers at Telegram's rate); `--quick` for a short run. The
baselines are python-telegram-bot's own client in a plain loop, the same with many requests at once, and with its
AIORateLimiter set to no limit (`pip install aiolimiter` to have that row). Whether two senders do twice as much as one
is measured with a quota for each, where control groups can be written (as root): without, they share a core with
what they send to.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from benchmarks._quota import QuotaError
from benchmarks._sending import FIRST, Bench, Row, opened
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.delivery.client import build_bot
from ledebot.bot.delivery.limiter import Limiter
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.send_queue import SendQueue
from ledebot.bot.delivery.telegram_args import arguments
from ledebot.bot.model import Message
from ledebot.storage.base import codec
from ledebot.storage.delivery.rate_limits import RedisRateLimits

AT_ONCE = 64
BASELINES = ("plain loop", "64 at once", "AIORateLimiter, 64 at once")
PEOPLE = 200
"""Readers who ask for something while everybody is served."""
SHARE = 0.25
"""Of a core, for each sender under a quota: two of them leave enough of two cores for what they talk to."""
SHORT = 2
"""Stories of a short digest."""


async def baseline(bench: Bench, name: str, messages: int) -> Row | None:
    """Run one of BASELINES in a process of its own; None if it cannot be run here."""
    await bench.prepare(1)
    digest = await bench.digest()
    given = json.dumps({**bench.sandbox, "message": codec.dumps(digest.parts[0])})
    command = (sys.executable, "-m", "benchmarks.send", "--baseline", name, "--messages", str(messages))
    before = await bench.used(())
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env={**os.environ, "BENCH_SANDBOX": given})
    output, _ = await process.communicate()
    if process.returncode:
        return None
    after = await bench.used(())
    seconds, cpu = json.loads(output)
    return Row(f"python-telegram-bot, {name}", messages, seconds, (cpu, after[1] - before[1], 0.0))


async def run_baseline(name: str, messages: int) -> None:
    """Send the same digest with the library's own client, as a bot's first broadcast does."""
    sandbox = json.loads(os.environ["BENCH_SANDBOX"])
    limiter = AIORateLimiter(overall_max_rate=0, group_max_rate=0) if name.startswith("AIO") else None
    bot: ExtBot[Any] = ExtBot(
        sandbox["token"],
        base_url=f"{sandbox['api_url']}/bot",
        request=HTTPXRequest(connection_pool_size=256, pool_timeout=60),
        rate_limiter=limiter,
    )
    message = arguments(codec.loads(Message, sandbox["message"]))

    async def worker(chats: list[int]) -> None:
        for chat in chats:
            await bot.send_message(chat, **message)

    async with bot:
        began, cpu = time.perf_counter(), time.process_time()
        everyone = list(range(FIRST, FIRST + messages))
        at_once = 1 if name == "plain loop" else AT_ONCE
        await asyncio.gather(*(worker(everyone[start::at_once]) for start in range(at_once)))
        print(json.dumps([time.perf_counter() - began, time.process_time() - cpu]))


async def paced(bench: Bench, readers: int) -> None:
    """Everybody due at once at Telegram's rate, while others get replies through the limiter of another process."""
    await bench.prepare(readers)
    limits = RateLimits()
    send_queue = SendQueue(RedisRateLimits(bench.redis, limits), limits, bench.clock, Supervisor(bench.clock))
    bot = build_bot(bench.sandbox["token"], bench.sandbox["api_url"], Limiter(send_queue))
    waits: list[float] = []
    done = asyncio.Event()

    async def people() -> None:
        number = 0
        while not done.is_set():
            began = time.perf_counter()
            await bot.send_message(FIRST + readers + number % PEOPLE, f"第{number}次回答")
            waits.append(time.perf_counter() - began)
            number += 1
            await bench.clock.sleep(0.5)

    async with bench.senders(1, limits.rate), bot:
        talking = asyncio.create_task(people())
        seconds = await bench.serve_all(readers)
        done.set()
        await talking
    counters = await bench.control("counters")
    held = (await bench.counters.stats(bench.clock.now())).counters
    ideal = (held["parts"] + len(waits)) / limits.rate
    refused = sum(count for call, count in counters["calls"].items() if call.endswith(" 429"))
    percentile = statistics.quantiles(waits, n=20)[-1] * 1000
    print(f"\n{readers:,} readers due at one moment, {limits.rate:g} messages a second, flood control on:")
    print(
        f"  served after {seconds:.1f} s; ideal, {len(waits)} replies included, {ideal:.1f} s: x{seconds / ideal:.3f}"
    )
    print(f"  429s: {refused}   repeats: {counters['duplicates']}   failed: {held['failed']}")
    print(f"  replies during that: median {statistics.median(waits) * 1000:.0f} ms, p95 {percentile:.0f} ms")


def table(title: str, rows: list[Row]) -> None:
    base = rows[0]
    print(
        f"\n{title:44} {'messages':>8} {'/s':>6} {'ratio':>6}   CPU ms each: {'here':>6} {'sandbox':>8} {'Valkey':>7}"
    )
    for row in rows:
        cpu = [f"{used / row.messages * 1000:.2f}" if used else "-" for used in row.used]
        print(
            f"{row.name:44} {row.messages:>8,} {row.rate:>6,.0f} {row.rate / base.rate:>5.2f}x"
            f"                {cpu[0]:>6} {cpu[1]:>8} {cpu[2]:>7}"
        )


async def middle(measure: Callable[[], Awaitable[Row | None]], rounds: int) -> list[Row]:
    """Give the median of some rounds, as a list; an empty one where it cannot be measured."""
    rows = [row for _ in range(rounds) if (row := await measure()) is not None]
    return [sorted(rows, key=lambda row: row.rate)[len(rows) // 2]] if rows else []


async def full_speed(bench: Bench, messages: int, rounds: int) -> None:
    rows: list[Row] = []
    for name in BASELINES:
        rows += await middle(lambda: baseline(bench, name, messages), rounds)  # noqa: B023  # awaited at once
    for senders in (1, 2):
        rows += await middle(lambda: bench.full_speed(messages, senders), rounds)  # noqa: B023  # awaited at once
    table("limits off, a digest of 12 stories", rows)
    short = await middle(lambda: bench.full_speed(messages, 1, stories=SHORT), rounds)
    table(f"limits off, a digest of {SHORT} stories", short)


async def scaling(bench: Bench, messages: int, rounds: int) -> None:
    """One sender against two, each with the same part of a core, turn by turn."""
    rows: list[list[Row]] = [[], []]
    try:
        for _ in range(rounds):
            for senders in (1, 2):
                rows[senders - 1].append(await bench.full_speed(messages * senders, senders, share=SHARE))
    except QuotaError as error:
        print(f"\none sender against two, {SHARE:g} of a core each: not measured, {error}")
        return
    ratios = [two.rate / one.rate for one, two in zip(*rows, strict=True)]
    table(
        f"limits off, {SHARE:g} of a core for each sender", [sorted(r, key=lambda x: x.rate)[rounds // 2] for r in rows]
    )
    print(
        f"two senders to one: {', '.join(f'{ratio:.2f}' for ratio in ratios)}; median {statistics.median(ratios):.2f}"
    )


async def main(options: argparse.Namespace) -> None:
    rounds = 1 if options.quick else 3
    messages = 1000 if options.quick else options.messages
    async with opened(flood=False, people=messages) as bench:
        await full_speed(bench, messages, rounds)
        await scaling(bench, messages // 2, rounds)
    if not options.readers:
        return
    readers = 900 if options.quick else options.readers
    async with opened(flood=True, people=readers + PEOPLE) as bench:
        await paced(bench, readers)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--messages", type=int, default=4000, help="messages of each full-speed round")
    parser.add_argument(
        "--readers", type=int, default=10_000, help="readers due at one moment at Telegram's rate; 0 leaves that out"
    )
    parser.add_argument("--baseline", choices=BASELINES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    asyncio.run(run_baseline(given.baseline, given.messages) if given.baseline else main(given))
