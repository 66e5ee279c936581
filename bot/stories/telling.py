"""What the sentences of a story's reports tell, weighed by how telling their words are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ledebot.bot.model import Article
from ledebot.bot.stories.facts import Weight, capitals, han_words, latin_words, word_id
from ledebot.bot.stories.figures import numbers
from ledebot.bot.stories.frequencies import LEVELS, Frequencies
from ledebot.bot.stories.plain_news import is_whole, reports
from ledebot.bot.stories.times import times
from ledebot.bot.text.fold import fold
from ledebot.bot.text.script import unit, width
from ledebot.bot.text.statements import statements

Words = frozenset[int]
"""Ids of words and numbers, each with its level in the lowest four bits: equal where they say the same."""
_OTHER = re.compile(r"[^\W\d_a-z\u3400-\u9fff\uf900-\ufaff]{3,}")
"""Words of scripts of which no words are known."""
LONGEST, SHORTEST = 100, 12
"""Chinese characters, or the same reading time, of a sentence that is shown: some five lines of a phone."""
_REPEATS, _LESSER = 0.36, 0.45
"""Shares of what a sentence tells, and of what the lesser of it and another tells, from which it repeats the other."""
_TITLE = 0.43
"""Share of what a title tells from which a sentence tells it again."""
_PRIOR = Frequencies()
_TELLS = 6
"""The level from which a word tells something: one text in fifty holds it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence as a report has it; `reports`: it can be read alone, and tells news rather than talks of it."""

    text: str
    report: Article
    words: Words
    anchors: frozenset[int]
    """Its names, numbers and times: what news can hold that was not told before."""
    place: int
    """Among the report's sentences, from 0."""
    reports: bool


def words_in(text: str) -> Words:
    """Give the words and numbers of a text."""
    folded = fold(text)
    found = {number.id << 4 | Weight.FAIR for number in numbers(folded) if number.weight >= Weight.WEAK}
    for words, is_han in ((han_words(folded), True), (latin_words(folded), False)):
        ids = [word for word, _ in words]
        found.update(each << 4 | level for each, level in zip(ids, _PRIOR.levels(ids, han=is_han), strict=True))
    return frozenset(found.union(word_id(word) << 4 | LEVELS for word in _OTHER.findall(folded)))


def anchors_in(text: str) -> frozenset[int]:
    """Give the ids of a text's names, numbers and times."""
    folded = fold(text)
    words = chain(han_words(folded), latin_words(folded, capitals(text)))
    names = {word for word, named in words if named}
    figures = {number.id for number in numbers(folded) if number.weight >= Weight.WEAK}
    return frozenset(names | figures | {time.id for time in times(folded)})


def told_by(words: Iterable[int]) -> int:
    """Weigh what words tell: the levels of those that tell anything."""
    return sum(word & LEVELS for word in words if word & LEVELS >= _TELLS)


def about(words: Words, subject: Words) -> int:
    """Weigh the words of a story's subject among others."""
    return told_by(words & subject)


def repeats(words: Words, shown: Iterable[Words]) -> bool:
    """Tell whether a sentence of these words says again what one of those shown says."""
    tells = told_by(words)
    for other in shown:
        both = told_by(words & other)
        if both >= min(_REPEATS * tells, _LESSER * min(tells, told_by(other))):
            return True
    return False


def tells_again(words: Words, titles: Iterable[Words]) -> bool:
    """Tell whether a sentence of these words tells what one of the titles tells."""
    return any(told_by(words & title) >= max(_TITLE * told_by(title), 1) for title in titles)


def sentences_of(report: Article) -> Iterator[Sentence]:
    """Give the whole statements of a report's first paragraphs, in order."""
    for place, said in enumerate(statements(report.paragraphs, report.title)):
        fits = len(said.text) >= SHORTEST and width(said.text, unit(said.text)) <= LONGEST
        if fits and is_whole(said.text):
            alone = not (said.weak or said.apart)
            told = alone and reports(said.text, report)
            yield Sentence(said.text, report, words_in(said.text), anchors_in(said.text), place, told)
