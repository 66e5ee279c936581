"""`ledebot` processes forked from one that has imported everything: killed and started again in a moment."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from pathlib import Path

NURSERY = multiprocessing.get_context("forkserver")
"""Where children come from that have everything imported already."""
NURSERY.set_forkserver_preload(["tests.e2e.preloaded"])
STOP_WITHIN = 25.0
"""Seconds after which a process ends by force, with exit code 1: as ever longer than it takes, also on a busy machine,
and shorter than what may hang does."""


class Forked:
    """A process of its own, to be killed like any other; what a start saves is only the reading of the modules."""

    def __init__(self, words: list[str], environ: dict[str, str], log: Path) -> None:
        """Describe it: the words after `ledebot`, all of its environment, the file for its output."""
        self._process = NURSERY.Process(target=_live, args=(words, environ, str(log)), daemon=True)

    async def start(self) -> None:
        """Start it; in a thread, since the first one waits until everything has been imported."""
        await asyncio.to_thread(self._process.start)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        assert self._process.pid
        os.kill(self._process.pid, number)

    async def wait(self) -> int:
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


def _live(words: list[str], environ: dict[str, str], log: str) -> None:
    """Become `ledebot`, in the child."""
    from ledebot.bot.__main__ import main
    from ledebot.bot.cli import run

    os.environ.clear()
    os.environ.update(environ)
    os.chdir(Path(log).parent)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for number in (1, 2):
        os.dup2(output, number)
    run.STOP_WITHIN = STOP_WITHIN
    raise SystemExit(main(words))
