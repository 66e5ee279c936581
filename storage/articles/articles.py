"""Articles in Redis: identity, revisions, the log, and the orders in which they are read.

A batch is read in two pipelined round trips, decided in Python, and written by one script, document after document. The
script compares what it finds with what the decision was based on; where another process, or an earlier document of the
same batch, was faster, it writes nothing of that document, and it is decided again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

import msgspec

from ledebot.bot.core.clock import Clock
from ledebot.bot.model import Article, Change, Document, LogEntry, Section
from ledebot.storage.articles.identity import Stored, aliases_of, create, id_of_words, match, revise
from ledebot.storage.articles.scripts import REMOVE_ARTICLE, SAVE_ARTICLE
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.base.codec import dumps, json_of, readable
from ledebot.storage.base.errors import translated

log = logging.getLogger(__name__)
_json = msgspec.json.Encoder().encode

AT_ONCE = 64
"""Documents written by one call of the script, which keeps Redis busy for some 3 ms."""
Decided: TypeAlias = tuple[int, Article, Stored | None, tuple[str, ...]]
"""A document's place in its batch, the article to write, the one that it revises, and its identities."""
MOST_NAMES = 20_000
"""Topics, and sources, that are listed: readers' words are looked up among them, and feeds may bring any number."""
MAX_ROUNDS = 100
"""Rounds of deciding again before giving up; each round lands at least one document of those in conflict."""


class StoryAssigner(Protocol):
    """Decides which story a new article tells."""

    async def assign(self, articles: Sequence[Article]) -> list[Article]:
        """Give the articles back with `story` and `sketch` filled in; safe to repeat."""
        ...

    async def mend(self, now: datetime) -> None:
        """Join the stories that the articles, now written, showed to be one."""
        ...


class Articles:
    """The store of articles; satisfies both `ArticleWriter` and `ArticleReader`."""

    def __init__(self, redis: Client, clock: Clock, stories: StoryAssigner | None = None) -> None:
        self._redis = redis
        self._clock = clock
        self._stories = stories
        self._save = redis.register_script(SAVE_ARTICLE)
        self._remove = redis.register_script(REMOVE_ARTICLE)

    # --- writing ------------------------------------------------------------------------------------

    @translated
    async def save(self, documents: Sequence[Document]) -> list[Change | None]:
        """Store a batch; see `ArticleWriter.save`."""
        outcome: list[Change | None] = [None] * len(documents)
        open_ = list(range(len(documents)))
        for _ in range(MAX_ROUNDS):
            if not open_:
                return outcome
            open_ = await self._save_round(documents, open_, outcome)
        raise RuntimeError(f"{len(open_)} documents still in conflict after {MAX_ROUNDS} rounds")

    async def _save_round(
        self, documents: Sequence[Document], positions: list[int], outcome: list[Change | None]
    ) -> list[int]:
        """Decide and write the documents at `positions`; returns those that must be decided again."""
        now = self._clock.now()
        aliases = [aliases_of(documents[position]) for position in positions]
        known, stored = await self._lookup([documents[position] for position in positions], aliases)
        plans: list[Decided] = []
        seen: list[str] = []
        for position, names in zip(positions, aliases, strict=True):
            document = documents[position]
            old = match(document, names, known, stored)
            if old is None:
                plans.append((position, create(document, names, known, now), None, names))
            elif article := revise(document, old.article, now):
                plans.append((position, article, old, names))
            else:
                seen.append(old.article.id)
        if self._stories and plans:
            told = await self._stories.assign([article for _, article, _, _ in plans])
            plans = [(at, article, old, names) for (at, _, old, names), article in zip(plans, told, strict=True)]
        if seen:
            await self._redis.zadd(keys.ARTICLES_BY_SEEN, dict.fromkeys(seen, now.timestamp()))
        results: list[int] = []
        for at in range(0, len(plans), AT_ONCE):
            results += await self._write(plans[at : at + AT_ONCE], known, now)
        if self._stories and plans:
            await self._stories.mend(now)
        again: list[int] = []
        for (position, article, _, _), written in zip(plans, results, strict=True):
            if written:
                outcome[position] = Change.NEW if article.revision == 1 else Change.REVISED
            else:
                again.append(position)
        return again

    async def _lookup(
        self, documents: list[Document], aliases: list[tuple[str, ...]]
    ) -> tuple[dict[str, str | None], dict[str, Stored]]:
        names = sorted({name for group in aliases for name in group})
        known = dict(zip(names, await self._redis.hmget(keys.ARTICLE_ALIASES, names), strict=True))
        ids = {article_id for article_id in known.values() if article_id}
        for document, group in zip(documents, aliases, strict=True):
            if all(known[name] for name in group):
                ids.add(id_of_words(document, group))
        async with self._redis.pipeline(transaction=False) as pipe:
            for article_id in ids:
                pipe.hmget(keys.article(article_id), "data", "aliases")
            records = await pipe.execute()
        stored = {
            article_id: Stored(article, tuple(json_of(list, "an article's names", held) or ()))
            for article_id, (data, held) in zip(ids, records, strict=True)
            for article in readable(Article, [data])
        }
        return known, stored

    async def _write(self, plans: Sequence[Decided], known: Mapping[str, str | None], now: datetime) -> list[int]:
        """Write articles; gives for each whether it could still be written."""
        found: list[int] = await self._save(
            keys=[keys.ARTICLE_LOG, *(keys.article(article.id) for _, article, _, _ in plans)],
            args=[
                _json([_plan(article, old, names, known, now) for _, article, old, names in plans]),
                *(dumps(article) for _, article, _, _ in plans),
            ],
        )
        return found

    @translated
    async def expire(self, before: datetime) -> int:
        """Remove articles last seen in their source before then; see `ArticleWriter.expire`."""
        removed = 0
        while ids := await self._redis.zrange(
            keys.ARTICLES_BY_SEEN, "-inf", f"({before.timestamp()}", byscore=True, offset=0, num=500
        ):
            found = await self.get(ids)
            now_removed = sum([await self._remove_one(article) for article in found])
            removed += now_removed
            if gone := set(ids) - {article.id for article in found}:
                await self._redis.zrem(keys.ARTICLES_BY_SEEN, *gone)
            if not now_removed and not gone:
                break  # what has just been revised is seen again; what is always another revision must not hold us
        oldest = int(before.timestamp() * 1000)
        await self._redis.xtrim(keys.ARTICLE_LOG, minid=f"{oldest}-0", approximate=True)
        return removed

    async def _remove_one(self, article: Article) -> int:
        plan = {
            "id": article.id,
            "rev": article.revision,
            "now_ms": str(int(self._clock.now().timestamp() * 1000)),
            "story": article.story,
            "topics": list(article.topics),
            "section": article.section or "",
            "source": article.source,
        }
        result = await self._remove(
            keys=[keys.article(article.id), keys.ARTICLE_LOG],
            args=[_json(plan)],
        )
        return int(result)

    # --- reading ------------------------------------------------------------------------------------

    @translated
    async def get(self, ids: Iterable[str]) -> list[Article]:
        """Load articles by id; see `ArticleReader.get`."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for article_id in ids:
                pipe.hget(keys.article(article_id), "data")
            return readable(Article, await pipe.execute())

    @translated
    async def log(self, after: str, *, up_to: str = "+", limit: int = 1000) -> list[LogEntry]:
        """Read log entries; see `ArticleReader.log`."""
        entries = await self._redis.xrange(keys.ARTICLE_LOG, min=f"({after}", max=up_to, count=limit)
        return [entry for cursor, fields in entries if (entry := _entry(cursor, fields)) is not None]

    @translated
    async def head(self) -> str:
        """Tell the cursor of the newest log entry."""
        newest = await self._redis.xrevrange(keys.ARTICLE_LOG, count=1)
        return str(newest[0][0]) if newest else "0-0"

    async def cursor_at(self, moment: datetime) -> str:
        """Tell the last cursor before `moment`; see `ArticleReader.cursor_at`."""
        before = int(moment.timestamp() * 1000) - 1
        return f"{before}-{2**64 - 1}" if before >= 0 else "0-0"

    @translated
    async def latest(
        self, limit: int, *, topic: str | None = None, source: str | None = None, section: Section | None = None
    ) -> list[Article]:
        """Give the newest articles by publishing time; topic, source and section together narrow further."""
        asked = [
            *([keys.topic_articles(topic)] if topic else ()),
            *([keys.source_articles(source)] if source else ()),
            *([keys.section_articles(section)] if section else ()),
        ]
        if len(asked) > 1:
            # Scores are the publishing times in all; intersecting adds them, which keeps the order.
            shared = await self._redis.zinter(asked, withscores=True)
            ids = [article_id for article_id, _ in sorted(shared, key=lambda pair: -float(pair[1]))[:limit]]
        else:
            ids = await self._redis.zrevrange(asked[0] if asked else keys.ARTICLES_BY_TIME, 0, limit - 1)
        return await self.get(ids)

    @translated
    async def published(self, since: datetime, until: datetime) -> list[str]:
        """List the ids of the articles published in [since, until), the oldest first."""
        first, last = since.timestamp(), f"({until.timestamp()!r}"
        return list(await self._redis.zrange(keys.ARTICLES_BY_TIME, first, last, byscore=True))

    @translated
    async def ids(self) -> list[str]:
        """List the ids of all stored articles, by publishing time."""
        return list(await self._redis.zrange(keys.ARTICLES_BY_TIME, 0, -1))

    @translated
    async def topics(self) -> Mapping[str, int]:
        """Count the stored articles of each topic, the largest first; see `ArticleReader.topics`."""
        return await self._counts(keys.TOPIC_COUNTS)

    @translated
    async def sources(self) -> Mapping[str, int]:
        """Count the stored articles of each source, the largest first; see `ArticleReader.sources`."""
        return await self._counts(keys.SOURCE_COUNTS)

    async def _counts(self, key: str) -> Mapping[str, int]:
        counted = await self._redis.zrevrange(key, 0, MOST_NAMES - 1, withscores=True)
        return {name: int(count) for name, count in counted}

    @translated
    async def story(self, story: str) -> list[Article]:
        """Load all stored articles of one story, oldest first."""
        return await self.get(await self._redis.zrange(keys.story(story), 0, -1))


def _entry(cursor: str, fields: Mapping[str, str]) -> LogEntry | None:
    """Read a log entry; None, and a line in the log, for one that cannot be read: the others go on."""
    try:
        return LogEntry(cursor, fields["id"], int(fields["rev"]), Change(fields["change"]))
    except (KeyError, ValueError) as error:
        log.error("log entry %s is left out, it cannot be read: %r", cursor, error)
        return None


def _plan(
    article: Article, old: Stored | None, names: tuple[str, ...], known: Mapping[str, str | None], now: datetime
) -> dict[str, object]:
    """Tell the script what was decided for an article, and on what."""
    # An alias that already leads elsewhere stays there: its article was judged to be a different one.
    own = tuple(name for name in names if known[name] in (None, article.id))
    return {
        "id": article.id,
        "rev": article.revision,
        "change": Change.NEW if old is None else Change.REVISED,
        "aliases": sorted({*own, *(old.aliases if old else ())}),
        "expected": {name: known[name] or "" for name in names},
        "published": article.published.timestamp(),
        "now": now.timestamp(),
        "now_ms": str(int(now.timestamp() * 1000)),
        "story": article.story,
        "old_story": old.article.story if old else "",
        "topics": article.topics,
        "old_topics": old.article.topics if old else (),
        "section": article.section or "",
        "old_section": (old.article.section or "") if old else "",
        "source": article.source,
        "old_source": old.article.source if old else "",
    }
