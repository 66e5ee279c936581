"""How much of everything a week has, how it ended, and what is wrong with that."""

from __future__ import annotations

from dataclasses import dataclass

OF_0_1_0 = 8
"""Articles in the old store."""
SEARCHED = 20
"""Reports that are searched for at the end, the newest."""
HANDS = 64
"""Deliveries that a sender has in hand at most."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    sources: int = 50
    readers: int = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the week ended."""

    articles: int
    published: int
    counters: dict[str, int]
    messages: int
    missing: int
    """Reports that a reader who follows everything was never told."""
    repeated: int
    """Messages that a chat got more than once."""
    found: int
    """Reports that a search for their whole title finds, on the last machine."""
    backup: int
    """Bytes of the backup."""


def wrong(outcome: Outcome, size: Size) -> list[str]:
    """Say what was lost, or does not balance; nothing, if all is well."""
    books = outcome.counters
    ended = sum(books[name] for name in ("sent", "empty", "paused", "cancelled", "failed"))
    checks = {
        "every report is stored": outcome.articles == outcome.published + OF_0_1_0,
        "and told to whoever follows everything": outcome.missing == 0,
        "and found": outcome.found == SEARCHED,
        "the books balance": books["due"] == ended + books["pending"],
        "and are closed": books["pending"] == 0,
        "what failed is what 0.1.0 gave up": books["failed"] == 1,
        "each digest arrived": books["sent"] >= 28 * size.readers // 3,
        "a repeat is counted, or was under way as the primary was lost": outcome.repeated <= books["repeats"] + HANDS,
    }
    return [what for what, right in checks.items() if not right]
