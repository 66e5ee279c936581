"""What a long-lived task asks of whoever keeps it alive: `ledebot.bot.app.supervisor`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

T = TypeVar("T")

Step = Callable[[], Awaitable[float | None]]
"""One turn of a task that lives for ever: gives the seconds until the next one, or None when its work is done."""


class Supervision(Protocol):
    """Keeps tasks alive: an exception is told once with its cause, counted, and followed by a growing pause."""

    async def keep(self, name: str, step: Step) -> None:
        """Take steps until one gives None. Never raises but CancelledError."""
        ...

    def beside(self, name: str, step: Step) -> AbstractAsyncContextManager[None]:
        """Take steps beside a block; at its end the one under way is broken off."""
        ...

    async def attempt(self, name: str, job: Callable[[], Awaitable[T]]) -> T | None:
        """Do a job that others call now and then; None if it failed, or rests because it failed a moment ago."""
        ...

    def failed(self, name: str, error: Exception) -> float:
        """Tell and count a failure that was met elsewhere; gives the seconds after which to try again."""
        ...

    def worked(self, name: str) -> None:
        """Say that it works again."""
        ...
