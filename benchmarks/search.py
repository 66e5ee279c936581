"""Search measured from query text to marked excerpts: building, size, speed, memory, and what it finds.

The baseline in the same run is SQLite's FTS5 with its trigram tokenizer on the same articles.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._news import CORPUS, corpus, generated
from benchmarks._queries import Case, heaviest, mixture, pieces, shortened, titles_less_a_word
from benchmarks._trigrams import Trigrams
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Article, Change, LogEntry, Section
from ledebot.storage.search.index import SearchIndex

HEAD = "1-1"
Get = Callable[[str], Article]


class Reader:
    """The stored articles, made on demand so that a million need no memory; what making them costs is kept apart."""

    def __init__(self, ids: Sequence[str], get: Get) -> None:
        self._ids, self._get, self.spent = ids, get, 0.0

    async def ids(self) -> list[str]:
        return list(self._ids)

    async def get(self, ids: Iterable[str]) -> list[Article]:
        started = time.thread_time()
        found = [self._get(name) for name in ids]
        self.spent += time.thread_time() - started
        return found

    async def log(self, after: str, *, up_to: str = "+", limit: int = 1000) -> list[LogEntry]:
        return [LogEntry(HEAD, self._ids[0], 1, Change.NEW)] if up_to == HEAD else []

    async def head(self) -> str:
        return HEAD

    async def cursor_at(self, moment: object) -> str:
        return HEAD

    async def latest(
        self, limit: int, *, topic: str | None = None, source: str | None = None, section: Section | None = None
    ) -> list[Article]:
        return [self._get(name) for name in self._ids[:limit]]

    async def topics(self) -> Mapping[str, int]:
        return {}

    async def sources(self) -> Mapping[str, int]:
        return {}

    async def story(self, story: str) -> list[Article]:
        return []


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of each query, sorted: by the clock, and of the processor (which a busy machine stretches less)."""

    wall: list[float]
    cpu: list[float]

    def __str__(self) -> str:
        return "; ".join(
            f"{name} p50 {percentile(each, 50):.2f}, p95 {percentile(each, 95):.2f}, p99 {percentile(each, 99):.2f} ms"
            for name, each in (("clock", self.wall), ("CPU", self.cpu))
        )


async def timed(index: SearchIndex, reader: Reader, cases: Sequence[Case]) -> Took:
    """Ask each query for a page of five."""
    for case in cases[:50]:
        await index.find(case.query, limit=5)
    wall, cpu = [], []
    for case in cases:
        made = reader.spent
        processor, clock = time.process_time(), time.perf_counter()
        await index.find(case.query, limit=5)
        made = (reader.spent - made) * 1000
        wall.append((time.perf_counter() - clock) * 1000 - made)
        cpu.append((time.process_time() - processor) * 1000 - made)
    return Took(sorted(wall), sorted(cpu))


async def quality(index: SearchIndex, sample: Sequence[Article], rng: random.Random, count: int) -> None:
    """Print how many pieces and shortened titles find their article."""
    found = first_ten = rare = 0
    for case in pieces(sample, count, rng):
        hits = [hit.id for hit in (await index.find(case.query, limit=20_000)).hits]
        assert case.wanted is not None
        found += case.wanted.id in hits
        if sum(case.query in article.title for article in sample) < 10:
            rare += 1
            first_ten += case.wanted.id in hits[:10]
    print(
        f"  pieces of titles: found {found / count:.1%} of {count}; "
        f"in the first 10 {first_ten / max(rare, 1):.1%} of {rare} rare ones"
    )
    cases = titles_less_a_word(sample, count // 2, rng)
    fitting = Counter(left for title in {article.title for article in sample} for left in set(shortened(title)))
    right = [await comes_first(index, case) for case in cases]
    clear = [first for first, case in zip(right, cases, strict=True) if fitting[case.query] == 1]
    most = statistics.mean(1 / fitting[case.query] for case in cases)
    print(
        f"  titles less a word: first place {statistics.mean(right):.1%} of {len(cases)}, "
        f"where no order could have more than {most:.1%}; "
        f"{statistics.mean(clear):.1%} of the {len(clear)} that come of one title only"
    )


async def comes_first(index: SearchIndex, case: Case) -> bool:
    """Tell whether the title that is meant is the first one of a page."""
    hits = (await index.find(case.query, limit=5)).hits
    return bool(hits) and case.wanted is not None and hits[0].title == case.wanted.title


def against_trigrams(
    folder: Path, articles: Iterable[Article], sample: Sequence[Article], cases: Sequence[Case]
) -> Took:
    """Print the baseline's figures; returns what its queries took."""
    path = folder / "fts.db"
    engine = Trigrams(path, articles)
    wall, cpu = [], []
    for case in cases:
        processor, clock = time.process_time(), time.perf_counter()
        engine.find(case.query)
        wall.append((time.perf_counter() - clock) * 1000)
        cpu.append((time.process_time() - processor) * 1000)
    took = Took(sorted(wall), sorted(cpu))
    wanted = pieces(sample, 500, random.Random(3))
    found = sum(case.wanted is not None and case.wanted.id in engine.find(case.query, 20_000) for case in wanted)
    count = engine.db.execute("SELECT count(*) FROM news").fetchone()[0]
    print(
        f"  FTS5 trigram: {count / engine.spent:,.0f} articles per CPU s, "
        f"{path.stat().st_size / count / 1024:.2f} KB each, "
        f"{took}, pieces found {found / 500:.1%}"
    )
    engine.db.close()
    return took


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Give a percentile of sorted values."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def bytes_in(folder: Path) -> int:
    """Add up the sizes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def resident() -> tuple[float, float]:
    """Tell the process's anonymous memory and its mapped files, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    held = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return tuple(int(held[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))  # type: ignore[return-value]  # two


async def measure(name: str, ids: Sequence[str], get: Get, *, baseline: bool, quick: bool, deep: bool) -> None:
    """Build an index of these articles, ask it, and print what it took."""
    rng = random.Random(1)
    sample = [get(one) for one in (ids if len(ids) <= 5000 else rng.sample(list(ids), 5000))]
    length = statistics.mean(len(a.title) + sum(map(len, a.paragraphs)) for a in sample)
    print(f"\n{name}: {len(ids):,} articles of {length:.0f} characters")
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(ids, get)
        index = SearchIndex(Path(folder) / "index", reader, ManualClock(max(article.published for article in sample)))
        cpu, wall = time.process_time(), time.perf_counter()
        await index.catch_up()
        cpu, wall = time.process_time() - cpu - reader.spent, time.perf_counter() - wall
        size = bytes_in(Path(folder))
        cases = mixture(sample, rng)
        took = await timed(index, reader, cases)
        anonymous, mapped = resident()
        print(
            f"  built in {wall:.1f} s: {len(ids) / cpu:,.0f} articles per CPU s, {size / len(ids) / 1024:.2f} KB each\n"
            f"  {len(cases)} queries: {took}\n"
            f"  memory {anonymous:.0f} MB and {mapped:.0f} MB of mapped files"
        )
        for kind, heavy in heaviest(sample, random.Random(4)).items():
            print(f"  {kind}: {await timed(index, reader, heavy)}")
        if deep:
            await quality(index, sample, random.Random(2), 200 if quick else 1000)
        if baseline:
            baselines = against_trigrams(Path(folder), (get(one) for one in ids), sample, cases)
            ratios = [
                percentile(theirs, 99) / percentile(ours, 99)
                for theirs, ours in ((baselines.wall, took.wall), (baselines.cpu, took.cpu))
            ]
            print(f"  p99 against the baseline's: {ratios[0]:.1f} times faster by the clock, {ratios[1]:.1f} in CPU")
        await index.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the corpus and 5,000 generated articles")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="JSON lines of real items, gzipped")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000], help="how many generated articles")
    parser.add_argument(
        "--baseline-up-to", type=int, default=100_000, help="largest size that the baseline indexes too"
    )
    arguments = parser.parse_args()

    async def run() -> None:
        real = {article.id: article for article in corpus(arguments.corpus)}
        if real:
            await measure("real news", list(real), real.__getitem__, baseline=True, quick=arguments.quick, deep=True)
        for size in [5000] if arguments.quick else arguments.sizes:
            await measure(
                "generated news",
                [f"g{number}" for number in range(size)],
                lambda name: generated(int(name[1:])),
                baseline=size <= arguments.baseline_up_to,
                quick=arguments.quick,
                deep=size <= 5000,
            )

    asyncio.run(run())


if __name__ == "__main__":
    main()
