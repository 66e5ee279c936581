"""A backup as a file: packed, for its owner's eyes alone, complete or not there at all."""

from __future__ import annotations

import gzip
import os
import re
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ledebot.storage.backup.records import (
    FORMAT,
    LONGEST,
    BackupError,
    End,
    Head,
    Record,
    decode,
    decode_head,
    encode,
)

PACKED = b"\x1f\x8b"
"""How a gzip file begins."""
LEVEL = 5
"""Of gzip's nine: two thirds of the time of its own choice, and 3 % larger."""
_NAME = re.compile(r"ledebot-(\d{8}T\d{6})Z\.jsonl\.gz")
_STAMP = "%Y%m%dT%H%M%S"
UNFINISHED = ".part"


def name_at(moment: datetime) -> str:
    """Name the backup of a moment; names sort by time."""
    return f"ledebot-{moment.astimezone(UTC):{_STAMP}}Z.jsonl.gz"


def is_backup(path: Path) -> bool:
    """Tell by its content whether a file is, or was, a backup: also a damaged one. Raises BackupError."""
    with Reader(path) as reader:
        return reader.packed or FORMAT.encode() in reader.beginning()


def made(folder: Path) -> list[tuple[datetime, Path]]:
    """List a folder's backups by the moment in their names, the oldest first."""
    found = [(match, each) for each in folder.iterdir() if (match := _NAME.fullmatch(each.name))]
    return sorted((datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), each) for match, each in found)


def thin_out(folder: Path, keep: int) -> None:
    """Remove a folder's backups but the newest `keep`, and what was left unfinished a day ago."""
    gone = [path for _, path in made(folder)][:-keep]
    yesterday = time.time() - 24 * 3600
    gone += [each for each in folder.glob(f".ledebot-*{UNFINISHED}") if each.stat().st_mtime < yesterday]
    for path in gone:
        path.unlink(missing_ok=True)


class Writer:
    """Writes a backup under another name beside its place, and puts it there when it is whole and has been read again.

    Used as a context manager: where the block fails, nothing is left. Raises BackupError for what the disk refuses.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self.path = path
        self.records = 0
        self._head = head
        self._fresh = path

    def __enter__(self) -> Writer:
        with _disk(self.path):
            # For the owner alone, under a name that nobody else has.
            handle, fresh = tempfile.mkstemp(UNFINISHED, f".{self.path.name}-", self.path.parent)
            self._fresh = Path(fresh)
            self._file = os.fdopen(handle, "wb")
            self._packed = gzip.GzipFile("", "wb", LEVEL, self._file, mtime=0)
            self._packed.write(encode(self._head))
        return self

    def write(self, records: Iterable[Record]) -> None:
        """Add records."""
        with _disk(self.path):
            for record in records:
                self._packed.write(encode(record))
                self.records += 1

    def finish(self) -> None:
        """End the file, read it again from its beginning, and put it into its place."""
        with _disk(self.path):
            self._packed.write(encode(End(self.records)))
            self._packed.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            with Reader(self._fresh) as written:
                if sum(1 for _ in written.records()) != self.records:
                    raise BackupError(f"{self.path}: not all that was written can be read again")
            self._fresh.replace(self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(FileNotFoundError):
            self._fresh.unlink()


class Reader:
    """Reads a backup, packed or unpacked, line by line and as often as it is asked to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _disk(path):
            self._file = path.open("rb")
            self.packed = self._file.peek(2)[:2] == PACKED

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def beginning(self) -> bytes:
        """Give the first bytes, as they are."""
        self._file.seek(0)
        return self._file.read(100)

    def head(self) -> Head:
        """Read the head. Raises BackupError."""
        with _named(self.path):
            return decode_head(next(self._lines(), b""))

    def records(self) -> Iterator[Record]:
        """Read all records from the first. Raises BackupError where one is damaged, or the file is cut off."""
        lines = self._lines()
        with _named(self.path):
            decode_head(next(lines, b""))
            yield from decode(lines)

    def _lines(self) -> Iterator[bytes]:
        self._file.seek(0)
        source: IO[bytes] = gzip.GzipFile(fileobj=self._file) if self.packed else self._file  # type: ignore[assignment]
        try:
            while line := source.readline(LONGEST + 1):
                if len(line) > LONGEST:
                    raise BackupError("damaged: a line without an end")
                yield line
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise BackupError("damaged: it cannot be unpacked to its end") from None


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of which file a complaint is."""
    try:
        yield
    except BackupError as error:
        raise BackupError(f"{path}: {error}") from None


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """Say in one line what the disk refused."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from None
