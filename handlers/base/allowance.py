"""How much of what is costly one person may ask for: some at once, then as much as comes back with time.

It guards this process' own time, so it lives in memory: with several bot processes a person has one in each.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from cachetools import LRUCache

from ledebot.bot.core.i18n import Translator

BURST = 60
"""What may be spent at once: 60 searches, 30 digests, 12 exports."""
REFILL = 1.0
"""What comes back in a second."""
PEOPLE = 10_000
"""Whose spending is remembered; whoever has not asked for anything the longest is forgotten first."""


def too_much(t: Translator, wait: float) -> str:
    """Ask somebody to wait so many seconds."""
    return t.plural(
        "That was a lot at once. Please go on in {n} second.",
        "That was a lot at once. Please go on in {n} seconds.",
        ceil(wait),
    )


@dataclass(slots=True)
class _Purse:
    left: float
    at: float
    warned: bool = False


class Allowance:
    """The purses of all who asked lately. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._purses: LRUCache[int, _Purse] = LRUCache(PEOPLE)

    def spend(self, person: int, cost: int) -> float:
        """Take off what something costs; gives the seconds after which there is enough, 0 where there was."""
        now = self._clock()
        purse = self._purses.setdefault(person, _Purse(BURST, now))
        purse.left = min(BURST, purse.left + (now - purse.at) * REFILL)
        purse.at = now
        if purse.left < cost:
            return (cost - purse.left) / REFILL
        purse.left -= cost
        purse.warned = False
        return 0.0

    def first_warning(self, person: int) -> bool:
        """Tell whether a person has not been told yet that they must wait."""
        purse = self._purses.get(person)
        if purse is None or purse.warned:
            return False
        purse.warned = True
        return True
