"""What the handlers get to work with, made of the container. Apart from it: most commands need no Telegram client."""

from __future__ import annotations

from dataclasses import dataclass

from ledebot.bot.app.container import Container
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.config import Settings
from ledebot.bot.sources.discover import Discovery, FoundFeed
from ledebot.bot.sources.on_demand import open_getter
from ledebot.handlers.base.context import Services
from ledebot.storage.articles.counts import RecentCounts
from ledebot.storage.base.states import States
from ledebot.storage.stories.regrouping import Regrouping


def handler_services(container: Container) -> Services:
    """Give the handlers theirs."""
    return Services(
        settings=container.settings,
        clock=container.clock,
        articles=container.articles,
        subscribers=container.subscribers,
        search=container.search,
        composer=container.composer,
        sources=container.sources,
        editor=container.editor,
        states=States(container.redis),
        readers=container.readers,
        access=container.readers,
        counts=RecentCounts(container.redis),
        personal=container.personal,
        outbox=container.outbox,
        stats=container.stats,
        tastes=container.readers,
        watches=container.watch_store,
        feeds=SiteFeeds(container.settings, container.clock),
        stories=Regrouping(container.redis),
        marks=container.readers,
    )


@dataclass(frozen=True, slots=True)
class SiteFeeds:
    """Looks sites up for the operator, with a fetcher of its own: that happens once in a while."""

    settings: Settings
    clock: Clock

    async def look(self, text: str) -> tuple[FoundFeed, ...]:
        """Find and read the feeds of a site; see `ledebot.handlers.base.context.FeedFinder`."""
        async with open_getter(self.clock, allow_private=self.settings.fetch_allow_private) as fetcher:
            return await Discovery(fetcher).look(text)
