"""Backup files: private, whole or not there, and refused in one line when they are anything else."""

from __future__ import annotations

import gzip
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.storage.backup.files import Reader, Writer, made, name_at, thin_out
from ledebot.storage.backup.records import (
    FORMAT,
    VERSION,
    BackupError,
    Blob,
    End,
    Gone,
    Group,
    Hash,
    Head,
    List,
    Record,
    Set,
    Sorted,
    Stream,
    Text,
    decode,
    encode,
)
from ledebot.storage.base import keys

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
HEAD = Head(FORMAT, VERSION, 2, NOW, "0.1.0")
RECORDS: list[Record] = [
    Text(keys.subscriber("7"), data="读者"),
    Blob(keys.WORD_COUNTS, expires=1773106200000, data=b"\xff\x00"),
    Hash(keys.BOOKS, data={"due": "3"}),
    Hash(keys.BOOKS, 1, data={"sent": "3"}),
    Set(keys.SUBSCRIBERS, data=["7"]),
    Sorted(keys.DUE, data={"7": 1.5}),
    List(keys.STORY_MEMBERS + "a", data=["a", "b"]),
    Stream(keys.ARTICLE_LOG, data=[("1-0", {"id": "a"}), ("2-0", {"id": "b"})]),
    Stream(keys.ARTICLE_LOG, 1, data=[], last="2-0", groups=[Group("g", "1-0", [("1-0", "worker", 1)])]),
    Gone(keys.subscriber("8")),
]


def write(path: Path, records: list[Record] = RECORDS) -> Path:
    with Writer(path, HEAD) as writer:
        writer.write(records)
        writer.finish()
    return path


def test_what_was_written_is_read_as_often_as_one_likes(tmp_path: Path) -> None:
    path = write(tmp_path / "one.gz")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Reader(path) as reader:
        assert reader.head() == HEAD
        assert list(reader.records()) == RECORDS
        assert list(reader.records()) == RECORDS
    unpacked = tmp_path / "one.jsonl"
    unpacked.write_bytes(gzip.decompress(path.read_bytes()))
    with Reader(unpacked) as reader:
        assert list(reader.records()) == RECORDS
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["one.gz", "one.jsonl"]


def test_a_backup_that_fails_leaves_the_one_before_it(tmp_path: Path) -> None:
    path = write(tmp_path / "one.gz")
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), Writer(path, HEAD) as writer:
        writer.write(record or 1 / 0 for record in (*RECORDS, None))  # type: ignore[misc]  # None fails
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_restored_is_not_put_there(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="is no hash"):
        write(tmp_path / "one.gz", [Text(keys.BOOKS, data="no hash")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 9, 40, -9, -5, -1])
def test_a_file_that_is_cut_off(tmp_path: Path, size: int) -> None:
    path = write(tmp_path / "one.gz")
    path.write_bytes(path.read_bytes()[:size])
    with Reader(path) as reader, pytest.raises(BackupError, match=r"one\.gz: ") as told:
        list(reader.records())
    assert "\n" not in str(told.value)


def test_a_file_with_a_byte_that_is_another(tmp_path: Path) -> None:
    path = write(tmp_path / "one.gz")
    whole = path.read_bytes()
    for at in range(10, len(whole)):  # the bytes before are gzip's own time and make
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with Reader(path) as reader, pytest.raises(BackupError):
            list(reader.records())


def text(*lines: Record | End | bytes) -> bytes:
    return b"".join(each if isinstance(each, bytes) else encode(each) for each in lines)


STREAM = keys.lane("alerts")
HOSTILE: dict[str, bytes] = {
    "not a key of ours": text(Text("other", data=""), End(1)),
    "who is at work": text(Text(keys.lease("scheduler"), data="me"), End(1)),
    "the schema": text(Hash(keys.SCHEMA, data={"version": "1"}), End(1)),
    "another kind": text(List(keys.ARTICLE_LOG, data=["x"]), End(1)),
    "a part alone": text(Hash(keys.BOOKS, 1, data={"a": "b"}), End(1)),
    "a part too many": text(Hash(keys.BOOKS, data={"a": "b"}), Hash(keys.BOOKS, 2, data={"a": "b"}), End(2)),
    "a negative part": text(Hash(keys.BOOKS, -1, data={"a": "b"}), End(1)),
    "another's part": text(Hash(keys.BOOKS, data={"a": "b"}), Hash(keys.PACE, 1, data={"a": "b"}), End(2)),
    "entries backwards": text(Stream(STREAM, data=[("2-0", {"a": "b"}), ("1-0", {"a": "b"})]), End(1)),
    "entries beyond the last": text(Stream(STREAM, data=[("2-0", {"a": "b"})], last="1-0"), End(1)),
    "no id": text(Stream(STREAM, data=[("*", {"a": "b"})]), End(1)),
    "a huge id": text(Stream(STREAM, data=[(f"{2**64}-0", {"a": "b"})]), End(1)),
    "an entry of nothing": text(Stream(STREAM, data=[("1-0", {})]), End(1)),
    "no score": text(b'{"t":"sorted","key":"ledebot:{s}:due","data":{"7":NaN}}\n', End(1)),
    "no number": text(b'{"t":"sorted","key":"ledebot:{s}:due","data":{"7":"x"}}\n', End(1)),
    "a field that nobody knows": text(b'{"t":"set","key":"ledebot:{s}:allowed","data":[],"run":"x"}\n', End(1)),
    "an expiry out of bounds": text(Text(keys.subscriber("7"), expires=2**62, data=""), End(1)),
    "no json": text(b"hello\n", End(1)),
    "no text": text(b'{"t":"text","key":"\xff"}\n', End(1)),
    "deep": b"[" * 100_000,
    "fewer than it says": text(RECORDS[0], End(2)),
    "more after the end": text(RECORDS[0], End(1), RECORDS[0]),
    "no end": text(RECORDS[0]),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_in_a_line(tmp_path: Path, hostile: bytes) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(encode(HEAD) + hostile)
    with Reader(path) as reader, pytest.raises(BackupError) as told:
        list(reader.records())
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < len(str(path)) + 250


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "not a backup"),
        (b"{}\n", "not a backup"),
        (b'{"format":"ledebot-reader","version":1,"schema":1,"made":"2026-03-10T00:00:00Z"}\n', "not a backup"),
        (encode(Head(FORMAT, 9, 1, NOW)), "format 9, and this ledebot reads 1"),
    ],
)
def test_another_head(tmp_path: Path, head: bytes, said: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(head + encode(End(0)))
    with Reader(path) as reader, pytest.raises(BackupError, match=said):
        reader.head()


@pytest.mark.slow
def test_a_file_that_is_very_long_when_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(encode(HEAD))
        for _ in range(40):
            packed.write(b" " * (1 << 20))
    with Reader(path) as reader, pytest.raises(BackupError, match="without an end"):
        list(reader.records())


@given(st.binary(max_size=200), st.integers(0, 300))
def test_nothing_but_backups_decodes(junk: bytes, at: int) -> None:
    whole = text(*RECORDS, End(len(RECORDS)))
    mixed = whole[:at] + junk + whole[at:]
    with suppress(BackupError):
        read = list(decode(mixed.splitlines(keepends=True)))
        assert read == RECORDS or junk.strip()


def test_the_newest_stay(tmp_path: Path) -> None:
    moments = [NOW + timedelta(days=day) for day in range(5)]
    for moment in moments:
        (tmp_path / name_at(moment)).touch()
    for name in (f".{name_at(NOW)}-old.part", f".{name_at(NOW)}-new.part", "mine.jsonl.gz"):
        (tmp_path / name).touch()
    os.utime(tmp_path / f".{name_at(NOW)}-old.part", (0, 0))  # a process that was killed left it
    assert [moment for moment, _ in made(tmp_path)] == moments
    thin_out(tmp_path, 2)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f".{name_at(NOW)}-new.part",
        *map(name_at, moments[3:]),
        "mine.jsonl.gz",
    ]


@pytest.mark.parametrize("path", [lambda folder: folder / "none" / "x.gz", lambda folder: folder])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, path: Callable[[Path], Path]) -> None:
    with pytest.raises(BackupError, match=r"No such file|directory"):
        write(path(tmp_path))
