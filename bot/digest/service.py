"""Digests as a service: loads a window of the log once, and renders each distinct content once.

A window is (after, up_to] of the article log, by arrival. Only NEW entries are news; a revision changes how an
article reads, not that it was told. What a subscriber's earlier digests could already tell of a story is known
without a ledger: those of its reports that arrived before the window and pass the subscriber's filters.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from cachetools import LRUCache

from ledebot.bot.core.background import READERS, Budget
from ledebot.bot.core.clock import Clock
from ledebot.bot.digest.callback_data import More, Part, Published
from ledebot.bot.digest.marked import mark_reasons, with_marks, within
from ledebot.bot.digest.past import Past, as_of, begun, week_before
from ledebot.bot.digest.pipeline import closing_of, group_stories, rank_for, render_digest
from ledebot.bot.digest.ports import Archive
from ledebot.bot.digest.render import Page
from ledebot.bot.digest.roundup import Roundup, together
from ledebot.bot.digest.schedule import due_at, zone
from ledebot.bot.digest.select import Compile, Passed, Reason, reasons, selector, try_rule
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import (
    Article,
    Change,
    ChatKind,
    Digest,
    Filters,
    Languages,
    Length,
    Subscriber,
    Target,
    position,
)
from ledebot.bot.search.rules import compile_rule
from ledebot.bot.stories.grouping import Story
from ledebot.bot.stories.marked import MarkBook, Marked
from ledebot.bot.text.section_names import section_named
from ledebot.bot.watches.digest_section import WatchSection

MAX_WINDOW = 5000
"""Articles of one window that are looked at, the newest; the digest says how many more there were."""
CHUNK = 1000
"""Log entries read at once."""
SLICE = 250
"""Articles that are looked at, or read from the store, in one go."""
TRIAL_BUDGET = 2.0
"""Seconds for trying a rule."""
WINDOWS = 8
DIGESTS = 256
SELECTIONS = 64
"""How many windows, rendered digests and selections are remembered."""

Tastes = Callable[[Target], Awaitable[Mapping[str, float]]]
"""Gives a reader's weights by `topic:NAME` and `source:NAME`; positive for what the reader likes."""

T = TypeVar("T")
V = TypeVar("V")


class Composer:
    """Builds digests; satisfies `DigestComposer`."""

    def __init__(
        self,
        articles: Archive,
        clock: Clock,
        compile_rule: Compile = compile_rule,
        *,
        tastes: Tastes | None = None,
        marks: MarkBook | None = None,
        watched: WatchSection | None = None,
    ) -> None:
        self._articles = articles
        self._clock = clock
        self._compile = compile_rule
        self._tastes = tastes
        self._marks = marks
        self._watched = watched
        self._past = Past(articles)
        self._roundup = Roundup(articles, compile_rule)
        self._windows: LRUCache[tuple[str, str], Window] = LRUCache(WINDOWS)
        self._selections: LRUCache[Hashable, list[Story]] = LRUCache(SELECTIONS)
        self._digests: LRUCache[Hashable, Digest] = LRUCache(DIGESTS)
        self._loading = asyncio.Lock()
        self._trying = asyncio.Lock()
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}

    async def compose(self, subscriber: Subscriber, *, after: str | None = None, up_to: str | None = None) -> Digest:
        """Render what arrived in (after, up_to]; by default since the last delivered digest, till now."""
        window = await self._window(subscriber.cursor if after is None else after, up_to or await self._articles.head())
        marked = within(await self._marked(subscriber), window)
        digest = await self._digest(subscriber, window, marked, More(window.after, window.up_to, 0))
        if self._watched is None:
            return digest
        return await self._watched.add(digest, subscriber, after=window.after, up_to=window.up_to, marked=marked)

    async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
        """Render what is due at a slot: what arrived since the last delivered digest, the week's stories, or both."""
        usual, weekly = due_at(subscriber.schedule, slot)
        if not weekly:
            return await self.compose(subscriber, up_to=up_to)
        week = await self.week(subscriber, week_before(slot, subscriber.schedule.zone), slot)
        return together(await self.compose(subscriber, up_to=up_to), week) if usual else week

    async def part(self, subscriber: Subscriber, part: Part) -> Digest:
        """Render the next `max_stories` stories of a part: what a digest left out, or what was published in a time."""
        marked = await self._marked(subscriber)
        if isinstance(part, Published):
            window, marked = await self._past.window(part), replace(marked, seen=frozenset())  # told again, seen or not
        else:
            window = await self._window(part.after, part.up_to)
        return await self._digest(subscriber, window, within(marked, window), part)

    async def week(self, subscriber: Subscriber, since: datetime, until: datetime) -> Digest:
        """Render what most sources told in [since, until), with what became of it; nothing counts as delivered."""
        marked, now = await self._marked(subscriber), min(until, self._clock.now())
        return await self._roundup.week(subscriber, marked, since, until, now)

    async def preview(
        self,
        *,
        topics: Sequence[str] = (),
        since: timedelta = timedelta(days=1),
        language: str = "zh-hans",
        length: Length = Length.MEDIUM,
    ) -> Digest:
        """Render the digest that a new subscriber to these sections and topics (none: to everything) would get."""
        reader = Subscriber(
            Target(0),
            language=language,
            length=length,
            filters=Filters(
                everything=not topics,
                topics=tuple(topics),
                sections=tuple(section for topic in topics if (section := section_named(topic))),
            ),
        )
        return await self.compose(reader, after=await self._articles.cursor_at(self._clock.now() - since))

    async def why(self, subscriber: Subscriber, article_id: str) -> tuple[Reason, ...] | None:
        """List the filters that let an article pass, and a mark on its story; None if the article is gone."""
        found = await self._articles.get([article_id])
        if not found:
            return None
        met = await READERS.run(reasons, found[0], subscriber.filters, self._compile)
        marked = await self._marked(subscriber)
        return (*met, *mark_reasons(marked, found[0]))

    async def try_rule(
        self, query: str, *, since: timedelta = timedelta(days=7), languages: Languages = Languages.ALL
    ) -> Passed:
        """Count what a rule would have passed of the articles that arrived since then, of the newest if time is short.

        `languages` are those that the reader wants articles in.

        The past begins at a full hour, so that who tries several rules in a row has it loaded once.
        """
        begin = (self._clock.now() - since).replace(minute=0, second=0, microsecond=0)
        after, up_to = await self._articles.cursor_at(begin), await self._articles.head()
        # A lock of its own: whoever tries a rule must not keep digests waiting.
        window = await self._window(after, up_to, self._trying)
        budget, passed = Budget(TRIAL_BUDGET), Passed()
        wanted = [article for article in window.articles[::-1] if languages.cover(article.language)]
        for some in _slices(wanted):
            passed += await READERS.run(try_rule, query, some, self._compile)
            if budget.spent:
                break
        return passed

    # --- the digest -----------------------------------------------------------------------------------

    async def _marked(self, subscriber: Subscriber) -> Marked:
        return await self._marks.of(subscriber.target) if self._marks else Marked()

    async def _digest(self, subscriber: Subscriber, window: Window, marked: Marked, part: Part) -> Digest:
        taste = await self._tastes(subscriber.target) if self._tastes else {}
        now = as_of(part, self._clock.now())
        zone(subscriber.schedule.zone)
        closing = closing_of(subscriber, now) if isinstance(part, More) and not part.skip else ""
        page = Page((), 0, part, window.clipped, begun(part, self._clock.now()), closing)
        if marked.apart:
            window = await READERS.run(window.with_apart, marked.apart)
        stories = await self._stories(subscriber, window, marked)
        if marked != Marked():
            stories = await READERS.run(with_marks, stories, marked, window)
        key = (
            *(
                window.after,
                window.up_to,
                part.skip,
                subscriber.filters,
                subscriber.language,
                subscriber.script,
                subscriber.length,
                subscriber.languages,
            ),
            *((subscriber.title, subscriber.signature) if subscriber.kind is ChatKind.CHANNEL else ("", "")),
            *(subscriber.max_stories, subscriber.schedule.zone, _local_day(now, subscriber.schedule.zone)),
            *(closing, marked, tuple(sorted(taste.items())), tuple(story.id for story in stories if story.update)),
        )

        def rendered() -> Digest:
            return render_digest(subscriber, rank_for(subscriber, stories, taste, now), now, page)

        return await self._once(self._digests, key, lambda: READERS.run(rendered))

    async def _stories(self, subscriber: Subscriber, window: Window, marked: Marked) -> list[Story]:
        since = subscriber.joined or datetime.min.replace(tzinfo=UTC)
        fresh = any(article.fetched < since for reports in window.earlier.values() for article in reports)
        key = (
            *(window.after, window.up_to, subscriber.filters, subscriber.languages),
            *(marked.silenced, marked.apart, since if fresh else None),
        )
        return await self._once(self._selections, key, lambda: self._selected(subscriber, window, marked, since))

    async def _selected(self, subscriber: Subscriber, window: Window, marked: Marked, since: datetime) -> list[Story]:
        """Select in slices, so that the digests of others come in between."""
        passing = await READERS.run(selector, subscriber.filters, self._compile, subscriber.languages)
        wanted = (lambda one: not marked.silences(one) and passing(one)) if marked.silenced else passing
        kept: list[Article] = []
        for some in _slices(window.articles):
            kept += await READERS.run(lambda some: list(filter(wanted, some)), some)
        return await READERS.run(group_stories, kept, window, since, wanted)

    async def _once(self, held: LRUCache[Hashable, V], key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        """Give what is remembered, or make it, once for all who ask meanwhile."""
        found = held.get(key)
        if found is not None:
            return found
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.ensure_future(make())
            task.add_done_callback(lambda _: self._under_way.pop(key))
        made: V = await asyncio.shield(task)
        held[key] = made
        return made

    # --- the window -----------------------------------------------------------------------------------

    async def _window(self, after: str, up_to: str, loading: asyncio.Lock | None = None) -> Window:
        async with loading or self._loading:
            if held := self._windows.get((after, up_to)):
                return held
            # Those who are served at the same moment mostly differ in when they were served last.
            wider = (window.later(after) for window in self._windows.values() if window.up_to == up_to)
            found = next(filter(None, wider), None) or await self._load(after, up_to)
            self._windows[after, up_to] = found
            return found

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
        ids = tuple(cursors)
        articles = tuple([article for some in _slices(ids) for article in await self._articles.get(some)])
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


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut into pieces that take some 50 ms each: others get their turn in between."""
    return (items[at : at + SLICE] for at in range(0, len(items), SLICE))


def _local_day(now: datetime, name: str) -> str:
    return now.astimezone(zone(name)).date().isoformat()
