"""What a story's page tells, all of it quoted from the reports: who told it first, what each later report added, what
stands in one of them only, where figures differ, who said what.

Precision goes before recall: a sentence is shown where most of its words are new, where it speaks of what the story is
about, and where it can be read without the one before it. Linear in the length of the reports looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledebot.bot.model import Article
from ledebot.bot.stories.figures_differ import Differing, differing
from ledebot.bot.stories.grouping import quality
from ledebot.bot.stories.quotes import quotes
from ledebot.bot.stories.telling import Sentence, Words, about, sentences_of, words_in

MOST = 60
"""Reports of a story that are looked at: the first, the best told, and the newest."""
ADDED, ONLY, QUOTES = 12, 2, 4
"""Sentences of each kind that are shown at most."""
_NEW = 0.55
"""Share of a sentence's words that nobody told before, from which it says something new."""
_LONE = 0.65
"""Share of its words that no other report has, from which a sentence stands in one report only."""
_WORDS = 6
"""New words that it has at least."""
_ALONE = 3
"""Reports from which on it says something that one of them only has it."""
_ABOUT = 3.0
"""Words of the story's subject that a sentence shares at least."""
_EARLY = 8
"""Sentences of a report that may stand for what it adds: news goes before background."""
_SUBJECT = 0.34
"""Share of the reports that have a word of the subject in title or lede."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A whole sentence of a report."""

    text: str
    report: Article


@dataclass(frozen=True, slots=True)
class Timeline:
    """A story told by its reports; parts without anything to show are empty. `added` is in order of time."""

    best: Article
    first: Article | None
    """Who told it first; None where no report says when it was published."""
    reports: tuple[Article, ...]
    added: tuple[Quoted, ...] = ()
    only: tuple[Quoted, ...] = ()
    figures: tuple[Differing, ...] = ()
    quotes: tuple[Quoted, ...] = ()


def timeline(reports: Iterable[Article]) -> Timeline:
    """Make a story's timeline of its reports, one at least."""
    every = sorted(reports, key=lambda report: (report.published, report.id))
    best = max(every, key=quality)
    dated = [report for report in every if report.dated]
    looked = _looked_at(every, best)
    if len(looked) < 2:
        return Timeline(best, None, tuple(every))
    told = [list(sentences_of(report)) for report in looked]
    subject = _subject(looked)
    shown = words_in(f"{best.title}\n{best.lede.long}")
    added = _added(looked, told, subject)
    only = _only(told, subject, shown, added) if len(looked) >= _ALONE else []
    return Timeline(
        best,
        dated[0] if dated else None,
        tuple(every),
        _quoted(added[-ADDED:]),
        _quoted(only),
        differing(looked, told, subject),
        _quoted(quotes(told, (*added, *only), subject, QUOTES)),
    )


def _looked_at(every: Sequence[Article], best: Article) -> list[Article]:
    """Choose the reports that are looked at; the same text sent again under another id is one."""
    once = list({(report.source, report.title, report.paragraphs): report for report in reversed(every)}.values())
    once.reverse()
    if len(once) <= MOST:
        return once
    newest = once[2 - MOST :]
    return [once[0], *([best] if best not in newest and best != once[0] else []), *newest]


def _subject(reports: Sequence[Article]) -> Words:
    """Give the words that a good part of the reports have in title or lede."""
    counts = Counter(word for report in reports for word in words_in(f"{report.title}\n{report.lede.short}"))
    least = max(2, len(reports) * _SUBJECT)
    return frozenset(word for word, count in counts.items() if count >= least)


def _added(reports: Sequence[Article], told: Sequence[Sequence[Sentence]], subject: Words) -> list[Sentence]:
    """Choose of each later report the sentence that says most that is new, if one does."""
    known = set(words_in(reports[0].title)).union(*(sentence.words for sentence in told[0]))
    added: list[Sentence] = []
    for report, sentences in zip(reports[1:], told[1:], strict=True):
        new = [one for one in sentences if one.place < _EARLY and _stands(one, subject) and _news(one, known)]
        if new:
            added.append(max(new, key=lambda one: len(one.words & subject)))
        known.update(words_in(report.title), *(one.words for one in sentences))
    return added


def _news(sentence: Sentence, known: set[str] | Words, least: float = _NEW) -> float:
    """Tell which share of a sentence's words is not known; 0 where that is too little."""
    new = len(sentence.words - known)
    share = new / len(sentence.words)
    return share if share >= least and new >= _WORDS else 0.0


def _stands(sentence: Sentence, subject: Words) -> bool:
    return sentence.reports and about(sentence, subject) >= _ABOUT


def _only(
    told: Sequence[Sequence[Sentence]], subject: Words, shown: Words, added: Sequence[Sentence]
) -> list[Sentence]:
    """Choose sentences whose words no other report has, by how much they say."""
    counts = Counter(word for one in told for word in frozenset().union(*(sentence.words for sentence in one)))
    common = frozenset(word for word, count in counts.items() if count > 1)
    known = shown.union(*(sentence.words for sentence in added))
    alone = [
        (_news(sentence, common, _LONE), sentence)
        for one in told
        for sentence in one
        if sentence.place < _EARLY and _stands(sentence, subject) and _news(sentence, known)
    ]
    chosen: dict[str, Sentence] = {}
    for share, sentence in sorted(alone, key=lambda pair: -pair[0]):
        if share and any(character.isdigit() for character in sentence.text):
            chosen.setdefault(sentence.report.id, sentence)
    return list(chosen.values())[:ONLY]


def _quoted(sentences: Iterable[Sentence]) -> tuple[Quoted, ...]:
    return tuple(Quoted(sentence.text, sentence.report) for sentence in sentences)
