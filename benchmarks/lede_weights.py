"""Learns what each sign of a short lede weighs: `python -m benchmarks.lede_weights`.

`lede_grades.csv` holds what readers thought of what short ledes could say: 0 wrong, 1 poor, 2 acceptable, 3 right, the
mean where several read one. The texts are others' and left out: of each candidate there are its signs, of each report
and each source a number. The weights are those under which the graded candidates of a report would be chosen as readers
would choose (a softmax of SHARP times the grade), held back by PULL.

Prints the weights, and the grade of what is chosen of sources that the weights were not learned on, in ten parts.
"""

from __future__ import annotations

import argparse
import csv
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from ledebot.bot.text.short_lede import WEIGHTS, Signs

GRADES = Path(__file__).with_name("lede_grades.csv")
SHARP, PULL = 1.6, 30.0
STEPS, PARTS = 250, 10
GOOD, RIGHT = 2.0, 2.5


@dataclass(frozen=True, slots=True)
class Report:
    """What was graded of a report: the signs of its candidates, each over its usual size, and their grades."""

    source: int
    signs: tuple[tuple[float, ...], ...]
    grades: tuple[float, ...]

    def chosen(self, weights: Sequence[float]) -> float:
        """Give the grade of the candidate that the weights choose."""
        return self.grades[max(range(len(self.grades)), key=lambda n: sum(map(mul, weights, self.signs[n])))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lede_weights", description=__doc__)
    parser.add_argument("--grades", type=Path, default=GRADES)
    options = parser.parse_args()
    reports, sizes = read(options.grades)
    print(f"{sum(len(one.grades) for one in reports)} graded candidates of {len(reports)} reports\n")
    print(f"{'what is chosen':<44} {'grade':>6} {'2 or 3':>7} {'3':>6}")
    show("the first candidate", [one.grades[0] for one in reports])
    held_out = []
    for part in range(PARTS):
        weights = learn([one for one in reports if one.source % PARTS != part])
        held_out += [one.chosen(weights) for one in reports if one.source % PARTS == part]
    show("by weights of other sources", held_out)
    in_use = [weight * size for weight, size in zip(WEIGHTS, sizes, strict=True)]
    show("by the weights in use", [one.chosen(in_use) for one in reports])
    show("the best candidate", [max(one.grades) for one in reports])
    weights = learn(reports)
    learned = (f"{name}={weight / size:.2f}" for name, weight, size in zip(Signs._fields, weights, sizes, strict=True))
    print(f"\nWEIGHTS = Signs({', '.join(learned)})")


def read(path: Path) -> tuple[list[Report], list[float]]:
    """Read the graded reports, and each sign's deviation, over which its values are given."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    values = [[float(row[name]) for name in Signs._fields] for row in rows]
    sizes = [statistics.pstdev(column) or 1.0 for column in zip(*values, strict=True)]
    by_report: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        by_report.setdefault(row["report"], []).append(n)
    reports = [
        Report(
            int(rows[numbers[0]]["source"]),
            tuple(tuple(value / size for value, size in zip(values[n], sizes, strict=True)) for n in numbers),
            tuple(float(rows[n]["grade"]) for n in numbers),
        )
        for numbers in by_report.values()
    ]
    return reports, sizes


def learn(reports: Sequence[Report]) -> list[float]:
    """Learn the weights of the signs by gradient descent with momentum."""
    wanted = [shares([SHARP * grade for grade in one.grades]) for one in reports]
    weights = [0.0] * len(Signs._fields)
    moved = list(weights)
    for _ in range(STEPS):
        slope = [2 * PULL * weight for weight in weights]
        for one, want in zip(reports, wanted, strict=True):
            given = shares([sum(map(mul, weights, signs)) for signs in one.signs])
            for signs, have, should in zip(one.signs, given, want, strict=True):
                add(slope, signs, have - should)
        moved = [0.9 * move - 0.5 / len(reports) * by for move, by in zip(moved, slope, strict=True)]
        weights = [weight + move for weight, move in zip(weights, moved, strict=True)]
    return weights


def add(slope: list[float], signs: Sequence[float], times: float) -> None:
    for n, sign in enumerate(signs):
        slope[n] += times * sign


def shares(values: Sequence[float]) -> list[float]:
    """Give each value's share of the whole by its exponential."""
    most = max(values)
    powers = [math.exp(value - most) for value in values]
    return [power / sum(powers) for power in powers]


def show(name: str, grades: Sequence[float]) -> None:
    good, right = (sum(grade >= least for grade in grades) / len(grades) for least in (GOOD, RIGHT))
    print(f"{name:<44} {statistics.fmean(grades):>6.2f} {good:>7.1%} {right:>6.1%}", flush=True)


if __name__ == "__main__":
    main()
