"""The index's folder, shared by all processes of one home: one writes, every one reads.

Who holds the lock file writes; the operating system lets go of it when that process ends, however it ends, and the
next one takes over. `state.json` says up to which log entry the index is complete; it is written after each commit,
so an interrupted step is repeated, which does no harm: an article is taken out before it is put in.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import tantivy

from ledebot.bot.core.errors import SearchUnavailableError
from ledebot.storage.base.folders import keep_private
from ledebot.storage.search.schema import VERSION, make_schema, register

WRITER_MEMORY = 100_000_000
"""Bytes of documents that the writer gathers before they become a segment on disk."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index holds."""

    cursor: str = "0-0"
    complete: bool = False
    """False while it is being built."""


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn what the engine and the disk raise into SearchUnavailableError."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        cure = "make room on its disk, or remove its folder: it is made anew"
        raise SearchUnavailableError(f"the search index cannot be used: {error}; {cure}") from error
    except BaseException as error:
        # A panic inside the engine (a damaged file, for one) arrives as a BaseException without an importable type.
        if type(error).__name__ != "PanicException":
            raise
        raise SearchUnavailableError(f"the search index is damaged: {error}") from error


class Folder:
    """One version's index on disk."""

    def __init__(self, path: Path) -> None:
        self.root = path
        self.path = path / f"v{VERSION}"
        self._state = self.path / "state.json"
        self._lock: int | None = None

    @property
    def writable(self) -> bool:
        """Whether this process holds the lock."""
        return self._lock is not None

    def try_lock(self) -> bool:
        """Become the writer if nobody is. Raises SearchUnavailableError where the folder cannot be written."""
        if self._lock is not None:
            return True
        with engine_errors():
            keep_private(self.root)
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / f"v{VERSION}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            self._lock = handle
        return True

    def unlock(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def open(self) -> tantivy.Index:
        """Open the index. Raises SearchUnavailableError if there is none, or none that can be read."""
        with engine_errors():
            if not tantivy.Index.exists(str(self.path)):
                raise SearchUnavailableError("the search index has not been built yet")
            index = tantivy.Index.open(str(self.path))
            index.config_reader("manual")
            register(index)
            return index

    def create(self) -> tantivy.Index:
        """Make an empty index in place of whatever is there, and take away those of other versions."""
        with engine_errors():
            for old in self.root.glob("v*"):
                if old.is_dir():
                    shutil.rmtree(old)
            self.path.mkdir(parents=True)
            tantivy.Index(make_schema(), str(self.path))
        return self.open()

    def writer(self, index: tantivy.Index) -> tantivy.IndexWriter:
        """Make the writer, with one thread: the machine is the bot's first."""
        with engine_errors():
            return index.writer(WRITER_MEMORY, 1)

    def state(self) -> State:
        """Read what the index holds; an unreadable note means that nothing is known."""
        try:
            return State(**json.loads(self._state.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return State()

    def save_state(self, state: State) -> None:
        """Note what the index holds, in one step."""
        with engine_errors():
            fresh = self._state.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(state)), encoding="utf-8")
            fresh.replace(self._state)

    def stamp(self) -> tuple[int, int]:
        """Tell something that changes with every commit."""
        try:
            found = (self.path / "state.json").stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)
