"""The demo's made-up news as items whose times are relative to the demo's start."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bot.model import Item

HOST = "https://news.example"
"""A reserved name: no link of the demo leads anywhere real."""


@dataclass(frozen=True, slots=True)
class SampleNews:
    """A news source that publishes on a timetable; `start` is the demo's own."""

    start: datetime

    def until(self, moment: datetime, after: datetime | None = None) -> tuple[Item, ...]:
        """Give what is published up to `moment`, and later than `after`, in order."""
        timed = [
            (self.start + timedelta(hours=entry["hours"]), number, entry) for number, entry in enumerate(_entries())
        ]
        return tuple(
            _item(number, entry, at) for at, number, entry in timed if at <= moment and (after is None or at > after)
        )


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((files("bot.cli") / "samples" / "news.toml").read_text("utf-8"))["item"])


def _item(number: int, entry: dict[str, Any], published: datetime) -> Item:
    paragraphs = "".join(f"<p>{html.escape(part.strip())}</p>" for part in entry["text"].split("\n\n"))
    return Item(
        ref=f"sample {number}",
        source=entry["source"],
        title=entry["title"],
        html=paragraphs,
        guid=f"sample-{number}",
        url=f"{HOST}/{number}",
        published=published,
        topics=tuple(entry["topics"]),
    )
