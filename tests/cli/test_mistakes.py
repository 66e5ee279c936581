"""What the command line says of mistakes, and of a store that is away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledebot.bot.__main__ import main
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["ingest", "/no/such/folder"], "no such file or folder"),
        (["lede", "nowhere.md"], "no such file or folder"),
        (["run"], "TELEGRAM_BOT_TOKEN is not set"),
        (["sources", "add", "nothing here"], "no such file or folder"),
        (["sources", "remove", "https://news.example/rss"], "not among the sources"),
        (["sources", "set", "https://news.example/rss", "--section", "tech"], "not among the sources"),
        (["sources", "rename", "晨报", "晚报"], "not among the sources"),
        (["sources", "add", ".", "--section", "stuff"], "section stuff is unknown"),
        (["sources", "import", "missing.opml"], "No such file"),
        (["restore", "missing.json"], "No such file"),
    ],
)
def test_a_users_mistake_is_one_line_and_exit_code_2(ledebot: Run, words: list[str], hint: str) -> None:
    code, out, err = ledebot(*words)
    assert code == 2
    assert out == ""
    assert hint in err
    assert err.count("\n") == 1
    assert err.startswith("ledebot: ")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["sing"], "invalid choice: 'sing'"),
        (["search", "央行", "--fast"], "unrecognized arguments: --fast"),
        (["digest", "--since", "yesterday"], "expected a number and m, h, d or w, such as 24h"),
        (["search", "央行", "--limit", "0"], "expected a whole number above 0"),
        (["search", "央行", "--limit", "9" * 20], "expected a whole number above 0"),
        (["search", "央行", "--limit", "²"], "expected a whole number above 0"),
        (["digest", "--since", "9" * 20 + "w"], "expected a number and m, h, d or w, such as 24h"),
        (["sources", "show", "\udcff"], "not in UTF-8"),
        (["digest", "--topic", "\udcff"], "not in UTF-8"),
        (["ingest"], "PATH|URL"),
    ],
)
def test_unknown_words_are_one_line(capsys: pytest.CaptureFixture[str], words: list[str], hint: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert hint in err
    assert err.count("\n") == 1


def test_wrong_settings_are_told_before_anything_starts(
    ledebot: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEDEBOT_RETENTION_DAYS", "soon")
    code, _, err = ledebot("stats")
    assert (code, err) == (2, "ledebot: LEDEBOT_RETENTION_DAYS=soon: expected a whole number of days, at least 1\n")
    assert not (tmp_path / "home").exists()


def test_a_store_that_is_away_is_one_line(ledebot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret@127.0.0.1:9/0")
    code, _, err = ledebot("stats")
    assert code == 2
    assert err.startswith("ledebot: Redis cannot be reached")
    assert "correct REDIS_URL" in err
    assert "secret" not in err
    assert err.count("\n") == 1


def test_health_of_nobody(ledebot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = ledebot("health")
    assert (code, "LEDEBOT_HTTP_LISTEN is not set" in err) == (2, True)
    monkeypatch.setenv("LEDEBOT_HTTP_LISTEN", "0.0.0.0:9")
    code, _, err = ledebot("health")
    assert code == 1
    assert err.startswith("nobody answers at 127.0.0.1:9 (")


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], *([name, "--help"] for name in ("run", "demo", "ingest", "lede", "search", "digest"))):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
        assert "usage: ledebot" in capsys.readouterr().out
