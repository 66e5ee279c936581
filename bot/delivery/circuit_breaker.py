"""Whether Telegram can be reached at all, tried with a call that changes nothing before messages are risked again."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram.ext import ExtBot

from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.client import understood


class CircuitBreaker:
    """The line of one process. While it is down nothing is begun, so an outage puts no further message in doubt."""

    def __init__(self, bot: ExtBot[Any], supervisor: Supervision) -> None:
        self._bot = bot
        self._supervisor = supervisor
        self._up = asyncio.Event()
        self._up.set()
        self._probe: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Return once Telegram can be reached, as far as is known."""
        await self._up.wait()

    def doubt(self) -> None:
        """Say that a call failed in a way that others may as well."""
        if self._up.is_set():
            self._up.clear()
            self._probe = asyncio.create_task(self._supervisor.keep("reaching Telegram", self._try))

    async def close(self) -> None:
        """Stop trying."""
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.gather(self._probe, return_exceptions=True)

    async def _try(self) -> None:
        """Try once: an error leaves the line down, and the next try to whoever keeps this going."""
        await understood(self._bot.get_me)
        self._up.set()
