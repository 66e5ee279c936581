"""A backup a day, where a folder is set for it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from importlib.metadata import version

from ledebot.bot.app.container import Container
from ledebot.storage.backup import instance

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)


async def back_up_if_due(container: Container) -> None:
    """Make a backup unless there is one of the last day; which ones there are, the folder itself tells."""
    folder, now = container.settings.backup, container.clock.now()
    if folder is None:
        return
    last = await asyncio.to_thread(instance.newest, folder, now)
    if last is None or now - last >= EVERY:
        path = await instance.back_up_into(
            container.redis, folder, now, version("ledebot"), container.settings.backup_keep
        )
        log.info("a backup is in %s", path)
