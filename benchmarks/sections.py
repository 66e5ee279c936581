"""How well the section of a headline is told: `python -m benchmarks.sections DATA.jsonl.gz [--feeds FEEDS.jsonl.gz]`.

DATA holds labelled headlines, FEEDS items of real feeds, of which those count whose address names a section. Trains on
four fifths of the headlines and reports on the fifth that was held out (`--part` says which). `--packaged` measures the
packaged table instead, which is honest only for headlines that it was not made of. `--write` makes that table anew: of
everything, with the confidence that gave the coverage asked for on the held-out fifth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha1
from itertools import compress
from pathlib import Path
from typing import Any

import ledebot.bot.text
from benchmarks._title_model import Example, train
from ledebot.bot.model import Section
from ledebot.bot.text.section import by_address
from ledebot.bot.text.title_classifier import Model, model, unpack

LABELS = {
    "agriculture": "business",
    "baby": "life",
    "car": "cars",
    "discovery": "tech",
    "edu": "education",
    "essay": "culture",
    "fashion": "life",
    "finance": "business",
    "food": "life",
    "game": "games",
    "history": "culture",
    "house": "property",
    "regimen": "health",
    "sport": "sports",
    "stock": "business",
    "story": "culture",
    "travel": "life",
}
"""What the data sets call their sections, where they do not say it as we do."""
ALIKE = {
    "business": "finance",
    "cars": "car",
    "education": "edu",
    "games": "game",
    "health": "regimen",
    "life": "fashion",
    "property": "house",
    "sport": "sports",
    "stock": "finance",
}
"""Labels that are one class for the table with another."""
COVERAGE = 0.66
"""Share of held-out headlines that gets a section: .65 is asked for, and the first fifth is surer than the others."""
SENTENCES = 4
"""Of a headline's text; they teach English words that a thousand headlines lack."""
PHRASES = Path(__file__).with_name("section_phrases.toml")
TABLE = Path(ledebot.bot.text.__file__).with_name("sections.bin")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One headline of the data."""

    set: str
    label: str
    title: str
    text: str = ""

    @property
    def section(self) -> Section:
        return section(self.label)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the table says of a headline, and whether that is right."""

    headline: Labelled
    confidence: float
    right: bool


def section(label: str) -> Section:
    return Section(LABELS.get(label, label))


def fifth(title: str) -> int:
    """Say to which fifth of the data a headline belongs: features and numbers were chosen on all but the first."""
    return int(sha1(title.encode()).hexdigest()[:8], 16) % 5


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def learn(headlines: Sequence[Labelled], feeds: Path | None, confidence: float = 0.0) -> bytes:
    """Make a table of the headlines, the beginnings of their texts, our own phrases, and the items of feeds."""
    phrases = tomllib.loads(PHRASES.read_text("utf-8"))
    found = [(phrase, label) for label, group in phrases.items() for phrase in group]
    for headline in headlines:
        texts = (headline.title, *_SENTENCE.split(headline.text)[:SENTENCES])
        found += [(text, headline.label) for text in texts if text]
    addressed = ((item["title"], by_address(item.get("url"))) for item in lines(feeds)) if feeds else ()
    found += [(title, named) for title, named in addressed if named]
    examples = [Example(text, ALIKE.get(label, label)) for text, label in found]
    return train(examples, {each.label: section(each.label) for each in examples}, confidence)


def judge(table: Model, headlines: Sequence[Labelled]) -> list[Judged]:
    """Ask for every headline, the most confident answers first."""
    judged = []
    for headline in headlines:
        best, likely = table.answer(headline.title)
        judged.append(Judged(headline, likely, best is headline.section))
    return sorted(judged, key=lambda each: -each.confidence)


def report(judged: Sequence[Judged], confidence: float) -> None:
    """Print precision at several coverages, and by set at the confidence in force."""
    for coverage in (0.5, 0.6, 0.65, 0.7, 0.8, 1.0):
        told = judged[: round(len(judged) * coverage)]
        print(f"  coverage {coverage:.2f}  precision {precision(told):.3f}  confidence {told[-1].confidence:.2f}")
    print(f"at confidence {confidence:.3f}:")
    for name in ("all", *sorted({each.headline.set for each in judged})):
        asked = [each for each in judged if name in ("all", each.headline.set)]
        told = [each for each in asked if each.confidence >= confidence]
        print(f"  {name:<8} {len(asked):>6}  coverage {len(told) / len(asked):.3f}  precision {precision(told):.3f}")
    for each in sorted(Section):
        asked = [one for one in judged if one.headline.section is each]
        told = [one for one in asked if one.confidence >= confidence]
        if asked:
            print(f"  {each:<14} {len(asked):>5}  told {len(told) / len(asked):.2f}  rightly {precision(told):.2f}")


def precision(told: Sequence[Judged]) -> float:
    return sum(each.right for each in told) / max(len(told), 1)


def speed(table: Model, headlines: Sequence[Labelled]) -> float:
    """Measure the microseconds of CPU that one headline takes, in the best of five rounds."""
    titles = [headline.title for headline in headlines[:1000]]

    def once() -> float:
        begun = time.process_time()
        for title in titles:
            table.guess(title)
        return (time.process_time() - begun) / len(titles) * 1e6

    return min(once() for _ in range(5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--feeds", type=Path)
    parser.add_argument("--part", type=int, default=0, help="which fifth is held out, 0 to 4; 0 if not said")
    parser.add_argument("--packaged", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    headlines = [Labelled(**line) for line in lines(arguments.data)]
    if arguments.packaged:
        held_out, table, size = headlines, model(), TABLE.stat().st_size
    else:
        part = [fifth(each.title) == arguments.part for each in headlines]
        held_out = list(compress(headlines, part))
        packed = learn([each for each, held in zip(headlines, part, strict=True) if not held], arguments.feeds)
        table, size = unpack(packed), len(packed)
    judged = judge(table, held_out)
    confidence = table.confidence or judged[round(len(judged) * COVERAGE)].confidence
    shares = Counter(each.section for each in held_out)
    most, times = shares.most_common(1)[0]
    print(f"{len(held_out)} headlines; always {most}: {times / len(held_out):.3f}")
    report(judged, confidence)
    print(f"{speed(table, held_out):.0f} µs of CPU a headline, {size:,} bytes, {len(table.rows):,} rows")
    if arguments.write:
        TABLE.write_bytes(learn(headlines, arguments.feeds, confidence))
        print(f"written: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
