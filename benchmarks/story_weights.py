"""Learns what each piece of evidence weighs: `python -m benchmarks.story_weights --corpora FOLDER`.

Prints the table of bot/stories/same_event.py, and how it does on labelled events when learned from the other sets only.
Logistic regression, by gradient steps with momentum (Y. Nesterov, 1983), with two restrictions that keep it sensible:
what contradicts never speaks for, and where the data says nothing, a contradiction weighs -1. A wrong joining counts
several times a missed one, by WRONG.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from benchmarks import _events
from benchmarks._events import Labelled, Score, b_cubed
from benchmarks._story_speed import CORPORA
from ledebot.bot.stories.joining import MAX_APART, MEMBERS, SAME, STORY
from ledebot.bot.stories.report import Report, report
from ledebot.bot.stories.same_event import FURTHEST, NEAR, WEIGHTS, cosine, evidence
from ledebot.bot.stories.sketch import sketch
from tests.stories import pairs

SHARE = {"own": 2.5, "headlines": 5.0, "doubled": 2.0}
"""What each set counts; sets of events 1.5. `doubled` are the headlines once more, as title and text."""
WRONG = {"eco-zh": 3.0, "eco-en": 3.0, "ecb": 6.0, "own": 14.0, "headlines": 14.0, "doubled": 14.0}
MOST = 8000
"""Pairs of different events that are taken of one set, drawn at random."""
PULL = 0.0004
"""How strongly a weight is held where it is expected."""
ROUNDS = 600
LIKELY = frozenset(("title", "lead", "title's telling words", "numbers agree", "most numbers agree"))
FREE = frozenset(("nothing", "length", "words", "more words", "title by length", "lead by length", "shared weight"))
NAMES = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence on one pair by the evidence's number, and whether it is one event."""

    found: tuple[tuple[int, float], ...]
    same: bool


def example(one: Report, two: Report, hours: float, *, same: bool) -> Example:
    found = evidence(one, two, hours, cosine(one, two))
    return Example(tuple((NAMES.index(name), value) for name, value in found if value), same)


def of_events(reports: Sequence[Labelled]) -> list[Example]:
    """Take all pairs of one event, and of the others those that would be looked at."""
    made = [(each.event, report(sketch(each.title, [each.text]))) for each in reports]
    same, other = [], []
    for (event, one), (event_2, two) in combinations(made, 2):
        if event == event_2:
            same.append(example(one, two, 0.0, same=True))
        elif cosine(one, two) >= NEAR:
            other.append((one, two))
    drawn = Random(3).sample(other, min(MOST, len(other)))
    return same + [example(one, two, 0.0, same=False) for one, two in drawn]


def of_pairs() -> list[Example]:
    return [
        example(_report(pair.one), _report(pair.two), abs(pair.one.hours - pair.two.hours), same=pair.same)
        for pair in pairs.pairs()
        if abs(pair.one.hours - pair.two.hours) <= MAX_APART
    ]


def _report(told: pairs.Report) -> Report:
    return report(sketch(told.title, [told.text]))


def of_headlines(corpora: Path, *, doubled: bool) -> list[Example]:
    def made(title: str) -> Report:
        return report(sketch(title, [title] if doubled else []))

    rows = _events.rows(corpora / "pairs-dev.jsonl.gz")
    return [example(made(row["a"]), made(row["b"]), 0.0, same=row["same"]) for row in rows]


# --- learning ---------------------------------------------------------------------------------------


def learn(sets: Mapping[str, Sequence[Example]]) -> list[float]:
    """Find the weights, in the order of NAMES."""
    examples = list(_weighted(sets))
    expected = [0.0 if name in LIKELY | FREE else -1.0 for name in NAMES]
    weights, before = list(expected), list(expected)
    step = 2.0
    for at in range(1, ROUNDS + 1):
        ahead = [w + (at - 1) / (at + 2) * (w - b) for w, b in zip(weights, before, strict=True)]
        slope = [
            0.0 if name == "nothing" else PULL * (w - e) for name, w, e in zip(NAMES, ahead, expected, strict=True)
        ]
        for share, each in examples:
            total = sum([ahead[n] * value for n, value in each.found])
            error = share * (1 / (1 + math.exp(-total)) - each.same)
            for n, value in each.found:
                slope[n] += error * value
        before, weights = (
            weights,
            [_allowed(name, w - step * g) for name, w, g in zip(NAMES, ahead, slope, strict=True)],
        )
    return weights


def _allowed(name: str, weight: float) -> float:
    return weight if name in FREE else max(weight, 0.0) if name in LIKELY else min(weight, 0.0)


def _weighted(sets: Mapping[str, Sequence[Example]]) -> Iterator[tuple[float, Example]]:
    """Give each example its share: those of one event of a set together count as much as SHARE says."""
    total = sum(SHARE.get(name, 1.5) * (1 + WRONG[name]) for name in sets)
    for name, examples in sets.items():
        same = sum(each.same for each in examples)
        for each in examples:
            share = 1 / same if each.same else WRONG[name] / (len(examples) - same)
            yield SHARE.get(name, 1.5) * share / total, each


# --- what it is worth -------------------------------------------------------------------------------


def grouped(reports: Sequence[Labelled], weights: Sequence[float]) -> Score:
    """Group reports in order by average link, as bot/stories/joining.py does, but with all stories looked at."""
    made = [report(sketch(each.title, [each.text])) for each in reports]
    stories: list[list[int]] = []
    groups: list[int] = []
    for at, one in enumerate(made):
        best, most = len(stories), 0.0
        for story, held in enumerate(stories):
            stand = held if len(held) <= MEMBERS else [*held[: MEMBERS // 2], *held[-(MEMBERS // 2) :]]
            by = sum(_odds(one, made[n], weights) for n in stand) / len(stand) - (SAME if len(stand) == 1 else STORY)
            if by >= most:
                best, most = story, by
        if best == len(stories):
            stories.append([])
        stories[best].append(at)
        groups.append(best)
    return b_cubed(reports, groups)


def _odds(one: Report, two: Report, weights: Sequence[float]) -> float:
    if cosine(one, two) < NEAR:
        return -FURTHEST
    total = sum(weights[n] * value for n, value in example(one, two, 0.0, same=False).found)
    return max(-FURTHEST, min(FURTHEST, total))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of stories-dev and pairs-dev")
    corpora = parser.parse_args().corpora
    events = _events.event_sets(corpora)
    sets = {name: of_events(reports) for name, reports in events.items()}
    sets |= {"own": of_pairs(), "headlines": of_headlines(corpora, doubled=False)}
    sets["doubled"] = of_headlines(corpora, doubled=True)
    for name, weight in zip(NAMES, learn(sets), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("\n| left out | P / R / F1 on it |\n|---|---|")
    for name, reports in events.items():
        weights = learn({other: examples for other, examples in sets.items() if other != name})
        print(f"| {name} | {grouped(reports, weights)} |", flush=True)


if __name__ == "__main__":
    main()
