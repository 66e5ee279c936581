"""Search over the stored articles: satisfies `SearchEngine`.

All terms must hold; only when nothing does are some given up, and named. Candidates come from the index, what is
shown of them from the store, so that no hit is ever older than the article.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import tantivy

from bot.clock import Clock
from bot.errors import LedebotError, SearchUnavailableError
from bot.model import Article, Found, Hit
from bot.search.match import Prepared, name_key, part_holds
from bot.search.parse import parse
from bot.search.query import Query
from bot.search.rank import Candidate, best_first, folded, freshened
from bot.search.snippet import Highlighter, excerpt
from bot.search.suggest import suggest
from storage.search_folder import engine_errors
from storage.search_follower import Follower, IndexedArticles
from storage.search_queries import Compiler, Unit
from storage.search_schema import make_schema

COLUMNS = ("published", "story", "origin", "heading")
CANDIDATES = 200
"""Best matches that are ranked and folded; as many again for every further half of it that is paged through."""
FEW = 10
"""With fewer hits than this, words of spaced scripts may also be pieces of longer ones."""
BEHIND = "The newest stories cannot be added to the index just now."
MANY = 20_000
"""Hits from which those in titles are looked at first."""
AKIN = 15
"""Articles among whose words the nearest spelling is looked for."""
SCHEMA = make_schema()
OPENING = 3.0
"""Seconds that opening waits for the index to reach the log's end; then it goes on in the background."""


Run = Callable[..., tuple[list[Candidate], int]]


@dataclass(frozen=True, slots=True)
class _Matches:
    page: list[tuple[Candidate, int]]
    ids: list[str]
    total: int
    units: tuple[Unit, ...] = ()
    """Set where terms were given up: what was asked for."""


class SearchIndex:
    """The search engine of one process."""

    def __init__(self, path: Path, articles: IndexedArticles, clock: Clock) -> None:
        self._articles = articles
        self._clock = clock
        self._follower = Follower(path, articles, clock)
        self._following: asyncio.Task[None] | None = None
        self._names: tuple[object, dict[str, list[str]]] = (None, {})

    async def open(self) -> None:
        """Begin to follow the log. Never raises: an index that cannot be opened says so when it is searched."""
        self._following = asyncio.create_task(self._follower.follow())
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
        await asyncio.to_thread(self._follower.close)

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
        matches = await asyncio.to_thread(self._match, parsed, slice(offset, offset + limit), newest, now.timestamp())
        total = matches.total
        articles = {article.id: article for article in await self._articles.get(matches.ids)}
        highlighter = Highlighter(parsed)
        hits = tuple(
            _hit(articles[article_id], candidate, others, highlighter)
            for article_id, (candidate, others) in zip(matches.ids, matches.page, strict=True)
            if article_id in articles
        )
        dropped = _dropped(matches.units, articles[hits[0].id]) if matches.units and hits else ()
        return Found(
            query,
            total,
            hits,
            relaxed=bool(matches.units and total),
            dropped=dropped,
            notes=notes,
            suggestions=() if total else await self._suggest(parsed),
            partial=self._follower.building,
            took_ms=_since(started),
        )

    async def _suggest(self, query: Query) -> tuple[str, ...]:
        near = await self._articles.get(await asyncio.to_thread(self._akin, query))
        return suggest(query, near, await self._articles.topics())

    # --- in a thread ----------------------------------------------------------------------------------

    def _match(self, query: Query, wanted: slice, newest: bool, now: float) -> _Matches:
        searcher = self._follower.searcher()
        try:
            with engine_errors():
                return self._search(searcher, query, wanted, newest, now)
        except SearchUnavailableError:
            self._follower.damaged()
            raise

    def _search(self, searcher: tantivy.Searcher, query: Query, wanted: slice, newest: bool, now: float) -> _Matches:
        compiler = Compiler(SCHEMA, partial(self._named, searcher), query)
        most = CANDIDATES * (1 + wanted.stop * 2 // CANDIDATES)
        run = partial(self._run, searcher, most=most, newest=newest, now=now)
        found, total = self._strict(searcher, compiler, run, most, newest)
        if total < FEW and compiler.can_widen:
            wide, wide_total = run(compiler.build(widened=True))
            if wide_total > total:
                seen = {_address(candidate) for candidate in found}
                further = [candidate for candidate in wide if _address(candidate) not in seen]
                found, total = [*found, *further], wide_total
        units: tuple[Unit, ...] = ()
        if not total and len(compiler.units) > 1:
            units = tuple(compiler.units)
            best = searcher.search(compiler.coverage(), limit=1, count=False).hits
            if best:
                found, total = run(compiler.holding(round(best[0][0])))
        shown = folded(found)
        if total <= most:
            total = len(shown)
        else:
            total -= len(found) - len(shown)
        page = shown[wanted]
        return _Matches(page, [self._id(candidate) for candidate, _ in page], total, units)

    def _strict(
        self, searcher: tantivy.Searcher, compiler: Compiler, run: Run, most: int, newest: bool
    ) -> tuple[list[Candidate], int]:
        """Find what holds all terms.

        Counting costs a fraction of scoring. Where there are very many, those that hold all in the title come first
        whatever else they hold, so that if they fill the list, nothing else need be scored.
        """
        plain = compiler.unscored()
        if newest:
            return run(plain)
        total = int(searcher.search(plain, limit=1).count)  # type: ignore[attr-defined]  # missing in its stubs
        if not total:
            return [], 0
        if total > MANY:
            found, _ = run(compiler.build(in_titles=True), count=False)
            if len(found) >= most:
                return found, total
        return run(compiler.build(), count=False)[0], total

    def _run(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        *,
        most: int,
        newest: bool,
        now: float,
        count: bool = True,
    ) -> tuple[list[Candidate], int]:
        result = searcher.search(query, limit=most, count=count, order_by_field="published" if newest else None)
        addresses = [address for _, address in result.hits]
        published, *numbers = (searcher.fast_field_values(name, addresses) for name in COLUMNS)
        scores = [score for score, _ in result.hits]
        if not newest:
            scores = freshened(scores, cast("list[int]", published), now)  # every article has one
        keys = [(searcher, address) for address in addresses]
        found = list(map(Candidate, keys, scores, published, *numbers))
        total = int(result.count) if count else len(found)  # type: ignore[attr-defined]  # missing in its stubs
        return (found if newest else best_first(found)), total

    def _akin(self, query: Query) -> list[str]:
        searcher = self._follower.searcher()
        with engine_errors():
            compiler = Compiler(SCHEMA, partial(self._named, searcher), query)
            found = searcher.search(compiler.akin(), limit=AKIN, count=False).hits
            return [str(searcher.doc(address).get_first("id")) for _, address in found]

    def _id(self, candidate: Candidate) -> str:
        searcher, address = candidate.key
        return str(searcher.doc(address).get_first("id"))

    def _named(self, searcher: tantivy.Searcher, field: str, name: str) -> list[str]:
        """List the stored sources or topics whose name holds this one."""
        if self._names[0] is not searcher:
            self._names = (searcher, {})
        known = self._names[1]
        if field not in known:
            known[field] = [term for term, _ in searcher.terms_with_prefix(field, "")]
        wanted = name_key(name)
        return [term for term in known[field] if wanted in name_key(term)]


def _address(candidate: Candidate) -> tuple[int, int]:
    address = candidate.key[1]
    return address.segment_ord, address.doc


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


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
