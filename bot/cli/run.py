"""`ledebot run`: the bot, or one of its roles."""

from __future__ import annotations

import asyncio
import logging
import signal
from argparse import Namespace

from bot.app.core import open_core
from bot.app.roles import need_token, running
from bot.config import Settings

log = logging.getLogger(__name__)


async def run(settings: Settings, arguments: Namespace) -> int:
    """Run until SIGINT or SIGTERM, then stop gracefully."""
    if arguments.role != "scheduler":
        need_token(settings)  # before anything is started
    stop = stop_signal()
    async with (
        open_core(settings, search=arguments.role in ("all", "bot")) as core,
        running(core, arguments.role),
    ):
        log.info("running: %s", arguments.role)
        await stop.wait()
        log.info("stopping")
    return 0


def stop_signal() -> asyncio.Event:
    """Give an event that SIGINT or SIGTERM sets."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
