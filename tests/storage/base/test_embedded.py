"""The embedded server: shared by processes, taken over after a kill, its data never lost."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from ledebot.bot.core.errors import UserError
from ledebot.storage.base.embedded import EmbeddedServer

CHILD = """
import sys, redis
from pathlib import Path
from ledebot.storage.base.embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.start()
redis.Redis(unix_socket_path=str(server.socket)).set("written", sys.argv[2])
print("ready", flush=True)
sys.stdin.read()
"""


def client(server: EmbeddedServer) -> Redis:
    return Redis(unix_socket_path=str(server.socket), decode_responses=True)


def child(home: Path, value: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), value], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def server_pid(server: EmbeddedServer) -> int:
    with client(server) as redis:
        info = redis.info("server")
    return int(info["process_id"])


def kill(pid: int) -> None:
    """Kill a process of somebody else and wait until it is gone: until then its socket still takes connections."""
    handle = os.pidfd_open(pid)
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    select.select([handle], [], [])
    os.close(handle)


@pytest.mark.slow
def test_the_next_start_takes_over_what_a_killed_process_left(tmp_path: Path) -> None:
    end(child(tmp_path, "by the killed"))
    server = EmbeddedServer(tmp_path)
    server.start()
    with client(server) as redis:
        assert redis.get("written") == "by the killed"
    server.stop()
    with pytest.raises(RedisError), client(server) as redis:
        redis.ping()


def test_processes_share_one_server_and_the_last_one_ends_it(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.start()
    pid = server_pid(server)
    other = child(tmp_path, "by the other")
    server.stop()
    again = EmbeddedServer(tmp_path)
    again.start()
    assert server_pid(again) == pid
    end(other)
    again.stop()


def test_data_survives_the_killing_of_server_and_all(tmp_path: Path) -> None:
    process = child(tmp_path, "kept")
    server = EmbeddedServer(tmp_path)
    server.start()
    kill(server_pid(server))
    end(process)
    assert server.revive()
    assert not server.revive()
    with client(server) as redis:
        assert redis.get("written") == "kept"
    server.stop()


def test_who_has_left_revives_nothing(tmp_path: Path) -> None:
    """A look may wait for the lock under which its own process shuts the server down."""
    server = EmbeddedServer(tmp_path)
    server.start()
    server.stop()
    assert not server.revive()
    with pytest.raises(RedisError), client(server) as redis:
        redis.ping()


def test_a_long_path_finds_a_shorter_socket(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / ("很长的目录名" * 12))
    server.start()
    with client(server) as redis:
        assert redis.ping()
    server.stop()


def test_a_folder_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "redis").write_text("a file")
    with pytest.raises(UserError, match="set LEDEBOT_HOME to a folder you own"):
        EmbeddedServer(tmp_path).start()


def test_a_server_that_is_frozen_gets_no_rival(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.start()
    with client(server) as redis:
        redis.set("written", "before")
    pid = server_pid(server)
    os.kill(pid, signal.SIGSTOP)
    try:
        assert not server.revive()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert server_pid(server) == pid
    with client(server) as redis:
        assert redis.get("written") == "before"
    server.stop()
