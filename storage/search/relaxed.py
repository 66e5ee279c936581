"""The best of the rest: what comes nearest to a query that too few articles hold whole.

An article's score is BM25 over the tokens of the words that it holds, so rare words, names and figures weigh most, and
a word's neighbouring pairs share its weight. Where the query is long, so do tokens that the first hits have in common
(pseudo relevance feedback in the manner of Lavrenko and Croft's relevance models, SIGIR 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import log

import tantivy

from ledebot.bot.search.expansion import Gathered
from ledebot.bot.search.terms import Part
from ledebot.storage.search.folder import engine_errors
from ledebot.storage.search.frequencies import ALWAYS, WEIGHED, Token, tokens_of
from ledebot.storage.search.queries import Compiler, Engine, Unit
from ledebot.storage.search.schema import make_schema

SCHEMA = make_schema()
READ = 48
"""Words of a query that are looked at; the rarest of them count."""
HELD = 16
"""Words of a query by which articles are ranked: the sentence of a question has eight or nine."""
TITLE = 0.5
"""What a token in the title counts beside one in the text."""
EXPANSION = 0.5
"""Share of the weight that goes to what the first hits have in common, once they are known."""
EXPANDED = 3
"""Words that articles hold from which a query is long enough to be expanded."""
COMMON = 0.05
"""Share of all articles that may hold a token of the expansion: more would cost time and tell little."""
_SHOULD = tantivy.Occur.Should


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit of the query with the number of articles that hold it."""

    unit: Unit
    held: int
    spellings: tuple[tuple[Token, ...], ...]
    """The tokens of each of its spellings."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of all spellings."""
        return tuple(token for spelling in self.spellings for token in spelling)


class Relaxed:
    """One query's way to the rest, in one commit; a question's runs that stand nowhere need be no words for it."""

    def __init__(self, searcher: tantivy.Searcher, compiler: Compiler, *, question: bool = False) -> None:
        self._searcher = searcher
        self._compiler = compiler
        self._frequencies = compiler.frequencies
        self._question = question
        self.units = tuple(compiler.loose())
        read = {unit.text: Weighed(unit, 0, _spellings(unit)) for unit in self.units[:READ]}
        rarest = sorted(read.values(), key=self._at_most)
        found = [weighed for one in rarest for weighed in self._weighed(one)]
        held = [one for one in found if one.held][:HELD]
        lists = accumulate(sum(self._frequencies.of(*token) for token in one.tokens) for one in held)
        self.held = tuple(
            one for at, (one, read) in enumerate(zip(held, lists, strict=True)) if at < ALWAYS or read <= WEIGHED
        )
        """The rarest units that stand anywhere."""

    def _weighed(self, one: Weighed) -> list[Weighed]:
        """Count who holds a word; one that stands nowhere is looked for by the words that it is made of."""
        if held := self._count(one):
            return [replace(one, held=held)]
        inside = [Weighed(unit, 0, _spellings(unit)) for unit in self._compiler.inside(one.unit, of_any=self._question)]
        return [replace(each, held=self._count(each)) for each in inside]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What articles are ranked by: words of the query, or the words in them."""
        return tuple(part for one in self.held for part in one.unit.parts)

    @property
    def long(self) -> bool:
        """Whether there is enough to tell what the query is about, and not so much that it says so itself."""
        return len(self.held) >= EXPANDED and len(self.units) <= HELD

    def query(self, expansion: Mapping[str, float] | None = None) -> Engine:
        """Build the query; of term queries alone where it can be, for those the engine need not score one by one."""
        weights: dict[Token, float] = defaultdict(float)
        others: list[Engine] = []
        for one in self.held:
            if not one.spellings:
                others.append(one.unit.query)
            for tokens in one.spellings:
                for place, weight in _weights(tokens, in_title=one.unit.in_title):
                    weights[place] = max(weights[place], weight)
        asked = [*(_boosted(*place, weight) for place, weight in weights.items()), *others]
        further: list[Engine] = []
        if expansion:
            given = sum(weight for (field, _), weight in weights.items() if field == "text") or 1.0
            scale = given * EXPANSION / (1 - EXPANSION)
            further = [_boosted("text", token, scale * share) for token, share in expansion.items()]
        return self._compiler.filtered(_either(asked, further))

    def expansion(self, gathered: Gathered) -> dict[str, float]:
        """Choose the tokens that the first hits have in common, rare ones before common ones."""
        held = {token: self._frequencies.of("text", token) for token, _ in gathered.shared}
        common = max(self._searcher.num_docs * COMMON, 1)
        return gathered.chosen(lambda token: self._inverse(held[token]) if held[token] <= common else 0.0)

    def _inverse(self, held: int) -> float:
        return log(1 + (self._searcher.num_docs - held + 0.5) / (held + 0.5))

    def _at_most(self, one: Weighed) -> int:
        """Bound the number of articles that hold a unit: by the rarest token of each spelling."""
        return sum(map(self._frequencies.at_most, one.unit.parts))

    def _count(self, one: Weighed) -> int:
        if any(part.character for part in one.unit.parts) or (len(one.tokens) == 1 and not one.unit.in_title):
            return self._at_most(one)
        with engine_errors():
            return int(self._searcher.search(one.unit.query, limit=1).count)  # type: ignore[attr-defined]  # missing in the engine's stubs


def _spellings(unit: Unit) -> tuple[tuple[Token, ...], ...]:
    every = (spelling for part in unit.parts for spelling in part.every if not (spelling.character and unit.in_title))
    return tuple(tokens for spelling in every if (tokens := tokens_of(spelling)))


def _weights(tokens: tuple[Token, ...], *, in_title: bool) -> Iterator[tuple[Token, float]]:
    """Share a spelling's weight among its tokens, with more for those in the title."""
    for field, token in tokens:
        if not in_title:
            yield (field, token), 1 / len(tokens)
        if field == "text":
            yield ("title", token), (TITLE + in_title) / len(tokens)


def _either(asked: Sequence[Engine], further: Sequence[Engine]) -> Engine:
    """Ask for articles that hold any of what is asked for; what is further wanted counts where they do."""
    either = tantivy.Query.boolean_query([(_SHOULD, query) for query in asked])
    if not further:
        return either
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, either), *((_SHOULD, query) for query in further)])


def _boosted(field: str, token: str, weight: float) -> Engine:
    term = tantivy.Query.term_query(SCHEMA, field, token, index_option="freq")
    return term if weight == 1.0 else tantivy.Query.boost_query(term, weight)
