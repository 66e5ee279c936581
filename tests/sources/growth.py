"""How a reader's time grows with its input; a machine with other work must not fail a test."""

from __future__ import annotations

import time
from collections.abc import Callable


def cost(action: Callable[[], object], runs: int = 2) -> float:
    """Measure the CPU seconds of an action, the least of some runs."""
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        action()
        best = min(best, time.process_time() - started)
    return best


def slowness() -> float:
    """Tell how many times slower this machine is just now than the one for which seconds are given; 1 at least."""
    return max(1.0, cost(lambda: sum(hash(str(number)) for number in range(200_000))) / 0.026)
