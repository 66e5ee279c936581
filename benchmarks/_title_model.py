"""Trains the table that tells a headline's section: softmax regression and naive Bayes, added up, in plain Python.

Both are sums over a headline's features, so together they are one table; they err on different headlines. How far the
table is to be trusted is learned from examples that it had not seen. All chance is drawn from seeded generators: the
same examples give the same table.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks._title_trust import Asked, learn_trust
from ledebot.bot.model import Section
from ledebot.bot.text.title_classifier import ZERO, Table, Trust, features, key, pack

Rows = dict[int, list[float]]
"""The weights of each class by a feature's hash."""
Data = list[tuple[list[int], int]]
"""Of each example the hashes of its features, and the place of its class."""

RATE = 0.3
ROUNDS = 8
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
KEPT = 60_000
"""Rows of their own in the table: those with the heaviest weights, frequent ones before rare ones."""
OFTEN = 4
"""Examples from which a feature counts as frequent."""
FEW = 2
"""Examples up to which a feature shares its row with all others that were met as often, in the same class only."""
STEPS = 12
"""Steps between nothing and the heaviest weight; more cost space and bring nothing."""
PARTS = 3
"""Of the examples, each asked about by what the others teach, to learn trust from."""


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
    classes = [sections[label] for label in labels]
    with ProcessPoolExecutor() as pool:  # the work is independent, and takes minutes
        parts = [pool.submit(_asked, data, classes, part) for part in range(PARTS)]
        weights, bias = pool.submit(_taught, data, len(labels)).result()
        asked = [one for part in parts for one in part.result()]
    return pack(_table(data, weights, bias, classes, confidence, learn_trust(asked)))


def _asked(data: Data, classes: Sequence[Section], part: int) -> list[Asked]:
    """Ask about the examples of one part what the others teach."""
    weights, bias = _taught([one for at, one in enumerate(data) if at % PARTS != part], len(classes))
    asked = []
    for keys, label in data[part::PARTS]:
        known = [row for each in keys if (row := weights.get(each)) is not None]
        found = dict.fromkeys(classes, 0.0)
        for section, share in zip(classes, _softmax(known, bias), strict=True):
            found[section] += share
        asked.append(Asked(found, classes[label]))
    return asked


def _table(
    data: Data, weights: Rows, bias: Sequence[float], classes: Sequence[Section], confidence: float, trust: Trust
) -> Table:
    """Round the weights; features of one class that were met in few examples share rows."""
    counts = Counter(each for keys, _ in data for each in keys)
    met: dict[int, set[int]] = {}
    for keys, label in data:
        for each in keys:
            met.setdefault(each, set()).add(label)
    alike: dict[tuple[int, int], list[int]] = {}
    for each, labels in met.items():
        if counts[each] <= FEW and len(labels) == 1:
            alike.setdefault((min(labels), counts[each]), []).append(each)
    rare = {each: at for at, kind in enumerate(sorted(alike)) for each in alike[kind]}
    strength = {
        each: max(map(abs, row)) * math.sqrt(min(counts[each], OFTEN))
        for each, row in weights.items()
        if each not in rare
    }
    kept = sorted(strength, key=lambda each: (-strength[each], each))[:KEPT]
    means = [
        [sum(column) / len(alike[kind]) for column in zip(*map(weights.__getitem__, alike[kind]), strict=True)]
        for kind in sorted(alike)
    ]
    sizes = sorted(abs(weight) for each in kept for weight in weights[each])
    scale = sizes[int(len(sizes) * 0.9995)] / STEPS
    rows = {each: row for each in kept if any(row := _rounded(weights[each], scale))}
    return Table(classes, bias, rows, scale, confidence, trust, [_rounded(mean, scale) for mean in means], rare)


def _rounded(row: Sequence[float], scale: float) -> list[int]:
    return [max(1 - ZERO, min(ZERO - 1, round(weight / scale))) for weight in row]


def _taught(data: Data, width: int) -> tuple[Rows, list[float]]:
    weights, bias = _fitted(data, width)
    _add_naive(weights, data, width)
    return weights, bias


def _fitted(data: Data, width: int) -> tuple[Rows, list[float]]:
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
    for at, share in enumerate(_softmax(rows, bias)):
        error = share - (at == label)
        if abs(error) < SLIGHT:
            continue
        slope = error * unit
        square = slope * slope
        for row, sums in zip(rows, squares, strict=True):
            sums[at] += square
            row[at] -= RATE * slope / math.sqrt(sums[at])


def _softmax(rows: Sequence[Sequence[float]], bias: Sequence[float]) -> list[float]:
    """Give the probability of each class by the rows of an example's features."""
    if not rows:
        return [math.exp(start) for start in bias]
    unit = 1 / math.sqrt(len(rows))
    scores = [start + unit * sum(column) for start, column in zip(bias, zip(*rows, strict=True), strict=True)]
    top = max(scores)
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps)
    return [exp / total for exp in exps]


def _add_naive(weights: Rows, data: Data, width: int) -> None:
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
