"""The excerpt of an article that shows why it was found; marks are places in the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.model import Article
from bot.search.query import Query
from bot.search.terms import Part, analyse
from bot.text.fold import bare, bare_with_offsets
from bot.text.segment import is_unspaced, word_places

SNIPPET = 120
"""Characters of an excerpt, ellipses aside."""
SCANNED = 20_000
"""Characters of an article that are looked through for the best excerpt."""

Span = tuple[int, int]
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.\s")


class Highlighter:
    """Finds what a query asked for in any text."""

    def __init__(self, query: Query) -> None:
        terms = [analyse(word) for word in query.words]
        parts = {part for found in terms for part in (*found.parts, *((found.whole,) if found.whole else ()))}
        self.asked = sum(len(found.parts) for found in terms)
        """How many different things can be found at most."""
        self._literals = _either(_pattern(part) for part in parts if part.character or part.tied)
        self._runs = tuple({run for part in parts if not (part.character or part.tied) for run in part.runs})
        self._pieces = _either(re.escape(part.text) for part in parts if part.fragments)

    def spans(self, text: str) -> list[Span]:
        """Give the (start, end) of all matches, sorted and without overlaps, touching ones joined."""
        found = self.bare_spans(bare(text))
        if not found:
            return []
        _, offsets = bare_with_offsets(text)
        # A character that folds into several has one place for all of them: the end is after the last one's own.
        return _joined(sorted((offsets[start], offsets[end - 1] + 1) for start, end in found))

    def bare_spans(self, folded: str) -> list[Span]:
        """Give the matches in a bare text as they come, in its own places."""
        found = [match.span() for match in self._literals.finditer(folded)] if self._literals else []
        if self._runs:
            found += self._word_spans(folded)
        if not found and self._pieces:  # found by a piece of a longer word
            found = [match.span() for match in self._pieces.finditer(folded)]
        return found

    def _word_spans(self, folded: str) -> list[Span]:
        places = word_places(folded)
        tokens = [token for token, _, _ in places]
        return [
            (places[at][1], places[at + len(run) - 1][2])
            for run in self._runs
            for at in range(len(tokens) - len(run) + 1)
            if tokens[at] == run[0] and tuple(tokens[at : at + len(run)]) == run
        ]


def excerpt(article: Article, highlighter: Highlighter) -> tuple[str, tuple[Span, ...]]:
    """Choose the sentence or so of an article that holds most of what was asked for, with its marks."""
    best, most, scanned = article.lede.medium or next(iter(article.paragraphs), ""), 0, 0
    for text in (article.lede.medium, *article.paragraphs):
        if scanned > SCANNED:
            break
        scanned += len(text)
        folded = bare(text[:SCANNED])
        distinct = len({folded[start:end] for start, end in highlighter.bare_spans(folded)})
        if distinct > most:
            best, most = text[:SCANNED], distinct
        if most >= highlighter.asked:
            break
    return _window(best, highlighter.spans(best) if most else [])


def _window(text: str, spans: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut a window out of a text that begins with a sentence, if one begins near enough before the first match."""
    start = 0
    if spans and spans[0][1] > SNIPPET // 2:
        first = spans[0][0]
        ends = [match.end() for match in _SENTENCE_END.finditer(text, max(first - SNIPPET // 2, 0), first)]
        start = ends[-1] if ends else max(first - SNIPPET // 4, 0)
        while start < first and text[start].isspace():
            start += 1
    end = min(start + SNIPPET, len(text))
    cut = text[start:end].replace("\n", " ").rstrip()
    before, after = "…" if start else "", "…" if start + len(cut) < len(text.rstrip()) else ""
    shift = len(before) - start
    limit = start + len(cut)
    marks = tuple((a + shift, min(b, limit) + shift) for a, b in spans if a < limit)
    return before + cut + after, marks


def _either(patterns: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    return re.compile("|".join(longest_first)) if longest_first else None


def _pattern(part: Part) -> str:
    """Match the part's characters; a space where scripts meet, and any break that it was typed with, may be there."""
    out: list[str] = []
    for at, character in enumerate(part.text):
        if at and character not in " \n" and is_unspaced(character) != is_unspaced(part.text[at - 1]):
            out.append(" ?")
        out.append(r"[ \n]" if character in " \n" else re.escape(character))
    return "".join(out)


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
