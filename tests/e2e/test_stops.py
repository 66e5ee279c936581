"""A stop by SIGTERM: it repeats nothing, loses nothing, and is over in time whatever hangs."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.model import Message, Target
from ledebot.sandbox.sandbox import Sandbox
from tests.delivery.world import started
from tests.e2e.fleet import Fleet

ADMIN = 5_100_001
CLOCK = SystemClock()

pytestmark = pytest.mark.slow


@asynccontextmanager
async def fleet_of(folder: Path, telegram: Sandbox, **settings: str) -> AsyncIterator[Fleet]:
    fleet = Fleet(folder, telegram, rate=60.0, **settings)
    await fleet.start("redis")
    try:
        yield fleet
    finally:
        await fleet.close()


async def answered(telegram: Sandbox, method: str, times: int) -> None:
    async with asyncio.timeout(60):
        while len(telegram.calls(method)) < times:
            await CLOCK.sleep(0.02)


async def test_in_the_middle_of_a_push_and_under_a_backlog(tmp_path: Path, telegram: Sandbox) -> None:
    """One process in all roles, by polling: three stops, and every message and every answer comes once."""
    readers = started(telegram, 200)
    asking = [telegram.user(f"问{number}") for number in range(30)]
    telegram.faults.add("slow", times=None, seconds=0.2)  # so that there is always something on the wire
    async with fleet_of(tmp_path, telegram) as fleet:
        await fleet.start("all")
        await fleet.senders(1)
        targets = [Target(reader) for reader in readers]
        await fleet.outbox.broadcast(targets, [Message("水位通报：今晚回落")], key="water")
        for number in range(3):
            for user in asking:
                await user.send("/privacy" if number % 2 else "/help")
            await answered(telegram, "sendMessage", 40 + 60 * number)
            await fleet.stop("all")
            await fleet.start("all")
        await fleet.settle()
        async with asyncio.timeout(60):
            while min(len(telegram.from_bot(user.id)) for user in asking) < 3:
                await fleet.clock.sleep(0.05)
        assert {len(telegram.from_bot(user.id)) for user in asking} == {3}
        assert Counter(len(telegram.from_bot(reader)) for reader in readers) == {1: 200}
        assert (await fleet.balanced())["repeats"] == 0
        await fleet.stop("all")
        assert "Traceback" not in fleet.log()


async def test_while_telegram_is_silent(tmp_path: Path, telegram: Sandbox) -> None:
    readers = started(telegram, 20)
    async with fleet_of(tmp_path, telegram) as fleet:
        await fleet.start("all")
        await fleet.senders(1)
        telegram.faults.add("silent", method="*", times=None)
        await fleet.outbox.broadcast([Target(reader) for reader in readers], [Message("通报")], key="water")
        await telegram.user("读者").send("/help")
        await answered(telegram, "sendMessage", 5)
        await fleet.stop("all")
        assert "Traceback" not in fleet.log()


async def test_while_redis_is_frozen(tmp_path: Path, telegram: Sandbox) -> None:
    readers = started(telegram, 50)
    async with fleet_of(tmp_path, telegram) as fleet:
        await fleet.start("all")
        await fleet.senders(1)
        await fleet.outbox.broadcast([Target(reader) for reader in readers], [Message("通报")], key="water")
        await answered(telegram, "sendMessage", 5)
        fleet.processes["redis"].send_signal(signal.SIGSTOP)
        try:
            await fleet.stop("all")
        finally:
            fleet.processes["redis"].send_signal(signal.SIGCONT)
        await fleet.start("all")
        await fleet.settle()
        assert min(len(telegram.from_bot(reader)) for reader in readers) == 1
        assert sum(one.times - 1 for one in telegram.duplicates()) <= (await fleet.balanced())["repeats"]
        assert "Traceback" not in fleet.log()


async def test_while_a_source_is_looked_at_that_never_answers(tmp_path: Path, telegram: Sandbox) -> None:
    connected = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        try:
            await reader.read()
        finally:
            writer.close()

    site = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = site.sockets[0].getsockname()[1]
    settings = {"LEDEBOT_ADMIN_IDS": str(ADMIN), "LEDEBOT_FETCH_ALLOW_PRIVATE": "true"}
    async with fleet_of(tmp_path, telegram, **settings) as fleet:
        admin = telegram.user("站长", user_id=ADMIN)
        await fleet.start("all")
        await admin.ask("/help")
        await admin.send(f"/addsource http://127.0.0.1:{port}/feed")
        async with asyncio.timeout(60):
            await connected.wait()
        await fleet.stop("all")
        assert "Traceback" not in fleet.log()
    site.close()


@pytest.mark.parametrize("kind", ["garbage", "bad_gateway", "nothing", "no result"])
async def test_a_telegram_that_is_none_is_one_line(tmp_path: Path, telegram: Sandbox, kind: str) -> None:
    if kind in ("garbage", "bad_gateway"):
        telegram.faults.add(kind, method="getMe", times=None)
    other = await asyncio.start_server(_other_program(kind), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{other.sockets[0].getsockname()[1]}"
    settings = {} if kind in ("garbage", "bad_gateway") else {"LEDEBOT_TELEGRAM_API_URL": address}
    async with fleet_of(tmp_path, telegram, **settings) as fleet:
        await fleet.start("all")
        async with asyncio.timeout(60):
            while "reaching Telegram: " not in fleet.log():
                await fleet.clock.sleep(0.05)
        await fleet.clock.sleep(1.0)
        await fleet.stop("all")
        lines = [line for line in fleet.log().splitlines() if "reaching Telegram" in line]
        assert len(lines) == 1, lines
        assert "Traceback" not in fleet.log()
        assert telegram.token not in fleet.log()
    other.close()


def _other_program(kind: str):  # type: ignore[no-untyped-def]  # asyncio's own callback type has no short name
    said = {
        "nothing": b"SSH-2.0-OpenSSH_9.2\r\n",
        "no result": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}',
    }

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(said.get(kind, b""))
        writer.close()

    return answer
