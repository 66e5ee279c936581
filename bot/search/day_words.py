"""Words for a day or a span of days among the words of a query, which may be meant as a condition."""

from __future__ import annotations

import re
from datetime import datetime

from ledebot.bot.search.dates import SPOKEN, span, zone_info
from ledebot.bot.search.query import Clause, Period, Query, Word
from ledebot.bot.text.fold import fold

_ALTERNATIVES = "|".join(sorted(map(re.escape, SPOKEN), key=len, reverse=True))
_SPOKEN = re.compile(_ALTERNATIVES)
_AT_AN_END = re.compile(rf"(?P<first>{_ALTERNATIVES})(?P<rest>.{{2,}})|(?P<begin>.{{2,}})(?P<last>{_ALTERNATIVES})")
_PAIRS = {("last", "week"), ("this", "week"), ("last", "month"), ("this", "month"), ("last", "year"), ("this", "year")}


def dated(query: Query, *, now: datetime, zone: str) -> Query | None:
    """Give the query with its word for a day as a condition: `今天 地铁` is `地铁 day:今天`.

    None where it has no such word, or no other, or names a date already.
    """
    if any(isinstance(option, Period) for clause in query.clauses for option in clause.options):
        return None
    for at in range(len(query.clauses)):
        day, rest, used = _day(query, at)
        if not day:
            continue
        found = span(day, now, zone_info(zone))
        others = [*query.clauses[:at], *([_clause(rest)] if rest else []), *query.clauses[at + used :]]
        if found is None or not Query(tuple(others)).words:
            continue
        since, until = found
        return Query((*others, Clause((Period("day", day, since, until),))))
    return None


def _day(query: Query, at: int) -> tuple[str, str, int]:
    """Find a day in a clause: its name, what else the clause says, and the number of clauses it takes; else empty."""
    word = _word(query.clauses[at])
    if not word:
        return "", "", 0
    following = _word(query.clauses[at + 1]) if at + 1 < len(query.clauses) else ""
    if (word.lower(), following.lower()) in _PAIRS:
        return f"{word.lower()}-{following.lower()}", "", 2
    folded = fold(word)
    if _SPOKEN.fullmatch(folded):
        return word, "", 1
    if folded.isascii() or len(folded) != len(word):
        return "", "", 0
    match = _AT_AN_END.fullmatch(folded)
    if match is None:
        return "", "", 0
    if match["first"]:
        return word[: match.end("first")], word[match.end("first") :], 1
    return word[match.start("last") :], word[: match.start("last")], 1


def _word(clause: Clause) -> str:
    option = clause.options[0]
    free = isinstance(option, Word) and not (option.exact or option.title or clause.negated or len(clause.options) > 1)
    return option.text if isinstance(option, Word) and free else ""


def _clause(text: str) -> Clause:
    return Clause((Word(text),))
