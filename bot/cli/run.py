"""`ledebot run`: the bot, or one of its roles."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.core.config import Settings, need_token
from ledebot.bot.core.i18n import DEFAULT_LANGUAGE, translator

log = logging.getLogger(__name__)

SWITCH = 0.001
"""Seconds for which a busy thread keeps the interpreter when the event loop wants it; Python's own 0.005 add up, since
an answer takes the loop a dozen turns."""

STOP_WITHIN = 11.5
"""Seconds for a stop, whatever hangs: Docker's own patience is ten unless it is told otherwise, systemd's ninety."""


async def run(settings: Settings, arguments: Namespace) -> int:
    """Run until SIGINT or SIGTERM, then stop gracefully."""
    if arguments.role != "scheduler":
        need_token(settings)  # before anything is started
    sys.setswitchinterval(SWITCH)
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
    loading = asyncio.create_task(asyncio.to_thread(_running))
    async with (
        open_container(settings, search=role in ("all", "bot")) as container,
        (await loading)(container, role),
    ):
        ready.set()
        log.info("running: %s", role)
        await stop.wait()
        log.info("stopping")


def _running() -> Callable[[Container, str], AbstractAsyncContextManager[None]]:
    """Load what roles need, the Telegram and HTTP libraries among it: half a second, in which the store starts."""
    from ledebot.bot.app.roles import running

    translator(DEFAULT_LANGUAGE)
    return running


def stop_signal() -> asyncio.Event:
    """Give an event that SIGINT or SIGTERM sets; the process then ends within STOP_WITHIN seconds."""
    stop = asyncio.Event()

    def begin() -> None:
        if not stop.is_set():
            stop.set()
            last_resort = threading.Timer(STOP_WITHIN, _end_now)
            last_resort.daemon = True
            last_resort.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, begin)
    return stop


def _end_now() -> None:
    """End without waiting any longer: a thread or a call hangs. What was claimed is taken over by others."""
    log.error("the stop took longer than %.0f s; ending without waiting for what hangs", STOP_WITHIN)
    logging.shutdown()
    os._exit(1)
