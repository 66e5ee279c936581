"""`ledebot run`: the bot, or one of its roles."""

from __future__ import annotations

import asyncio
import logging
import signal
from argparse import Namespace
from contextlib import suppress

from ledebot.bot.app.container import open_container
from ledebot.bot.app.roles import need_token, running
from ledebot.bot.core.config import Settings

log = logging.getLogger(__name__)


async def run(settings: Settings, arguments: Namespace) -> int:
    """Run until SIGINT or SIGTERM, then stop gracefully."""
    if arguments.role != "scheduler":
        need_token(settings)  # before anything is started
    stop, ready = stop_signal(), asyncio.Event()
    service = asyncio.create_task(_serve(settings, arguments.role, ready, stop))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((service, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if stop.is_set() and not ready.is_set():
        # Still starting: Telegram may be out of reach for hours, and there is nothing yet that has to finish.
        service.cancel()
    with suppress(asyncio.CancelledError):
        await service
    return 0


async def _serve(settings: Settings, role: str, ready: asyncio.Event, stop: asyncio.Event) -> None:
    async with open_container(settings, search=role in ("all", "bot")) as container, running(container, role):
        ready.set()
        log.info("running: %s", role)
        await stop.wait()
        log.info("stopping")


def stop_signal() -> asyncio.Event:
    """Give an event that SIGINT or SIGTERM sets."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
