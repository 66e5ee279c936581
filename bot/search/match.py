"""Queries matched against single articles in memory: for watches and for a digest's keyword rules.

The same tokens as in the index decide, so that a watch and a search agree; but a search also offers pieces of longer
words and numbers (`22年` in `2022年`), below the rest, and a standing query does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from ledebot.bot.model import Article
from ledebot.bot.search.parse import parse
from ledebot.bot.search.query import Atom, Clause, Period, Query, Source, Topic, Word
from ledebot.bot.search.terms import Fields, Part, analyse, fields
from ledebot.bot.text.fold import bare
from ledebot.bot.text.section_names import section_named

T = TypeVar("T")


class Prepared:
    """An article made ready once for many queries; the costly steps wait until a query needs them."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def bare(self) -> str:
        """All its searchable text, folded; what does not hold a query's literal here need not be looked at closer."""
        article = self.article
        texts = "\n".join((article.title, article.original_title or "", *article.paragraphs))
        return bare(texts if article.lede.medium in texts else f"{texts}\n{article.lede.medium}")

    @cached_property
    def bare_title(self) -> str:
        """Its title, folded."""
        return bare(self.article.title)

    @cached_property
    def _fields(self) -> Fields:
        return fields(self.article)

    @cached_property
    def text(self) -> str:
        """All its tokens, each between single spaces."""
        return f" {' '.join(self._fields.text.split())} "

    @cached_property
    def title(self) -> str:
        """The tokens of its title, each between single spaces."""
        return f" {' '.join(self._fields.title.split())} "

    def holds_character(self, character: str) -> bool:
        """Tell whether a single character stands in title or lede, or alone in the text."""
        return character in self._fields.characters or f" {character} " in self.text

    def holds_fragments(self, pieces: Iterable[tuple[str, ...]]) -> bool:
        """Tell whether runs of pairs stand inside the words and numbers of title and lede, or single characters."""
        held = f" {self._fields.fragments} "
        return all(
            f" {' '.join(run)} " in held if len(run[0]) > 1 else run[0] in self._fields.characters for run in pieces
        )

    def keys(self) -> frozenset[str]:
        """Give every token that a query may require."""
        found = self._fields
        return frozenset((*found.text.split(), *found.characters.split(), *map("f:{}".format, found.fragments.split())))


@dataclass(frozen=True, slots=True)
class _Test:
    """One atom of a query, analysed."""

    atom: Atom
    parts: tuple[Part, ...] = ()
    name: str = ""

    def holds(self, prepared: Prepared) -> bool:
        atom = self.atom
        if isinstance(atom, Word):
            return all(part_holds(part, prepared, title=atom.title) for part in self.parts)
        if isinstance(atom, Source):
            return self.name in name_key(prepared.article.source)
        if isinstance(atom, Topic):
            article = prepared.article
            of_section = article.section is not None and article.section is section_named(atom.name)
            return of_section or any(self.name in name_key(topic) for topic in article.topics)
        moment = prepared.article.published
        return (atom.since is None or moment >= atom.since) and (atom.until is None or moment < atom.until)


def part_holds(part: Part, prepared: Prepared, *, title: bool = False) -> bool:
    """Tell whether an article holds a part in any spelling, anywhere or in its title."""
    return any(_spelling_holds(spelling, prepared, title) for spelling in part.every)


def _spelling_holds(part: Part, prepared: Prepared, title: bool) -> bool:
    if part.literal not in (prepared.bare_title if title else prepared.bare):
        return False
    if part.plain or (part.character and title):
        return True
    if part.character:
        return prepared.holds_character(part.character)
    text = prepared.title if title else prepared.text
    if part.tied and f" {' '.join(part.tied)} " not in text:
        return False
    if all(f" {' '.join(run)} " in text for run in part.runs):
        return True
    return part.cut and prepared.holds_fragments(part.fragments)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Fold the name of a source or topic for comparison, without spaces and punctuation."""
    return "".join(bare(name).split())


def _test(atom: Atom, pieces: bool) -> _Test:
    if isinstance(atom, Word):
        return _Test(atom, tuple(_whole(part, pieces) for part in analyse(atom).parts))
    if isinstance(atom, Source | Topic):
        return _Test(atom, name=name_key(atom.name))
    return _Test(atom)


def _whole(part: Part, pieces: bool) -> Part:
    """Give a part that may be a piece of a longer word only with `pieces`."""
    others = tuple(replace(other, cut=other.cut and pieces) for other in part.others)
    return replace(part, cut=part.cut and pieces, others=others)


class Matcher:
    """A query, ready to be asked of many articles; with `pieces`, words may be pieces of longer ones."""

    def __init__(self, query: Query, *, pieces: bool = False) -> None:
        self.query = query
        self._clauses: list[tuple[Clause, tuple[_Test, ...]]] = [
            (clause, tuple(_test(option, pieces) for option in clause.options)) for clause in query.clauses
        ]

    def matches(self, article: Article | Prepared) -> bool:
        """Tell whether the query holds of the article. An empty query holds of none."""
        prepared = article if isinstance(article, Prepared) else Prepared(article)
        return bool(self._clauses) and all(
            any(test.holds(prepared) for test in tests) is not clause.negated for clause, tests in self._clauses
        )

    @property
    def literals(self) -> frozenset[str]:
        """Characters of which an article that matches holds at least one; empty where nothing can be said."""
        found = [sure for clause, tests in self._clauses if not clause.negated and (sure := _clause_literals(tests))]
        return max(found, key=_tellingness, default=frozenset())

    @cached_property
    def required(self) -> frozenset[str] | None:
        """Tokens of which an article holds at least one if it matches; None where nothing can be said."""
        found = [keys for clause, tests in self._clauses if not clause.negated and (keys := _clause_keys(tests))]
        return min(found, key=lambda keys: (len(keys), -min(map(len, keys)))) if found else None


def _clause_literals(tests: Iterable[_Test]) -> frozenset[str]:
    sure = [max(map(_part_literals, test.parts), key=_tellingness, default=frozenset[str]()) for test in tests]
    return frozenset().union(*sure) if all(sure) else frozenset()


def _part_literals(part: Part) -> frozenset[str]:
    literals = frozenset(spelling.literal for spelling in part.every)
    return literals if all(literals) else frozenset()


def _tellingness(literals: frozenset[str]) -> tuple[int, int]:
    """Put long characters before short ones, and one before several."""
    return min(map(len, literals), default=0), -len(literals)


def _clause_keys(tests: Iterable[_Test]) -> frozenset[str] | None:
    keys: set[str] = set()
    for test in tests:
        if not test.parts:
            return None
        longest = max(test.parts, key=lambda part: len(part.text))
        for part in longest.every:
            keys |= _spelling_keys(part)
    return frozenset(keys)


def _spelling_keys(part: Part) -> set[str]:
    if part.character:
        return {part.character}
    if part.tied:
        return {part.tied[len(part.tied) // 2]}
    keys = {max(part.runs[0], key=len)}
    if part.cut:
        keys.update(f"f:{run[0]}" if len(run[0]) > 1 else run[0] for run in part.fragments[:1])
    return keys


def timeless(text: str) -> Query:
    """Read a standing query. Dates in it are left out: it looks at what arrives, whenever it does."""
    parsed = parse(text, now=datetime.now(UTC))
    return Query(
        tuple(clause for clause in parsed.clauses if not any(isinstance(one, Period) for one in clause.options))
    )


class MatcherSet(Generic[T]):
    """Many queries asked at once: each is looked at only for articles that hold one of its required tokens."""

    def __init__(self, queries: Iterable[tuple[T, Query]] = ()) -> None:
        self._by_key: dict[str, dict[T, Matcher]] = {}
        self._others: dict[T, Matcher] = {}
        self._all: dict[T, Matcher] = {}
        for name, query in queries:
            self.add(name, query)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, name: T, query: Query) -> None:
        """Add a query under a name, replacing the one of that name."""
        self.discard(name)
        matcher = self._all[name] = Matcher(query)
        for group in self._groups(matcher):
            group[name] = matcher

    def discard(self, name: T) -> None:
        """Take a query out, if it is there."""
        matcher = self._all.pop(name, None)
        if matcher is None:
            return
        for group in self._groups(matcher):
            group.pop(name, None)
        for key in matcher.required or ():
            if not self._by_key[key]:
                del self._by_key[key]

    def _groups(self, matcher: Matcher) -> Iterator[dict[T, Matcher]]:
        if matcher.required is None:
            yield self._others
        else:
            for key in matcher.required:
                yield self._by_key.setdefault(key, {})

    def matching(self, article: Article | Prepared) -> list[T]:
        """Name the queries that hold of an article."""
        prepared = article if isinstance(article, Prepared) else Prepared(article)
        candidates = dict(self._others)
        for key in prepared.keys() & self._by_key.keys():
            candidates.update(self._by_key[key])
        return [name for name, matcher in candidates.items() if matcher.matches(prepared)]
