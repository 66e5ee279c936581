"""A real Valkey server of our own under the data folder, shared by every `ledebot` process on it.

The first process starts it, detached; later ones join over its Unix socket. Each holds a shared lock while it uses
the server, so the last one to leave, and only that one, can take the lock alone and shut the server down. A killed
process loses its lock with its life: the server then outlives it, and the next start takes it over, data and all.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import logging
import os
import socket
import stat
import tempfile
import time
from pathlib import Path
from typing import IO

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.storage.base import server_programs
from ledebot.storage.base.folders import keep_private

log = logging.getLogger(__name__)

START_TIMEOUT = 30.0
"""Seconds that a start may take, loading the append-only file included."""
STOP_PATIENCE = 2.0
"""Seconds for the server to end, its data saved; one that is frozen is left to the next start."""
ANSWER_PATIENCE = 5.0
LOOK_EVERY = 2.0
SOCKET_PATH_LIMIT = 100
"""Bytes; a Unix socket's path holds 107 on Linux and 103 on macOS."""


class EmbeddedServer:
    """The server of one data folder; `url` is what Redis clients connect to."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "redis"
        self.socket = self.folder / "valkey.sock"
        if len(os.fsencode(self.socket)) > SOCKET_PATH_LIMIT:
            name = hashlib.sha256(os.fsencode(self.folder.absolute())).hexdigest()[:16]
            self.socket = Path(tempfile.gettempdir()) / f"ledebot-{os.getuid()}-{name}" / "valkey.sock"
        self._users: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for a Redis client."""
        return f"unix://{self.socket.absolute()}"

    def start(self) -> None:
        """Join the running server or start one. Raises UserError if the folder or the machine does not allow it."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            keep_private(self.folder)
            keep_private(self.socket.parent)
            starting = (self.folder / "start.lock").open("ab")
            users = (self.folder / "users.lock").open("ab")
        except OSError as error:
            raise UserError(
                f"cannot use {self.folder}: {error.strerror}; set LEDEBOT_HOME to a folder you own"
            ) from None
        with starting:
            fcntl.flock(starting, fcntl.LOCK_EX)  # one starter at a time, and none while the last user leaves
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                if not self._answers():
                    self._launch()
            except BaseException:
                users.close()
                raise
            self._users = users

    def stop(self) -> None:
        """Leave; the last user shuts the server down, its data saved."""
        if self._users is None:
            return
        with (self.folder / "start.lock").open("ab") as starting, self._users as users:
            fcntl.flock(starting, fcntl.LOCK_EX)
            self._users = None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if not self._trusted():
                return
            # The answer to SHUTDOWN is a closed connection: trying again would only wait.
            once = Retry(NoBackoff(), 0)
            with (
                contextlib.suppress(RedisError),
                Redis(unix_socket_path=str(self.socket), retry=once, socket_timeout=STOP_PATIENCE) as client,
            ):
                client.shutdown(save=False)  # every write is in the append-only file already

    def revive(self) -> bool:
        """Start the server again if it has died under us, who have not left it meanwhile; tells whether it had."""
        with (self.folder / "start.lock").open("ab") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if self._users is None or self._answers():
                return False
            log.warning("the embedded server is gone; starting it again")
            self._launch()
            return True

    async def watch(self) -> float:
        """Revive the server if it has died; gives the seconds until the next look."""
        await asyncio.to_thread(self.revive)
        return LOOK_EVERY

    def _trusted(self) -> bool:
        """Tell whether the socket is ours: nobody else can have put it there, since its folder is private."""
        try:
            found = self.socket.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.getuid():
            raise UserError(f"{self.socket} is not ours; remove it, or set LEDEBOT_HOME to a folder you own")
        return True

    def _answers(self) -> bool:
        """Tell whether a server is there: one that is frozen or still loading is, and must get no rival on its data."""
        if not self._trusted():
            return False
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(ANSWER_PATIENCE)
            try:
                line.connect(str(self.socket))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except OSError:
                return True  # its queue of connections is full
        return True

    def _launch(self) -> None:
        options = {
            "port": "0",
            "unixsocket": str(self.socket.absolute()),
            "unixsocketperm": "700",
            "dir": str(self.folder.absolute()),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "aof-load-truncated": "yes",
            "save": "",
            "daemonize": "no",
            "maxmemory-policy": "noeviction",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        journal = self.folder / "valkey.log"
        with journal.open("wb") as output:
            process = server_programs.start(arguments, output)
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if process.poll() is not None:
                last = (journal.read_text("utf-8", "replace").strip().splitlines() or ["no output"])[-1]
                raise StoreUnavailableError(f"the embedded server ended at once: {last} (see {journal})")
            if self._ready():
                process.returncode = 0  # it is not ours to wait for: it may outlive this process
                return
            time.sleep(0.01)
        raise StoreUnavailableError(f"the embedded server did not answer in {START_TIMEOUT:.0f} s (see {journal})")

    def _ready(self) -> bool:
        try:
            with Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=Retry(NoBackoff(), 0)) as client:
                client.ping()
        except RedisError:
            return False
        return True
