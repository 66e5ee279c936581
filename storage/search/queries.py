"""A parsed query as the engine's own query objects. No text of the reader's ever meets the engine's query parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

import tantivy

from ledebot.bot.search.query import Atom, Clause, Period, Query, Source, Topic, Word
from ledebot.bot.search.terms import Part, Terms, analyse, analysed
from ledebot.bot.text.fold import bare
from ledebot.bot.text.section_names import section_named
from ledebot.bot.text.segment import GAP, characters, fragments, inner_words, is_unspaced, piece
from ledebot.storage.search.frequencies import ALWAYS, Frequencies, most_telling

TITLE_BOOST = 3.0
LEDE_BOOST = 0.8
WHOLE_BOOST = 2.0
"""For the words of a run standing together; the title's on top."""
FRAGMENT_BOOST = 0.2
"""A piece of a longer word or number counts little beside the whole."""

OTHER_BOOST = 0.8
"""Another spelling counts little less than the one that was typed."""
WIDENED = 4
"""Words of a query up to which they may be pieces of longer ones."""
MOST_SHARED = 64
"""Characters and pairs of characters by which a nearest spelling is looked for."""

Names = Callable[[str, str], list[str]]
"""Gives the stored names of a field (`source`, `topics`) that hold a typed one."""

Engine = tantivy.Query
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a query asks for, which relaxing may give up; `parts` empty for a group of alternatives."""

    text: str
    query: Engine
    boosts: tuple[Engine, ...]
    parts: tuple[Part, ...] = ()
    in_title: bool = False
    alternatives: tuple[Word, ...] = ()


class Compiler:
    """Builds engine queries of one parsed query."""

    def __init__(self, schema: tantivy.Schema, names: Names, query: Query, frequencies: Frequencies) -> None:
        self._schema = schema
        self._names = names
        self.frequencies = frequencies
        self._analysed = analysed(query.words)
        self.units: list[Unit] = []
        """What relaxing may choose from."""
        self._filters: list[tuple[tantivy.Occur, Engine]] = []
        self._extra: list[Engine] = []
        self._told: dict[bool, dict[str, int]] = {}
        self.can_widen = len(self._analysed) <= WIDENED and any(
            part.fragments and not part.cut for terms in self._analysed.values() for part in terms.parts
        )
        """Whether words of spaced scripts alone are asked for, which might be pieces of longer ones."""
        self._query = query
        self._long = len(self._parts(loose=False)) > ALWAYS
        """Whether it is a sentence: who writes one writes whole words."""
        self._widened = self._in_titles = False

    def build(self, *, widened: bool = False, in_titles: bool = False) -> Engine:
        """Build the query that holds all terms.

        `widened`, any word may also be a piece of a longer one; `in_titles`, all words must stand in the title.
        """
        self._widened, self._in_titles = widened, in_titles
        self._collect(loose=False, boosted=True)
        must = [(_MUST, unit.query) for unit in self.units]
        boosts = [*(boost for unit in self.units for boost in unit.boosts), *self._extra]
        return self._with_filters(must + [(_SHOULD, boost) for boost in boosts])

    @property
    def words(self) -> int:
        """Count the words that relaxing may give up."""
        return sum(len(terms.loose) for terms in self._analysed.values())

    @property
    def asked(self) -> dict[str, int]:
        """The words that must hold, each with a bound of the articles that hold it."""
        return self._telling(loose=False)

    @property
    def given_up(self) -> bool:
        """Whether some of the words are so common, and others so many, that they are not asked for."""
        return len(self.asked) < len(self._parts(loose=False))

    def loose(self) -> list[Unit]:
        """Give what may be given up one by one: the words that a run without spaces is made of, each by itself."""
        self._widened = self._in_titles = False
        self._collect(loose=True, boosted=False)
        return self.units

    def inside(self, unit: Unit, *, of_any: bool = False) -> list[Unit]:
        """Give the shorter words that a word is made of, or all words of alternatives, for what stands nowhere.

        With `of_any` those of a run that is no word, too.
        """
        field = "title" if unit.in_title else "text"
        parts = [part for text in inner_words(unit.text, of_any=of_any) for part in analyse(Word(text)).parts]
        parts += [part for word in unit.alternatives for part in analyse(word).loose]
        return [Unit(part.text, self._part(part, field), (), (part,), unit.in_title) for part in parts]

    def unscored(self) -> Engine:
        """Build the query that holds all terms, for counting and for sorting by date."""
        self._widened = self._in_titles = False
        self._collect(loose=False, boosted=False)
        return self._with_filters([(_MUST, _scored(unit.query, 0.0)) for unit in self.units])

    def filtered(self, scored: Engine) -> Engine:
        """Hold a query to the conditions, without words, that no relaxing gives up."""
        return self._with_filters([(_MUST, scored)]) if self._filters else scored

    def akin(self) -> Engine:
        """Build the query for articles whose title or lede shares characters with the words, or pairs of them."""
        texts = [bare(word.text) for word in self._query.words]
        shared = {("characters", one) for text in texts for one in characters(text).split() if is_unspaced(one)}
        shared |= {(field, pair) for text in texts for pair in piece(text)[0] for field in ("title", "lede")}
        shared |= {("fragments", pair) for text in texts for pair in fragments(text).split() if pair != GAP}
        return _any(
            [self._term(field, token) for field, token in sorted(shared, reverse=True)[:MOST_SHARED]] or [_nothing()]
        )

    def _with_filters(self, conditions: Sequence[tuple[tantivy.Occur, Engine]]) -> Engine:
        everything = [*conditions, *self._filters]
        if not any(occur == _MUST for occur, _ in everything):
            everything.append((_MUST, _scored(tantivy.Query.all_query(), 0.0)))
        return tantivy.Query.boolean_query(everything)

    def _collect(self, *, loose: bool, boosted: bool) -> None:
        self.units, self._filters, self._extra = [], [], []
        told = self._telling(loose=loose)
        for clause in self._query.clauses:
            self._clause(clause, told, loose=loose, boosted=boosted)
        if period := self._query.period:
            self._filters.append((_MUST, _scored(self._period(period), 0.0)))

    def _clause(self, clause: Clause, told: Container[str], *, loose: bool, boosted: bool) -> None:
        if clause.negated:
            self._filters.append((_NOT, self._atom(clause.options[0])))
        elif len(clause.options) > 1:
            options = [option for option in clause.options if self._tells(option, told)]
            if not options:
                return
            boosts = [boost for option in options for boost in self._boosts(option)] if boosted else []
            words = tuple(option for option in options if isinstance(option, Word) and not option.title)
            either = _any([self._atom(option) for option in options])
            self.units.append(Unit(str(clause), either, tuple(boosts), alternatives=words))
        elif isinstance(word := clause.options[0], Word):
            if word not in self._analysed:
                return
            terms = self._terms(word)
            field = "title" if word.title or self._in_titles else "text"
            for part in (loose and terms.loose) or terms.parts:
                if part.text in told:
                    boosts = [boost for each in part.every for boost in self._part_boosts(each)] if boosted else []
                    self.units.append(Unit(part.text, self._part(part, field), tuple(boosts), (part,), word.title))
            self._extra += self._whole(terms) if boosted else []
        elif not isinstance(clause.options[0], Period):
            self._filters.append((_MUST, _scored(self._atom(clause.options[0]), 0.0)))

    def _tells(self, option: Atom, told: Container[str]) -> bool:
        if not isinstance(option, Word):
            return True
        return option in self._analysed and any(part.text in told for part in self._analysed[option].parts)

    def _telling(self, *, loose: bool) -> dict[str, int]:
        """Choose what is asked for: all that a query of few words says, and the most telling words of another."""
        if loose not in self._told:
            held = {text: self.frequencies.at_most(part) for text, part in self._parts(loose=loose).items()}
            self._told[loose] = {text: held[text] for text in most_telling(held)}
        return self._told[loose]

    def _parts(self, *, loose: bool) -> dict[str, Part]:
        every = self._analysed.values()
        return {part.text: part for terms in every for part in (loose and terms.loose) or terms.parts}

    def _terms(self, word: Word) -> Terms:
        terms = analyse(word)
        if not self._widened:
            return terms
        return replace(terms, parts=tuple(replace(part, cut=True) for part in terms.parts))

    def _atom(self, atom: Atom) -> Engine:
        if isinstance(atom, Word):
            field = "title" if atom.title or self._in_titles else "text"
            return _all([self._part(part, field) for part in self._terms(atom).parts])
        if isinstance(atom, Source):
            return tantivy.Query.term_set_query(self._schema, "source", self._names("source", atom.name))
        if isinstance(atom, Topic):
            return self._topic(atom)
        return self._period(atom)

    def _topic(self, topic: Topic) -> Engine:
        """Ask for the section of that name, and for the sources' own topics that hold it."""
        named = tantivy.Query.term_set_query(self._schema, "topics", self._names("topics", topic.name))
        section = section_named(topic.name)
        return named if section is None else _any([tantivy.Query.term_query(self._schema, "section", section), named])

    def _period(self, period: Period) -> Engine:
        return tantivy.Query.range_query(
            self._schema,
            "published",
            tantivy.FieldType.Integer,
            lower_bound=None if period.since is None else int(period.since.timestamp()),
            upper_bound=None if period.until is None else int(period.until.timestamp()),
            include_upper=period.until is None,  # the engine refuses an open side that is not inclusive
        )

    def _part(self, part: Part, field: str) -> Engine:
        typed = self._spelling(part, field)
        others = [tantivy.Query.boost_query(self._spelling(other, field), OTHER_BOOST) for other in part.others]
        return _any([typed, *others])

    def _spelling(self, part: Part, field: str) -> Engine:
        if part.character:
            return self._character(part.character, field)
        tied = [self._run(field, part.tied)] if part.tied else []
        runs = [self._run(field, run) for run in part.runs]
        if not part.cut or not part.fragments or self._long:
            return _all(tied + runs)
        pieces = _all([self._piece(run) for run in part.fragments])
        if not runs:
            return _all(tied)
        return _all([*tied, _any([_all(runs), tantivy.Query.boost_query(pieces, FRAGMENT_BOOST)])])

    def _piece(self, run: tuple[str, ...]) -> Engine:
        return self._run("fragments", run) if len(run[0]) > 1 else self._term("characters", run[0])

    def _character(self, character: str, field: str) -> Engine:
        if field == "title":
            # Each character begins a pair, or is a token; an expression that began otherwise would read all terms.
            return tantivy.Query.regex_query(self._schema, "title", f"{re.escape(character)}.?")
        return _any([self._term("characters", character), self._term("text", character)])

    def _boosts(self, atom: Atom) -> Iterable[Engine]:
        if isinstance(atom, Word):
            terms = self._terms(atom)
            yield from (boost for part in terms.parts for each in part.every for boost in self._part_boosts(each))
            yield from self._whole(terms)

    def _part_boosts(self, part: Part) -> Iterable[Engine]:
        if part.phrases:
            in_title = _all([self._run("title", run) for run in part.phrases])
            yield tantivy.Query.boost_query(in_title, TITLE_BOOST)
            in_lede = _all([self._term("lede", token) for run in part.phrases for token in run])
            yield tantivy.Query.boost_query(in_lede, LEDE_BOOST)

    def _whole(self, terms: Terms) -> list[Engine]:
        if terms.whole is None or not terms.whole.phrases:
            return []
        return [
            tantivy.Query.boost_query(_all([self._run(field, run) for run in terms.whole.phrases]), boost)
            for field, boost in (("text", WHOLE_BOOST), ("title", WHOLE_BOOST * TITLE_BOOST))
        ]

    def _run(self, field: str, tokens: tuple[str, ...]) -> Engine:
        if len(tokens) == 1:
            return tantivy.Query.term_query(self._schema, field, tokens[0])
        return tantivy.Query.phrase_query(self._schema, field, list(tokens))

    def _term(self, field: str, token: str) -> Engine:
        return tantivy.Query.term_query(self._schema, field, token, index_option="basic")


def _all(queries: Sequence[Engine]) -> Engine:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(_MUST, query) for query in queries])


def _any(queries: Sequence[Engine]) -> Engine:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])


def _nothing() -> Engine:
    return tantivy.Query.empty_query()


def _scored(query: Engine, score: float) -> Engine:
    return tantivy.Query.const_score_query(query, score)
