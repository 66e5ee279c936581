"""The scheduler's jobs: what is due, what arrives, and what is put in order meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

from ledebot.bot.app.backups import back_up_if_due
from ledebot.bot.app.container import Container
from ledebot.bot.app.parts import alongside
from ledebot.bot.delivery.dispatcher import Dispatcher
from ledebot.bot.delivery.scheduler import DISPATCH_EVERY, FETCH_EVERY, HOUSEKEEPING_EVERY, LEASE, Job, Scheduler
from ledebot.bot.delivery.worker import worker_name
from ledebot.bot.digest.schedule import next_due
from ledebot.bot.operator.daily import DailyWord
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.fetch import Fetcher
from ledebot.bot.sources.poller import Poller
from ledebot.storage.backup import instance
from ledebot.storage.base.lease import Lease


@asynccontextmanager
async def scheduling(container: Container, news: Job | None = None) -> AsyncIterator[None]:
    """Run a scheduler while the block lasts. `news` takes the place of polling the sources (the demo's)."""
    async with AsyncExitStack() as stack:
        dispatcher = Dispatcher(container.outbox, container.articles, next_due, container.clock)

        async def dispatch() -> None:
            # Where the clock can jump, what comes out in the skipped hours is there before a digest of them is due,
            # so nothing is due by a jump that comes while the news is fetched.
            now = container.clock.now()
            if news is not None:
                await news()
            await dispatcher.tick(now)

        async def housekeeping() -> None:
            await dispatcher.repair()
            await container.articles.expire(container.clock.now() - timedelta(days=container.settings.retention_days))

        jobs: dict[str, tuple[Job, float]] = {
            "dispatch due digests": (dispatch, DISPATCH_EVERY),
            "match watches": (container.watches.tick, DISPATCH_EVERY),
            "rename sources": (container.renaming.tick, FETCH_EVERY),
            "housekeeping": (housekeeping, HOUSEKEEPING_EVERY),
            "back up": (partial(back_up_if_due, container), HOUSEKEEPING_EVERY),
            "tell operators": (daily_word(container).tick, HOUSEKEEPING_EVERY),
        }
        if news is None:
            configs = catalogue.load(container.settings.sources, container.settings.rsshub)
            await catalogue.sync(container.sources, configs, container.clock.now(), container.renames)
            fetcher = await stack.enter_async_context(
                Fetcher(container.clock, allow_private=container.settings.fetch_allow_private)
            )
            poller = Poller(container.sources, fetcher, container.ingestor, container.clock)
            jobs["fetch due sources"] = (poller.tick, FETCH_EVERY)
        scheduler = Scheduler(Lease(container.redis, "scheduler", worker_name(), LEASE), jobs, container.supervisor)
        await stack.enter_async_context(alongside(scheduler.run(), scheduler.stop))
        yield


def daily_word(container: Container) -> DailyWord:
    """Make what tells operators what needs their hand."""
    folder = container.settings.backup
    return DailyWord(
        container.settings.admin_ids,
        container.subscribers,
        container.sources,
        container.articles,
        container.stats,
        container.server,
        container.outbox,
        container.clock,
        container.settings.home,
        partial(instance.newest, folder) if folder else None,
    )
