"""How telling a word is: the fewer of the stored reports hold it, the more it says that two of them share it.

What is known before anything is stored comes with the project (words.bin, made by benchmarks/word_counts.py from some
20,000 Chinese and English texts); what the store has seen since is added to it, so that a store learns its sources and
languages. Counts are kept in a table of fixed size, two places for each word, of which the smaller is believed: G.
Cormode, S. Muthukrishnan, "An improved data stream summary: the count-min sketch", J. Algorithms 55(1), 2005.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVELS = 15
"""The most telling: words that no text held."""
STEP = 1.5
"""Levels for each factor of e between a word's share of the texts and all of them."""
PRIOR = 5000
"""For so many texts of each script counts what comes with the project."""
WIDTH = 1 << 16
"""Counters in each of the table's two rows; behind them stand the numbers of texts by script."""
SIZE = 2 * WIDTH + 2
HAN, LATIN = 2 * WIDTH, 2 * WIDTH + 1


def level(share: float) -> int:
    """Give the level, 0 to LEVELS, of a word that this share of texts hold."""
    return max(0, min(LEVELS, round(-STEP * math.log(share)))) if share > 0 else LEVELS


def places(word: int) -> tuple[int, int]:
    """Give a word's two places in the table; `word` is its hash of 28 bits."""
    return word & (WIDTH - 1), WIDTH + (word >> 12)


@cache
def _prior() -> Mapping[int, int]:
    """Map the hashes of known words to their levels."""
    packed = array("I", files("ledebot.bot.stories").joinpath("words.bin").read_bytes())
    return {entry >> 4: entry & LEVELS for entry in packed}


@dataclass(frozen=True, slots=True)
class Frequencies:
    """A table of counts as it was read from the store; without one, what comes with the project."""

    table: array[int] | None = None

    def levels(self, words: Iterable[int], *, han: bool) -> list[int]:
        """Give the level of each word, which are all of Chinese or all of Latin script."""
        prior, table = _prior(), self.table
        if table is None:
            return [prior.get(word, LEVELS) for word in words]
        seen = PRIOR + table[HAN if han else LATIN]
        return [
            level((PRIOR * _SHARES[prior.get(word, LEVELS)] + min(table[word & 0xFFFF], table[WIDTH + (word >> 12)])) / seen)
            for word in words
        ]


_SHARES = tuple(math.exp(-each / STEP) for each in range(LEVELS + 1))
