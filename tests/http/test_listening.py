"""Who says nothing, or too little, keeps nobody else from the door."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Literal

import aiohttp
import pytest
from aiohttp import web

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import SettingError
from ledebot.bot.http.listening import OPEN, listening
from tests.patience import in_time

HERE = ("127.0.0.1", 0)


class Gate(asyncio.Event):
    """Counts who has come to it."""

    reached = 0

    async def wait(self) -> Literal[True]:
        self.reached += 1
        return await super().wait()


@asynccontextmanager
async def shop(patience: float, gate: Gate | None = None) -> AsyncIterator[int]:
    """Serve `ok` at `/`, and at `/slow` when the gate opens."""

    async def serve(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def slow(_: web.Request) -> web.Response:
        assert gate is not None
        await gate.wait()
        return web.Response(text="ok")

    app = web.Application()
    app.add_routes([web.get("/", serve), web.get("/slow", slow)])
    async with listening(app, HERE, "LEDEBOT_HTTP_LISTEN", patience=patience) as port:
        yield port


async def get(port: int, path: str = "/") -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return await answer.text()


async def closed(reader: asyncio.StreamReader) -> bool:
    """Wait for the other side to close; what it says before does not count."""
    try:
        async with asyncio.timeout(60):
            while await reader.read(1000):
                pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize("said", [b"", b"POST / HT", b"POST / HTTP/1.1\r\nHost: a\r\nX-Half: "])
async def test_a_head_that_does_not_come_is_not_waited_for(said: bytes) -> None:
    async with shop(0.2) as port:
        reader, writer = await asyncio.open_connection(*("127.0.0.1", port))
        writer.write(said)
        assert await closed(reader)
        writer.close()


async def test_an_answered_guest_is_not_kept_for_ever() -> None:
    async def answered(patience: float) -> bool:
        async with shop(patience) as port:
            reader, writer = await asyncio.open_connection(*("127.0.0.1", port))
            said = b""
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                for _ in range(2):
                    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    said = await reader.readuntil(b"ok")
            assert await closed(reader)
            writer.close()
        return said.startswith(b"HTTP/1.1 200")

    assert await in_time(answered)


async def test_a_slow_answer_is_not_a_slow_request() -> None:
    async def answered(patience: float) -> bool:
        gate = Gate()
        async with shop(patience, gate) as port:
            asked = asyncio.create_task(get(port, "/slow"))
            await asyncio.wait([asked], timeout=3 * patience)
            gate.set()
            with suppress(aiohttp.ClientError):
                return await asked == "ok"
        return False

    assert await in_time(answered)


async def test_silent_guests_make_room_for_those_who_speak() -> None:
    async with shop(60) as port, AsyncExitStack() as stack:
        silent = []
        for _ in range(OPEN + 20):
            reader, writer = await asyncio.open_connection(*("127.0.0.1", port))
            stack.callback(writer.close)
            silent.append(reader)
        assert await get(port) == "ok"
        assert await asyncio.gather(*(closed(reader) for reader in silent[:20])) == [True] * 20


async def test_no_more_than_a_hundred_are_served_at_once() -> None:
    gate = Gate()
    async with shop(60, gate) as port:
        reader, writer = await asyncio.open_connection(*("127.0.0.1", port))
        served = [asyncio.create_task(get(port, "/slow")) for _ in range(OPEN)]
        assert await closed(reader), "the silent one made room for the last of them"
        async with asyncio.timeout(60):
            while gate.reached < OPEN:
                await SystemClock().sleep(0.01)
        with pytest.raises(aiohttp.ClientError):
            await get(port)
        gate.set()
        assert await asyncio.gather(*served) == ["ok"] * OPEN
        assert await get(port) == "ok"
        writer.close()


async def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as other:
        other.bind(HERE)
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=f"LEDEBOT_HTTP_LISTEN=127.0.0.1:{port} cannot be listened on"):
            async with listening(web.Application(), ("127.0.0.1", port), "LEDEBOT_HTTP_LISTEN"):
                pytest.fail("listened on somebody else's port")
