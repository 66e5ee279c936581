"""Settings to adapters to services: everything below Telegram."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import Clock, SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.bot.model import Target
from ledebot.bot.readers.export import PersonalData
from ledebot.bot.readers.renaming import Renaming
from ledebot.bot.sources.editing import SourceEditor
from ledebot.bot.sources.ingest import Ingestor, read_one
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.text import dictionary
from ledebot.bot.watches.follow_ups import FollowUps
from ledebot.bot.watches.matcher import Watches
from ledebot.storage.articles.articles import Articles
from ledebot.storage.articles.renaming import RenamedArticles
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.base.migrations import bring_up
from ledebot.storage.base.states import States
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.migrations import MIGRATIONS
from ledebot.storage.operator.server import Server
from ledebot.storage.readers.personal import SubscriptionData, Together
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.renaming import RenamedForReaders
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.sources.habits import SourceHabits
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources
from ledebot.storage.stories.regrouping import Regrouping
from ledebot.storage.stories.stories import StoryIndex
from ledebot.storage.watches.watches import WatchStore

if TYPE_CHECKING:
    from ledebot.bot.digest.service import Composer

log = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots: the composer is kept once it is made
class Container:
    """Everything below Telegram, connected."""

    settings: Settings
    clock: Clock
    redis: Client
    articles: Articles
    subscribers: Subscribers
    sources: Sources
    renames: SourceRenames
    renaming: Renaming
    editor: SourceEditor
    readers: Readers
    search: SearchIndex
    habits: SourceHabits
    ingestor: Ingestor
    outbox: OutboxStore
    stats: DeliveryCounters
    server: Server
    watches: Watches
    watch_store: WatchStore
    story_mender: Regrouping
    personal: PersonalData
    supervisor: Supervisor

    @cached_property
    def composer(self) -> Composer:
        """What makes digests: loaded when the first one is asked for, since searching and storing need none of it."""
        from ledebot.bot.digest.service import Composer
        from ledebot.bot.search.rules import compile_rule
        from ledebot.bot.watches.digest_section import WatchSection

        async def tastes(target: Target) -> Mapping[str, float]:
            return await self.readers.tastes(target.chat_id)

        marks = MarkBook(self.readers, self.articles, self.clock)
        watched = WatchSection(self.watch_store, self.articles)
        return Composer(self.articles, self.clock, compile_rule, tastes=tastes, marks=marks, watched=watched)


@asynccontextmanager
async def open_container(
    settings: Settings, clock: Clock | None = None, *, search: bool = False
) -> AsyncIterator[Container]:
    """Connect to the store, starting the embedded server where none is set, and bring it up to this version's schema;
    with `search`, open the index as well.

    Raises UserError, one line, when that cannot be done.
    """
    clock = clock or SystemClock()
    if search:
        asyncio.get_running_loop().run_in_executor(None, dictionary.load)  # most queries ask for words
    async with AsyncExitStack() as stack:
        supervisor = Supervisor(clock)
        redis = await stack.enter_async_context(open_redis(settings, supervisor))
        articles, habits = Articles(redis, clock, StoryIndex(redis)), SourceHabits(redis)
        await _greet(articles)
        await bring_up(redis, clock, MIGRATIONS)
        subscribers, readers, counters = Subscribers(redis), Readers(redis), DeliveryCounters(redis)
        outbox, watch_store = OutboxStore(redis, clock), WatchStore(redis)
        sources, renames = Sources(redis), SourceRenames(redis)
        index = SearchIndex(settings.home / "index", articles, clock)
        if search:
            await index.open(supervisor)
            stack.push_async_callback(index.close)

        marks = MarkBook(readers, articles, clock)
        follow_ups = FollowUps(readers, marks, articles, outbox, clock, subscribers)

        yield Container(
            settings=settings,
            clock=clock,
            redis=redis,
            articles=articles,
            subscribers=subscribers,
            sources=sources,
            renames=renames,
            renaming=Renaming(renames, sources, RenamedArticles(redis), RenamedForReaders(redis), habits, clock),
            editor=SourceEditor(sources, renames, clock, settings.sources, settings.rsshub),
            readers=readers,
            search=index,
            habits=habits,
            ingestor=Ingestor(articles, read_one, habits),
            outbox=outbox,
            stats=counters,
            server=Server(redis),
            watches=Watches(watch_store, articles, outbox, clock, subscribers, marks, follow_ups),
            watch_store=watch_store,
            story_mender=Regrouping(redis),
            # Deliveries first: in a migration they find their subscriber at the old chat, but not the other way round.
            personal=PersonalData(
                clock,
                (counters, SubscriptionData(subscribers, articles, clock), readers, watch_store, States(redis)),
                Together(redis),
            ),
            supervisor=supervisor,
        )


async def _greet(articles: Articles) -> None:
    """Meet the store before anything else begins. Raises UserError if it is not there."""
    try:
        await articles.head()
    except StoreUnavailableError as error:
        raise UserError(f"{error} Start it, correct REDIS_URL, or leave that out for the embedded server.") from None


@asynccontextmanager
async def open_redis(settings: Settings, supervisor: Supervisor) -> AsyncIterator[Client]:
    """Connect to the store as it is, starting the embedded server where none is set."""
    async with AsyncExitStack() as stack:
        url = settings.redis_url
        if url is None:
            server = EmbeddedServer(settings.home)
            await asyncio.to_thread(server.start)
            stack.callback(server.stop)
            url = server.url
            await stack.enter_async_context(supervisor.beside("embedded server", server.watch))
        redis = connect(url)
        stack.push_async_callback(redis.aclose)
        yield redis
