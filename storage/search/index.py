"""Search over the stored articles: satisfies `SearchEngine`.

All terms must hold; only when nothing does are some given up, and named. Candidates come from the index, what is
shown of them from the store, so that no hit is ever older than the article.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from ledebot.bot.core.background import SEARCHES
from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import LedebotError, SearchUnavailableError
from ledebot.bot.core.i18n import noop
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.model import Article, Found, Hit
from ledebot.bot.search.expansion import gather
from ledebot.bot.search.match import Prepared, part_holds
from ledebot.bot.search.parse import parse
from ledebot.bot.search.query import Query
from ledebot.bot.search.questions import Wanted, wanted
from ledebot.bot.search.rank import Candidate, headline
from ledebot.bot.search.snippet import Highlighter, excerpt
from ledebot.bot.text.fold import bare
from ledebot.storage.search.advice import Advice
from ledebot.storage.search.follower import Follower, IndexedArticles
from ledebot.storage.search.queries import Unit
from ledebot.storage.search.view import Matches, Page, View

T = TypeVar("T")
Shown = tuple[Article, Candidate, int]
"""A hit with the number of others folded into it."""

BEHIND = noop("The newest stories cannot be added to the index just now.")
COMMON = noop("Of so many common words only the rarest are searched.")
SHORT = 100
"""Characters up to which a query of a small index is answered at once."""
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
        parsed = await self._ask(partial(parse, query, now=now, zone=zone), at_once=len(query) <= SHORT)
        notes = tuple(map(str, parsed.notes)) + ((BEHIND,) if self._follower.trouble else ())
        if parsed.empty:
            return Found(query, 0, (), took_ms=_since(started), notes=notes)
        view = self._newest_view()
        newest = newest or not parsed.words  # conditions alone tell no better from worse
        matches = await self._matches(view, parsed, offset + limit, newest, now.timestamp())
        notes += (COMMON,) if matches.given_up else ()
        page = matches.page(slice(offset, offset + limit))
        shown = await self._shown(view, page)
        if shown and not newest and not offset:
            shown.insert(0, shown.pop(_headline(parsed, shown[: page.whole] or shown)))

        def hits() -> tuple[Hit, ...]:
            looked_for = matches.relaxed.parts if matches.relaxed else ()
            highlighter, asked_for = Highlighter(matches.asked, looked_for), wanted(parsed)
            return tuple(_hit(*each, highlighter, asked_for) for each in shown)

        given_up = matches.relaxed.units if shown and matches.relaxed and not page.whole else ()
        advice = Advice(view, self._articles, self._ask, now, zone)
        return Found(
            query,
            page.total,
            await self._ask(hits, at_once=False),
            relaxed=page.total > page.whole,
            whole=page.whole,
            dropped=_dropped(given_up, shown[0][0]) if given_up else (),
            notes=notes,
            suggestions=await advice.suggestions(parsed) if matches.strange else (),
            unknown=await advice.unknown(parsed),
            dated=await advice.dated(parsed),
            partial=self._follower.building,
            took_ms=_since(started),
        )

    async def _shown(self, view: View, page: Page) -> list[Shown]:
        """Load the articles of a page; one that is gone meanwhile is left out."""
        ids = view.ids(candidate for candidate, _ in page.hits)
        articles = {article.id: article for article in await self._articles.get(ids)}
        return [
            (articles[name], candidate, others)
            for name, (candidate, others) in zip(ids, page.hits, strict=True)
            if name in articles
        ]

    async def _matches(self, view: View, query: Query, most: int, newest: bool, now: float) -> Matches:
        at_once = view.small and len(str(query)) <= SHORT
        matches = await self._ask(partial(view.match, query, most, newest, now), at_once=at_once)
        if not matches.first:
            return matches
        first = await self._articles.get(view.ids(matches.first))
        return await self._ask(lambda: view.expanded(matches, gather(first), newest, now), at_once=at_once)

    def _newest_view(self) -> View:
        searcher = self._follower.searcher()
        if self._view is None or self._view.searcher is not searcher:
            self._view = View(searcher)
        return self._view

    async def _ask(self, question: Callable[[], T], *, at_once: bool) -> T:
        """Ask the index, in a thread unless its turn would take longer than the answer."""
        return self._answered(question) if at_once else await SEARCHES.run(self._answered, question)

    def _answered(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except SearchUnavailableError:
            self._follower.damaged()
            raise


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _headline(query: Query, found: Sequence[Shown]) -> int:
    typed, *titles = (
        "".join(bare(text).split())
        for text in ("".join(word.text for word in query.words), *(a.title for a, _, _ in found))
    )
    return headline(typed, titles, [candidate.score for _, candidate, _ in found])


def _hit(
    article: Article, candidate: Candidate, others: int, highlighter: Highlighter, asked_for: Wanted | None
) -> Hit:
    snippet, marks = excerpt(article, highlighter, asked_for)
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
        section=article.section,
    )


def _dropped(units: Sequence[Unit], best: Article) -> tuple[str, ...]:
    """Name the terms that the best hit does not hold."""
    prepared = Prepared(best)
    return tuple(unit.text for unit in units if not any(part_holds(part, prepared) for part in unit.parts))
