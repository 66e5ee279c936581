"""What a standing query asks for, however it is written."""

from __future__ import annotations

from ledebot.bot.search.query import Atom, Source, Topic, Word
from ledebot.bot.text.fold import fold
from ledebot.bot.watches.types import standing

Meaning = frozenset[tuple[bool, frozenset[tuple[str, ...]]]]
"""The conditions that must all hold: whether one is turned round, and its options."""


def meaning(text: str) -> Meaning:
    """Give what a query asks for: two in another order, case, width or Chinese script ask for the same.

    Stems and synonyms are not looked at.
    """
    return frozenset((clause.negated, frozenset(map(_folded, clause.options))) for clause in standing(text).clauses)


def _folded(atom: Atom) -> tuple[str, ...]:
    match atom:
        case Word():
            return "word", fold(atom.text), *(["exact"] if atom.exact else []), *(["title"] if atom.title else [])
        case Source() | Topic():
            return type(atom).__name__, fold(atom.name)
    return "period", str(atom)
