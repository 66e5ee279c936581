"""Reads `pairs.txt`: labelled pairs of reports, and how a decision does on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).with_name("pairs.txt")


@dataclass(frozen=True, slots=True)
class Report:
    shape: str
    event: int
    hours: float
    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`kind`: copy, revised or told within one event; shape or other across two."""

    one: Report
    two: Report
    kind: str

    @property
    def same(self) -> bool:
        return self.one.event == self.two.event


def reports() -> list[Report]:
    found: list[Report] = []
    shape, event, hours = "", 0, 0.0
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("# shape "):
            shape = line.removeprefix("# shape ")
        elif line.startswith("== "):
            event, hours = event + 1, float(line.removeprefix("== "))
        elif line and not line.startswith("#"):
            kind, title, text = (field.strip() for field in line.split(" | "))
            found.append(Report(shape, event, hours, kind, title, text))
    return found


def pairs() -> Iterator[Pair]:
    """All pairs within a family, and each report with the same-numbered one of the next families."""
    every = reports()
    shapes = list(dict.fromkeys(report.shape for report in every))
    families = {shape: [report for report in every if report.shape == shape] for shape in shapes}
    for family in families.values():
        for one, two in combinations(family, 2):
            kind = "shape" if one.event != two.event else two.kind if one.kind == "base" else "told"
            yield Pair(one, two, kind)
    for shape, after in zip(shapes, shapes[1:] + shapes[:1], strict=True):
        for one, two in zip(families[shape], families[after], strict=False):
            yield Pair(one, two, "other")


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    f1: float
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    kinds: Counter[str]


def score(decide: Callable[[Report, Report], bool], labelled: list[Pair]) -> Score:
    merged = [pair for pair in labelled if decide(pair.one, pair.two)]
    right = sum(pair.same for pair in merged)
    all_same = sum(pair.same for pair in labelled)
    precision = right / len(merged) if merged else 0.0
    recall = right / all_same if all_same else 0.0
    return Score(
        precision,
        recall,
        2 * precision * recall / (precision + recall) if right else 0.0,
        tuple(pair for pair in merged if not pair.same),
        tuple(pair for pair in labelled if pair.same and pair not in merged),
        Counter(pair.kind for pair in labelled),
    )
