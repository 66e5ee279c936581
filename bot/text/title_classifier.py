"""The section of a headline by a linear model over its characters and words; silent where it is unsure.

The model is a table (sections.bin, made by benchmarks/sections.py): for each feature, by its hash, one small weight
for each class. Classes are finer than sections ("food" and "travel" are both life): finer ones are told apart more
easily, and their probabilities add up. A row is kept as one integer with a lane of 16 bits for each class, so that
adding a headline's rows is one addition each instead of one for each class.

Most features were met once or twice, and their rows are much alike: those of one class share a row, and only the place
of that row is kept for each, in a list by the hash's first bits. So none of them need be left out for its size.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from operator import add

from ledebot.bot.core.remembered import Remembered
from ledebot.bot.model import Section
from ledebot.bot.text import dictionary
from ledebot.bot.text.fold import fold

LONGEST = 80
"""Characters of a headline that are looked at: at most three features each and four of the whole; a lane holds 255."""
LENGTHS = 4, 12
"""Characters that lengths of one kind are apart, and the longest kind."""
ZERO = 128
"""Added to every weight, so that lanes never go below zero."""
HEADER = struct.Struct("<4sHHHIfff")
"""Magic, bytes of the classes' names, classes, shared rows, own rows, scale, confidence asked for, slope of trust."""
MAGIC = b"LDS2"
RARE_BITS = 22
"""Bits of the hash by which shared rows are found: of 300,000 features in 2 ** 22 places few meet another one."""
_LATIN = re.compile(r"[a-z][a-z'’]+")
_DIGIT = re.compile(r"\d")


def features(title: str) -> set[str]:
    """Give what a headline is judged by: Chinese characters and pairs, words, pairs of Latin words, and its form.

    The form is the first word, the last one, how long it is, and whether it holds figures.
    """
    text = fold(title[:LONGEST])
    latin = _LATIN.findall(text)
    words = [word for word in dictionary.cut(text) if not word.isspace()]
    found = {"w" + word for word in words}
    for run in _LATIN.split(text):
        found.update(run)
        found.update(map(add, run, run[1:]))
    found.update("p" + word[:5] for word in latin if len(word) > 5)
    found.update(f"b{one} {next_}" for one, next_ in pairwise(latin))
    step, longest = LENGTHS
    found.update(("^" + word for word in words[:1]), ("$" + word for word in words[-1:]))
    found.update((f"L{min(len(text) // step, longest)}", f"D{bool(_DIGIT.search(text)):d}"))
    return found


def key(feature: str) -> int:
    """Hash a feature, the same on every machine."""
    return zlib.crc32(feature.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Trust:
    """How likely the most probable section is right, learned from headlines that the table had not seen.

    Probabilities are not to be taken at their word: some sections are named too lightly, and some are easily taken for
    another. `first` is what the most probable section adds to the odds, `second` what the next one does.
    """

    slope: float = 1.0
    first: Mapping[Section, float] = field(default_factory=dict)
    second: Mapping[Section, float] = field(default_factory=dict)

    def of(self, probabilities: Mapping[Section, float]) -> tuple[Section, float]:
        """Name the most probable section, and how likely it is right, between 0 and 1."""
        best, next_ = sorted(probabilities, key=probabilities.__getitem__, reverse=True)[:2]
        odds = self.slope * log_odds(probabilities[best]) + self.first.get(best, 0.0) + self.second.get(next_, 0.0)
        return best, 1 / (1 + math.exp(-odds))


def log_odds(probability: float) -> float:
    """Give the logarithm of the odds, of a probability that is neither 0 nor 1 for certain."""
    held = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


@dataclass(frozen=True, slots=True)
class Table:
    """What a model is packed from. `classes` may name a section several times; weights lie between -127 and 127."""

    classes: Sequence[Section]
    bias: Sequence[float]
    rows: Mapping[int, Sequence[int]]
    """Weights by the hash of a feature that has a row of its own."""
    scale: float
    """Of the weights: they are in units of it."""
    confidence: float
    trust: Trust = Trust()
    shared: Sequence[Sequence[int]] = ()
    """Rows that several features share, at most 255."""
    rare: Mapping[int, int] = field(default_factory=dict)
    """The place in `shared` by the hash of a feature."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained table as it is asked: a byte of a row for each class; `rare` holds 1 + a shared row's place, or 0.

    Own rows lie in one run of bytes, in the order of `keys`: as objects in a dictionary 60,000 of them took 9 MB more
    and four times as long to load, and few of them are ever asked for.
    """

    classes: tuple[Section, ...]
    bias: tuple[float, ...]
    keys: Sequence[int]
    """The hashes of the features that have a row of their own, in order."""
    rows: bytes
    shared: tuple[bytes, ...]
    rare: bytes
    scale: float
    confidence: float
    trust: Trust
    _met: Remembered[int] = field(init=False, repr=False, compare=False)
    """The rows of the features met so far as integers of lanes, 0 for one that is not known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_met", Remembered(self._row))

    def probabilities(self, title: str) -> dict[Section, float]:
        """Give the probability of each section; a headline without a known feature gives the sections' shares."""
        found = list(filter(None, map(self._met.__getitem__, features(title))))
        return self._softmax(self._sums(found), len(found))

    def answer(self, title: str) -> tuple[Section, float]:
        """Name a headline's most probable section, and how likely it is right."""
        return self.trust.of(self.probabilities(title))

    def guess(self, title: str) -> Section | None:
        """Name a headline's section, or nothing where it is not likely enough to be right."""
        section, likely = self.answer(title)
        return section if likely >= self.confidence else None

    def own(self, hashed: int) -> bytes | None:
        """Give the own row of a feature by its hash; None where it has none."""
        place, width = bisect_left(self.keys, hashed), len(self.classes)
        held = place < len(self.keys) and self.keys[place] == hashed
        return self.rows[place * width : (place + 1) * width] if held else None

    def _row(self, feature: str) -> int:
        hashed = key(feature)
        if (row := self.own(hashed)) is not None:
            return _lanes(row)
        place = self.rare[hashed >> 32 - RARE_BITS]
        return _lanes(self.shared[place - 1]) if place else 0

    def _sums(self, rows: Sequence[int]) -> list[int]:
        lanes = sum(rows).to_bytes(2 * len(self.classes), "little")
        zero = ZERO * len(rows)
        return [lane - zero for lane in struct.unpack(f"<{len(self.classes)}H", lanes)]

    def _softmax(self, sums: Iterable[int], count: int) -> dict[Section, float]:
        unit = self.scale / math.sqrt(max(count, 1))
        scores = [bias + unit * each for bias, each in zip(self.bias, sums, strict=True)]
        top = max(scores)
        weights = [math.exp(score - top) for score in scores]
        total = sum(weights)
        found = dict.fromkeys(self.classes, 0.0)
        for section, weight in zip(self.classes, weights, strict=True):
            found[section] += weight / total
        return found


def pack(table: Table) -> bytes:
    """Write a model."""
    names = ",".join(table.classes).encode()
    keys = sorted(table.rows)
    steps = struct.pack(f"<{len(keys)}I", *(after - before for before, after in zip([0, *keys], keys, strict=False)))
    rare = bytearray(1 << RARE_BITS)
    for hashed, place in table.rare.items():
        rare[hashed >> 32 - RARE_BITS] = 1 + place
    sections = dict.fromkeys(table.classes)
    trust = [kind.get(section, 0.0) for kind in (table.trust.first, table.trust.second) for section in sections]
    body: tuple[bytes | bytearray, ...] = (
        names,
        struct.pack(f"<{len(table.bias) + len(trust)}f", *table.bias, *trust),
        *(bytes(weight + ZERO for weight in row) for row in table.shared),
        # Byte by byte and class by class: neighbours are then alike, and half of the bytes are saved.
        *(steps[at::4] for at in range(4)),
        *(bytes(table.rows[each][at] + ZERO for each in keys) for at in range(len(table.classes))),
        rare,
    )
    counts = len(names), len(table.classes), len(table.shared), len(keys)
    head = HEADER.pack(MAGIC, *counts, table.scale, table.confidence, table.trust.slope)
    return zlib.compress(head + b"".join(body), 9)


def unpack(data: bytes) -> Model:
    """Read what `pack` wrote. Raises ValueError for anything else."""
    try:
        return _unpacked(zlib.decompress(data))
    except (zlib.error, struct.error) as error:
        raise ValueError("not a table of sections") from error


def _unpacked(raw: bytes) -> Model:
    magic, named, width, sharing, count, scale, confidence, slope = HEADER.unpack_from(raw)
    if magic != MAGIC:
        raise ValueError("not a table of sections")
    at = HEADER.size + named
    classes = tuple(map(Section, raw[HEADER.size : at].decode().split(",")))
    sections = tuple(dict.fromkeys(classes))
    kinds = len(sections)
    floats = struct.unpack_from(f"<{width + 2 * kinds}f", raw, at)
    at += 4 * len(floats)
    end = at + sharing * width + (4 + width) * count
    if len(classes) != width or len(raw) != end + (1 << RARE_BITS):
        raise ValueError("not a table of sections")
    shared = tuple(raw[place : place + width] for place in range(at, at + sharing * width, width))
    at += sharing * width
    steps = bytearray(4 * count)
    for place in range(4):
        steps[place::4] = raw[at + place * count : at + (place + 1) * count]
    at += 4 * count
    keys = array("I", accumulate(struct.unpack(f"<{count}I", steps)))
    rows = bytearray(width * count)
    for place in range(width):
        rows[place::width] = raw[at + place * count : at + (place + 1) * count]
    trust = Trust(
        slope,
        dict(zip(sections, floats[width : width + kinds], strict=True)),
        dict(zip(sections, floats[width + kinds :], strict=True)),
    )
    return Model(classes, floats[:width], keys, bytes(rows), shared, raw[end:], scale, confidence, trust)


def _lanes(row: bytes) -> int:
    """Spread weights of a byte each over lanes of two."""
    lanes = bytearray(2 * len(row))
    lanes[::2] = row
    return int.from_bytes(lanes, "little")


@cache
def model() -> Model:
    """Load the packaged model, once."""
    return unpack(resources.files(__package__).joinpath("sections.bin").read_bytes())
