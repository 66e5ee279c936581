"""A fixed share of a core for a process, by Linux control groups (version 1 or 2).

So that scaling can be shown where there are fewer cores than processes: what shares a core with others runs as fast
as they let it, what has a quota runs as fast as its quota lets it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PERIOD = 10_000
"""Microseconds within which a share is used up: short, or the pauses would be those of a stalled process."""
GROUPS = Path("/sys/fs/cgroup")


class QuotaError(Exception):
    """No quota can be set here; the text says why."""


@contextmanager
def quota(cores: float) -> Iterator[Callable[[int], None]]:
    """Give a function that puts a process, by its id, under a quota of `cores`, which may be a part of one.

    The group is removed at the end, and what still runs in it set free. Raises QuotaError.
    """
    try:
        parent, limit = _limiter(int(cores * PERIOD))
        group = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    except OSError as error:
        raise QuotaError(f"control groups cannot be written: {error.strerror}") from None
    try:
        try:
            limit(group)
        except OSError as error:
            raise QuotaError(f"control groups take no CPU quota: {error.strerror}") from None
        yield lambda pid: _put(group, pid)
    finally:
        for pid in (group / "cgroup.procs").read_text("ascii").split():
            with suppress(OSError):  # it has ended meanwhile
                _put(parent, int(pid))
        group.rmdir()


def _limiter(quota_us: int) -> tuple[Path, Callable[[Path], None]]:
    """Find where groups are made, and how one is limited. Raises QuotaError and OSError."""
    if (GROUPS / "cgroup.controllers").exists():  # version 2
        control = GROUPS / "cgroup.subtree_control"
        if "cpu" not in control.read_text("ascii").split():
            control.write_text("+cpu", "ascii")

        def limit(group: Path) -> None:
            (group / "cpu.max").write_text(f"{quota_us} {PERIOD}", "ascii")

        return GROUPS, limit
    if (GROUPS / "cpu" / "cpu.cfs_quota_us").exists():  # version 1

        def limit_v1(group: Path) -> None:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD), "ascii")
            (group / "cpu.cfs_quota_us").write_text(str(quota_us), "ascii")

        return GROUPS / "cpu", limit_v1
    raise QuotaError(f"there are no control groups for the CPU on {os.uname().sysname}")


def _put(group: Path, pid: int) -> None:
    (group / "cgroup.procs").write_text(str(pid), "ascii")
