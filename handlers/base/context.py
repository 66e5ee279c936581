"""What every handler works with: the services, and the chat that an update came from.

Handlers are coroutines that take a request, which holds `Services`; nothing is read from `bot_data` or a custom context
type, so that they run inside any host application. Each module gives its rows of the table of routes by `routes()`; all
their callback data begins with `ld:`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from telegram.ext import BaseHandler, CallbackContext

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.config import Settings
from ledebot.bot.delivery.ports import Outbox, StatsStore
from ledebot.bot.digest.callback_data import Part
from ledebot.bot.digest.select import Passed, Reason
from ledebot.bot.model import Digest, Languages, Subscriber, Target
from ledebot.bot.readers.export import PersonalData
from ledebot.bot.readers.ports import AccessStore, Counts, MarkStore, ReaderStore, SubscriberStore, Tastes
from ledebot.bot.search.ports import SearchEngine
from ledebot.bot.sources.discover import FoundFeed
from ledebot.bot.sources.editing import SourceEditor
from ledebot.bot.sources.ports import SourceStore
from ledebot.bot.stories.marked import MarkBook, Marked
from ledebot.bot.stories.ports import ArticleReader, StoryMender
from ledebot.bot.watches.ports import WatchStore

AnyContext = CallbackContext[Any, Any, Any, Any]
AnyHandler = BaseHandler[Any, AnyContext, Any]


class StateStore(Protocol):
    """Short-lived state behind inline buttons."""

    async def put(self, chat_id: int, value: dict[str, Any], *, ttl: int = ..., key: str | None = None) -> str:
        """Keep a value for a chat, whose oldest one beyond some number goes; returns its short key.

        With `key`, replaces that one.
        """
        ...

    async def get(self, key: str) -> dict[str, Any] | None:
        """Give a value back, or None when it has expired."""
        ...


class DigestComposer(Protocol):
    """Builds a subscriber's digest."""

    async def compose(self, subscriber: Subscriber, *, after: str | None = None, up_to: str | None = None) -> Digest:
        """Render what arrived in the window (after, up_to]; by default since the last delivered digest, till now."""
        ...

    async def part(self, subscriber: Subscriber, part: Part) -> Digest:
        """Render the next stories of a part: what a digest left out, or what was published in a time."""
        ...

    async def week(self, subscriber: Subscriber, since: datetime, until: datetime) -> Digest:
        """Render what most sources told in [since, until), with what became of it."""
        ...

    async def why(self, subscriber: Subscriber, article_id: str) -> tuple[Reason, ...] | None:
        """List the filters that let an article pass; None if the article is gone."""
        ...

    async def try_rule(self, query: str, *, since: timedelta = ..., languages: Languages = ...) -> Passed:
        """Count what a rule would have passed of the articles that arrived lately."""
        ...


class FeedFinder(Protocol):
    """Finds what a site offers to follow."""

    async def look(self, text: str) -> tuple[FoundFeed, ...]:
        """Find and read the feeds of a site, or the one feed whose address this is; empty if there is none.

        Raises InputError for what is no address and FetchError if the site cannot be reached.
        """
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers may use; built by bot/app/."""

    settings: Settings
    clock: Clock
    articles: ArticleReader
    subscribers: SubscriberStore
    search: SearchEngine
    composer: DigestComposer
    sources: SourceStore
    editor: SourceEditor
    states: StateStore
    readers: ReaderStore
    access: AccessStore
    counts: Counts
    personal: PersonalData
    outbox: Outbox
    stats: StatsStore
    tastes: Tastes
    watches: WatchStore
    feeds: FeedFinder
    stories: StoryMender
    marks: MarkStore
    command_names: Mapping[str, str] = field(default_factory=dict)
    """What our commands are called in a host application that has their names already."""

    async def marked(self, target: Target) -> Marked:
        """Give what a chat follows or has muted."""
        return await MarkBook(self.marks, self.articles, self.clock).of(target)
