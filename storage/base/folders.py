"""Folders that hold readers' data: nobody else on the machine may look into them, or put anything there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

PRIVATE = 0o700


def keep_private(folder: Path) -> None:
    """Make a folder for its owner alone, or make one so that is there already.

    Raises PermissionError where it, or the link that leads there, belongs to somebody else, who might read along.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    found = folder.stat()
    if {found.st_uid, folder.lstat().st_uid} != {os.getuid()}:
        raise PermissionError(errno.EPERM, "it belongs to somebody else", str(folder))
    if stat.S_IMODE(found.st_mode) != PRIVATE:
        folder.chmod(PRIVATE)
