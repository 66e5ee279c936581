"""How well and how fast reports become stories: `python -m benchmarks.stories [--corpora FOLDER] [--quick]`.

Quality, beside grouping by exact title and one pass over tf-idf vectors with average link: three sets of labelled
reports (B-cubed, through the store, in one random order), labelled pairs of headlines, and the pairs of
`tests/stories/pairs.txt`. The bars of tf-idf are chosen with hindsight: one for the three sets, one for each kind of
pairs. Sets whose files are not in the folder are left out.
Speed: articles assigned through the embedded server, with an archive that grows to 100,000; 2,000 articles a day.
The baseline is what needs no index: comparing the character pairs of each article with all those of three days.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from benchmarks import _events
from benchmarks._events import Labelled, b_cubed, cosine
from benchmarks._story_speed import BATCH, CORPORA, START, speed
from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Document
from ledebot.bot.stories.joining import MAX_APART
from ledebot.bot.stories.same_event import same_story
from ledebot.bot.stories.sketch import Sketch, sketch
from ledebot.bot.text.normalized_equal import bare
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import connect
from ledebot.storage.base.embedded import EmbeddedServer
from ledebot.storage.stories.stories import StoryIndex
from tests.stories.pairs import Pair, Report, pairs, score

Decide: TypeAlias = Callable[[Report, Report], bool]


def quality(corpora: Path, url: str) -> None:
    sets = _events.event_sets(corpora)
    if sets:
        events(sets, url)
    print("\n| pairs | decided by | precision | recall | F1 | wrong merges |\n|---|---|---:|---:|---:|---:|")
    for name, labelled in (("own, of one shape and others", list(pairs())), ("headlines", headlines(corpora))):
        if labelled:
            all_pairs(f"{name}: {len(labelled):,}, {sum(pair.same for pair in labelled)} the same", labelled)


def headlines(corpora: Path) -> list[Pair]:
    """Read the labelled pairs of headlines; none where there is no file."""
    return [
        Pair(_headline(row["a"], 0), _headline(row["b"], 0 if row["same"] else 1), "headline")
        for row in _events.rows(corpora / "pairs-dev.jsonl.gz")
    ]


def _headline(title: str, event: int) -> Report:
    return Report("", event, 0.0, "", title, "")


def events(sets: dict[str, list[Labelled]], url: str) -> None:
    made = {name: _events.vectors([f"{each.title}\n{each.text}" for each in reports]) for name, reports in sets.items()}
    bars = {
        bar: {name: b_cubed(sets[name], _events.one_pass(made[name], bar / 100)) for name in sets}
        for bar in range(12, 30, 2)
    }
    best = max(bars, key=lambda bar: sum(result.f1 for result in bars[bar].values()))
    print(f"| set | ours P / R / F1 | exact titles | tf-idf, one pass, bar {best / 100:.2f} |\n|---|---|---|---|")
    for name, reports in sets.items():
        ours = b_cubed(reports, asyncio.run(through_the_store(reports, url)))
        told = f"{name}, {len(reports)} reports of {len({each.event for each in reports})} events"
        print(f"| {told} | {ours} | {b_cubed(reports, _events.by_title(reports))} | {bars[best][name]} |")


async def through_the_store(reports: list[Labelled], url: str) -> list[str]:
    """Store reports batch by batch, all as of one day, and give the stories that they are in at the end."""
    client = connect(url)
    try:
        await client.flushall()
        store = Articles(client, ManualClock(START), StoryIndex(client))
        for at in range(0, len(reports), BATCH):
            await store.save(
                [
                    Document(str(n), f"source {n % 9}", each.title, str(n), published=START, paragraphs=(each.text,))
                    for n, each in enumerate(reports[at : at + BATCH], at)
                ]
            )
        stories = {article.guid: article.story for article in await store.get(await store.ids())}
        return [stories[str(n)] for n in range(len(reports))]
    finally:
        await client.aclose()


def near(one: Report, two: Report) -> bool:
    return abs(one.hours - two.hours) <= MAX_APART


@cache
def sketched(report: Report) -> Sketch:
    return sketch(report.title, [report.text])


def ours(one: Report, two: Report) -> bool:
    return near(one, two) and same_story(sketched(one), sketched(two), abs(one.hours - two.hours))


def all_pairs(name: str, labelled: list[Pair]) -> None:
    reports = list(dict.fromkeys(report for pair in labelled for report in (pair.one, pair.two)))
    made = dict(zip(reports, _events.vectors([f"{each.title}\n{each.text}" for each in reports]), strict=True))

    def alike(bar: float) -> Decide:
        return lambda one, two: near(one, two) and cosine(made[one], made[two]) >= bar

    def same_title(one: Report, two: Report) -> bool:
        return near(one, two) and bare(one.title) == bare(two.title)

    row(name, "facts (bot/stories/same_event.py)", labelled, ours)
    row(name, "exact titles", labelled, same_title)
    best = max((alike(bar / 100) for bar in range(10, 90, 4)), key=lambda decide: score(decide, labelled).f1)
    row(name, "tf-idf, best bar", labelled, best)


def row(name: str, method: str, labelled: list[Pair], decide: Decide) -> None:
    result = score(decide, labelled)
    figures = f"{result.precision:.3f} | {result.recall:.3f} | {result.f1:.3f} | {len(result.wrong)}"
    print(f"| {name} | {method} | {figures} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="an archive of 10,000 only")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        server.start()
        try:
            quality(options.corpora, server.url)
        finally:
            server.stop()
    asyncio.run(speed(options.corpora, [0, 10_000] if options.quick else [0, 10_000, 30_000, 100_000]))


if __name__ == "__main__":
    main()
