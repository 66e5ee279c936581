"""Search over the stored articles: satisfies `SearchEngine`.

All terms must hold; only when nothing does are some given up, and named. Candidates come from the index, what is
shown of them from the store, so that no hit is ever older than the article.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import LedebotError, SearchUnavailableError
from ledebot.bot.core.i18n import noop
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.model import Article, Found, Hit
from ledebot.bot.search.match import Prepared, part_holds
from ledebot.bot.search.parse import parse
from ledebot.bot.search.query import Query, Word
from ledebot.bot.search.rank import Candidate, headline
from ledebot.bot.search.snippet import Highlighter, excerpt
from ledebot.bot.search.suggest import MOST, exchanged, suggest
from ledebot.bot.text.fold import bare
from ledebot.storage.search.follower import Follower, IndexedArticles
from ledebot.storage.search.queries import Unit
from ledebot.storage.search.view import View

T = TypeVar("T")

BEHIND = noop("The newest stories cannot be added to the index just now.")
SHORT = 100
"""Characters up to which a query of a small index is answered at once."""
WORDS_TRIED = 4
"""Words up to which other spellings are looked for."""
TRIED = 40
"""Other queries that are asked where one finds nothing, to tell which of them would."""
OPENING = 3.0
"""Seconds that opening waits for the index to reach the log's end; then it goes on in the background."""


class SearchIndex:
    """The search engine of one process."""

    def __init__(self, path: Path, articles: IndexedArticles, clock: Clock) -> None:
        self._articles = articles
        self._clock = clock
        self._follower = Follower(path, articles)
        self._following: asyncio.Task[None] | None = None
        self._view: View | None = None

    async def open(self, supervisor: Supervision) -> None:
        """Begin to follow the log. Never raises: an index that cannot be opened says so when it is searched."""
        self._following = asyncio.create_task(supervisor.keep("search index", self._follower.follow))
        with suppress(LedebotError, TimeoutError):
            await asyncio.wait_for(self.catch_up(), OPENING)

    async def catch_up(self) -> None:
        """Return once everything that is in the log now can be found."""
        await self._follower.catch_up()

    async def step(self) -> bool:
        """Apply what the log says next, once; tells whether there was anything."""
        return await self._follower.step()

    async def close(self) -> None:
        """Stop following; what is not committed is read from the log again next time."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        await self._follower.close()

    async def find(
        self, query: str, *, limit: int = 10, offset: int = 0, newest: bool = False, zone: str = "UTC"
    ) -> Found:
        """Answer a query; see `SearchEngine.find`."""
        started = time.perf_counter()
        now = self._clock.now()
        parsed = parse(query, now=now, zone=zone)
        notes = tuple(map(str, parsed.notes)) + ((BEHIND,) if self._follower.trouble else ())
        if parsed.empty:
            return Found(query, 0, (), took_ms=_since(started), notes=notes)
        view = self._newest_view()
        newest = newest or not parsed.words  # conditions alone tell no better from worse
        match = partial(view.match, parsed, slice(offset, offset + limit), newest, now.timestamp())
        matches = await self._ask(match, at_once=view.small and len(query) <= SHORT)
        total = matches.total
        articles = {article.id: article for article in await self._articles.get(matches.ids)}
        highlighter = Highlighter(parsed)
        found = [
            (articles[article_id], candidate, others)
            for article_id, (candidate, others) in zip(matches.ids, matches.page, strict=True)
            if article_id in articles
        ]
        if found and not newest and not offset:
            found.insert(0, found.pop(_headline(parsed, found)))
        hits = tuple(_hit(article, candidate, others, highlighter) for article, candidate, others in found)
        dropped = _dropped(matches.units, articles[hits[0].id]) if matches.units and hits else ()
        return Found(
            query,
            total,
            hits,
            relaxed=bool(matches.units and total),
            dropped=dropped,
            notes=notes,
            suggestions=await self._suggest(view, parsed, now, zone) if matches.strange else (),
            partial=self._follower.building,
            took_ms=_since(started),
        )

    def _newest_view(self) -> View:
        searcher = self._follower.searcher()
        if self._view is None or self._view.searcher is not searcher:
            self._view = View(searcher)
        return self._view

    async def _ask(self, question: Callable[[], T], *, at_once: bool) -> T:
        """Ask the index, in a thread unless its turn would take longer than the answer."""
        return self._answered(question) if at_once else await asyncio.to_thread(self._answered, question)

    def _answered(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except SearchUnavailableError:
            self._follower.damaged()
            raise

    async def _suggest(self, view: View, query: Query, now: datetime, zone: str) -> tuple[str, ...]:
        """Tell what to try instead: only what finds something, the words alone before other words."""
        alone = Query(tuple(each for each in query.clauses if any(isinstance(one, Word) for one in each.options)))
        if alone.words and alone != query:
            found = await self._known(view, [alone])
            if found:
                return (str(alone),)
        if len(query.words) > WORDS_TRIED:
            return ()
        near = await self._articles.get(await self._ask(partial(view.akin, query), at_once=view.small))
        others = suggest(query, near, await self._articles.topics(), await self._articles.sources())
        words = await self._ask(
            lambda: [(word, other) for word in query.words for other in view.respelled(word.text)], at_once=view.small
        )
        respelled = [exchanged(query, word, other) for word, other in words[:TRIED]]
        likely = sorted(await self._known(view, respelled), reverse=True)
        akin = await self._known(view, [parse(text, now=now, zone=zone) for text in others])
        return tuple(dict.fromkeys(text for _, text in (*likely, *akin)))[:MOST]

    async def _known(self, view: View, queries: Sequence[Query]) -> list[tuple[int, str]]:
        """Give those queries that find something, with how much."""
        counts = await self._ask(lambda: [view.count(query) for query in queries], at_once=view.small)
        return [(count, str(query)) for count, query in zip(counts, queries, strict=True) if count]


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _headline(query: Query, found: Sequence[tuple[Article, Candidate, int]]) -> int:
    typed, *titles = (
        "".join(bare(text).split())
        for text in ("".join(word.text for word in query.words), *(a.title for a, _, _ in found))
    )
    return headline(typed, titles, [candidate.score for _, candidate, _ in found])


def _hit(article: Article, candidate: Candidate, others: int, highlighter: Highlighter) -> Hit:
    snippet, marks = excerpt(article, highlighter)
    return Hit(
        id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        score=candidate.score,
        snippet=snippet,
        marks=marks,
        title_marks=tuple(highlighter.spans(article.title)),
        others=others,
        topics=article.topics,
        image=article.image,
    )


def _dropped(units: Sequence[Unit], best: Article) -> tuple[str, ...]:
    """Name the terms that the best hit does not hold."""
    prepared = Prepared(best)
    return tuple(unit.text for unit in units if not any(part_holds(part, prepared) for part in unit.parts))
