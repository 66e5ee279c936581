"""How many articles hold what a query asks for, and so which of its words tell what it is about.

A query takes as long as the lists of articles that hold its words, and the longest lists are those of words that say
least. So of a long query only as much is asked as these lists allow, the rarest words first.
"""

from __future__ import annotations

from collections.abc import Mapping

import tantivy

from ledebot.bot.search.terms import Part
from ledebot.storage.search.folder import engine_errors

ALWAYS = 6
"""Words of a query that are asked for, however common they are."""
WEIGHED = 300_000
"""Articles in the lists of a query's words up to which more of them are asked for, and its hits are weighed one by one:
to read a thousand takes some ten microseconds."""

Token = tuple[str, str]
"""A field and a token in it."""


class Frequencies:
    """Counts of one query in one commit, each asked for once."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._known: dict[Token, int] = {}

    def of(self, field: str, token: str) -> int:
        """Count the articles that hold a token in a field."""
        held = self._known.get((field, token))
        if held is None:
            with engine_errors():
                held = self._known[field, token] = self._searcher.doc_freq(field, token)
        return held

    def at_most(self, part: Part) -> int:
        """Bound the number of articles that hold a part: by the rarest token of each of its spellings."""
        return sum(self._spelling(tokens_of(spelling)) for spelling in part.every)

    def _spelling(self, tokens: tuple[Token, ...]) -> int:
        if tokens and tokens[0][0] == "characters":
            return sum(self.of(*token) for token in tokens)
        return min((self.of(*token) for token in tokens), default=0)


def tokens_of(part: Part) -> tuple[Token, ...]:
    """Give the tokens of one spelling: all that it must have, or for a single character those of which one will do."""
    if part.character:
        return ("characters", part.character), ("text", part.character)
    return tuple(dict.fromkeys(("text", token) for run in part.phrases for token in run))


def most_telling(held: Mapping[str, int], weighed: int = WEIGHED) -> frozenset[str]:
    """Choose words by the number of articles that hold each: the rarest, as many as the lists' length allows."""
    kept: list[str] = []
    spent = found = 0
    for text in sorted(held, key=lambda each: held[each]):
        spent += held[text]
        if found == ALWAYS and spent > weighed:
            break
        found = min(found + bool(held[text]), ALWAYS)
        kept.append(text)
    return frozenset(kept)
