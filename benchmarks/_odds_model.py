"""Fits the weights of evidence for benchmarks/story_weights.py: logistic regression with bounds, in plain Python.

Newton's method; each step's quadratic is minimised coordinate by coordinate within the bounds, and halved until it
helps. A dozen steps find the one minimum that there is, so the same examples give the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS, SWEEPS, HALVINGS = 40, 200, 20
CLOSE = 1e-5
"""A step that changes no weight by more is the last."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is found on one pair, by the number of its weight; `share` is how much it counts."""

    found: tuple[tuple[int, float], ...]
    same: bool
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Weight:
    """What is known of a weight before anything is learned: where it is expected, how strongly, and its bounds."""

    expected: float
    pull: float
    least: float = -math.inf
    most: float = math.inf


def fit(examples: Sequence[Example], known: Sequence[Weight]) -> list[float]:
    """Find the weights that make the labels likeliest, by the shares of the examples."""
    weights = [each.expected for each in known]
    for _ in range(STEPS):
        step = _step(examples, weights, known)
        before, size = _loss(examples, weights, known), 1.0
        for _ in range(HALVINGS):
            ahead = [weight + size * change for weight, change in zip(weights, step, strict=True)]
            if _loss(examples, ahead, known) <= before:
                break
            size /= 2
        weights = ahead
        if size * max(map(abs, step)) < CLOSE:
            break
    return weights


def _loss(examples: Sequence[Example], weights: Sequence[float], known: Sequence[Weight]) -> float:
    lost = 0.0
    for each in examples:
        total = sum([weights[n] * value for n, value in each.found])
        against = -total if each.same else total
        lost += each.share * (math.log1p(math.exp(-abs(against))) + max(against, 0.0))
    return lost + sum(
        each.pull * (weight - each.expected) ** 2 / 2 for weight, each in zip(weights, known, strict=True)
    )


def _step(examples: Sequence[Example], weights: Sequence[float], known: Sequence[Weight]) -> list[float]:
    """Minimise the loss's quadratic at these weights, within the bounds."""
    size = range(len(weights))
    slope = [each.pull * (weight - each.expected) for weight, each in zip(weights, known, strict=True)]
    curve = [[0.0 for _ in size] for _ in size]
    for n in size:
        curve[n][n] = known[n].pull + CLOSE * CLOSE
    for each in examples:
        total = sum([weights[n] * value for n, value in each.found])
        likely = 1 / (1 + math.exp(-total))
        error, steep = each.share * (likely - each.same), each.share * likely * (1 - likely)
        for n, value in each.found:
            slope[n] += error * value
            row, by = curve[n], steep * value
            for m, other in each.found:
                row[m] += by * other
    step = [0.0 for _ in size]
    for _ in range(SWEEPS):
        most = 0.0
        for n in size:
            goal = step[n] - (slope[n] + sum(map(float.__mul__, curve[n], step))) / curve[n][n]
            goal = max(known[n].least - weights[n], min(known[n].most - weights[n], goal))
            most, step[n] = max(most, abs(goal - step[n])), goal
        if most < CLOSE / 10:
            break
    return step
