"""Saved searches: every new article is matched against all of them as it arrives.

The watches wait in memory, each filed under a token that an article must hold to match it; an article looks up its
own tokens, so the cost hardly grows with the number of watches. The log is followed with a cursor of its own, kept
after the alerts are queued: after a crash the last step is repeated, and the queue knows an alert by its key.
"""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from ledebot.bot.core.background import SOURCES
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.core.i18n import Translator, translator
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link
from ledebot.bot.delivery.ports import Outbox, Subscriptions
from ledebot.bot.delivery.types import Kind
from ledebot.bot.model import Article, Button, Change, LogEntry, Message, Schedule, Target, position
from ledebot.bot.search.match import MatcherSet, Prepared, timeless
from ledebot.bot.stories.ports import ArticleReader

log = logging.getLogger(__name__)

MAX_WATCHES = 20
"""Watches of one chat."""
MAX_QUERY = 200
"""Characters of a watch's query."""
MAX_ALERTS = 5
"""Alerts that one step sends to a chat; the rest is counted in a last one."""
BATCH = 200
"""Log entries matched in one step."""
LEDE_SHOWN = 200
"""Characters of the lede in an alert."""
QUERIES_SHOWN = 400
"""UTF-16 units of the queries that an alert is for."""
MUTED_AT_ONCE = 4
"""Watches that an alert's button mutes; more do not fit into its 64 bytes."""


class When(StrEnum):
    """How the reader hears of a match."""

    NOW = "now"
    DIGEST = "digest"
    BOTH = "both"

    @property
    def at_once(self) -> bool:
        """Whether an alert goes out."""
        return self is not When.DIGEST

    @property
    def in_digest(self) -> bool:
        """Whether the digest has it in its own section."""
        return self is not When.NOW


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search of a chat. Only what arrives after the log entry `since` counts.

    `language` and `zone` are those of who made it; for chats without a subscription, which has its own.
    """

    id: str
    target: Target
    query: str
    since: str
    created: datetime
    when: When = When.NOW
    muted_until: datetime | None = None
    language: str = ""
    zone: str = Schedule().zone


@dataclass(frozen=True, slots=True)
class Match:
    """What a watch found: for the digest's section."""

    cursor: str
    article_id: str
    watch_id: str


class WatchStore(Protocol):
    """Where watches, their matches and the matching's own cursor are kept."""

    async def of(self, target: Target) -> list[Watch]:
        """List a chat's watches, the oldest first."""
        ...

    async def save(self, watch: Watch, *, most: int = MAX_WATCHES) -> bool:
        """Create or replace a watch; False when the chat has as many already."""
        ...

    async def remove(self, target: Target, watch_id: str) -> None:
        """Delete a watch."""
        ...

    async def changed(
        self, since: str | None, known: Iterable[Target] = ()
    ) -> tuple[Mapping[Target, Sequence[Watch]], str]:
        """Give the watches of all chats, or of those that changed since a mark, with the new mark.

        `known` are the chats that the caller holds watches of: one that was forgotten is told among them only.
        """
        ...

    async def cursor(self) -> str | None:
        """Tell up to which log entry articles have been matched; None before the first time."""
        ...

    async def finish(self, cursor: str, matches: Mapping[Target, Sequence[Match]]) -> None:
        """Keep a step's matches for the digests, and the cursor, in one step."""
        ...


def watch_id(target: Target, query: str) -> str:
    """Name a watch: what asks for the same in the same chat is the same watch, however its operators are written."""
    asked = f"{target}\x1f{timeless(query)}"
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def can_watch(query: str) -> bool:
    """Tell whether a query asks for something to be there; dates do not count, since a watch looks at what arrives."""
    return any(not clause.negated for clause in timeless(query).clauses)


class Watches:
    """Matches arriving articles and queues the alerts."""

    def __init__(
        self,
        store: WatchStore,
        articles: ArticleReader,
        outbox: Outbox,
        clock: Clock,
        subscribers: Subscriptions,
    ) -> None:
        self._store = store
        self._articles = articles
        self._outbox = outbox
        self._clock = clock
        self._subscribers = subscribers
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
            cursor = entries[-1].cursor
            await self._store.finish(cursor, await self._match(entries))

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
                    self._set.add((target, watch.id), timeless(watch.query))
                except Exception:
                    log.exception("watch %s of %s cannot be used; the others are", watch.id, target)

    async def _match(self, entries: Sequence[LogEntry]) -> Mapping[Target, Sequence[Match]]:
        """Match new articles; a revision is no news."""
        new = {entry.article_id: entry for entry in entries if entry.change is Change.NEW}
        kept: dict[Target, list[Match]] = defaultdict(list)
        alerts: dict[Target, list[tuple[Article, list[Watch]]]] = defaultdict(list)
        articles = await self._articles.get(new) if self._set else []
        matching = await SOURCES.run(lambda: [self._set.matching(Prepared(article)) for article in articles])
        for article, names in zip(articles, matching, strict=True):
            cursor = new[article.id].cursor
            found: dict[Target, list[Watch]] = defaultdict(list)
            for target, name in names:
                watch = self._watches[target][name]
                if hears(watch, cursor):
                    found[target].append(watch)
            for target, watches in found.items():
                kept[target] += (Match(cursor, article.id, watch.id) for watch in watches if watch.when.in_digest)
                if at_once := [watch for watch in watches if watch.when.at_once]:
                    alerts[target].append((article, at_once))
        for target, stories in alerts.items():
            try:
                await self._alert(target, stories)
            except StoreUnavailableError:
                raise
            except Exception:
                log.exception("chat %s cannot be alerted; the others are", target)
        return kept

    async def _alert(self, target: Target, stories: Sequence[tuple[Article, list[Watch]]]) -> None:
        """Queue an alert for each story; the outbox knows those that the chat was told of by another report's."""
        subscriber = await self._subscribers.get(target)
        if subscriber is not None:
            stories = [story for story in stories if subscriber.languages.cover(story[0].language)]
        if not stories:
            return
        first = stories[0][1][0]
        t = translator(subscriber.language if subscriber else first.language)
        schedule = subscriber.schedule if subscriber else Schedule(zone=first.zone)
        local = self._clock.now().astimezone(ZoneInfo(schedule.zone))
        asleep = schedule.quiet is not None and schedule.quiet.covers(local.time())
        by_story = {article.story: (article, watches) for article, watches in reversed(stories)}
        ordered = list(reversed(by_story.values()))
        for article, watches in ordered[:MAX_ALERTS]:
            message = replace(alert(article, watches, t, schedule.zone), silent=asleep)
            await self._outbox.enqueue(target, [message], kind=Kind.ALERT, key=f"watch:{article.story}")
        more = len(ordered) - MAX_ALERTS
        if more > 0:
            text = t.plural("🔔 {n} more story matches your watches", "🔔 {n} more stories match your watches", more)
            message = Message(text, ((Button(t("My watches"), data="ld:w"),),), silent=asleep)
            key = f"watches:{ordered[-1][0].id}"
            await self._outbox.enqueue(target, [message], kind=Kind.ALERT, key=key)


def alert(article: Article, watches: Sequence[Watch], t: Translator, zone: str) -> Message:
    """Write an alert: what was watched for, and the story."""
    lede = article.lede.short or article.lede.medium
    short = lede if len(lede) <= LEDE_SHOWN else lede[: LEDE_SHOWN - 1] + "…"
    lines = [
        "🔔 " + bold(clip(" · ".join(watch.query for watch in watches), QUERIES_SHOWN)),
        link(clip(article.title, TITLE), article.url),
        f"{escape(clip(article.source, TITLE))} · {t.date(article.published, zone)}",
        *([escape(short)] if short else []),
    ]
    keyboard = (
        (
            Button(t("📖 Read"), data=f"ld:r:{article.id}"),
            Button(t("🔕 Mute 6 h"), data=f"ld:w:mute:{'.'.join(one.id for one in watches[:MUTED_AT_ONCE])}:6"),
        ),
    )
    return Message("\n".join(lines), keyboard)


def hears(watch: Watch, cursor: str) -> bool:
    """Tell whether a watch counts what entered the log there: it was made before, and not muted at that time."""
    muted = watch.muted_until is not None and position(cursor) < (int(watch.muted_until.timestamp() * 1000), 0)
    return position(watch.since) < position(cursor) and not muted
