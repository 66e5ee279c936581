"""How well and how fast reports become stories: `python -m benchmarks.stories [--quick]`.

Quality: the labelled pairs of `tests/stories/pairs.txt`, against the best that two usual measures can reach on them
when their bar is chosen with hindsight (shared character pairs, and 64-bit simhash).
Speed: articles assigned through the embedded server, with an archive that grows to 100,000; 2,000 articles a day.
The baseline is what needs no index: comparing the character pairs of each article with all those of three days.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice, pairwise
from pathlib import Path
from random import Random

from ledebot.bot.model import Article
from ledebot.bot.stories.same_event import same_story
from ledebot.bot.stories.sketch import sketch
from ledebot.bot.text.fold import fold
from ledebot.storage.base.client import connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.stories.stories import MAX_APART, StoryIndex
from tests.stories.pairs import Pair, Report, pairs, score

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
START = datetime(2024, 1, 1, tzinfo=UTC)
A_DAY = 2000
BATCH = 64


def news(corpora: Path) -> list[tuple[str, str]]:
    """Title and text of real items where there are any, else of generated ones."""
    items = []
    for path in sorted(corpora.glob("*-dev.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row.get("text") or re.sub(r"<[^>]+>", "\n", row["html"])
                items.append((row.get("summary") or row["title"], text))
    return items or list(islice(generated(Random(1)), 5000))


def generated(random: Random) -> Iterator[tuple[str, str]]:
    """Items of made-up words, as long as a news flash."""
    words = [
        "".join(chr(random.randrange(0x4E00, 0x8FFF)) for _ in range(random.choice((2, 2, 3)))) for _ in range(9000)
    ]
    while True:
        text = "".join(random.choices(words, k=70)) + f"{random.randrange(10_000)}万元"
        yield text[:24], text


def articles(corpora: Path) -> Iterator[Article]:
    """An endless stream of articles in order of time, A_DAY of them a day."""
    items = news(corpora)
    Random(7).shuffle(items)
    for number, (title, text) in zip(count(), cycle(items)):
        published = START + timedelta(days=number / A_DAY)
        yield Article(
            id=f"{number:016x}",
            revision=1,
            url=None,
            source=f"source {number % 40}",
            title=title,
            published=published,
            fetched=published,
            content_hash="",
            story="",
            paragraphs=(text,),
        )


# --- quality ----------------------------------------------------------------------------------------


def character_pairs(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(one + two for one, two in pairwise(folded))


def jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / (len(one | two) or 1)


def simhash(text: str) -> int:
    sums = [0] * 64
    for pair in character_pairs(text):
        bits = int.from_bytes(hashlib.blake2b(pair.encode("utf-8", "replace"), digest_size=8).digest())
        for at in range(64):
            sums[at] += 1 if bits >> at & 1 else -1
    return sum(1 << at for at in range(64) if sums[at] > 0)


def near(one: Report, two: Report) -> bool:
    return abs(one.hours - two.hours) <= MAX_APART


def ours(one: Report, two: Report) -> bool:
    hours = abs(one.hours - two.hours)
    return near(one, two) and same_story(sketch(one.title, [one.text]), sketch(two.title, [two.text]), hours)


def quality() -> None:
    labelled = list(pairs())
    whole = {report: f"{report.title}\n{report.text}" for pair in labelled for report in (pair.one, pair.two)}
    grams = {report: character_pairs(text) for report, text in whole.items()}
    hashes = {report: simhash(text) for report, text in whole.items()}

    def shared(bar: float) -> Callable[[Report, Report], bool]:
        return lambda one, two: near(one, two) and jaccard(grams[one], grams[two]) >= bar

    def alike(bar: int) -> Callable[[Report, Report], bool]:
        return lambda one, two: near(one, two) and (hashes[one] ^ hashes[two]).bit_count() <= bar

    print(f"{len(labelled)} labelled pairs, {sum(pair.same for pair in labelled)} of them one story\n")
    print("| decided by | precision | recall | F1 | wrong merges |\n|---|---:|---:|---:|---:|")
    row("facts (bot/stories/same_event.py)", labelled, ours)
    best = max((shared(bar / 100) for bar in range(10, 90, 2)), key=lambda decide: score(decide, labelled).f1)
    row("shared character pairs, best bar", labelled, best)
    best = max((alike(bar) for bar in range(32)), key=lambda decide: score(decide, labelled).f1)
    row("simhash, best bar", labelled, best)


def row(name: str, labelled: list[Pair], decide: Callable[[Report, Report], bool]) -> None:
    result = score(decide, labelled)
    print(f"| {name} | {result.precision:.3f} | {result.recall:.3f} | {result.f1:.3f} | {len(result.wrong)} |")


# --- speed ------------------------------------------------------------------------------------------


async def speed(corpora: Path, sizes: list[int]) -> None:
    stream = articles(corpora)
    print("\n| archive before | 2,000 articles: wall s | CPU s here | CPU ms per article | ratio |")
    print("|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        client = connect(server.url)
        index = StoryIndex(client)
        done, first = 0, 0.0
        day: list[Article] = []
        try:
            for size in sizes:
                while done < size:
                    done += len(await index.assign([_brief(each) for each in islice(stream, 8 * BATCH)]))
                day = list(islice(stream, A_DAY))
                wall, cpu = time.perf_counter(), time.process_time()
                for at in range(0, A_DAY, BATCH):
                    await index.assign(day[at : at + BATCH])
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                done += A_DAY
                first = first or cpu
                print(f"| {size:,} | {wall:.2f} | {cpu:.2f} | {cpu / A_DAY * 1000:.3f} | {cpu / first:.2f} |")
            used = (await client.info("memory"))["used_memory"] / 2**20
            print(f"\nServer memory at the end: {used:.0f} MiB")
        finally:
            await client.aclose()
            server.stop()
    baseline(day, first)


def _brief(article: Article) -> Article:
    """What fills the archive: found by its title as any other, read in a fraction of the time."""
    return replace(article, paragraphs=(article.paragraphs[0][:60],))


def baseline(day: list[Article], first: float) -> None:
    """Compare a sample with three days' character pairs."""
    grams = [character_pairs(f"{each.title}\n{each.paragraphs[0][:700]}") for each in day]
    sample = grams[:20]
    start = time.process_time()
    for one in sample:
        for two in grams * 3:
            jaccard(one, two)
    each = (time.process_time() - start) / len(sample)
    print(f"Baseline, comparing with three days: {each * 1000:.1f} CPU ms per article, {each * A_DAY / first:.0f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="an archive of 10,000 only")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    options = parser.parse_args()
    quality()
    asyncio.run(speed(options.corpora, [0, 10_000] if options.quick else [0, 10_000, 30_000, 100_000]))


if __name__ == "__main__":
    main()
