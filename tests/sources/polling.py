"""The store, a web of the test's own and the clock, with the poller between them."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import IngestTotals, SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.fetch import Fetcher, FetchLimits
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.sources.poller import Poller
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.sources.sources import Sources
from tests.sources.web import Site, serve

START = datetime(2026, 2, 2, 0, 0, tzinfo=UTC)
TICK = timedelta(minutes=5)
"""Whatever comes due within this time is polled together: hundreds of ticks a week, and not one for each poll."""
LIMITS = FetchLimits(packed=200_000, unpacked=400_000, total=600, connect=60, silence=600, redirects=3)
"""Small in what may be sent; the time is long, so that no sound source fails on a machine that is busy."""


@dataclass
class World:
    """The store, the web and the clock, with the poller between them."""

    clock: ManualClock
    site: Site
    sources: Sources
    articles: Articles
    poller: Poller

    def key(self, path: str | Path) -> str:
        """Tell under which name the store knows a path of the site, or a folder."""
        return str(path) if isinstance(path, Path) else self.site.url(path)

    async def follow(self, path: str | Path, **settings: Any) -> None:
        await catalogue.add(self.sources, replace(SourceConfig(self.key(path)), **settings), self.clock.now())

    async def state(self, path: str | Path) -> SourceState:
        found = await self.sources.get(self.key(path))
        assert found is not None
        return found

    async def live(self, until: timedelta) -> IngestTotals:
        """Let time pass until then after the start, polling whenever something is due."""
        end, totals = START + until, IngestTotals()
        while True:
            due = [state.next_try for state in await self.sources.all() if state.next_try]
            upcoming = max(min(due, default=end), self.clock.now()) + TICK
            self.clock.advance(min(upcoming, end) - self.clock.now())
            if upcoming >= end:
                return totals
            totals += await self.poller.tick()


@asynccontextmanager
async def opened(url: str, limits: FetchLimits = LIMITS) -> AsyncIterator[World]:
    clock = ManualClock(START)
    redis = connect(url)
    await redis.flushall()
    sources, articles = Sources(redis), Articles(redis, clock)
    async with serve() as site, Fetcher(clock, allow_private=True, gap=0, limits=limits) as fetcher:
        poller = Poller(sources, fetcher, Ingestor(articles, read), clock, chance=random.Random(7))
        yield World(clock, site, sources, articles, poller)
    await redis.aclose()


def post(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nauthor: archive\n---\n<p>{body}</p>"
