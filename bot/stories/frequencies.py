"""How telling a word is: the fewer of the stored reports hold it, the more it says that two of them share it.

What is known before anything is stored comes with the project: words.bin, made by benchmarks/word_counts.py from some
20,000 Chinese and English texts. What the store has seen since is added to it, so that a store learns its sources and
languages. Counts stand in a table of fixed size under a word's hash; now and then two words share a counter, which
makes a rare word look less telling and does no more harm than that.
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import sub

LEVELS = 15
"""The most telling: words that no text held."""
STEP = 1.5
"""Levels for each factor of e between a word's share of the texts and all of them."""
PRIOR = 5000
"""Texts of each script for which what comes with the project counts."""
PLACES = 1 << 18
"""Counters for words; behind them stand the numbers of texts, by script."""
HAN, LATIN = PLACES, PLACES + 1
# Below 0, so that what fewer texts hold comes later, as the higher levels do.
_HELD = tuple(-PRIOR * math.exp(-each / STEP) for each in range(LEVELS + 1))
"""How many of PRIOR texts hold a word, by its level."""
_STEPS = tuple(-math.exp((0.5 - each) / STEP) for each in range(1, LEVELS + 1))
"""The shares of texts at which the levels from 1 on begin."""


def places(words: Iterable[int]) -> list[int]:
    """Give the places of words in the table, each once; a word is the id of its fact, a hash in its highest 28 bits."""
    return list({word >> 14 for word in words})


def level(share: float) -> int:
    """Give the level, 0 to LEVELS, of a word that this share of texts hold."""
    return max(0, min(LEVELS, round(-STEP * math.log(share)))) if share > 0 else LEVELS


@cache
def _prior() -> Mapping[int, float]:
    """Map the hashes of known words to how many of PRIOR texts hold them, below 0."""
    packed = array("I", files("ledebot.bot.stories").joinpath("words.bin").read_bytes())
    if sys.byteorder == "big":
        packed.byteswap()
    return {entry >> 4: _HELD[entry & LEVELS] for entry in packed}


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Counts by place, as far as they were asked for; without any, what comes with the project."""

    counts: Mapping[int, int] = field(default_factory=dict)

    def levels(self, words: Collection[int], *, han: bool) -> list[int]:
        """Give the level of each word, all of which are Chinese, or all are not."""
        prior, counts = _prior(), self.counts
        texts = counts.get(HAN if han else LATIN, 0)
        # Maps, and no logarithm: a batch has ten thousand words, and what is right for one batch is not for the next.
        before = map(prior.get, [word >> 4 for word in words], repeat(_HELD[LEVELS]))
        since = map(counts.get, [word >> 14 for word in words], repeat(0))
        steps = [(PRIOR + texts) * share for share in _STEPS]
        return list(map(bisect_left, repeat(steps), map(sub, before, since)))
