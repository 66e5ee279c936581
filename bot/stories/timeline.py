"""What a story's page tells, all of it quoted from the reports: who told it first, what each later report added, what
stands in one of them only, where figures differ, who said what.

Precision goes before recall: a sentence is shown where most of its words are new, where it speaks of what the story is
about, where it can be read without the one before it, and where nothing shown above it tells the same. Linear in the
length of the reports looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ledebot.bot.model import Article, Length
from ledebot.bot.stories.figures_differ import Differing, differing
from ledebot.bot.stories.grouping import quality
from ledebot.bot.stories.introduced import takes_as_known
from ledebot.bot.stories.plain_news import is_whole
from ledebot.bot.stories.plain_news import reports as reports_news
from ledebot.bot.stories.quotes import is_quote, quotes
from ledebot.bot.stories.report import report as sketched
from ledebot.bot.stories.same_event import odds
from ledebot.bot.stories.series import out_of_series
from ledebot.bot.stories.telling import (
    Sentence,
    Words,
    about,
    anchors_in,
    repeats,
    sentences_of,
    tells_again,
    told_by,
    words_in,
)
from ledebot.bot.text.sentences import sentences

MOST = 40
"""Reports of a story that are looked at: the first, the best told, and the newest."""
ADDED, ONLY, QUOTES = 12, 2, 4
"""Sentences of each kind that are shown at most."""
_NEW = 0.45
"""Share of what a sentence tells that nobody told before, from which it says something new."""
_AGAIN = 0.7
"""The same of a sentence that tells again what a title tells: it may be the news in other words."""
_LONE = 0.6
"""Share of what it tells that no other report tells, from which it stands in one report only."""
_TELLS = 36
"""What it tells at least that is new: four words of which each stands in one text of four hundred."""
_ANCHORS = 2
"""Names, numbers and times that it has at least and nobody told before."""
_ALONE = 3
"""Reports from which on it says something that one of them only has it."""
_ABOUT = 18
"""What a sentence tells at least in words of the story's subject: three words, or two rarer ones."""
_EARLY = 7
"""Sentences of a report that may stand for what it adds: news goes before background."""
_READ = 6_000
"""Characters of a report that count as told by it."""
_TITLED = 2
"""Words of the subject in the title of the report whose lede is shown, where one has as many."""
_BELONGS = -1.5
"""Average odds with the others below which a report is not quoted: stories are made from -0.7 on."""
_SUBJECT, _NAMED = 0.34, 0.25
"""Shares of the reports that have a word of the subject, and a name of the story's, in title or lede."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A whole sentence of a report."""

    text: str
    report: Article


@dataclass(frozen=True, slots=True)
class Timeline:
    """A story told by its reports; parts without anything to show are empty. `added` is in order of time."""

    best: Article
    lede: str
    """The best-told report's, at the length asked for; nothing below repeats it."""
    first: Article | None
    """Who told it first; None where no report says when it was published."""
    reports: tuple[Article, ...]
    added: tuple[Quoted, ...] = ()
    only: tuple[Quoted, ...] = ()
    figures: tuple[Differing, ...] = ()
    quotes: tuple[Quoted, ...] = ()


def timeline(reports: Iterable[Article], length: Length = Length.MEDIUM) -> Timeline:
    """Make a story's timeline of its reports, one at least."""
    every = sorted(reports, key=lambda report: (report.published, report.id))
    dated = [report for report in every if report.dated]
    looked = _looked_at(every)
    looked = _belonging(looked)
    subject = _subject(looked)
    best = max(looked, key=lambda report: (_opens_with_news(report), _is_titled(report, subject), quality(report)))
    lede = best.lede.at(length)
    first = dated[0] if dated and len(looked) > 1 else None
    looked = out_of_series(looked)
    if len(looked) < 2:
        return Timeline(best, lede, first, tuple(every))
    told = [list(sentences_of(report)) for report in looked]
    texts = [_text(report) for report in looked]
    common = _common(texts)
    opening = f"{best.title}\n{lede}"
    shown = [words_in(opening), *map(words_in, sentences(lede))]
    clear = _clear(_of_story(told, _names(looked)), common, shown)
    added = _added(looked, texts, clear, subject, shown, best)
    shown += [sentence.words for sentence in added]
    clear = _clear(told, common, shown)
    said = quotes(clear, subject | shown[0], shown, subject, QUOTES)
    shown += [sentence.words for sentence in said]
    return Timeline(
        best,
        lede,
        first,
        tuple(every),
        _quoted(added[-ADDED:]),
        _quoted(_only(_of_story(clear, _names(looked)), common, subject, shown)) if len(looked) >= _ALONE else (),
        differing(looked, told, subject),
        _quoted(said),
    )


def _clear(told: Sequence[Sequence[Sentence]], common: Words, shown: Sequence[Words]) -> list[list[Sentence]]:
    """Leave out sentences that take as known what stands neither in several reports nor above them."""
    above = frozenset().union(*shown)
    return [[one for one in ones if not takes_as_known(one.text, common | above, above)] for ones in told]


def _of_story(told: Sequence[Sequence[Sentence]], names: frozenset[int]) -> list[list[Sentence]]:
    """Leave out sentences without a name, number or time of the story's: they may be of another event of its kind."""
    return [[one for one in ones if one.anchors & names] for ones in told]


def _opens_with_news(report: Article) -> bool:
    told = sentences(report.lede.medium)
    return bool(told) and all(map(is_whole, told)) and reports_news(told[0], report)


def _is_titled(report: Article, subject: Words) -> bool:
    return len(words_in(report.title) & subject) >= _TITLED


def _looked_at(every: Sequence[Article]) -> list[Article]:
    """Choose the reports that are looked at; the same text sent again under another id is one."""
    once = list({(report.source, report.title, report.paragraphs): report for report in reversed(every)}.values())
    once.reverse()
    return once if len(once) <= MOST else [once[0], max(once, key=quality), *once[2 - MOST :]]


def _belonging(reports: list[Article]) -> list[Article]:
    """Leave out reports that hardly tell what the others tell: they got here by mistake, and would be quoted most."""
    if len(reports) <= 2 or not all(one.sketch for one in reports):
        return reports
    facts = [sketched(one.sketch) for one in reports]
    total = [0.0] * len(reports)
    for (at, one), (other, two) in combinations(enumerate(facts), 2):
        likely = odds(one, two)
        total[at] += likely
        total[other] += likely
    kept = [one for one, likely in zip(reports, total, strict=True) if likely >= _BELONGS * (len(reports) - 1)]
    return kept if len(kept) > 1 else reports


def _subject(reports: Sequence[Article]) -> Words:
    """Give the words that a good part of the reports have in title or lede."""
    return _shared([words_in(opening) for opening in _openings(reports)], _SUBJECT)


def _names(reports: Sequence[Article]) -> frozenset[int]:
    """Give the story's names, numbers and times: what several reports have in title or lede."""
    return _shared([anchors_in(opening) for opening in _openings(reports)], _NAMED)


def _openings(reports: Sequence[Article]) -> list[str]:
    return [f"{report.title}\n{report.lede.short}" for report in reports]


def _shared(openings: Sequence[frozenset[int]], share: float) -> frozenset[int]:
    counts = Counter(each for opening in openings for each in opening)
    least = max(2, len(openings) * share)
    return frozenset(each for each, count in counts.items() if count >= least)


def _added(
    reports: Sequence[Article],
    texts: Sequence[str],
    told: Sequence[Sequence[Sentence]],
    subject: Words,
    shown: Sequence[Words],
    best: Article,
) -> list[Sentence]:
    """Choose of each later report the sentence that says most that is new, if one does."""
    known = shown[0] | words_in(texts[0])
    anchors = anchors_in(f"{best.title}\n{best.lede.medium}\n{texts[0]}")
    titles = [words_in(best.title), words_in(reports[0].title)]
    added: list[Sentence] = []
    before = list(shown)
    for report, text, ones in zip(reports[1:], texts[1:], told[1:], strict=True):
        new = [
            one
            for one in ones
            if _stands(one, subject)
            and _news(one, known, _AGAIN if tells_again(one.words, titles) else _NEW)
            and len(one.anchors - anchors) >= _ANCHORS
            and not repeats(one.words, before)
        ]
        if new:
            added.append(max(new, key=lambda one: len(one.words & subject)))
            before.append(added[-1].words)
        titles.append(words_in(report.title))
        known |= words_in(text)
        anchors |= anchors_in(text)
    return added


def _news(sentence: Sentence, known: Words, least: float) -> float:
    """Tell which share of what a sentence tells is not known; 0 where that is too little."""
    new, whole = told_by(sentence.words - known), told_by(sentence.words)
    return new / whole if new >= max(_TELLS, least * whole) else 0.0


def _stands(sentence: Sentence, subject: Words) -> bool:
    early = sentence.reports and sentence.place < _EARLY
    return early and about(sentence.words, subject) >= _ABOUT and not is_quote(sentence.text)


def _text(report: Article) -> str:
    """Give all that counts as told by a report, sentences too that cannot be shown."""
    return "\n".join((report.title, *report.paragraphs))[:_READ]


def _common(texts: Iterable[str]) -> Words:
    """Give the words that more than one report has."""
    counts = Counter(word for text in texts for word in words_in(text))
    return frozenset(word for word, count in counts.items() if count > 1)


def _only(told: Sequence[Sequence[Sentence]], common: Words, subject: Words, shown: Sequence[Words]) -> list[Sentence]:
    """Choose sentences whose words no other report has, one of a report, by how much they say."""
    titles = [words_in(one[0].report.title) for one in told if one]
    alone = [
        (share, sentence)
        for one in told
        for sentence in one
        if _stands(sentence, subject)
        and (share := _news(sentence, common, _AGAIN if tells_again(sentence.words, titles) else _LONE))
        and not repeats(sentence.words, shown)
    ]
    chosen: dict[str, Sentence] = {}
    for _, sentence in sorted(alone, key=lambda pair: -pair[0]):
        chosen.setdefault(sentence.report.id, sentence)
    return list(chosen.values())[:ONLY]


def _quoted(sentences: Iterable[Sentence]) -> tuple[Quoted, ...]:
    return tuple(Quoted(sentence.text, sentence.report) for sentence in sentences)
