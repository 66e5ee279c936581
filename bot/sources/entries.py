"""Which entries of a source are new or changed since it was last read.

A mark per entry is kept beside the source's state, so that a poll of a feed with one new entry costs one article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model import Item

MAX_TRIES = 3
"""Polls in which the linked page of a teaser is asked for, before the teaser is left as it is."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An item with its key among the source's entries and the mark of its content; `tries` of its page so far."""

    item: Item
    key: str
    mark: str
    tries: int = 0


def fresh(items: Sequence[Item], seen: Mapping[str, str]) -> tuple[list[Marked], dict[str, str]]:
    """Divide a source's items into those to be ingested and the marks of those that are known as they are."""
    new: list[Marked] = []
    known: dict[str, str] = {}
    for item in items:
        key = _hash(item.guid or item.url or f"{item.title}\x1f{item.published}")
        mark = _hash(item.title, item.html, item.url or "", str(item.published), item.image or "", *item.topics)
        held, _, tries = seen.get(key, "").partition(":")
        if held == mark and not tries:
            known[key] = mark
        else:
            new.append(Marked(item, key, mark, int(tries) if held == mark and tries.isdigit() else 0))
    return new, known


def mark_of(entry: Marked, *, settled: bool) -> str:
    """Give what is kept of an ingested entry; unless `settled`, its page is asked for again, a few times."""
    return entry.mark if settled or entry.tries + 1 >= MAX_TRIES else f"{entry.mark}:{entry.tries + 1}"


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
