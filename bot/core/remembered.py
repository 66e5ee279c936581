"""What is made of texts that come again and again, words above all: a table that fills itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 50_000
"""Texts remembered; then it begins anew."""


class Remembered(dict[str, T]):
    """What `make` gives for a text, remembered: an article asks for hundreds, and nothing answers as fast as a dict."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        if len(self) >= MOST:
            self.clear()
        found = self[text] = self._make(text)
        return found
