"""Which entries of a source are new or changed since it was last read.

A mark per entry is kept beside the source's state, so that a poll of a feed with one new entry costs one article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ledebot.bot.model import Item

MAX_TRIES = 3
"""Polls in which the linked page of a teaser is asked for, before the teaser is left as it is."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An item, its key among the source's entries, the mark of its content, and what is `held` of it so far.

    `tries` counts how often its page was asked for in vain; `paged` tells that readers have its page's text.
    """

    item: Item
    key: str
    mark: str
    held: str = ""
    tries: int = 0

    @property
    def paged(self) -> bool:
        """Whether readers have the page's text of this entry, in this or an earlier version."""
        return self.held.endswith(":page")

    def after(self, *, wants: bool, page: bool) -> str:
        """Give what is kept of it once it is ingested; a page that was wanted in vain is asked for again."""
        if page:
            return f"{self.mark}:page"
        return f"{self.mark}:{self.tries + 1}" if wants and self.tries + 1 < MAX_TRIES else self.mark


def fresh(
    items: Sequence[Item], seen: Mapping[str, str], *, everything: bool = False
) -> tuple[list[Marked], dict[str, str]]:
    """Divide a source's items into those to be ingested and what is held of those that are known as they are.

    With `everything`, all are to be ingested, so that the store learns that the source still has them.
    """
    new: list[Marked] = []
    known: dict[str, str] = {}
    for item in items:
        date = "" if item.about else str(item.published)
        key = _hash(item.guid or item.url or f"{item.title}\x1f{date}")
        mark = _hash(item.title, item.html, item.url or "", date, item.image or "", *item.topics)
        held = seen.get(key, "")
        if held and item.about:
            item = replace(item, published=None, about=False)  # told when it was seen first, more nearly
        old, _, rest = held.partition(":")
        if old != mark:
            new.append(Marked(item, key, mark, held))
        elif rest.isdigit():
            new.append(Marked(item, key, mark, held, int(rest)))
        elif everything:
            new.append(Marked(item, key, mark, held, MAX_TRIES - 1))
        else:
            known[key] = held
    return new, known


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
