"""A stranger's hour: five accounts send what does harm while a hundred readers get a digest and go on reading.

`python -m benchmarks.strangers` runs `ledebot run`, all roles in one process, on the embedded server, against a sandbox
in this process; `--quick` for a short run. Told are the digests (each must arrive once), how soon the readers' own
commands were answered, and how late the bot's event loop was.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

import aiohttp

from benchmarks._strangers import Stranger
from ledebot.bot.app.container import Container, open_container
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Filters, Item, Schedule, Subscriber, Target
from ledebot.sandbox.people.handles import Room, User
from ledebot.sandbox.sandbox import Sandbox

CLOCK = SystemClock()
ASKED = (("/help", "What I can do"), ("/settings", "Settings"), ("/latest", "Newest stories"), ("/search 港口", "🔎"))
"""What readers ask for, and what stands in the answer."""
DIGEST = "News digest"
REST = 2.0
"""Seconds after a message in a chat before its reader asks something; Telegram's times are whole seconds."""
PAUSE = 0.05
"""Seconds between two questions."""
HELD = ("港口", "水库", "图书馆", "地铁", "果园", "灯塔", "剧院", "桥梁")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    strangers: int = 5
    hostile: int = 2000
    readers: int = 100
    questions: int = 300
    articles: int = 5000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Digests by reader, seconds until each question was answered (`quiet`: before the strangers came), the loop's lags.
    """

    digests: Counter[int]
    duplicates: int
    quiet: tuple[float, ...]
    answered: tuple[float, ...]
    unanswered: int
    lags: dict[str, int]
    worst_lag: float
    counters: dict[str, int]
    traces: int
    """Tracebacks in the bot's log."""


async def hour(folder: Path, size: Size) -> Outcome:
    """Let everybody loose at once, and wait until all digests are out and all questions answered."""
    async with Sandbox(call_log=None) as sandbox:
        settings = Settings(home=folder / "home", token=sandbox.token, api_url=sandbox.api_url)
        async with open_container(settings) as container:
            await _publish(container, size.articles)
            owner = sandbox.user("站长", language_code="en")
            victim = sandbox.channel("晨报", owner=owner, username="morning_news")
            readers = [sandbox.user(f"读者{n}", language_code="en") for n in range(size.readers)]
            async with _running(folder, sandbox) as port:
                await _settled(owner)
                return await _let_loose(container, sandbox, readers, victim, port, size)


async def _let_loose(
    container: Container, sandbox: Sandbox, readers: list[User], victim: Room, port: int, size: Size
) -> Outcome:
    quiet = await _asking(readers, size)
    due = CLOCK.now() + timedelta(seconds=3)
    await _subscribe(container, victim.id, due)
    for reader in readers:
        sandbox.api.world.people[reader.id].started = True
        await _subscribe(container, reader.id, due)
    accounts = [sandbox.user(f"路人{n}", language_code="en") for n in range(size.strangers)]
    for account in accounts:
        await account.ask("/help")
    strangers = [Stranger(sandbox, account, victim, Random(n)) for n, account in enumerate(accounts)]

    async def flood() -> None:
        for n in range(size.hostile):
            await strangers[n % len(strangers)].annoy()
            await CLOCK.sleep(0.01)

    _, *times = await asyncio.gather(flood(), _asking(readers[::2], size), _asking(readers[1::2], size))
    answers = [seconds for some in times for seconds in some]
    await _delivered(container, len(readers) + 1)
    lags, worst = await _lags(port)
    digests = Counter(
        {reader.id: sum(DIGEST in str(one.get("text")) for one in sandbox.from_bot(reader.id)) for reader in readers}
    )
    return Outcome(
        digests=digests,
        duplicates=sum(one.chat_id in digests and DIGEST in one.text for one in sandbox.duplicates()),
        quiet=tuple(seconds for seconds in quiet if seconds is not None),
        answered=tuple(seconds for seconds in answers if seconds is not None),
        unanswered=answers.count(None),
        lags=lags,
        worst_lag=worst,
        counters=dict((await container.stats.stats(CLOCK.now())).counters),
        traces=(container.settings.home.parent / "bot.log").read_text("utf-8", "replace").count("Traceback"),
    )


async def _asking(readers: list[User], size: Size) -> list[float | None]:
    """Have the readers ask one after another; none who has just been written to: one chat gets one message a second."""
    times: list[float | None] = []
    for reader in cycle(readers):
        if len(times) == size.questions:
            break
        if not _just_written_to(reader):
            times.append(await _ask(reader, *ASKED[len(times) % len(ASKED)]))
        await CLOCK.sleep(PAUSE)
    return times


def _just_written_to(reader: User) -> bool:
    said = reader.telegram.from_bot(reader.id)
    return bool(said) and CLOCK.now().timestamp() - said[-1]["date"] < REST


async def _ask(reader: User, question: str, answer: str) -> float | None:
    began = time.perf_counter()
    sent = await reader.send(question)
    try:
        await reader.telegram.wait_for(reader.id, answer, after=sent["message_id"])
    except TimeoutError:
        return None
    return time.perf_counter() - began


def _body(n: int) -> str:
    lines = (f"{HELD[(n + k) % len(HELD)]}的第{n * 7 + k}项工程进入第{k}阶段。" for k in range(20))
    return f"<p>{''.join(lines)}</p>"


async def _publish(container: Container, count: int) -> None:
    now = CLOCK.now()
    items = (
        Item(
            ref=f"{n}",
            source=f"公报{n % 20}",
            title=f"{HELD[n % len(HELD)]}第{n}期通报",
            html=_body(n),
            guid=f"n{n}",
            url=f"https://news.example/{n}",
            published=now - timedelta(minutes=n % 9000),
            topics=(HELD[n % len(HELD)],),
        )
        for n in range(count)
    )
    await container.ingestor.ingest(items)


async def _subscribe(container: Container, chat: int, due: datetime) -> None:
    subscriber = Subscriber(
        Target(chat),
        subscribed=True,
        language="en",
        filters=Filters(everything=True),
        max_stories=5,
        cursor=await container.articles.cursor_at(CLOCK.now() - timedelta(hours=1)),
        schedule=Schedule(zone="UTC"),
    )
    await container.subscribers.save(subscriber, due)


async def _settled(owner: User) -> None:
    await owner.ask("/help")


async def _delivered(container: Container, count: int) -> None:
    async with asyncio.timeout(600):
        while True:
            stats = await container.stats.stats(CLOCK.now())
            if not stats.overdue and not stats.counters["pending"] and stats.counters["due"] >= count:
                return
            await CLOCK.sleep(0.2)


async def _lags(port: int) -> tuple[dict[str, int], float]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        figures = dict(line.rsplit(" ", 1) for line in (await answer.text()).splitlines() if not line.startswith("#"))
    prefix = "ledebot_event_loop_lag_seconds_bucket{le="
    lags = {name.removeprefix(prefix).strip('"}'): int(float(n)) for name, n in figures.items() if prefix in name}
    return lags, float(figures["ledebot_event_loop_lag_max_seconds"])


@asynccontextmanager
async def _running(folder: Path, sandbox: Sandbox) -> AsyncIterator[int]:
    """Run the bot as users do; gives the port of its metrics."""
    port = await _free_port()
    (folder / "sources.toml").write_text("", "utf-8")
    environment = {
        **os.environ,
        "LEDEBOT_HOME": str(folder / "home"),
        "LEDEBOT_SOURCES": str(folder / "sources.toml"),
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "LEDEBOT_TELEGRAM_API_URL": sandbox.api_url,
        "LEDEBOT_HTTP_LISTEN": f"127.0.0.1:{port}",
    }
    environment.pop("REDIS_URL", None)
    with (folder / "bot.log").open("wb") as log:
        command = (sys.executable, "-m", "ledebot.bot", "run")
        process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=log, stderr=log)
    try:
        yield port
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 60)


async def _free_port() -> int:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        return int(server.sockets[0].getsockname()[1])


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    options = parser.parse_args()
    size = Size(hostile=200, questions=40, articles=500) if options.quick else Size()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(hour(Path(folder), size))
    once = sum(count == 1 for count in found.digests.values())
    print(f"{size.hostile} hostile updates of {size.strangers} accounts; {size.articles} articles")
    print(f"digests delivered once: {once} of {size.readers}; repeated: {found.duplicates}; tracebacks: {found.traces}")
    print(f"readers' commands without an answer: {found.unanswered}\n")
    print("| readers' commands | p50 ms | p95 ms | at most ms |")
    print("|---|---:|---:|---:|")
    for name, times in (("before the strangers came", found.quiet), ("while they were at it", found.answered)):
        p50, p95 = (statistics.quantiles(times, n=20)[at] * 1000 for at in (9, 18))
        print(f"| {name} | {p50:.0f} | {p95:.0f} | {max(times) * 1000:.0f} |")
    looks = found.lags["+Inf"]
    print(f"\nlooks at the event loop: {looks}; late by more than 50 ms: {looks - found.lags['0.05']}, ", end="")
    print(f"300 ms: {looks - found.lags['0.3']}; at most {found.worst_lag * 1000:.0f} ms in the last minute")


if __name__ == "__main__":
    main()
