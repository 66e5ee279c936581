"""Learns what each piece of evidence weighs: `python -m benchmarks.story_weights --corpora FOLDER`.

Prints the table of bot/stories/same_event.py and the bars of bot/stories/joining.py, learned from all labelled sets;
then, for each set, how it is grouped by weights and bars that were learned without it. Sets of events are grouped
through the store, as reports are that come in.

Logistic regression with two restrictions that keep it sensible: what contradicts never speaks for, and where the data
says nothing, a contradiction weighs -1. A wrong joining counts several times a missed one, by WRONG. Of the bars those
are chosen that give the best F1 on the sets learned from, among those that keep PRECISE on each of them.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from random import Random
from unittest.mock import patch

from benchmarks import _events
from benchmarks._events import Labelled, Score, b_cubed
from benchmarks._odds_model import Example, Weight, fit
from benchmarks._story_speed import CORPORA
from benchmarks.stories import headlines, ours, through_the_store
from ledebot.bot.stories import joining, same_event
from ledebot.bot.stories.joining import MAX_APART
from ledebot.bot.stories.report import Report, report
from ledebot.bot.stories.same_event import NEAR, WEIGHTS, cosine, evidence
from ledebot.bot.stories.sketch import sketch
from ledebot.storage.base.embedded import EmbeddedServer
from tests.stories import pairs

TITLES, DOUBLED = " titles", " doubled"
"""Ends of the names of sets made of others: reports by their titles alone, and headlines as title and text."""
SHARE = {"own": 2.5, "headlines": 5.0, "headlines doubled": 2.0}
"""What each set counts; sets of events SHARE_OF_EVENTS, their titles SHARE_OF_TITLES."""
SHARE_OF_EVENTS, SHARE_OF_TITLES = 1.5, 1.7
WRONG = {"eco-zh": 2.0, "eco-en": 2.0, "ecb": 8.0, "own": 16.0, "headlines": 15.0, "headlines doubled": 14.0}
WRONG_BY_TITLE = 34.0
MOST = 8000
"""Pairs of different events that are taken of one set, drawn at random."""
PULL = 0.0004
"""How strongly a weight is held where it is expected."""
LIKELY = frozenset(("title", "lead", "title's telling words", "names agree", "numbers agree", "most numbers agree"))
FREE = frozenset(("nothing", "words", "title by length", "lead by length", "shared weight"))
NAMES = tuple(WEIGHTS)
STORY_BARS, ONE_BARS = (-0.7, -0.5, -0.25), (-0.4, -0.2)
PRECISE = 0.93


# --- examples ---------------------------------------------------------------------------------------


def example(one: Report, two: Report, hours: float, *, same: bool) -> Example:
    found = evidence(one, two, hours, cosine(one, two))
    return Example(tuple((NAMES.index(name), value) for name, value in found if value), same)


def of_events(reports: Sequence[Labelled], *, titles: bool = False) -> list[Example]:
    """Take all pairs of one event, and of the others those that would be looked at."""
    made = [(each.event, report(sketch(each.title, [] if titles else [each.text]))) for each in reports]
    same, other = [], []
    for (event, one), (event_2, two) in combinations(made, 2):
        if event == event_2:
            same.append(example(one, two, 0.0, same=True))
        elif cosine(one, two) >= NEAR:
            other.append((one, two))
    drawn = Random(3).sample(other, min(MOST, len(other)))
    return same + [example(one, two, 0.0, same=False) for one, two in drawn]


def of_pairs(labelled: Sequence[pairs.Pair], *, doubled: bool = False) -> list[Example]:
    def made(told: pairs.Report) -> Report:
        return report(sketch(told.title, [told.title if doubled else told.text]))

    return [
        example(made(pair.one), made(pair.two), hours, same=pair.same)
        for pair in labelled
        if (hours := abs(pair.one.hours - pair.two.hours)) <= MAX_APART
    ]


def examples(
    events: Mapping[str, list[Labelled]], labelled: Mapping[str, list[pairs.Pair]]
) -> dict[str, list[Example]]:
    """Make the examples of all sets and of those made of them."""
    sets = {name: of_events(reports) for name, reports in events.items()}
    sets |= {name + TITLES: of_events(reports, titles=True) for name, reports in events.items()}
    sets |= {name: of_pairs(each) for name, each in labelled.items()}
    sets["headlines" + DOUBLED] = of_pairs(labelled["headlines"], doubled=True)
    return sets


# --- learning ---------------------------------------------------------------------------------------


def learn(sets: Mapping[str, Sequence[Example]]) -> dict[str, float]:
    """Find the weights, by name."""
    return dict(zip(NAMES, fit(list(_weighted(sets)), [_known(name) for name in NAMES]), strict=True))


def _known(name: str) -> Weight:
    if name in FREE:
        return Weight(0.0, 0.0 if name == "nothing" else PULL)
    return Weight(0.0, PULL, least=0.0) if name in LIKELY else Weight(-1.0, PULL, most=0.0)


def _weighted(sets: Mapping[str, Sequence[Example]]) -> Iterator[Example]:
    """Give each example its share: those of one event of a set together count as much as SHARE says."""
    total = sum(_share(name) * (1 + _wrong(name)) for name in sets)
    for name, examples in sets.items():
        same = sum(each.same for each in examples)
        for each in examples:
            share = 1 / same if each.same else _wrong(name) / (len(examples) - same)
            yield replace(each, share=_share(name) * share / total)


def _share(name: str) -> float:
    return SHARE.get(name, SHARE_OF_TITLES if name.endswith(TITLES) else SHARE_OF_EVENTS)


def _wrong(name: str) -> float:
    return WRONG_BY_TITLE if name.endswith(TITLES) else WRONG[name]


@contextmanager
def decided_by(weights: Mapping[str, float], story: float, one: float) -> Iterator[None]:
    """Let these weights and bars decide instead of those of the project."""
    with patch.object(same_event, "WEIGHTS", weights), patch.multiple(joining, STORY=story, ONE=one):
        yield


def bars(weights: Mapping[str, float], events: Mapping[str, list[Labelled]], url: str) -> tuple[float, float]:
    """Choose the bars of joining.py, STORY and ONE, on these sets."""

    def worth(chosen: tuple[float, float]) -> tuple[bool, float]:
        with decided_by(weights, *chosen):
            scores = [grouped(reports, url) for reports in events.values()]
        return min(each.precision for each in scores) >= PRECISE, sum(each.f1 for each in scores)

    return max(product(STORY_BARS, ONE_BARS), key=worth)


def grouped(reports: list[Labelled], url: str) -> Score:
    return b_cubed(reports, asyncio.run(through_the_store(reports, url)))


# --- what it is worth -------------------------------------------------------------------------------


def report_left_out(corpora: Path, url: str) -> None:
    events = _events.event_sets(corpora)
    labelled = {"own": list(pairs.pairs()), "headlines": headlines(corpora)}
    sets = examples(events, labelled)
    weights = learn(sets)
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print("STORY = {}, ONE = {}".format(*bars(weights, events, url)))
    print("\n| left out | STORY, ONE | P / R / F1 on it | wrong merges |\n|---|---|---|---:|")
    for name in (*events, *labelled):
        weights = learn({other: each for other, each in sets.items() if other.split()[0] != name})
        chosen = bars(weights, {other: each for other, each in events.items() if other != name}, url)
        with decided_by(weights, *chosen):
            print(f"| {name} | {chosen[0]}, {chosen[1]} | {_told(name, events, labelled, url)} |", flush=True)


def _told(name: str, events: Mapping[str, list[Labelled]], labelled: Mapping[str, list[pairs.Pair]], url: str) -> str:
    if name in events:
        return f"{grouped(events[name], url)} | "
    result = pairs.score(ours, labelled[name])
    return f"{result.precision:.3f} / {result.recall:.3f} / {result.f1:.3f} | {len(result.wrong)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of stories-dev and pairs-dev")
    corpora = parser.parse_args().corpora
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        try:
            report_left_out(corpora, server.url)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
