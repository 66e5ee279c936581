"""What else to try: other spellings where nothing was found, unknown names put right, a day as a condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from ledebot.bot.model import UnknownName
from ledebot.bot.search.day_words import dated
from ledebot.bot.search.parse import parse
from ledebot.bot.search.query import Query, Source, Word
from ledebot.bot.search.suggest import MOST, exchanged, nearest_names, suggest
from ledebot.bot.stories.ports import ArticleReader
from ledebot.bot.text.section_names import names, section_named
from ledebot.storage.search.view import View

T = TypeVar("T")

WORDS_TRIED = 4
"""Words up to which other spellings are looked for."""
CONDITIONS_TRIED = 8
"""Conditions up to which that is: each is part of all queries that are asked instead."""
TRIED = 40
"""Other queries that are asked where one finds nothing, to tell which of them would."""
NAMES = 3
"""Sources and topics of a query of which it is said whether there are such."""


class Ask(Protocol):
    """Asks the index, in a thread unless `at_once`."""

    async def __call__(self, question: Callable[[], T], *, at_once: bool) -> T:
        """Give the answer. Raises SearchUnavailableError."""
        ...


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice on one query, in one commit; whatever it offers finds something."""

    view: View
    articles: ArticleReader
    ask: Ask
    now: datetime
    zone: str

    async def unknown(self, query: Query) -> tuple[UnknownName, ...]:
        """Name the sources and topics that a query is narrowed to and that nothing is called."""
        found = []
        for limit in query.limits[:NAMES]:
            field = "source" if isinstance(limit, Source) else "topics"
            is_section = field == "topics" and section_named(limit.name) is not None
            if not is_section and not self.view.named(field, limit.name):
                known = (
                    [*await self.articles.sources()] if field == "source" else [*names(), *await self.articles.topics()]
                )
                kind = "source" if field == "source" else "topic"
                found.append(UnknownName(kind, limit.name, nearest_names(limit.name, known)))
        return tuple(found)

    async def dated(self, query: Query) -> str:
        """Write the query with its word for a day as a condition, if that finds something; else empty."""
        other = dated(query, now=self.now, zone=self.zone)
        return str(other) if other is not None and await self._known([other]) else ""

    async def suggestions(self, query: Query) -> tuple[str, ...]:
        """Tell what to try instead: the words alone before other words."""
        alone = Query(tuple(each for each in query.clauses if any(isinstance(one, Word) for one in each.options)))
        if alone.words and alone != query and await self._known([alone]):
            return (*await self._renamed(query), str(alone))[:MOST]
        if len(query.words) > WORDS_TRIED or len(query.clauses) > CONDITIONS_TRIED:
            return ()
        at_once = self.view.small
        near = await self.articles.get(await self.ask(partial(self.view.akin, query), at_once=at_once))
        others = suggest(query, near, await self.articles.topics(), await self.articles.sources())
        words = await self.ask(
            lambda: [(word, other) for word in query.words for other in self.view.respelled(word.text)], at_once=at_once
        )
        respelled = [exchanged(query, word, other) for word, other in words[:TRIED]]
        likely = sorted(await self._known(respelled), reverse=True)
        akin = await self._known([parse(text, now=self.now, zone=self.zone) for text in others])
        return tuple(dict.fromkeys(text for _, text in (*likely, *akin)))[:MOST]

    async def _renamed(self, query: Query) -> tuple[str, ...]:
        """Write the query with the nearest names in place of unknown ones, where that finds something."""
        limits = {limit.name: limit for limit in query.limits}
        others = [
            exchanged(query, limits[unknown.name], name)
            for unknown in await self.unknown(query)
            for name in unknown.nearest
        ]
        return tuple(text for _, text in await self._known(others))

    async def _known(self, queries: Sequence[Query]) -> list[tuple[int, str]]:
        """Give those queries that find something, with how much."""
        counts = await self.ask(lambda: [self.view.count(query) for query in queries], at_once=self.view.small)
        return [(count, str(query)) for count, query in zip(counts, queries, strict=True) if count]
