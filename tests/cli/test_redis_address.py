"""A REDIS_URL that is wrong: one line that says what to do, and exit code 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from ledebot.bot.__main__ import main


@pytest.fixture
def locked(debian_redis_url: str) -> Iterator[str]:
    """A server that asks for a password."""
    with Redis.from_url(debian_redis_url) as admin:
        admin.config_set("requirepass", "sesame")
        yield debian_redis_url
        admin.auth("sesame")
        admin.config_set("requirepass", "")


@pytest.fixture
def complaint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], str]:
    """Run `ledebot stats` with an address; gives the one line that it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "home"))

    def run(url: str) -> str:
        monkeypatch.setenv("REDIS_URL", url)
        assert main(["stats"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        (line,) = said.err.splitlines()
        return line

    return run


@pytest.mark.parametrize(
    ("rest", "why"), [("/99", "no database of that number"), ("/x", "the database is a number"), ("/0/1", "a number")]
)
def test_a_database_that_is_none(complaint: Callable[[str], str], debian_redis_url: str, rest: str, why: str) -> None:
    line = complaint(debian_redis_url + rest)
    assert why in line
    assert "REDIS_URL" in line


def test_a_port_that_is_none(complaint: Callable[[str], str]) -> None:
    assert "REDIS_URL" in complaint("redis://127.0.0.1:port/0")


def test_an_option_that_is_none(complaint: Callable[[str], str]) -> None:
    assert "question mark" in complaint("redis://127.0.0.1:9/0?colour=green")


@pytest.mark.slow
def test_a_missing_and_a_wrong_password(complaint: Callable[[str], str], locked: str) -> None:
    assert "password" in complaint(locked)
    assert "password" in complaint(locked.replace("redis://", "redis://:guess@"))
