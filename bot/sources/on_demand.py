"""A fetcher that is opened by the first address: most commands that may fetch something read files only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from ledebot.bot.core.clock import Clock
from ledebot.bot.sources.ports import Getter
from ledebot.bot.sources.types import Response


class OnDemand:
    """Satisfies `Getter`."""

    def __init__(self, stack: AsyncExitStack, clock: Clock, *, allow_private: bool) -> None:
        self._stack = stack
        self._clock = clock
        self._allow_private = allow_private
        self._fetcher: Getter | None = None

    async def get(self, url: str) -> Response:
        """Fetch an address, see `Fetcher.get`."""
        if self._fetcher is None:
            from ledebot.bot.sources.fetch import Fetcher  # the HTTP client takes 0.2 s to load

            self._fetcher = await self._stack.enter_async_context(
                Fetcher(self._clock, allow_private=self._allow_private)
            )
        return await self._fetcher.get(url)


@asynccontextmanager
async def open_getter(clock: Clock, *, allow_private: bool) -> AsyncIterator[Getter]:
    """Give a getter for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        yield OnDemand(stack, clock, allow_private=allow_private)
