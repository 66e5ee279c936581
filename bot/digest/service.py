"""Digests as a service: loads a window of the log once, and renders each distinct content once.

A window is (after, up_to] of the article log, by arrival. Only NEW entries are news; a revision changes how an
article reads, not that it was told. What a subscriber's earlier digests could already tell of a story is known
without a ledger: those of its reports that arrived before the window and pass the subscriber's filters.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container, Hashable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.callback_data import More
from ledebot.bot.digest.rank import rank
from ledebot.bot.digest.render import Look, Page, render, shown_order
from ledebot.bot.digest.schedule import zone
from ledebot.bot.digest.select import Compile, Passed, Reason, reasons, selector, try_rule
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import Article, Change, Digest, Filters, Length, Subscriber, Target, position
from ledebot.bot.search.match import compile_rule
from ledebot.bot.stories.grouping import Story, group
from ledebot.bot.stories.ports import ArticleReader
from ledebot.bot.watches.digest_section import WatchSection

MAX_WINDOW = 5000
"""Articles of one window that are looked at, the newest; the digest says how many more there were."""
CHUNK = 1000
"""Log entries read at once."""
WINDOWS = 8
DIGESTS = 256
SELECTIONS = 64
"""How many windows, rendered digests and selections are remembered."""

Tastes = Callable[[Target], Awaitable[Mapping[str, float]]]
"""Gives a reader's weights by `topic:NAME` and `source:NAME`; positive for what the reader likes."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Recent(Generic[K, V]):
    """The values used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def values(self) -> list[V]:
        return list(self._held.values())

    def put(self, key: K, value: V) -> V:
        self._held[key] = value
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return value


class Composer:
    """Builds digests; satisfies `DigestComposer`."""

    def __init__(
        self,
        articles: ArticleReader,
        clock: Clock,
        compile_rule: Compile = compile_rule,
        *,
        tastes: Tastes | None = None,
        watched: WatchSection | None = None,
    ) -> None:
        self._articles = articles
        self._clock = clock
        self._compile = compile_rule
        self._tastes = tastes
        self._watched = watched
        self._windows: _Recent[tuple[str, str], Window] = _Recent(WINDOWS)
        self._selections: _Recent[Hashable, list[Story]] = _Recent(SELECTIONS)
        self._digests: _Recent[Hashable, Digest] = _Recent(DIGESTS)
        self._loading = asyncio.Lock()

    async def compose(self, subscriber: Subscriber, *, after: str | None = None, up_to: str | None = None) -> Digest:
        """Render what arrived in (after, up_to]; by default since the last delivered digest, till now."""
        window = await self._window(subscriber.cursor if after is None else after, up_to or await self._articles.head())
        digest = await self._digest(subscriber, window, skip=0)
        if self._watched is None:
            return digest
        return await self._watched.add(digest, subscriber, after=window.after, up_to=window.up_to)

    async def more(self, subscriber: Subscriber, part: More) -> Digest:
        """Render the stories of a window that were left out of the digest, the next `max_stories` of them."""
        return await self._digest(subscriber, await self._window(part.after, part.up_to), skip=part.skip)

    async def preview(
        self,
        *,
        topics: Sequence[str] = (),
        since: timedelta = timedelta(days=1),
        language: str = "zh-hans",
        length: Length = Length.MEDIUM,
    ) -> Digest:
        """Render the digest that a new subscriber to these topics (none: to everything) would get."""
        reader = Subscriber(
            Target(0),
            language=language,
            length=length,
            filters=Filters(everything=not topics, topics=tuple(topics)),
        )
        return await self.compose(reader, after=await self._articles.cursor_at(self._clock.now() - since))

    async def why(self, subscriber: Subscriber, article_id: str) -> tuple[Reason, ...] | None:
        """List the filters that let an article pass; None if the article is gone."""
        found = await self._articles.get([article_id])
        return reasons(found[0], subscriber.filters, self._compile) if found else None

    async def try_rule(self, query: str, *, since: timedelta = timedelta(days=7)) -> Passed:
        """Count what a rule would have passed of the articles that arrived since then."""
        after = await self._articles.cursor_at(self._clock.now() - since)
        window = await self._window(after, await self._articles.head())
        return try_rule(query, window.articles, self._compile)

    # --- the digest -----------------------------------------------------------------------------------

    async def _digest(self, subscriber: Subscriber, window: Window, *, skip: int) -> Digest:
        taste = await self._tastes(subscriber.target) if self._tastes else {}
        now = self._clock.now()
        zone(subscriber.schedule.zone)
        stories = self._stories(subscriber, window)
        key = (
            *(
                window.after,
                window.up_to,
                subscriber.filters,
                subscriber.language,
                subscriber.convert,
                subscriber.length,
            ),
            *(subscriber.max_stories, subscriber.schedule.zone, _local_day(now, subscriber.schedule.zone), skip),
            *(tuple(sorted(taste.items())), tuple(story.id for story in stories if story.update)),
        )
        return self._digests.get(key) or self._digests.put(
            key, render_digest(subscriber, window, rank(stories, subscriber.filters, taste, now), now, skip)
        )

    def _stories(self, subscriber: Subscriber, window: Window) -> list[Story]:
        since = subscriber.joined or datetime.min.replace(tzinfo=UTC)
        fresh = any(article.fetched < since for reports in window.earlier.values() for article in reports)
        key = (window.after, window.up_to, subscriber.filters, since if fresh else None)
        held = self._selections.get(key)
        if held is None:
            held = self._selections.put(key, select_stories(subscriber.filters, window, since, self._compile))
        return held

    # --- the window -----------------------------------------------------------------------------------

    async def _window(self, after: str, up_to: str) -> Window:
        async with self._loading:
            if held := self._windows.get((after, up_to)):
                return held
            # Those who are served at the same moment mostly differ in when they were served last.
            wider = (window.later(after) for window in self._windows.values() if window.up_to == up_to)
            found = next(filter(None, wider), None) or await self._load(after, up_to)
            return self._windows.put((after, up_to), found)

    async def _load(self, after: str, up_to: str) -> Window:
        cursors: dict[str, str] = {}
        cursor, total = after, 0
        while entries := await self._articles.log(cursor, up_to=up_to, limit=CHUNK):
            cursor = entries[-1].cursor
            for entry in entries:
                if entry.change is Change.NEW:
                    cursors[entry.article_id] = entry.cursor
                    total += 1
                elif entry.change is Change.REMOVED and entry.article_id in cursors:
                    del cursors[entry.article_id]
                    total -= 1
            while len(cursors) > MAX_WINDOW:
                del cursors[next(iter(cursors))]
        articles = tuple(await self._articles.get(cursors))
        grouped = by_story(articles)
        earlier = {
            story: told
            for story in grouped
            if story not in cursors and (told := await self._earlier(story, cursors, after))
        }
        kept = tuple(cursors[article.id] for article in articles)
        return Window(after, up_to, articles, kept, grouped, earlier, total - len(cursors))

    async def _earlier(self, story: str, ids: Container[str], after: str) -> tuple[Article, ...]:
        """Load a story's reports that arrived before the window; a story is named after its first report."""
        milliseconds, _ = position(after)
        return tuple(
            article
            for article in await self._articles.story(story)
            if article.id not in ids and article.fetched.timestamp() * 1000 < milliseconds + 1
        )


def select_stories(filters: Filters, window: Window, since: datetime, compile_rule: Compile) -> list[Story]:
    """Choose and group a window's articles; `since` is when this reader's digests began."""
    wanted = selector(filters, compile_rule)
    told = {
        story: seen
        for story, reports in window.earlier.items()
        if (seen := [report for report in reports if report.fetched >= since and wanted(report)])
    }
    return group(filter(wanted, window.articles), window.by_story, told)


def render_digest(subscriber: Subscriber, window: Window, ranked: list[Story], now: datetime, skip: int) -> Digest:
    """Render a subscriber's next stories after the first `skip` ranked ones."""
    look = Look(
        translator(subscriber.language),
        subscriber.schedule.zone,
        now,
        subscriber.filters,
        subscriber.length,
        subscriber.convert,
    )
    shown = ranked[skip : skip + max(subscriber.max_stories, 1)]
    page = Page(shown, len(ranked), More(window.after, window.up_to, skip), window.clipped)
    return Digest(
        parts=render(page, look),
        stories=shown_order(page, look),
        held_back=max(len(ranked) - skip - len(shown), 0),
        cursor=window.up_to,
    )


def _local_day(now: datetime, name: str) -> str:
    return now.astimezone(zone(name)).date().isoformat()
