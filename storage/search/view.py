"""One view of the index, as it was at a commit, and the searches in it. Synchronous: large ones belong in a thread.

Only what reads the index may raise SearchUnavailableError, since that makes it be built anew: a query that the engine
would not take is an error of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple, cast

import tantivy

from ledebot.bot.search.expansion import FIRST, Gathered
from ledebot.bot.search.match import name_key
from ledebot.bot.search.query import Query
from ledebot.bot.search.questions import searched
from ledebot.bot.search.rank import Candidate, best_first, folded
from ledebot.bot.text.fold import bare
from ledebot.bot.text.segment import is_unspaced, is_word
from ledebot.storage.search.candidates import Search, count_of, joined, place_of, unscored
from ledebot.storage.search.folder import engine_errors
from ledebot.storage.search.frequencies import ALWAYS, WEIGHED, Frequencies
from ledebot.storage.search.queries import Compiler
from ledebot.storage.search.relaxed import EXPANDED, Relaxed
from ledebot.storage.search.schema import make_schema

CANDIDATES = 200
"""Best matches that are ranked and folded; as many again for every further half of it that is paged through."""
FEW = 10
"""With fewer hits than this, words of spaced scripts may also be pieces of longer ones."""
COLUMN = 10
"""First hits among which a title that comes twice is taken for a column's."""
MISTYPED = 10
"""Words of a query up to which one that stands nowhere is taken for mistyped."""
LEAST = 0.2
"""Share of the best one's score that a hit of the rest must have: less is a common word or two."""
REST = 50
"""Hits that lack something: the best of them; the last ones have little to do with what was asked."""
NEW_ISSUES = 50
"""Issues of a column that are looked at for their date alone."""
MANY = 20_000
"""Articles up to which scoring all hits at once takes a millisecond or two; in more, they are counted first. Also the
hits from which those in titles are looked at first."""
AKIN = 10
"""Articles among whose words the nearest spelling is looked for."""
LONGEST_WORD = 6
"""Characters of a Chinese word for which other spellings are tried."""
FOLLOWERS = 12
"""Characters tried after each of its characters: the most frequent ones."""
HEADLINE = 120
"""Characters of a question up to which it may be a headline, and is looked for as it was typed."""
SCHEMA = make_schema()


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search comes to: hits that hold all that was asked for, then the best of the rest."""

    asked: Query
    """The query without the words that only ask."""
    whole: tuple[Candidate, ...]
    rest: tuple[Candidate, ...] = ()
    total: int = 0
    """Articles that hold all, of which `whole` are the best."""
    relaxed: Relaxed | None = None
    """Set where the rest was looked at."""
    strange: bool = False
    """Whether something of it stands nowhere at all, and may be mistyped."""
    given_up: bool = False
    """Whether the commonest of its words were not asked for."""

    @property
    def first(self) -> tuple[Candidate, ...]:
        """The hits that show what the query is about, each of another story, where it is long enough to tell."""
        if not (self.rest and self.relaxed and self.relaxed.long):
            return ()
        stories: dict[int, Candidate] = {}
        for hit in (*self.whole, *self.rest):
            stories.setdefault(hit.story, hit)
        return tuple(stories.values())[:FIRST]

    def page(self, wanted: slice) -> Page:
        """Fold the reports of one story and cut a page out."""
        shown = folded((*self.whole, *self.rest))
        lacking = set(map(place_of, self.rest))
        whole = next((at for at, (found, _) in enumerate(shown) if place_of(found) in lacking), len(shown))
        more = max(self.total - len(self.whole), 0)
        return Page(shown[wanted], whole + more, len(shown) + more)


class Page(NamedTuple):
    """Hits with the number of others folded into each; how many hold all, and how many there are."""

    hits: list[tuple[Candidate, int]]
    whole: int
    total: int


class View:
    """Searches in one commit."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self.small = searcher.num_docs <= MANY
        self._names: dict[str, list[str]] = {}

    def match(self, query: Query, most: int, newest: bool, now: float) -> Matches:
        """Find the first `most` hits and more: those that hold all terms, and where they are few the best of the rest.

        A question that stands somewhere as it was typed is found there first, for it may be a headline.
        """
        search = Search(self.searcher, CANDIDATES * (1 + most * 2 // CANDIDATES), newest, now)
        asked = searched(query)
        question = asked is not query
        headline = sum(len(word.text) for word in query.words) <= HEADLINE
        compiler = self._compiler(query if headline else asked)
        found, total = self._holding_all(compiler, search)
        if total < FEW and headline and question:
            compiler = self._compiler(asked)
            found, total = joined(found, total, *self._holding_all(compiler, search))
        if total >= (CANDIDATES if question else FEW) or (total and not question and compiler.words < EXPANDED):
            return Matches(asked, tuple(found), total=total, given_up=compiler.given_up)
        relaxed = Relaxed(self.searcher, compiler, question=question)
        whole, rest = self._ranked(search, relaxed, found)
        strange = not (total or rest) or len(relaxed.held) < len(relaxed.units) <= MISTYPED
        return Matches(asked, whole, rest, total, relaxed, strange, compiler.given_up)

    def expanded(self, matches: Matches, gathered: Gathered, newest: bool, now: float) -> Matches:
        """Look for the rest once more, knowing what the first hits are about."""
        relaxed = matches.relaxed
        if relaxed is None:
            return matches
        search = Search(self.searcher, CANDIDATES, newest, now)
        whole, rest = self._ranked(search, relaxed, matches.whole, relaxed.expansion(gathered))
        return replace(matches, whole=whole, rest=rest)

    def ids(self, candidates: Iterable[Candidate]) -> list[str]:
        """Give the articles' ids."""
        return [self._id(candidate.key) for candidate in candidates]

    def count(self, query: Query) -> int:
        """Count the articles that hold all of a query."""
        return self._hits(self._compiler(query).unscored())

    def akin(self, query: Query) -> list[str]:
        """Name the articles among whose words a nearest spelling may be."""
        return [self._id(address) for _, address in self._best(self._compiler(query).akin(), AKIN)]

    def respelled(self, word: str) -> list[str]:
        """Give words with one character exchanged in a Chinese one, after its first, so that titles have that pair.

        An input method offers many characters of one sound, so this is how a Chinese word is mistyped.
        """
        typed = bare(word)
        if not 1 < len(typed) <= LONGEST_WORD or not all(map(is_unspaced, typed)):
            return []
        pairs = [
            (at, pair)
            for at in range(len(typed) - 1)
            for pair in self._terms("title", typed[at], FOLLOWERS)
            if len(pair) == 2 and is_unspaced(pair[1]) and pair != typed[at : at + 2]
        ]
        return list(filter(is_word, (typed[:at] + pair + typed[at + 2 :] for at, pair in pairs)))

    def _holding_all(self, compiler: Compiler, search: Search) -> tuple[list[Candidate], int]:
        """Find what holds all terms; where that is little, words of spaced scripts may be pieces of longer ones."""
        found, total = self._strict(compiler, search)
        if total > search.most and not search.newest:
            found = self._with_new_issues(compiler, search, found)
        if total < FEW and compiler.can_widen:
            found, total = joined(found, total, *search.run(compiler.build(widened=True)))
        return found, total

    def _ranked(
        self,
        search: Search,
        relaxed: Relaxed,
        whole: Sequence[Candidate],
        expansion: Mapping[str, float] | None = None,
    ) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """Rank what holds all terms, and the best of the rest, by how much of the query's weight they hold.

        Asked for the newest, both come by date.
        """
        if not relaxed.held:
            return tuple(whole), ()
        first = expansion is None and relaxed.long  # only to see what it is about
        best = replace(search, newest=False, most=2 * FIRST if first else CANDIDATES)
        found, _ = best.run(relaxed.query(expansion), count=False)
        held = set(map(place_of, whole))
        least = LEAST * max((candidate.score for candidate in found), default=0.0)
        near = [candidate for candidate in found if candidate.score >= least]
        rest = [candidate for candidate in near if place_of(candidate) not in held][:REST]
        if search.newest:
            return tuple(whole), tuple(sorted(rest, key=attrgetter("published"), reverse=True))
        ranked = {place_of(candidate): -at for at, candidate in enumerate(found)}
        return tuple(sorted(whole, key=lambda each: ranked.get(place_of(each), -CANDIDATES), reverse=True)), tuple(rest)

    def _strict(self, compiler: Compiler, search: Search) -> tuple[list[Candidate], int]:
        """Find what holds all terms.

        Counting costs a fraction of scoring. Where there are very many, those that hold all in the title come first
        whatever else they hold, so that if they fill the list, nothing else need be scored.
        """
        if search.newest:
            return search.run(compiler.unscored())
        if self.small:
            return search.run(compiler.build())
        common = sum(compiler.asked.values()) > WEIGHED
        newest: list[Candidate] = []
        if common or len(compiler.asked) > ALWAYS:
            newest, total = replace(search, newest=True).run(compiler.unscored())
        else:
            total = self._hits(compiler.unscored())
        if not total or (newest and total < FEW):
            return unscored(newest), total  # put in order with the rest
        if common or total > MANY:
            found, _ = search.run(compiler.build(in_titles=True), count=False)
            if common or len(found) >= search.most:
                return joined(found, total, unscored(newest), total)
        return search.run(compiler.build(), count=False)[0], total

    def _with_new_issues(self, compiler: Compiler, search: Search, found: list[Candidate]) -> list[Candidate]:
        """Add the newest of a column, all of whose issues have one title, where more match than are ranked."""
        scores: dict[int, float] = {}
        for first in found[:COLUMN]:
            scores.setdefault(first.title, first.score)
        if len(scores) == len(found[:COLUMN]):
            return found
        newest, _ = replace(search, newest=True, most=NEW_ISSUES).run(compiler.unscored(), count=False)
        seen = set(map(place_of, found))
        issues = [new for new in newest if new.title in scores and place_of(new) not in seen]
        return best_first([*found, *(new._replace(score=scores[new.title]) for new in issues)])

    def _hits(self, query: tantivy.Query) -> int:
        with engine_errors():
            return count_of(self.searcher.search(query, limit=1))

    def _best(self, query: tantivy.Query, limit: int) -> list[tuple[float, tantivy.DocAddress]]:
        with engine_errors():
            return cast("list[tuple[float, tantivy.DocAddress]]", self.searcher.search(query, limit, count=False).hits)

    def _terms(self, field: str, prefix: str = "", limit: int | None = None) -> list[str]:
        with engine_errors():
            return [term for term, _ in self.searcher.terms_with_prefix(field, prefix, limit=limit)]

    def _compiler(self, query: Query) -> Compiler:
        return Compiler(SCHEMA, self.named, query, Frequencies(self.searcher))

    def named(self, field: str, name: str) -> list[str]:
        """List the stored sources or topics whose name holds this one."""
        if field not in self._names:
            self._names[field] = self._terms(field)
        wanted = name_key(name)
        return [term for term in self._names[field] if wanted in name_key(term)]

    def _id(self, address: tantivy.DocAddress) -> str:
        with engine_errors():
            return str(self.searcher.doc(address).get_first("id"))
