"""Whether Telegram can be reached at all, tried with a call that changes nothing before messages are risked again."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from ledebot.bot.core.clock import Clock

log = logging.getLogger(__name__)

LONGEST_REST = 30.0
"""Seconds between two tries."""


class CircuitBreaker:
    """The line of one process. While it is down nothing is begun, so an outage puts no further message in doubt."""

    def __init__(self, bot: ExtBot[Any], clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._up = asyncio.Event()
        self._up.set()
        self._probe: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Return once Telegram can be reached, as far as is known."""
        await self._up.wait()

    def doubt(self, why: str) -> None:
        """Say that a call failed in a way that others may as well."""
        if self._up.is_set():
            self._up.clear()
            self._probe = asyncio.create_task(self._try(why))

    async def close(self) -> None:
        """Stop trying."""
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.gather(self._probe, return_exceptions=True)

    async def _try(self, why: str) -> None:
        rest = 0.0
        while True:
            try:
                await self._bot.get_me()
            except InvalidToken:
                log.critical("Telegram does not accept the bot token; set TELEGRAM_BOT_TOKEN to a valid one")
            except TelegramError:
                log.warning("Telegram cannot be reached: %s", why)
            else:
                self._up.set()
                return
            rest = min(LONGEST_REST, rest * 2 or 0.5)
            await self._clock.sleep(rest)
