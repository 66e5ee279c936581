"""Production's time limits, lengthened: on a busy machine a Redis or a Telegram that is slow is not one that hangs.

A test of a limit sets a short one by itself, for its own subject. Where something else has to come within it, `in_time`
tries longer ones as well.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

import pytest

LONG = 120.0
"""Seconds; longer than any busy machine takes for what these limits are for."""
LIMITS = {
    "bot.app.polling": ("STOP_PATIENCE", "LAST_WORDS", "CLAIM_PATIENCE"),
    "bot.app.roles": ("TASKS_PATIENCE",),
    "bot.delivery.client": ("READ_TIMEOUT", "CONNECT_TIMEOUT", "POOL_TIMEOUT"),
    "bot.delivery.scheduler": ("STOP_PATIENCE", "LAST_WORDS"),
    "bot.delivery.send_queue": ("STORE_PATIENCE",),
    "bot.delivery.worker": ("STOP_PATIENCE", "LAST_WORDS"),
    "bot.digest.service": ("TRIAL_BUDGET",),
    "bot.http.metrics": ("PATIENCE",),
    "bot.http.webhook": ("BODY_PATIENCE", "STOP_PATIENCE", "LAST_WORDS"),
    "bot.sources.ingest": ("READ_BUDGET", "BATCH_BUDGET"),
    "storage.base.client": ("CONNECT_TIMEOUT", "READ_TIMEOUT"),
    "storage.base.embedded": ("START_TIMEOUT", "STOP_PATIENCE", "ANSWER_PATIENCE"),
    "storage.base.server_programs": ("PATIENCE",),
    "storage.search.index": ("OPENING",),
}


def lengthen(patch: pytest.MonkeyPatch) -> None:
    """Give all of them LONG seconds."""
    for module, names in LIMITS.items():
        for name in names:
            patch.setattr(import_module(f"ledebot.{module}"), name, LONG)


async def in_time(attempt: Callable[[float], Awaitable[bool]]) -> bool:
    """Tell whether something comes within a limit in seconds, be it a longer one: a busy machine exceeds short ones."""
    for limit in (0.1, 1.0, 10.0):
        if await attempt(limit):
            return True
    return False
