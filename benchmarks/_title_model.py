"""Trains the table that tells a headline's section: softmax regression and naive Bayes, added up, in plain Python.

Both are sums over a headline's features, so together they are one table; they err on different headlines. All chance is
drawn from one seeded generator: the same examples give the same table.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledebot.bot.model import Section
from ledebot.bot.text.title_classifier import ZERO, features, key, pack

Rows = dict[int, list[float]]
"""The weights of each class by a feature's hash."""

RATE = 0.3
ROUNDS = 6
DROPPED = 0.3
"""Share of an example's features that is left out, anew each round, so that none is relied on alone."""
SLIGHT = 0.02
"""Errors of a class smaller than this change nothing: most are, and half of the time is saved."""
START = 0.05
"""What a weight's sum of squared errors begins with (AdaGrad)."""
NAIVE = 0.5
"""Weight of naive Bayes beside the fitted weights."""
PRIOR = 0.1
"""How often every feature is thought to have been met in every class before counting."""
KEPT = 80_000
"""Features in the table: those with the heaviest weights, frequent ones before rare ones."""
OFTEN = 4
"""Examples from which a feature counts as frequent."""
STEPS = 12
"""Steps between nothing and the heaviest weight; more cost space and bring nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A headline, or a sentence, with its class."""

    text: str
    label: str


def train(examples: Sequence[Example], sections: Mapping[str, Section], confidence: float = 0.0) -> bytes:
    """Make a table of examples; `sections` gives the section of each label."""
    labels = sorted({example.label for example in examples})
    place = {label: at for at, label in enumerate(labels)}
    data = [(sorted(map(key, features(example.text))), place[example.label]) for example in examples]
    counts = Counter(each for keys, _ in data for each in keys)
    weights, bias = _fitted(data, len(labels))
    _add_naive(weights, data, len(labels))
    strength = {each: max(map(abs, row)) * math.sqrt(min(counts[each], OFTEN)) for each, row in weights.items()}
    kept = sorted(weights, key=lambda each: (-strength[each], each))[:KEPT]
    scale, rows = _rounded({each: weights[each] for each in kept})
    return pack([sections[label] for label in labels], bias, rows, scale, confidence)


def _fitted(data: list[tuple[list[int], int]], width: int) -> tuple[Rows, list[float]]:
    chance = random.Random(13)
    known = {each for keys, _ in data for each in keys}
    weights = {each: [0.0] * width for each in known}
    squares = {each: [START] * width for each in known}
    shares = Counter(label for _, label in data)
    bias = [math.log(shares[at] / len(data)) for at in range(width)]
    order = list(data)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for keys, label in order:
            held = [each for each in keys if chance.random() >= DROPPED]
            if held:
                _step([weights[each] for each in held], [squares[each] for each in held], label, bias)
    return weights, bias


def _step(rows: list[list[float]], squares: list[list[float]], label: int, bias: list[float]) -> None:
    """Move the weights of one example's features towards its class."""
    unit = 1 / math.sqrt(len(rows))
    scores = [start + unit * sum(column) for start, column in zip(bias, zip(*rows, strict=True), strict=True)]
    top = max(scores)
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps)
    for at, exp in enumerate(exps):
        error = exp / total - (at == label)
        if abs(error) < SLIGHT:
            continue
        slope = error * unit
        square = slope * slope
        for row, sums in zip(rows, squares, strict=True):
            sums[at] += square
            row[at] -= RATE * slope / math.sqrt(sums[at])


def _add_naive(weights: Rows, data: Sequence[tuple[list[int], int]], width: int) -> None:
    """Add to each weight how much likelier its feature is in its class than in the others, as a logarithm."""
    counts = {each: [PRIOR] * width for each in weights}
    for keys, label in data:
        for each in keys:
            counts[each][label] += 1
    totals = [math.log(sum(column)) for column in zip(*counts.values(), strict=True)]
    for each, row in weights.items():
        logs = [math.log(count) - total for count, total in zip(counts[each], totals, strict=True)]
        mean = sum(logs) / width
        for at, log in enumerate(logs):
            row[at] += NAIVE * (log - mean)


def _rounded(weights: Rows) -> tuple[float, dict[int, list[int]]]:
    sizes = sorted(abs(weight) for row in weights.values() for weight in row)
    scale = sizes[int(len(sizes) * 0.9995)] / STEPS
    rows = {
        each: [max(1 - ZERO, min(ZERO - 1, round(weight / scale))) for weight in row] for each, row in weights.items()
    }
    return scale, {each: row for each, row in rows.items() if any(row)}
