"""What else to try when nothing was found: nearest spellings and names, and topics of that name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from operator import eq

from ledebot.bot.model import Article
from ledebot.bot.search.match import name_key
from ledebot.bot.search.query import Atom, Clause, Query, Source, Topic, Word
from ledebot.bot.text.fold import bare
from ledebot.bot.text.section_names import section_named
from ledebot.bot.text.segment import words

LIKE = 0.6
"""Share of characters that two spellings must have in common, two of three for a Chinese word."""
LIKE_PAIR = 0.5
"""The same for a Chinese word of two."""
LIKE_LATIN = 0.7
"""The same for letters, of which words that have nothing to do with each other share many."""
NAME_LIKE = 0.5
"""The same for the name of a source or topic, of which there are few."""
NAME_LENGTH = 40
"""Characters of a name that are compared."""
MOST = 3
"""Queries that a reader is offered."""


def suggest(
    query: Query, near: Sequence[Article], topics: Iterable[str], sources: Iterable[str] = ()
) -> tuple[str, ...]:
    """Give queries to try instead, none of them the one asked; whether they find anything is the caller's to see.

    `near` are articles that share characters with the query; `topics` and `sources` are all names there are.
    """
    topics = tuple(topics)
    tries = [*_respelt(query, near), *_renamed(query, topics, tuple(sources)), *_topics_of(query, topics)]
    return tuple(dict.fromkeys(str(one) for one in tries if one != query))


def nearest_names(wanted: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give the names that are spelt most like one, the nearest first; at most MOST."""
    key = name_key(wanted)[:NAME_LENGTH]
    held = frozenset(key)
    likeness = []
    for name in names:
        other = name_key(name)[:NAME_LENGTH]
        if 2 * sum(map(held.__contains__, other)) < NAME_LIKE * (len(key) + len(other)):
            continue  # says no to most names, in a tenth of the time
        ratio = SequenceMatcher(None, key, other, autojunk=False).ratio()
        if ratio >= NAME_LIKE:
            likeness.append((-ratio, name))
    return tuple(name for _, name in sorted(likeness)[:MOST])


def exchanged(query: Query, old: Word | Source | Topic, text: str) -> Query:
    """Give the query with another spelling in a condition's place; what shall not hold stays as it is."""
    new: Atom = replace(old, text=text) if isinstance(old, Word) else replace(old, name=text)
    return Query(
        tuple(
            clause
            if clause.negated
            else replace(clause, options=tuple(new if one == old else one for one in clause.options))
            for clause in query.clauses
        )
    )


def _respelt(query: Query, near: Sequence[Article]) -> Iterable[Query]:
    """Exchange each word for the nearest that the articles have."""
    texts = [words(bare(f"{article.title}\n{article.lede.short}")) for article in near]
    for word in dict.fromkeys(query.words):
        wanted = name_key(word.text)
        held = frozenset(wanted)
        if found := _nearest(wanted, Counter(spelling for text in texts for spelling in _spellings(text, held))):
            yield exchanged(query, word, found)


def _renamed(query: Query, topics: Sequence[str], sources: Sequence[str]) -> Iterable[Query]:
    """Exchange sources and topics that nothing is called for the nearest name."""
    for clause in query.clauses:
        for option in clause.options:
            if not isinstance(option, Source | Topic) or (isinstance(option, Topic) and section_named(option.name)):
                continue
            known = {name_key(name): name for name in (sources if isinstance(option, Source) else topics)}
            wanted = name_key(option.name)
            if any(wanted in name for name in known):
                continue
            if found := _nearest(wanted, dict.fromkeys(known, 1)):
                yield exchanged(query, option, known[found])


def _topics_of(query: Query, topics: Iterable[str]) -> Iterable[Query]:
    """Offer the topics that a word names."""
    asked = [name_key(word.text) for word in query.words]
    for topic in topics:
        key = name_key(topic)
        if any(key and (key in one or one in key) for one in asked):
            yield Query((Clause((Topic(topic),)),))


def _spellings(text: Sequence[str], held: frozenset[str]) -> set[str]:
    """Give the words of a text, and every two neighbouring ones as one, that have any of these characters."""
    shares = [not held.isdisjoint(word) for word in text]
    found = {word for word, shared in zip(text, shares, strict=True) if shared and len(word) > 1}
    for (one, two), shared in zip(pairwise(text), map(any, pairwise(shares)), strict=True):
        if shared and len((one + two).strip()) > 2 and "\n" not in one + two:
            found.add(one + two)
    return found


def _nearest(wanted: str, candidates: Mapping[str, int]) -> str | None:
    """Choose the spelling with most in common, then with most characters in their places, then the commonest.

    Who mistypes a Chinese word takes another character of the same sound, and the others stay where they are.
    """
    least = LIKE_LATIN if wanted.isascii() else LIKE_PAIR if len(wanted) == 2 else LIKE
    best, most = "", (least, 0, 0, 0)
    held = frozenset(wanted).__contains__
    for candidate, articles in sorted(candidates.items()):
        if candidate.split() == [wanted] or abs(len(candidate) - len(wanted)) > max(1, len(wanted) // 3):
            continue
        if 2 * sum(map(held, candidate)) / (len(candidate) + len(wanted)) < most[0]:
            continue  # says no to most candidates, in a tenth of the time of the ratios below
        matcher = SequenceMatcher(None, wanted, candidate, autojunk=False)
        if matcher.real_quick_ratio() < most[0] or matcher.quick_ratio() < most[0]:
            continue
        same = list(map(eq, wanted, candidate))
        likeness = (matcher.ratio(), sum(same), int(same[0]), articles)
        if likeness > most:
            best, most = candidate, likeness
    return " ".join(best.split()) or None
