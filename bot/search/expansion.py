"""What the first hits of a query have in common: the tokens by which more of their kind are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ledebot.bot.model import Article
from ledebot.bot.text.fold import bare
from ledebot.bot.text.segment import INSIDE, stream

FIRST = 10
"""First hits that are read."""
HEAD = 200
"""Characters of each, its title first: a news story's beginning says what it is about."""
SHARED = 2
"""First hits that must have a token: what one alone has is its own."""
LOOKED_UP = 40
"""Tokens whose frequency is asked of the index."""
CHOSEN = 15
"""Tokens that a query is expanded by."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Tokens that several first hits share, each with the number of these; the most shared first."""

    shared: tuple[tuple[str, int], ...]

    def chosen(self, rarity: Callable[[str], float]) -> dict[str, float]:
        """Choose by number times rarity; what is given adds up to 1."""
        weighed = sorted(((held * rarity(token), token) for token, held in self.shared), reverse=True)[:CHOSEN]
        whole = sum(weight for weight, _ in weighed)
        return {token: weight / whole for weight, token in weighed if weight}


def gather(hits: Iterable[Article]) -> Gathered:
    """Read the first hits."""
    held: Counter[str] = Counter()
    for head in dict.fromkeys(map(_head, hits)):  # what is published again under one title says nothing more
        held.update(set(stream(head).split()))
    shared = [(token, count) for token, count in held.items() if count >= SHARED and len(token) > 1]
    shared = [each for each in shared if INSIDE not in each[0]]
    return Gathered(tuple(sorted(shared, key=lambda each: (-each[1], each[0]))[:LOOKED_UP]))


def _head(article: Article) -> str:
    text = article.title
    for paragraph in article.paragraphs:
        if len(text) >= HEAD:
            break
        text += "\n" + paragraph
    return bare(text[:HEAD])
