"""What the pages of labelled stories show, to be read by eye: `python -m benchmarks.story_pages --corpora FOLDER`.

Prints each story's pages as a reader sees them, without markup. The stories are in two halves by a hash of their names:
`tuning`, by which the rules are made, and `reading`, by which they are judged. With a seed, reports come in another
order and of long stories others are taken, so the pages are other ones. The sets have neither times nor sources: a
report is taken to be of the first day that its opening names near the day that most of the story's reports name, and
has a number for a name.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks._events import rows
from benchmarks._story_speed import CORPORA
from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.story_page import story_pages
from ledebot.bot.model import Article, Filters, Length
from ledebot.bot.stories.named_days import exact_days
from ledebot.bot.stories.sketch import sketch
from ledebot.bot.stories.timeline import timeline
from ledebot.bot.text.lede import pick

START = datetime(2026, 6, 30, tzinfo=UTC)
NEAR = timedelta(days=3)
"""How far reports of one story are apart at most, as in grouping."""
OPENING = 400
"""Characters in which a report's day is sought."""
MOST = 15
"""Reports of a story."""

_TAG = re.compile(r"<[^>]{0,2000}>")


def half_of(event: str) -> str:
    """Tell in which half of the stories one is."""
    return "reading" if hashlib.sha256(event.encode()).digest()[0] & 1 else "tuning"


def stories(corpora: Path, half: str, seed: int | None = None) -> Iterator[tuple[str, str, list[Article]]]:
    """Give set, name and reports of each story that two reports tell at least, in the set's order or a random one."""
    events: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows(corpora / "stories-dev.jsonl.gz"):
        if half_of(row["event"]) == half:
            events[row["set"], row["event"]].append((row["title"], row["text"]))
    for (name, event), told in events.items():
        if seed is not None:
            Random(f"{seed} {event}").shuffle(told)
        reports = list(islice(_articles(told), MOST))
        if len(reports) > 1:
            yield name, event, reports


def _articles(told: list[tuple[str, str]]) -> Iterator[Article]:
    """Make reports of titles and texts, each of the first day that it names near the day that most of them name.

    One that names other days only is left out, as it would be by grouping, which goes by times of publishing.
    """
    named = [exact_days(f"{title}\n{text[:OPENING]}", START.date()) for title, text in told]
    first = Counter(days[0] for days in named if days)
    (common, _), *_ = first.most_common(1) or [(START.date(), 1)]
    for place, ((title, text), days) in enumerate(zip(told, named, strict=True)):
        day = next((day for day in days or (common,) if abs(day - common) <= NEAR), None)
        if day is None:
            continue
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=place)
        paragraphs = tuple(line for line in text.split("\n") if line.strip())
        bare = Article(str(place), 1, None, f"S{place}", title, at, at, "", "", paragraphs=paragraphs)
        yield replace(bare, lede=pick(paragraphs, title=title), sketch=sketch(title, paragraphs))


def page(reports: list[Article], language: str) -> str:
    """Write a story's pages as plain text."""
    look = Look(translator(language), "UTC", START, Filters(), Length.MEDIUM, None)
    return html.unescape(_TAG.sub("", "\n".join(story_pages(timeline(reports), look))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    parser.add_argument("--half", choices=["tuning", "reading"], default="reading")
    parser.add_argument("--seed", type=int, help="another order of the reports")
    options = parser.parse_args()
    for name, event, reports in stories(options.corpora, options.half, options.seed):
        print(f"## {name} {event}, {len(reports)} reports")
        print(page(reports, "zh-hans" if name.endswith("zh") else "en"), "\n")


if __name__ == "__main__":
    main()
