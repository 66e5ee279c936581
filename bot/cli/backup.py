"""`ledebot backup`: the whole instance in a file, while it runs."""

from __future__ import annotations

import os
from argparse import Namespace
from importlib.metadata import version
from pathlib import Path

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError, UserError
from ledebot.storage.backup import files, instance


async def run(settings: Settings, arguments: Namespace) -> int:
    """Write a backup into a folder, under a name of its moment, or into the file that is named."""
    path = Path(arguments.path)
    into = path.is_dir() or arguments.path.endswith(os.sep)
    if arguments.keep is not None and not into:
        raise UserError(f"--keep is for a folder of backups, and {path} is none; end it with {os.sep} to have it made")
    if not into and path.exists() and not (path.is_file() and (path.stat().st_size == 0 or files.is_backup(path))):
        raise InputError(f"{path}: something else than a backup is there; choose another name")
    async with open_container(settings) as container:
        now = container.clock.now()
        if into:
            path = await instance.back_up_into(container.redis, path, now, version("ledebot"), arguments.keep)
        else:
            await instance.back_up(container.redis, path, now, version("ledebot"))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, read again and whole")
    return 0
