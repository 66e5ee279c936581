"""The section of a headline by a linear model over its characters and words; silent where it is unsure.

The model is a table (sections.bin, made by benchmarks/sections.py): for each feature, by its hash, one small weight
for each class. Classes are finer than sections ("food" and "travel" are both life): finer ones are told apart more
easily, and their probabilities add up. A row is kept as one integer with a lane of 16 bits for each class, so that
adding a headline's rows is one addition each instead of one for each class.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from ledebot.bot.model import Section
from ledebot.bot.text import dictionary
from ledebot.bot.text.fold import fold

LONGEST = 80
"""Characters of a headline that are looked at: at most three features each, of which a lane holds 257."""
ZERO = 128
"""Added to every weight, so that lanes never go below zero."""
HEADER = struct.Struct("<4sHHIff")
"""Magic, length of the classes' names in bytes, classes, rows, scale of the weights, confidence asked for."""
MAGIC = b"LDS1"
_LATIN = re.compile(r"[a-z][a-z'’]+")


def features(title: str) -> set[str]:
    """Give what a headline is judged by: Chinese characters and pairs, words, and pairs of Latin words."""
    text = fold(title[:LONGEST])
    latin = _LATIN.findall(text)
    found = {"w" + word for word in dictionary.cut(text) if not word.isspace()}
    for run in _LATIN.split(text):
        found.update(run)
        found.update(map("".join, pairwise(run)))
    found.update("p" + word[:5] for word in latin if len(word) > 5)
    found.update(f"b{one} {next_}" for one, next_ in pairwise(latin))
    return found


def key(feature: str) -> int:
    """Hash a feature, the same on every machine."""
    return zlib.crc32(feature.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Model:
    """A trained table. `classes` may name a section several times; `bias` and rows are in units of `scale`."""

    classes: tuple[Section, ...]
    bias: tuple[float, ...]
    rows: Mapping[int, int]
    scale: float
    confidence: float

    def probabilities(self, title: str) -> dict[Section, float]:
        """Give the probability of each section; a headline without a known feature gives the sections' shares."""
        found = [row for feature in features(title) if (row := self.rows.get(key(feature))) is not None]
        return self._softmax(self._sums(found), len(found))

    def guess(self, title: str) -> Section | None:
        """Name a headline's section, or nothing where no section is probable enough."""
        probabilities = self.probabilities(title)
        best = max(probabilities, key=probabilities.__getitem__)
        return best if probabilities[best] >= self.confidence else None

    def _sums(self, rows: Sequence[int]) -> list[int]:
        lanes = sum(rows).to_bytes(2 * len(self.classes), "little")
        return [lane - ZERO * len(rows) for lane in struct.unpack(f"<{len(self.classes)}H", lanes)]

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


def pack(
    classes: Sequence[Section],
    bias: Sequence[float],
    weights: Mapping[int, Sequence[int]],
    scale: float,
    confidence: float,
) -> bytes:
    """Write a model; weights lie between -127 and 127."""
    names = ",".join(classes).encode()
    keys = sorted(weights)
    steps = (after - before for before, after in zip([0, *keys], keys, strict=False))
    body = (
        names,
        struct.pack(f"<{len(bias)}f", *bias),
        struct.pack(f"<{len(keys)}I", *steps),
        # Class by class: neighbours are then alike, and half of the bytes are saved.
        *(bytes(weights[each][at] + ZERO for each in keys) for at in range(len(classes))),
    )
    head = HEADER.pack(MAGIC, len(names), len(classes), len(keys), scale, confidence)
    return zlib.compress(head + b"".join(body), 9)


def unpack(data: bytes) -> Model:
    """Read what `pack` wrote. Raises ValueError for anything else."""
    try:
        raw = zlib.decompress(data)
        magic, named, width, count, scale, confidence = HEADER.unpack_from(raw)
        at = HEADER.size
        classes = tuple(map(Section, raw[at : at + named].decode().split(",")))
        at += named
        bias = struct.unpack_from(f"<{width}f", raw, at)
        at += 4 * width
        steps = struct.unpack_from(f"<{count}I", raw, at)
        at += 4 * count
    except (zlib.error, struct.error) as error:
        raise ValueError("not a table of sections") from error
    if magic != MAGIC or len(classes) != width or len(raw) != at + width * count:
        raise ValueError("not a table of sections")
    columns = [raw[at + place * count : at + (place + 1) * count] for place in range(width)]
    rows: dict[int, int] = {}
    lanes = bytearray(2 * width)
    hashed = 0
    for step, row in zip(steps, zip(*columns, strict=True), strict=True):
        hashed += step
        lanes[::2] = bytes(row)
        rows[hashed] = int.from_bytes(lanes, "little")
    return Model(classes, bias, rows, scale, confidence)


@cache
def model() -> Model:
    """Load the packaged model, once."""
    return unpack(resources.files(__package__).joinpath("sections.bin").read_bytes())
