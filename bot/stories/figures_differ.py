"""Where the figures of a story's reports differ, by source and time: the killed, injured, missing, the magnitude.

A figure counts where a report tells it plainly: in its title, else in its first statements, and as one value only. What
speaks of another year, of a part, or of another event is left out. The words shown are the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledebot.bot.model import Article
from ledebot.bot.stories.telling import Sentence, Words, in_simplified

VALUES, KINDS = 4, 4
"""Values of one figure, and figures, that are shown at most."""
_FIRST, _ABOUT = 1, 2
"""Statements of a report that are looked at, and words of the story's subject that they share at least."""
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_HAN = "两二三四五六七八九十"
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_MANY = rf"(?P<n>{_DIGITS}|[{_HAN}])余?(?P<scale>万)?"
_MANY_ENGLISH = rf"(?P<n>{_DIGITS}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PEOPLE = r"(?:余?[人名例位](?:员|儿童|乘客|学生|矿工|村民|士兵|平民)?)"
_CAUSED = {
    "killed": (
        r"死亡|遇难|丧生|罹难|身亡|死(?=[\d两二三四五六七八九]|$|，)",
        r"(?:were |are |people )?(?:killed|dead|died)\b",
    ),
    "injured": (r"受伤|重伤|轻伤|伤(?=$|，|。)", r"(?:were |others |more )?(?:injured|wounded|hurt)\b"),
    "missing": (r"失踪|失联", r"(?:were |are |others )?missing\b"),
    "trapped": (r"被困", r"(?:were |are )?trapped\b"),
    "arrested": (r"被捕", r"(?:were )?(?:arrested|detained)\b"),
}
_ENGLISH_PEOPLE = r"(?: (?:people|persons|others))?"
_FIGURES = tuple(
    (
        kind,
        re.compile(
            rf"(?<![\d.,/\-第至到]){_MANY}{_PEOPLE}?(?:{chinese})"
            rf"|(?<![\d.,/-])(?<![A-Za-z$€£]){_MANY_ENGLISH.replace('?P<n>', '?P<e>')}{_ENGLISH_PEOPLE} {english}",
            re.IGNORECASE,
        ),
    )
    for kind, (chinese, english) in _CAUSED.items()
)
_MAGNITUDE = re.compile(
    r"(?<![\d.])(?P<n>\d\.\d)\s?级地震|(?<![\d.])(?P<e>\d\.\d)[- ]magnitude\b|\bmagnitude[- ](?P<m>\d\.\d)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|(?:1[89]|20)\d\d年|其中|包括|此前|曾|累计|每年|去年|以来|最大|including|among|earlier|"
    r"last year|since|previous|each year|history|aftershock|余震",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one report tells it."""

    words: str
    report: Article


@dataclass(frozen=True, slots=True)
class Differing:
    """What one thing is said to be: the first report of each value, in order of time, two or more."""

    kind: str
    told: tuple[Figure, ...]


def differing(reports: Sequence[Article], told: Sequence[Sequence[Sentence]], subject: Words) -> tuple[Differing, ...]:
    """Find the figures for which the reports, in order of time, give different values; `told` are their statements."""
    values: dict[str, dict[float, Figure]] = {}
    for report, sentences in zip(reports, told, strict=True):
        for kind, value, words in _plain(report, _opening(sentences, subject)):
            values.setdefault(kind, {}).setdefault(value, Figure(words, report))
    return tuple(
        Differing(kind, tuple(figures.values())[-VALUES:]) for kind, figures in values.items() if len(figures) > 1
    )[:KINDS]


def _opening(sentences: Sequence[Sentence], subject: Words) -> list[str]:
    return [one.text for one in sentences if one.place < _FIRST and len(one.words & subject) >= _ABOUT]


def _plain(report: Article, opening: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    """Give the figures that a report tells as one value only."""
    for texts in ([report.title], opening):
        found: dict[str, dict[float, str]] = {}
        for text in texts:
            if not _ELSEWHERE.search(in_simplified(text)):
                for kind, value, words in _in(text):
                    found.setdefault(kind, {}).setdefault(value, words)
        if found:
            yield from ((kind, *next(iter(one.items()))) for kind, one in found.items() if len(one) == 1)
            return


def _in(text: str) -> Iterator[tuple[str, float, str]]:
    simplified = in_simplified(text)
    for kind, pattern in (*_FIGURES, ("magnitude", _MAGNITUDE)):
        for found in pattern.finditer(simplified):
            groups = found.groupdict()
            digits = next(each for each in (groups["n"], groups["e"], groups.get("m")) if each)
            value = float(_WORDS.get(digits.lower()) or digits.replace(",", ""))
            yield kind, value * (10_000 if groups.get("scale") else 1), text[found.start() : found.end()]
