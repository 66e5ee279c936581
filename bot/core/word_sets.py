"""Sets of words that are written as one text, for tables of them."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text that white space parts."""
    return frozenset(text.split())
