"""What assigning stories costs, for benchmarks/stories.py: an endless stream of articles, and a growing archive."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice, pairwise
from pathlib import Path
from random import Random

from benchmarks._events import rows
from ledebot.bot.model import Article
from ledebot.bot.text.fold import fold
from ledebot.storage.base.client import connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.stories.stories import StoryIndex

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
START = datetime(2024, 1, 1, tzinfo=UTC)
A_DAY = 2000
BATCH = 64


def news(corpora: Path) -> list[tuple[str, str]]:
    """Title and text of real items where there are any, else of generated ones."""
    items = []
    for path in (corpora / f"{name}-dev.jsonl.gz" for name in ("feeds", "finna", "xwlb")):
        for row in rows(path):
            text = row.get("text") or re.sub(r"<[^>]+>", "\n", row.get("html") or "")
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


def character_pairs(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(one + two for one, two in pairwise(folded))


def jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / (len(one | two) or 1)
