"""`ledebot`, the command."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ledebot.bot.cli.parser import build_parser
from ledebot.bot.core import config, logs
from ledebot.bot.core.errors import LedebotError, UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 the user's to mend (one line says how)."""
    arguments = build_parser().parse_args(argv)
    try:
        settings = config.load_settings(os.environ, Path(".env"))
        # A command that prints its result tells of trouble only; a service logs what it does.
        level = settings.log_level if arguments.service else "WARNING"
        logs.configure(arguments.log_level or level, as_json=settings.log_json, secrets=settings.secrets)
        return asyncio.run(arguments.command(settings, arguments)) or 0
    except LedebotError as error:
        print(f"ledebot: {error}", file=sys.stderr)
        return 2 if isinstance(error, UserError) else 1
    except BrokenPipeError:
        # `ledebot search ... | head`: the reader has seen enough. Nothing may be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
