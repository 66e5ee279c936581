"""The embedded server's folders and socket: nobody else on the machine looks in, or slips one of theirs in."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledebot.bot.core.errors import UserError
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.base.folders import keep_private
from ledebot.storage.search.folder import Folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_mask() -> Iterator[None]:
    """What a careless operator's shell has."""
    old = os.umask(0)
    yield
    os.umask(old)


def test_home_and_index_are_for_their_owner_alone(tmp_path: Path, open_mask: None) -> None:
    home = tmp_path / "home"
    server = EmbeddedServer(home)
    server.start()
    try:
        assert (mode(home), mode(home / "redis")) == (0o700, 0o700)
        assert mode(server.socket) & 0o077 == 0
    finally:
        server.stop()
    assert Folder(home / "index").try_lock()
    assert mode(home / "index") == 0o700


def test_folders_that_were_open_are_closed(tmp_path: Path, open_mask: None) -> None:
    (tmp_path / "redis").mkdir(mode=0o777)
    (tmp_path / "index").mkdir(mode=0o755)
    server = EmbeddedServer(tmp_path)
    server.start()
    server.stop()
    assert Folder(tmp_path / "index").try_lock()
    assert (mode(tmp_path / "redis"), mode(tmp_path / "index")) == (0o700, 0o700)


def test_a_socket_with_a_short_path_lies_in_a_folder_of_ours(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / ("很长的目录名" * 12))
    assert server.socket.parent.parent == Path(tempfile.gettempdir())
    server.start()
    try:
        assert mode(server.socket.parent) == 0o700
    finally:
        server.stop()


def test_somebody_elses_folder_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder stays ours, and we are somebody else: no second user is needed."""
    server = EmbeddedServer(tmp_path / ("很长的目录名" * 12))
    server.socket.parent.mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    try:
        with pytest.raises(PermissionError):
            keep_private(server.socket.parent)
        with pytest.raises(UserError, match="set LEDEBOT_HOME to a folder you own"):
            server.start()
    finally:
        server.socket.parent.rmdir()


def test_what_is_no_socket_of_ours_is_not_spoken_to(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.folder.mkdir()
    (tmp_path / "theirs").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "theirs" / "s"))
    listener.listen()
    listener.settimeout(0.2)
    server.socket.symlink_to(tmp_path / "theirs" / "s")
    with pytest.raises(UserError, match="is not ours"):
        server.start()
    with pytest.raises(TimeoutError):
        listener.accept()
    listener.close()
