"""Learns how far the headline classifier is to be trusted, from answers that are known to be right or wrong."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledebot.bot.model import Section
from ledebot.bot.text.title_classifier import Trust, log_odds

ROUNDS = 20
RATE = 0.1
START = 1.0
"""What a weight's sum of squared errors begins with (AdaGrad)."""
HELD = 1e-4
"""Share of a weight that is taken off at each step: a section that was hardly met gets no weight of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table said of an example that it had not seen, and the section that the example has."""

    probabilities: Mapping[Section, float]
    section: Section


def learn_trust(asked: Sequence[Asked]) -> Trust:
    """Fit the odds of a right answer by logistic regression."""
    chance = random.Random(13)
    weights = dict.fromkeys(("slope", *(f"{kind} {each}" for each in Section for kind in ("first", "second"))), 0.0)
    squares = dict.fromkeys(weights, START)
    examples = [_example(one) for one in asked]
    for _ in range(ROUNDS):
        chance.shuffle(examples)
        for odds, names, right in examples:
            inputs = (("slope", odds), *((name, 1.0) for name in names))
            score = sum(weights[name] * value for name, value in inputs)
            error = 1 / (1 + math.exp(-score)) - right
            for name, value in inputs:
                slope = error * value + HELD * weights[name]
                squares[name] += slope * slope
                weights[name] -= RATE * slope / math.sqrt(squares[name])
    first, second = ({each: weights[f"{kind} {each}"] for each in Section} for kind in ("first", "second"))
    return Trust(weights["slope"], first, second)


def _example(one: Asked) -> tuple[float, tuple[str, str], bool]:
    best, next_ = sorted(one.probabilities, key=one.probabilities.__getitem__, reverse=True)[:2]
    return log_odds(one.probabilities[best]), (f"first {best}", f"second {next_}"), best is one.section
