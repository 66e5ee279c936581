"""A real redis-server of a test's own that is put into every mood an operator's may fall into, and out of it again."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from ledebot.bot.core.clock import SystemClock
from tests.conftest import require

START_TIMEOUT = 90
CLOCK = SystemClock()
PASSWORD, ANOTHER = "as-set-up", "changed-meanwhile"  # of a test's own server


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MoodyRedis:
    """The server; each mood begins by `fall` and ends by `recover`. Its data is kept in an append-only file."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.tls_port = 0
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}"
        self._folder = folder / "moody"
        self._process: Process | None = None
        self.moods: dict[str, tuple[Callable[[], Awaitable[None]], Callable[[], Awaitable[None]]]] = {
            "out of memory": (self._full, self._roomy),
            "saving refused": (self._misconfigured, self._configured),
            "read-only replica": (self._demoted, self._promoted),
            "password changed": (self._locked, self._unlocked),
            "frozen": (self._frozen, self._thawed),
            "gone": (self.kill, self.start),
        }

    async def start(self, tls: tuple[Path, Path, Path] | None = None) -> None:
        """Start it and wait until it answers. With certificate, key and authority it speaks TLS as well."""
        self._folder.mkdir(exist_ok=True)
        options = (
            f"--port {self.port} --bind 127.0.0.1 --dir {self._folder} --save  --appendonly yes "
            f"--enable-protected-configs yes --repl-ping-replica-period 1 --requirepass {PASSWORD}"
        )
        if tls:
            self.tls_port = free_port()
            names = ("tls-cert-file", "tls-key-file", "tls-ca-cert-file")
            options += f" --tls-port {self.tls_port} --tls-auth-clients no"
            options += "".join(f" --{name} {path}" for name, path in zip(names, tls, strict=True))
        self._process = await asyncio.create_subprocess_exec(
            require("redis-server", "apt install redis-server"), *options.split(" "), stdout=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(START_TIMEOUT):
            while not await self._answers():
                await CLOCK.sleep(0.02)

    async def _answers(self) -> bool:
        try:
            return bool(await self.ask("PING"))
        except RedisError:
            return False

    async def kill(self) -> None:
        """End it without a word."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def ask(self, *words: Any, password: str = PASSWORD) -> Any:
        """Give the server a command, over a connection of its own."""
        async with Redis(port=self.port, password=password, socket_timeout=60, decode_responses=True) as client:
            return await client.execute_command(*words)  # type: ignore[no-untyped-call]  # redis-py's own

    async def fall(self, mood: str) -> None:
        """Put it into a mood."""
        await self.moods[mood][0]()

    async def recover(self, mood: str) -> None:
        """Make it well again."""
        await self.moods[mood][1]()

    # --- the moods ----------------------------------------------------------------------------------

    async def _full(self) -> None:
        await self.ask("CONFIG", "SET", "maxmemory", "1")

    async def _roomy(self) -> None:
        await self.ask("CONFIG", "SET", "maxmemory", "0")

    async def _misconfigured(self) -> None:
        """The folder for the dump goes: saving fails, and the server takes no more changes."""
        lost = self._folder.with_name("lost")
        lost.mkdir()
        await self.ask("CONFIG", "SET", "dir", str(lost))
        await self.ask("CONFIG", "SET", "save", "1 1")
        shutil.rmtree(lost)
        await self.ask("SET", "unsaved", "1")
        await self._save("err")

    async def _configured(self) -> None:
        await self.ask("CONFIG", "SET", "dir", str(self._folder))
        await self._save("ok")
        await self.ask("CONFIG", "SET", "save", "")

    async def _save(self, expected: str) -> None:
        async with asyncio.timeout(START_TIMEOUT):
            while f"rdb_last_bgsave_status:{expected}" not in str(await self._persistence()):
                with suppress(ResponseError):  # the server has begun one of its own
                    await self.ask("BGSAVE")
                await CLOCK.sleep(0.02)

    async def _persistence(self) -> str:
        async with Redis(port=self.port, password=PASSWORD) as client:
            info = await client.info("persistence")
        return f"rdb_last_bgsave_status:{info['rdb_last_bgsave_status']}"

    async def _demoted(self) -> None:
        await self.ask("REPLICAOF", "127.0.0.1", str(free_port()))
        await self.ask("CLIENT", "KILL", "TYPE", "normal")

    async def _promoted(self) -> None:
        await self.ask("REPLICAOF", "NO", "ONE")

    async def _locked(self) -> None:
        await self.ask("CONFIG", "SET", "requirepass", ANOTHER)
        await self.ask("CLIENT", "KILL", "TYPE", "normal", password=ANOTHER)

    async def _unlocked(self) -> None:
        await self.ask("CONFIG", "SET", "requirepass", PASSWORD, password=ANOTHER)

    async def _frozen(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    async def _thawed(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)


MOODS = tuple(MoodyRedis(Path()).moods)


@pytest.fixture
async def moody(tmp_path: Path) -> AsyncIterator[MoodyRedis]:
    """A redis-server of the test's own, well at first."""
    server = MoodyRedis(tmp_path)
    await server.start()
    yield server
    await server.kill()
