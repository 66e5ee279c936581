"""How full the disk under a folder is."""

from __future__ import annotations

import shutil
from pathlib import Path

from ledebot.bot.operator.types import Room


def disk_of(folder: Path) -> Room:
    """Measure the disk that holds a folder, which need not be there yet; a size of 0 where it cannot be told."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return Room(0, 0)
    return Room(found.total - found.free, found.total)
