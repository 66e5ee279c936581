"""All that is stored of one chat as one JSON document, and back: /mydata, its import, /forget, and a chat's move.

Each store that keeps something of a chat is a `PersonalStore`; this module only asks them all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ledebot.bot.core.background import READERS
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import RefusedError
from ledebot.bot.readers.ports import PersonalStore, Transactions

FORMAT = "ledebot-reader"
VERSION = 1
MAX_BYTES = 2 * 1024 * 1024
"""Largest document taken in; 500 saved stories and 500 votes are some 400 KB."""


class PersonalData:
    """The personal data of all stores together."""

    def __init__(self, clock: Clock, stores: Sequence[PersonalStore], transactions: Transactions) -> None:
        self._clock = clock
        self._transactions = transactions
        self._stores = tuple(stores)

    async def export(self, chat_id: int) -> bytes:
        """Give the document of a chat: UTF-8 JSON, a section for each store that holds something."""
        sections = {store.name: await store.export_chat(chat_id) for store in self._stores}
        document = {
            "format": FORMAT,
            "version": VERSION,
            "chat": chat_id,
            "exported": self._clock.now().isoformat(timespec="seconds"),
            "data": {name: section for name, section in sections.items() if section is not None},
        }
        return await READERS.run(_written, document)

    async def restore(self, chat_id: int, document: bytes) -> tuple[str, ...]:
        """Take a document over into a chat, whichever chat it came from; returns the sections that were taken.

        All of it is decoded first and then written in one step, due times included. Raises RefusedError when it is
        not such a document or a part is broken: then nothing has changed. A section this version does not know is
        left alone.
        """
        data = await READERS.run(_sections, document)
        taken = [store for store in self._stores if data.get(store.name) is not None]
        await self._transactions.together([await store.plan_restore(chat_id, data[store.name]) for store in taken])
        return tuple(store.name for store in taken)

    async def forget(self, chat_id: int) -> None:
        """Remove every trace of a chat from every store."""
        for store in self._stores:
            await store.forget_chat(chat_id)

    async def migrate(self, old: int, new: int) -> None:
        """Move everything to a chat's new id; safe to repeat, since Telegram announces a move twice."""
        for store in self._stores:
            await store.migrate_chat(old, new)


def _written(document: dict[str, Any]) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _sections(document: bytes) -> dict[str, Any]:
    if len(document) > MAX_BYTES:
        raise RefusedError("This file is too large to be one that /mydata made.")
    try:
        held = json.loads(document)
        data = held["data"]
        fits = held["format"] == FORMAT and held["version"] == VERSION and isinstance(data, dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    if not fits:
        raise RefusedError("This is not a file that /mydata of this version made.")
    sections: dict[str, Any] = data
    return sections
