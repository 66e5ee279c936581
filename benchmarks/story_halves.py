"""How grouping does on other events of the same sets: `python -m benchmarks.story_halves --corpora FOLDER`.

The events of each set, the headlines and our own pairs are dealt into two halves at random; weights and bars are
learned on one and tried on the other, both ways round, for several deals. Look-alike events and pairs of one shape
stay in one half, so that what is hard about them is there. Beside it, on the same halves, exact titles and one pass
over tf-idf, whose bars are chosen on the half that was learned from, one for all sets and one for each kind of pairs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean
from typing import TypeVar

from benchmarks import _events
from benchmarks._events import Labelled, Score, b_cubed, cosine, one_pass, vectors
from benchmarks._story_speed import CORPORA
from benchmarks.stories import Decide, headlines, near, ours
from benchmarks.story_weights import bars, decided_by, examples, grouped, learn
from ledebot.bot.text.normalized_equal import bare
from ledebot.storage.base.embedded import EmbeddedServer
from tests.stories import pairs
from tests.stories.pairs import Pair, Report

Each = TypeVar("Each")
EVENT_BARS, PAIR_BARS = range(12, 30, 2), range(10, 90, 4)
"""Bars tried for tf-idf, in hundredths."""


@dataclass(frozen=True, slots=True)
class Half:
    """Half of the events of each set, and half of the pairs of each kind."""

    events: Mapping[str, list[Labelled]]
    pairs: Mapping[str, list[Pair]]


def topic(report: Labelled) -> str:
    """Name what keeps look-alike events together: `7` and `7plus` of ECB+."""
    return report.event.removesuffix("plus")


def halves(events: Mapping[str, list[Labelled]], labelled: Mapping[str, list[Pair]], seed: int) -> tuple[Half, Half]:
    """Deal topics, headlines and shapes out to two halves."""

    def side(each: Sequence[Each], keys: Sequence[Hashable]) -> tuple[list[Each], list[Each]]:
        every = sorted(set(map(str, keys)))
        Random(seed).shuffle(every)
        first = frozenset(every[::2])
        dealt = [str(key) in first for key in keys]
        return (
            [one for one, is_first in zip(each, dealt, strict=True) if is_first],
            [one for one, is_first in zip(each, dealt, strict=True) if not is_first],
        )

    by_topic = {name: side(reports, list(map(topic, reports))) for name, reports in events.items()}
    by_shape = {
        name: side(every, [pair.one.shape or pair.one.title for pair in every]) for name, every in labelled.items()
    }
    first, second = (
        Half({name: each[n] for name, each in by_topic.items()}, {name: each[n] for name, each in by_shape.items()})
        for n in (0, 1)
    )
    return first, second


# --- baselines --------------------------------------------------------------------------------------


def told(half: Half) -> dict[str, list[dict[int, float]]]:
    return {name: vectors([f"{each.title}\n{each.text}" for each in reports]) for name, reports in half.events.items()}


def event_bar(half: Half) -> float:
    """Choose the bar of tf-idf that has the best F1 on the events of a half."""
    made = told(half)

    def worth(bar: float) -> float:
        return sum(b_cubed(reports, one_pass(made[name], bar)).f1 for name, reports in half.events.items())

    return max((bar / 100 for bar in EVENT_BARS), key=worth)


def alike(every: Sequence[Pair], bar: float) -> Decide:
    """Decide by tf-idf, the frequencies being those of these pairs."""
    reports = list(dict.fromkeys(report for pair in every for report in (pair.one, pair.two)))
    made = dict(zip(reports, vectors([f"{each.title}\n{each.text}" for each in reports]), strict=True))
    return lambda one, two: near(one, two) and cosine(made[one], made[two]) >= bar


def pair_bar(every: list[Pair]) -> float:
    return max((bar / 100 for bar in PAIR_BARS), key=lambda bar: pairs.score(alike(every, bar), every).f1)


def same_title(one: Report, two: Report) -> bool:
    return near(one, two) and bare(one.title) == bare(two.title)


# --- what it is worth -------------------------------------------------------------------------------


def tried(seen: Half, other: Half, url: str) -> tuple[dict[str, list[Score]], dict[str, list[pairs.Score]]]:
    """Learn from one half and give the scores on the other: ours, exact titles, tf-idf."""
    weights = learn(examples(seen.events, seen.pairs))
    chosen = bars(weights, seen.events, url)
    bar, made = event_bar(seen), told(other)
    of_events, of_pairs = {}, {}
    with decided_by(weights, *chosen):
        for name, reports in other.events.items():
            by_title, by_words = _events.by_title(reports), one_pass(made[name], bar)
            of_events[name] = [grouped(reports, url), b_cubed(reports, by_title), b_cubed(reports, by_words)]
        for name, every in other.pairs.items():
            likeness = alike(every, pair_bar(seen.pairs[name]))
            of_pairs[name] = [pairs.score(decide, every) for decide in (ours, same_title, likeness)]
    return of_events, of_pairs


def report(corpora: Path, seeds: Sequence[int], url: str) -> None:
    events = _events.event_sets(corpora)
    labelled = {"own": list(pairs.pairs()), "headlines": headlines(corpora)}
    print("| deal, half | set | ours P / R / F1 | exact titles | tf-idf |\n|---|---|---|---|---|")
    found: dict[str, list[float]] = {}
    for seed in seeds:
        first, second = halves(events, labelled, seed)
        for way, (seen, other) in enumerate(((first, second), (second, first)), 1):
            of_events, of_pairs = tried(seen, other, url)
            for name, scores in of_events.items():
                print(f"| {seed}, {way} | {name} | {' | '.join(map(str, scores))} |", flush=True)
                found.setdefault(name, []).append(scores[0].f1)
            for name, each in of_pairs.items():
                print(f"| {seed}, {way} | {name} | {' | '.join(map(_pair, each))} |", flush=True)
                found.setdefault(name, []).append(each[0].f1)
    for name, values in found.items():
        print(f"{name}: F1 {min(values):.3f} to {max(values):.3f}, {fmean(values):.3f} on average")


def _pair(score: pairs.Score) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}, {len(score.wrong)} wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of stories-dev and pairs-dev")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2], help="one for each deal")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        try:
            report(options.corpora, options.seeds, server.url)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
