"""Backups from the command line: an instance moves to a Redis and back, readers' files are told apart."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from redis import Redis

from ledebot.storage.base import keys
from ledebot.storage.migrations import MIGRATIONS
from tests.cli.conftest import Run, lines


@pytest.mark.slow
def test_an_instance_moves_to_a_redis_and_back(
    ledebot: Run, posts: Path, tmp_path: Path, debian_redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    ledebot("ingest", str(posts))
    ledebot("sources", "add", str(posts), "--title", "晨星社")
    before = lines(ledebot("stats", "--json")[1])
    code, out, err = ledebot("backup", f"{folder}/", "--keep", "2")
    assert (code, err) == (0, "")
    (file,) = folder.iterdir()
    assert out == f"{file}: 0.0 MB, read again and whole\n"
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)

    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "other"))
    monkeypatch.setenv("REDIS_URL", f"{debian_redis_url}/5")
    code, out, err = ledebot("restore", str(file))
    assert (code, err) == (0, "")
    assert out.endswith("restored: 3 articles, 0 subscriptions\n")
    assert lines(ledebot("stats", "--json")[1]) == before
    code, out, _ = ledebot("search", "新茶 上市", "--json")
    assert [hit["title"] for hit in lines(out)[0]["hits"]] == ["新茶上市 价格较去年低一成"]
    code, out, err = ledebot("restore", str(file))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "this store is not empty" in err
    assert ledebot("backup", str(tmp_path / "there.gz"))[0] == 0

    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "home again"))
    assert ledebot("restore", str(tmp_path / "there.gz"))[0] == 0
    assert lines(ledebot("stats", "--json")[1]) == before
    assert "1 read: 0 new" not in ledebot("ingest", str(posts))[1]
    assert lines(ledebot("ingest", str(posts), "--json")[1])[0]["unchanged"] == 3


@pytest.mark.slow
def test_a_damaged_backup_changes_nothing(
    ledebot: Run, posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.gz"
    ledebot("ingest", str(posts))
    assert ledebot("backup", str(file))[0] == 0
    assert ledebot("backup", str(file))[0] == 0, "a backup takes the place of the one before"
    whole = file.read_bytes()
    text = gzip.decompress(whole)
    newer = text.replace(b'"schema":2', b'"schema":9', 1)
    assert newer != text
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "other"))
    for damaged in (
        whole[:-20],
        text[:-20],
        text.replace(b'"t":"stream"', b'"t":"tree"'),
        newer,
        b"\x1f\x8b",
        whole[:4],
    ):
        file.write_bytes(damaged)
        code, out, err = ledebot("restore", str(file))
        assert (code, out, err.count("\n")) == (2, "", 1), err
        assert err.startswith(f"ledebot: {file}: ")
        assert lines(ledebot("stats", "--json")[1])[0]["articles"] == 0
    file.write_bytes(whole)
    assert ledebot("restore", str(file))[0] == 0


def test_a_newer_store_is_met_with_one_line(ledebot: Run, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", valkey_url)
    with Redis.from_url(valkey_url) as redis:
        redis.flushall()
        redis.hset(keys.SCHEMA, "version", MIGRATIONS[-1].to + 2)
        for words in (["stats"], ["backup", "x.gz"], ["search", "新茶"]):
            code, out, err = ledebot(*words)
            assert (code, out, err.count("\n")) == (2, "", 1)
            assert "a newer ledebot has migrated this store" in err
        assert redis.hgetall(keys.SCHEMA).keys() == {b"version"}
        redis.flushall()


def test_a_readers_file_is_told_apart(ledebot: Run, tmp_path: Path) -> None:
    file = tmp_path / "mydata.json"
    subscription = {"target": {"chat_id": 7}, "subscribed": True, "filters": {"everything": True}}
    document = {"format": "ledebot-reader", "version": 1, "chat": 7, "data": {"subscriptions": [subscription]}}
    file.write_text(json.dumps(document, indent=1), "utf-8")
    assert ledebot("restore", str(file)) == (0, "chat 7: restored subscriptions\n", "")
    assert lines(ledebot("stats", "--json")[1])[0]["subscribers"] == 1


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["backup", "no/such/folder/x.gz"], "No such file"),
        (["backup", "notes.txt"], "something else than a backup is there"),
        (["backup", "x.gz", "--keep", "3"], "--keep is for a folder"),
        (["restore", "notes.txt"], "neither a backup nor a file that /mydata has sent"),
        (["restore", "."], "directory"),
    ],
)
def test_mistakes_are_one_line(ledebot: Run, tmp_path: Path, words: list[str], hint: str) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    code, out, err = ledebot(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert hint in err
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
