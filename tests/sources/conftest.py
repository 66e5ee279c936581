"""A web server of a test's own, and a fetcher that may ask it, with small limits."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.sources.fetch import Fetcher
from tests.sources.web import SMALL, Site, serve


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve() as playing:
        yield playing


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(SystemClock(), allow_private=True, gap=0, limits=SMALL) as fetching:
        yield fetching
