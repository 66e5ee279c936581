"""Labelled events for benchmarks/stories.py: how well a grouping finds them, and two plain ones beside it."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from ledebot.bot.stories.facts import han_words, latin_words
from ledebot.bot.text.fold import fold
from ledebot.bot.text.normalized_equal import bare


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report, and the event that it tells."""

    event: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed: A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains", LREC workshop 1998."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / {self.f1:.3f}"


def rows(path: Path) -> Iterable[dict[str, Any]]:
    """Read a gzipped JSON Lines file; nothing where there is none."""
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def event_sets(corpora: Path) -> dict[str, list[Labelled]]:
    """Read the sets of reports with their events, each in a fixed random order, as reports of many events arrive."""
    sets: dict[str, list[Labelled]] = defaultdict(list)
    for row in rows(corpora / "stories-dev.jsonl.gz"):
        sets[row["set"]].append(Labelled(row["event"], row["title"], row["text"]))
    for reports in sets.values():
        Random(1).shuffle(reports)
    return dict(sets)


def b_cubed(reports: Sequence[Labelled], groups: Sequence[Hashable]) -> Score:
    """Compare a grouping, one label a report, with the events."""
    events = Counter(report.event for report in reports)
    sizes = Counter(groups)
    both = Counter((report.event, group) for report, group in zip(reports, groups, strict=True))
    pairs = [(both[report.event, group], report.event, group) for report, group in zip(reports, groups, strict=True)]
    return Score(
        sum(n / sizes[group] for n, _, group in pairs) / len(pairs),
        sum(n / events[event] for n, event, _ in pairs) / len(pairs),
    )


# --- baselines --------------------------------------------------------------------------------------


def by_title(reports: Sequence[Labelled]) -> list[str]:
    """Group reports whose titles are the same but for case and punctuation."""
    return [bare(report.title) or str(at) for at, report in enumerate(reports)]


def vectors(texts: Sequence[str]) -> list[dict[int, float]]:
    """Give unit vectors of tf-idf, sublinear, the frequencies being those of these very texts."""
    folded = map(fold, texts)
    counted = [Counter(word for word, _ in chain(han_words(text), latin_words(text))) for text in folded]
    held = Counter(word for counts in counted for word in counts)
    made = []
    for counts in counted:
        vector = {word: (1 + math.log(n)) * math.log(len(texts) / held[word]) for word, n in counts.items()}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        made.append({word: value / length for word, value in vector.items()})
    return made


def cosine(one: Mapping[int, float], two: Mapping[int, float]) -> float:
    """Multiply two unit vectors."""
    return sum([one[word] * two[word] for word in one.keys() & two.keys()])


def one_pass(made: Sequence[Mapping[int, float]], bar: float) -> list[int]:
    """Put each report, in order, into the group whose members it is most like on average, if that reaches the bar."""
    sums: list[dict[int, float]] = []
    sizes: list[int] = []
    groups = []
    for vector in made:
        likeness = [cosine(vector, total) / size for total, size in zip(sums, sizes, strict=True)]
        best = max(range(len(sums)), key=likeness.__getitem__, default=0)
        if not sums or likeness[best] < bar:
            best = len(sums)
            sums.append({})
            sizes.append(0)
        for word, value in vector.items():
            sums[best][word] = sums[best].get(word, 0.0) + value
        sizes[best] += 1
        groups.append(best)
    return groups
