"""Stores of older versions, put into a server."""

from __future__ import annotations

from pathlib import Path

from ledebot.storage.backup import restoring
from ledebot.storage.backup.files import Reader
from ledebot.storage.base.client import Client

STORES = Path(__file__).parent / "stores"


async def put(redis: Client, version: str) -> None:
    """Have an empty server hold the store of a version."""
    with Reader(STORES / f"{version}.jsonl") as reader:
        await restoring.write(redis, reader.head(), reader.records(), 0)
