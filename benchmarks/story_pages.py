"""What the pages of labelled stories show, to be read by eye: `python -m benchmarks.story_pages --corpora FOLDER`.

Prints each story's pages as a reader sees them, without markup. The stories are in two halves by a hash of their names:
`tuning`, by which the rules are made, and `reading`, by which they are judged. The sets have neither times nor sources:
a report is taken to be of the first day that its opening names, and has a number for a name.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks._events import rows
from benchmarks._story_speed import CORPORA
from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.story_page import story_pages
from ledebot.bot.model import Article, Filters, Length
from ledebot.bot.stories.named_days import exact_days
from ledebot.bot.stories.timeline import timeline
from ledebot.bot.text.lede import pick

START = datetime(2026, 6, 30, tzinfo=UTC)
OPENING = 400
"""Characters in which a report's day is sought."""
MOST = 15
"""Reports of a story, the first of the set."""

_TAG = re.compile(r"<[^>]{0,2000}>")


def half_of(event: str) -> str:
    """Tell in which half of the stories one is."""
    return "reading" if hashlib.sha256(event.encode()).digest()[0] & 1 else "tuning"


def stories(corpora: Path, half: str) -> Iterator[tuple[str, str, list[Article]]]:
    """Give set, name and reports of each story that two reports tell at least."""
    events: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for row in rows(corpora / "stories-dev.jsonl.gz"):
        reports = events[row["set"], row["event"]]
        if half_of(row["event"]) == half and len(reports) < MOST:
            reports.append(_article(len(reports), row["title"], row["text"]))
    return ((name, event, reports) for (name, event), reports in events.items() if len(reports) > 1)


def _article(place: int, title: str, text: str) -> Article:
    paragraphs = tuple(line for line in text.split("\n") if line.strip())
    day = _day(f"{title}\n{text[:OPENING]}")
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=place)
    lede = pick(paragraphs, title=title)
    return Article(str(place), 1, None, f"S{place}", title, at, at, "", "", paragraphs=paragraphs, lede=lede)


def _day(opening: str) -> date:
    return next(iter(exact_days(opening, START.date())), START.date())


def page(reports: list[Article], language: str) -> str:
    """Write a story's pages as plain text."""
    look = Look(translator(language), "UTC", START, Filters(), Length.MEDIUM, None)
    return html.unescape(_TAG.sub("", "\n".join(story_pages(timeline(reports), look))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    parser.add_argument("--half", choices=["tuning", "reading"], default="reading")
    options = parser.parse_args()
    for name, event, reports in stories(options.corpora, options.half):
        print(f"## {name} {event}, {len(reports)} reports")
        print(page(reports, "zh-hans" if name.endswith("zh") else "en"), "\n")


if __name__ == "__main__":
    main()
