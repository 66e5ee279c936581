"""Makes bot/stories/words.bin: how telling a word is before a store has seen any: `python -m benchmarks.word_counts`.

Counts how many of some 20,000 texts (real items of feeds, news and questions' passages) hold each word, for Chinese
and other scripts apart, and writes for those in LEAST and more 28 bits of the word's hash and 4 of its level. No text
and no word goes into the file.
"""

from __future__ import annotations

import argparse
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._events import rows
from benchmarks._story_speed import CORPORA
from ledebot.bot.stories.facts import han_words, latin_words
from ledebot.bot.stories.frequencies import level
from ledebot.bot.text.fold import fold

LEAST = 5
READ = 1200
"""Characters of a text that are read."""
OUT = Path(__file__).parents[1] / "bot" / "stories" / "words.bin"


def texts(corpora: Path) -> Iterator[str]:
    for name in ("xwlb", "finna", "feeds"):
        for row in rows(corpora / f"{name}-dev.jsonl.gz"):
            text = row.get("text") or re.sub(r"<[^>]+>", "\n", row.get("html") or "")
            yield f"{row.get('title') or row.get('summary') or ''}\n{text}"
    for row in rows(corpora / "questions-dev.jsonl.gz"):
        if row["kind"] != "question":
            yield row["text"]


def count(corpora: Path) -> array[int]:
    held: Counter[tuple[int, bool]] = Counter()
    totals: Counter[bool] = Counter()
    for text in texts(corpora):
        folded = fold(text[:READ])
        found = {(word >> 4, True) for word, _ in han_words(folded)}
        han = len(found)
        found |= {(word >> 4, False) for word, _ in latin_words(folded)}
        totals[True] += 3 * han > len(found)
        totals[False] += 3 * han < 2 * len(found)
        held.update(found)
    known = sorted((word, n / totals[is_han]) for (word, is_han), n in held.items() if n >= LEAST)
    return array("I", (word << 4 | level(share) for word, share in known))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    packed = count(parser.parse_args().corpora)
    OUT.write_bytes(packed.tobytes())
    print(f"{len(packed):,} words, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
