"""The excerpt of an article that shows why it was found; marks are places in the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from math import prod

from ledebot.bot.model import Article
from ledebot.bot.search.query import Query
from ledebot.bot.search.questions import Wanted
from ledebot.bot.search.terms import Part, analysed
from ledebot.bot.text.fold import bare, places
from ledebot.bot.text.script import HANGUL, unit
from ledebot.bot.text.segment import is_unspaced, word_places

SNIPPET = 120
"""Characters of an excerpt, ellipses aside."""
LETTERS = 2
"""How many times as long one in an alphabet is, which is read four times as fast."""
SCANNED = 20_000
"""Characters of an article that are looked through for the best excerpt."""

LONGEST_WORD = 40
"""Characters of a word that is marked whole, or left whole where an excerpt is cut."""
SPELLINGS = 32
"""Spellings of one part that are looked for one by one; compiling an expression costs more than some dozen searches."""

Span = tuple[int, int]
Options = tuple[tuple[str, ...], ...]
"""A text in all its spellings: what may stand at each of its places."""
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.\s")


class Highlighter:
    """Finds what a query asked for in any text, and what it was looked for by beside."""

    def __init__(self, query: Query, further: Iterable[Part] = ()) -> None:
        terms = analysed(query.words).values()
        asked = (part for found in terms for part in (*found.parts, *found.loose, *filter(None, (found.whole,))))
        parts = {spelling for part in (*asked, *further) for spelling in part.every}
        self.asked = sum(len(found.parts) for found in terms)
        """How many different things can be found at most."""
        self._literals = _Either(_options(part.text) for part in parts if part.character or part.tied)
        self._runs = tuple({run for part in parts if not (part.character or part.tied) for run in part.runs})
        self._pieces = _Either(tuple((character,) for character in part.text) for part in parts if part.fragments)

    def spans(self, text: str) -> list[Span]:
        """Give the (start, end) of all matches, sorted and without overlaps, touching ones joined."""
        return _placed(text, self.bare_spans(bare(text)))

    def bare_spans(self, folded: str) -> list[Span]:
        """Give the matches in a bare text as they come, in its own places."""
        found = self._literals.spans(folded)
        if self._runs:
            found += self._word_spans(folded)
        return found or self._pieces.spans(folded)  # found by a piece of a longer word

    def _word_spans(self, folded: str) -> list[Span]:
        places = word_places(folded)
        tokens = [token for token, _, _ in places]
        return [
            (places[at][1], places[at + len(run) - 1][2])
            for run in self._runs
            for at in range(len(tokens) - len(run) + 1)
            if tokens[at] == run[0] and tuple(tokens[at : at + len(run)]) == run
        ]


def excerpt(article: Article, highlighter: Highlighter, wanted: Wanted | None = None) -> tuple[str, tuple[Span, ...]]:
    """Choose the sentence or so of an article that holds most of what was asked for, with its marks.

    With `wanted`, the query is a question, and the sentence is the one that most likely answers it.
    """
    if wanted:
        from ledebot.bot.search.answer import answering  # few queries are questions
    best, most, scanned = article.lede.medium or next(iter(article.paragraphs), ""), 0.0, 0
    marked: list[Span] = []
    shown = (0, 0)
    for text in (article.lede.medium, *article.paragraphs):
        if scanned > SCANNED:
            break
        scanned += len(text)
        text = text[:SCANNED]
        folded = bare(text)
        found = highlighter.bare_spans(folded)
        if wanted:
            spans = _placed(text, found)
            score, place = answering(text, spans, wanted) if spans else (0.0, shown)
        else:
            score, place = float(len({folded[start:end] for start, end in found})), (0, 0)
        if score > most:
            best, most, marked, shown = text, score, found, place
        if not wanted and most >= highlighter.asked:
            break
    return _window(best, _placed(best, marked), shown)


def _window(text: str, spans: list[Span], shown: Span) -> tuple[str, tuple[Span, ...]]:
    """Cut a window out of a text, from a sentence's beginning near enough to the first match, with `shown` inside."""
    begin, answer = shown
    size = SNIPPET * (LETTERS if unit(text[begin : begin + SNIPPET]) < HANGUL else 1)
    start = begin
    spans = [span for span in spans if span[0] >= begin]
    if answer - begin > size:
        start = _whole_word(text, answer - size // 2, 1, answer)
    elif spans and not answer and spans[0][1] - begin > size // 2:
        first = spans[0][0]
        ends = [match.end() for match in _SENTENCE_END.finditer(text, max(first - size // 2, begin), first)]
        start = ends[-1] if ends else _whole_word(text, max(first - size // 4, begin), 1, first)
    while start < len(text) and text[start].isspace():
        start += 1
    end = min(start + size, len(text))
    end = next((b for a, b in spans if a < end < b <= end + size // 4), end)  # no word is left half marked
    end = _whole_word(text, end, -1, start)
    cut = text[start:end].replace("\n", " ").rstrip()
    before, after = "…" if start else "", "…" if start + len(cut) < len(text.rstrip()) else ""
    shift = len(before) - start
    limit = start + len(cut)
    marks = tuple((max(a, start) + shift, min(b, limit) + shift) for a, b in spans if a < limit and b > start)
    return before + cut + after, marks


def _whole_word(text: str, at: int, step: int, until: int) -> int:
    """Move a cut out of a word of spaced script, within reason and not beyond `until`."""
    for place in range(at, at + step * LONGEST_WORD, step):
        if place * step >= until * step or not 0 < place < len(text):
            break
        if not _in_one(text, place):
            return place
    return at


def _in_one(text: str, at: int) -> bool:
    """Tell whether no word and no number ends or begins at this place."""
    if text[at] in ".,":
        return text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()
    if text[at - 1] in ".,":
        return text[at].isdigit() and at > 1 and text[at - 2].isdigit()
    return _in_word(text[at - 1]) and _in_word(text[at])


def _in_word(character: str) -> bool:
    return character.isalnum() and not is_unspaced(character)


class _Either:
    """Texts looked for together: at each place the longest counts, and matches do not overlap."""

    def __init__(self, texts: Iterable[Options]) -> None:
        longest_first = sorted(set(texts), key=lambda options: (-len(options), options))
        self._spellings: list[str] = []
        self._expression: re.Pattern[str] | None = None
        if all(prod(map(len, options)) <= SPELLINGS for options in longest_first):
            self._spellings = ["".join(spelling) for options in longest_first for spelling in product(*options)]
        else:
            self._expression = re.compile("|".join(map(_expression, longest_first)))

    def spans(self, text: str) -> list[Span]:
        """Give the (start, end) of all matches, in order."""
        if self._expression:
            return [match.span() for match in self._expression.finditer(text)]
        found = []
        for rank, spelling in enumerate(self._spellings):
            at = text.find(spelling)
            while at >= 0:
                found.append((at, rank, at + len(spelling)))
                at = text.find(spelling, at + 1)
        spans: list[Span] = []
        end = 0
        for start, _, after in sorted(found):
            if start >= end:
                spans.append((start, end := after))
        return spans


def _options(text: str) -> Options:
    """Give a text's characters; a space where scripts meet, and any break that it was typed with, may be there."""
    out: list[tuple[str, ...]] = []
    for at, character in enumerate(text):
        if character in " \n":
            out.append((" ", "\n"))
        elif at and is_unspaced(character) != is_unspaced(text[at - 1]):
            out.append((" " + character, character))
        else:
            out.append((character,))
    return tuple(out)


def _expression(options: Options) -> str:
    return "".join(f"(?:{'|'.join(map(re.escape, each))})" if len(each) > 1 else re.escape(each[0]) for each in options)


def _placed(text: str, found: Iterable[Span]) -> list[Span]:
    """Find the places in a text of what was found in its bare form: whole words, sorted, touching ones joined."""
    found = sorted(found)
    if not found:
        return []
    origin = places(text)
    # A character that folds into several has one place for all of them: the end is after the last one's own.
    return _joined(_widened(text, origin[start], origin[end - 1] + 1) for start, end in found)


def _widened(text: str, start: int, end: int) -> Span:
    """Widen a match to the word of spaced script that it is a piece of."""
    most = LONGEST_WORD
    while start and most and _in_one(text, start):
        start, most = start - 1, most - 1
    while end < len(text) and most and _in_one(text, end):
        end, most = end + 1, most - 1
    return start, end


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
