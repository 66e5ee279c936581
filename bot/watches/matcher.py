"""Saved searches: every new article is matched against all of them as it arrives.

The watches wait in memory, each filed under a token that an article must hold to match it; an article looks up its
own tokens, so the cost hardly grows with the number of watches. The log is followed with a cursor of its own, kept
after the alerts are queued: after a crash the last step is repeated, and the queue knows an alert by its key.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ledebot.bot.core.background import SOURCES
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.i18n import translator
from ledebot.bot.delivery.ports import Outbox, Subscriptions
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Article, Change, LogEntry, Schedule, Subscriber, Target
from ledebot.bot.search.match import MatcherSet, Prepared
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.stories.ports import ArticleReader
from ledebot.bot.watches.alerts import alert, asleep, counted
from ledebot.bot.watches.follow_ups import FollowUps
from ledebot.bot.watches.ports import WatchStore
from ledebot.bot.watches.types import Match, Watch, hears, standing

log = logging.getLogger(__name__)

MAX_ALERTS = 5
"""Alerts that one step sends to a chat; the rest is counted in a last one, whose button lists it."""
BATCH = 200
"""Log entries matched in one step."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An article with the watches that tell of it at once, and the log entry with which it came.

    `names` are those that its story, or what was joined with it, can have had before.
    """

    article: Article
    watches: tuple[Watch, ...]
    cursor: str
    names: tuple[str, ...]


class Watches:
    """Matches arriving articles and queues the alerts."""

    def __init__(
        self,
        store: WatchStore,
        articles: ArticleReader,
        outbox: Outbox,
        clock: Clock,
        subscribers: Subscriptions,
        marks: MarkBook | None = None,
        follow_ups: FollowUps | None = None,
    ) -> None:
        self._store = store
        self._articles = articles
        self._outbox = outbox
        self._clock = clock
        self._subscribers = subscribers
        self._marks = marks
        self._follow_ups = follow_ups
        self._set: MatcherSet[tuple[Target, str]] = MatcherSet()
        self._watches: dict[Target, dict[str, Watch]] = {}
        self._mark: str | None = None

    async def tick(self) -> None:
        """Match what has arrived since the last time. Raises StoreUnavailableError; nothing is lost by it."""
        cursor = await self._store.cursor()
        if cursor is None:
            await self._store.finish(await self._articles.head(), {})
            return
        while entries := await self._articles.log(cursor, limit=BATCH):
            await self._load()
            found = await self._match(cursor, entries)
            cursor = entries[-1].cursor
            await self._store.finish(cursor, found)

    async def _load(self) -> None:
        """Take over the watches that changed."""
        changed, self._mark = await self._store.changed(self._mark, tuple(self._watches))
        await SOURCES.run(self._replace, changed)

    def _replace(self, changed: Mapping[Target, Sequence[Watch]]) -> None:
        for target, watches in changed.items():
            for gone in self._watches.pop(target, {}):
                self._set.discard((target, gone))
            if watches:
                self._watches[target] = {watch.id: watch for watch in watches}
            for watch in watches:
                try:
                    self._set.add((target, watch.id), standing(watch.query))
                except Exception:
                    log.exception("watch %s of %s cannot be used; the others are", watch.id, target)

    async def _match(self, after: str, entries: Sequence[LogEntry]) -> Mapping[Target, Sequence[Match]]:
        """Match the new articles of (after, last entry]; a revision is no news."""
        new = {entry.article_id: entry for entry in entries if entry.change is Change.NEW}
        kept: dict[Target, list[Match]] = defaultdict(list)
        alerts: dict[Target, list[_Found]] = defaultdict(list)
        names_of: dict[str, tuple[str, ...]] = {}
        articles = await self._articles.get(new) if self._set or self._follow_ups else []
        matching = await SOURCES.run(lambda: list(map(self._matching, articles)))
        for article, names in zip(articles, matching, strict=True):
            cursor = new[article.id].cursor
            found: dict[Target, list[Watch]] = defaultdict(list)
            for target, name in names:
                watch = self._watches[target][name]
                if hears(watch, cursor):
                    found[target].append(watch)
            for target, watches in found.items():
                kept[target] += (Match(cursor, article.id, watch.id) for watch in watches if watch.when.in_digest)
                if at_once := tuple(watch for watch in watches if watch.when.at_once):
                    if article.story not in names_of:
                        names_of[article.story] = await self._names(article)
                    alerts[target].append(_Found(article, at_once, cursor, names_of[article.story]))
        for target, stories in alerts.items():
            try:
                kept[target] += await self._alert(target, stories, after, entries[-1].cursor)
            except StoreUnavailableError:
                raise
            except Exception:
                log.exception("chat %s cannot be alerted; the others are", target)
        if self._follow_ups is not None:
            alerted = {target: {found.article.id for found in stories} for target, stories in alerts.items()}
            await self._follow_ups.tell(articles, alerted)
        return kept

    def _matching(self, article: Article) -> Sequence[tuple[Target, str]]:
        """Name the watches that an article matches; none where it cannot be read, and the others go on."""
        try:
            return self._set.matching(Prepared(article))
        except Exception:
            log.exception("article %s cannot be matched; the others are", article.id)
            return ()

    async def _names(self, article: Article) -> tuple[str, ...]:
        """List what a story may have been called when earlier reports were told: each story is named after a report."""
        reports = [] if article.story == article.id else await self._articles.story(article.story)
        return tuple(report.id for report in reports if report.id not in (article.id, article.story))

    async def _alert(self, target: Target, stories: Sequence[_Found], after: str, up_to: str) -> list[Match]:
        """Queue an alert for each story, and one for those beyond the most; gives what that one counts.

        The outbox knows the stories that the chat was told of by another report's alert.
        """
        first = stories[0].watches[0]
        stranger = Subscriber(target, language=first.language, schedule=Schedule(zone=first.zone))
        reader = await self._subscribers.get(target) or stranger
        stories = [found for found in stories if reader.languages.cover(found.article.language)]
        if self._marks is not None:
            marked = await self._marks.of(target)
            stories = [found for found in stories if not marked.hides(found.article)]
        if not stories:
            return []
        t, zone = translator(reader.language), reader.schedule.zone
        silent = asleep(reader.schedule, self._clock.now())
        by_story = {found.article.story: found for found in reversed(stories)}
        ordered = list(reversed(by_story.values()))
        for found in ordered[:MAX_ALERTS]:
            message = replace(alert(found.article, found.watches, t, zone, reader.script), silent=silent)
            key, also = f"watch:{found.article.story}", [f"watch:{name}" for name in found.names]
            await self._outbox.enqueue(target, [message], kind=Kind.ALERT, key=key, also=also)
        rest = ordered[MAX_ALERTS:]
        if rest:
            message = replace(counted(len(rest), after, up_to, t), silent=silent)
            await self._outbox.enqueue(target, [message], kind=Kind.ALERT, key=f"watches:{rest[-1].article.id}")
        return [Match(found.cursor, found.article.id, found.watches[0].id, counted=True) for found in rest]
