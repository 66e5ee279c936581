"""A whole instance into a file, and back."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from ledebot.storage.backup import restoring
from ledebot.storage.backup.files import Reader, Writer, made, name_at, thin_out
from ledebot.storage.backup.records import FORMAT, VERSION, BackupError, Head
from ledebot.storage.backup.snapshot import snapshot
from ledebot.storage.base import migrations
from ledebot.storage.base.client import Client


async def back_up(redis: Client, path: Path, now: datetime, ledebot: str) -> int:
    """Write the store as it is at one moment into a file, which is read again before it is there; gives the records.

    Others go on writing meanwhile. Raises BackupError for what the disk refuses, StoreUnavailableError.
    """
    head = Head(FORMAT, VERSION, await migrations.version(redis), now, ledebot)
    with Writer(path, head) as writer:
        async for records in snapshot(redis):
            await asyncio.to_thread(writer.write, records)
        await asyncio.to_thread(writer.finish)
        return writer.records


async def back_up_into(redis: Client, folder: Path, now: datetime, ledebot: str, keep: int | None = None) -> Path:
    """Put a new backup into a folder, then remove all but the newest `keep`; gives the new one's path."""
    prepare(folder)
    path = folder / name_at(now)
    await back_up(redis, path, now, ledebot)
    if keep is not None:
        thin_out(folder, keep)
    return path


def prepare(folder: Path) -> None:
    """Make a folder for backups, where there is none. Raises BackupError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"{folder}: {error.strerror}") from None


def newest(folder: Path, now: datetime) -> datetime | None:
    """Tell of when a folder's newest backup is; one from a time to come, of a clock that was wrong, is none."""
    try:
        return max((moment for moment, _ in made(folder) if moment <= now), default=None)
    except OSError:
        return None


async def restore(redis: Client, path: Path, now: datetime, schema: int) -> tuple[Head, int]:
    """Take a backup over into an empty store that nobody uses; gives its head and the number of records.

    The whole file is read and checked before anything is written. Raises BackupError for a file that is damaged or of
    a schema beyond `schema`, UserError where the store is not empty.
    """
    await restoring.need_empty(redis)
    with Reader(path) as reader:
        head = reader.head()
        if head.schema > schema:
            raise BackupError(f"{path}: a newer ledebot made it (schema {head.schema}; this version knows {schema})")
        await asyncio.to_thread(lambda: sum(1 for _ in reader.records()))
        return head, await restoring.write(redis, head, reader.records(), now.timestamp())
