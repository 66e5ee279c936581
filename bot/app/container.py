"""Settings to adapters to services: everything below Telegram."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import Clock, SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import StoreUnavailableError, UserError
from ledebot.bot.core.lasting import settle
from ledebot.bot.model import Article, Target
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client, connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.base.migrations import bring_up
from ledebot.storage.migrations import MIGRATIONS
from ledebot.storage.operator.server import Server
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources

if TYPE_CHECKING:
    from ledebot.bot.digest.service import Composer
    from ledebot.bot.readers.export import PersonalData
    from ledebot.bot.readers.renaming import Renaming
    from ledebot.bot.sources.editing import SourceEditor
    from ledebot.bot.sources.ingest import Ingestor
    from ledebot.bot.stories.marked import MarkBook
    from ledebot.bot.watches.matcher import Watches
    from ledebot.storage.delivery.counters import DeliveryCounters
    from ledebot.storage.delivery.outbox import OutboxStore
    from ledebot.storage.readers.readers import Readers
    from ledebot.storage.readers.subscribers import Subscribers
    from ledebot.storage.sources.habits import SourceHabits
    from ledebot.storage.stories.regrouping import Regrouping
    from ledebot.storage.stories.stories import StoryIndex
    from ledebot.storage.watches.watches import WatchStore

log = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots: what is made when it is first asked for is kept
class Container:
    """Everything below Telegram, connected. What searching and storing need none of is loaded when it is asked for."""

    settings: Settings
    clock: Clock
    redis: Client
    articles: Articles
    sources: Sources
    renames: SourceRenames
    search: SearchIndex
    server: Server
    supervisor: Supervisor
    own_process: bool

    @cached_property
    def readers(self) -> Readers:
        """What readers saved, marked and voted on."""
        from ledebot.storage.readers.readers import Readers

        return Readers(self.redis)

    @cached_property
    def subscribers(self) -> Subscribers:
        """Who gets digests, of what and when."""
        from ledebot.storage.readers.subscribers import Subscribers

        return Subscribers(self.redis)

    @cached_property
    def watch_store(self) -> WatchStore:
        """What is watched for."""
        from ledebot.storage.watches.watches import WatchStore

        return WatchStore(self.redis)

    @cached_property
    def outbox(self) -> OutboxStore:
        """What waits to be sent."""
        from ledebot.storage.delivery.outbox import OutboxStore

        return OutboxStore(self.redis, self.clock)

    @cached_property
    def stats(self) -> DeliveryCounters:
        """What was sent, and how it ended."""
        from ledebot.storage.delivery.counters import DeliveryCounters

        return DeliveryCounters(self.redis)

    @cached_property
    def habits(self) -> SourceHabits:
        """What is learned of sources."""
        from ledebot.storage.sources.habits import SourceHabits

        return SourceHabits(self.redis)

    @cached_property
    def ingestor(self) -> Ingestor:
        """What reads and stores articles."""
        from ledebot.bot.sources.ingest import Ingestor, read_one

        return Ingestor(self.articles, read_one, self.habits, settle if self.own_process else None)

    @cached_property
    def story_mender(self) -> Regrouping:
        """What takes reports out of stories by hand."""
        from ledebot.storage.stories.regrouping import Regrouping

        return Regrouping(self.redis)

    @cached_property
    def composer(self) -> Composer:
        """What makes digests."""
        from ledebot.bot.digest.service import Composer
        from ledebot.bot.search.rules import compile_rule
        from ledebot.bot.watches.digest_section import WatchSection

        async def tastes(target: Target) -> Mapping[str, float]:
            return await self.readers.tastes(target.chat_id)

        watched = WatchSection(self.watch_store, self.articles)
        return Composer(self.articles, self.clock, compile_rule, tastes=tastes, marks=self._marks, watched=watched)

    @cached_property
    def watches(self) -> Watches:
        """What tells of what is watched for, and of stories followed."""
        from ledebot.bot.watches.follow_ups import FollowUps
        from ledebot.bot.watches.matcher import Watches

        follow_ups = FollowUps(self.readers, self._marks, self.articles, self.outbox, self.clock, self.subscribers)
        return Watches(
            self.watch_store, self.articles, self.outbox, self.clock, self.subscribers, self._marks, follow_ups
        )

    @cached_property
    def renaming(self) -> Renaming:
        """What carries a source's new name to all that is stored."""
        from ledebot.bot.readers.renaming import Renaming
        from ledebot.storage.articles.renaming import RenamedArticles
        from ledebot.storage.readers.renaming import RenamedForReaders

        articles, readers = RenamedArticles(self.redis), RenamedForReaders(self.redis)
        return Renaming(self.renames, self.sources, articles, readers, self.habits, self.clock)

    @cached_property
    def editor(self) -> SourceEditor:
        """What changes sources by hand."""
        from ledebot.bot.sources.editing import SourceEditor

        return SourceEditor(self.sources, self.renames, self.clock, self.settings.sources, self.settings.rsshub)

    @cached_property
    def personal(self) -> PersonalData:
        """All that is kept of a chat."""
        from ledebot.bot.readers.export import PersonalData
        from ledebot.storage.base.states import States
        from ledebot.storage.readers.personal import SubscriptionData, Together

        # Deliveries first: in a migration they find their subscriber at the old chat, but not the other way round.
        subscriptions = SubscriptionData(self.subscribers, self.articles, self.clock)
        parts = (self.stats, subscriptions, self.readers, self.watch_store, States(self.redis))
        return PersonalData(self.clock, parts, Together(self.redis))

    @cached_property
    def _marks(self) -> MarkBook:
        from ledebot.bot.stories.marked import MarkBook

        return MarkBook(self.readers, self.articles, self.clock)


class _Stories:
    """Decides which story an article tells: loaded when the first one is stored."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis

    @cached_property
    def _index(self) -> StoryIndex:
        from ledebot.storage.stories.stories import StoryIndex

        return StoryIndex(self._redis)

    async def assign(self, articles: Sequence[Article]) -> list[Article]:
        """Give the articles with their stories."""
        return await self._index.assign(articles)

    async def mend(self, now: datetime) -> None:
        """Join what the articles showed to be one story."""
        await self._index.mend(now)


@asynccontextmanager
async def open_container(
    settings: Settings, clock: Clock | None = None, *, search: bool = False, own_process: bool = True
) -> AsyncIterator[Container]:
    """Connect to the store, starting the embedded server where none is set, and bring it up to this version's schema;
    with `search`, open the index as well. `own_process`: whether the process is the bot's own, which may settle what
    concerns all of it (`core/lasting.py`).

    Raises UserError, one line, when that cannot be done.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        supervisor = Supervisor(clock)
        redis = await stack.enter_async_context(open_redis(settings, supervisor))
        articles = Articles(redis, clock, _Stories(redis))
        await _greet(articles)
        await bring_up(redis, clock, MIGRATIONS)
        index = SearchIndex(settings.home / "index", articles, clock)
        if search:
            await index.open(supervisor)
            stack.push_async_callback(index.close)

        yield Container(
            settings=settings,
            clock=clock,
            redis=redis,
            articles=articles,
            sources=Sources(redis),
            renames=SourceRenames(redis),
            search=index,
            server=Server(redis),
            supervisor=supervisor,
            own_process=own_process,
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
