"""A primary, a replica and a Sentinel of a test's own: real processes, and a real fail-over."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from ledebot.bot.core.clock import SystemClock
from tests.conftest import require
from tests.moody_redis import START_TIMEOUT, free_port

SERVICE = "news"
CLOCK = SystemClock()


class Sentinels:
    """Two servers and who watches them; `url` is what the bot connects to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "sentinels"
        self.ports = [free_port(), free_port()]
        self.port = free_port()
        self.url = f"redis+sentinel://127.0.0.1:{free_port()},127.0.0.1:{self.port}/{SERVICE}/2"
        """One of the two sentinels is gone, as it may be."""
        self._processes: list[Process] = []

    async def start(self) -> None:
        """Start all three and wait until the replica is up to date and known."""
        self._folder.mkdir()
        first, second = self.ports
        await self._server(first)
        await self._server(second, f"--replicaof 127.0.0.1 {first}")
        (self._folder / "sentinel.conf").write_text(
            f"port {self.port}\nbind 127.0.0.1\ndir {self._folder}\nsentinel monitor {SERVICE} 127.0.0.1 {first} 1\n"
            f"sentinel down-after-milliseconds {SERVICE} 3000\nsentinel failover-timeout {SERVICE} 5000\n"
        )
        await self._run(str(self._folder / "sentinel.conf"), "--sentinel")
        await self._until(second, lambda info: info.get("master_link_status") == "up", "replication")
        await self._until(self.port, _seen, "sentinel")

    async def _server(self, port: int, more: str = "") -> None:
        home = self._folder / str(port)
        home.mkdir()
        options = f"--port {port} --bind 127.0.0.1 --dir {home} --save  --appendonly yes {more}"
        await self._run(*options.rstrip().split(" "))
        await self._until(port, bool, "server")

    async def _run(self, *words: str) -> None:
        binary = require("redis-server", "apt install redis-server")
        self._processes.append(await asyncio.create_subprocess_exec(binary, *words, stdout=asyncio.subprocess.DEVNULL))

    async def _until(self, port: int, done: Callable[[dict[str, Any]], bool], section: str) -> None:
        async with asyncio.timeout(START_TIMEOUT):
            while True:
                try:
                    async with Redis(port=port, decode_responses=True) as client:
                        if done(await client.info(section)):
                            return
                except RedisError:
                    pass
                await CLOCK.sleep(0.05)

    async def fail_over(self) -> None:
        """Kill the primary; the Sentinel makes the replica one."""
        self._processes[0].kill()
        await self._processes[0].wait()
        await self._until(self.ports[1], lambda info: info.get("role") == "master", "replication")

    async def close(self) -> None:
        """End all three."""
        for process in self._processes:
            if process.returncode is None:
                process.kill()
                await process.wait()


def _seen(info: dict[str, Any]) -> bool:
    """Tell whether the Sentinel knows the replica; redis-py reads its line into a dictionary."""
    master = info.get("master0")
    return isinstance(master, dict) and int(master.get("slaves", 0)) == 1
