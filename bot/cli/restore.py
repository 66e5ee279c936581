"""`ledebot restore`: a whole instance's backup, or a reader's /mydata file; which one, the file itself tells."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from ledebot.bot.app.container import open_container, open_redis
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError
from ledebot.bot.readers.export import MAX_BYTES
from ledebot.storage.backup import files, instance
from ledebot.storage.migrations import MIGRATIONS


async def run(settings: Settings, arguments: Namespace) -> int:
    """Take the file over."""
    path = Path(arguments.file)
    if files.is_backup(path):
        return await _instance(settings, path)
    return await _reader(settings, path)


async def _instance(settings: Settings, path: Path) -> int:
    """Fill an empty store, then migrate it and build the index."""
    clock = SystemClock()
    async with open_redis(settings, Supervisor(clock)) as redis:
        head, count = await instance.restore(redis, path, clock.now(), MIGRATIONS[-1].to)
        async with open_container(settings, search=True) as container:
            await container.search.catch_up()
            articles = len(await container.articles.ids())
            readers = await container.subscribers.count()
    print(f"{count} records of {head.made:%Y-%m-%d %H:%M} UTC restored: {articles} articles, {readers} subscriptions")
    return 0


async def _reader(settings: Settings, path: Path) -> int:
    """Bring what /mydata has sent into the chat that it came from."""
    try:
        with path.open("rb") as file:
            document = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    try:
        chat_id = int(json.loads(document)["chat"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{path}: neither a backup nor a file that /mydata has sent") from None
    async with open_container(settings) as container:
        sections = await container.personal.restore(chat_id, document)
    print(f"chat {chat_id}: restored {', '.join(sections) or 'nothing'}")
    return 0
