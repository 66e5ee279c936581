"""The lede: the first informative sentences of an article, at three lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model import Lede
from bot.text.rules import Effect, fold, union
from bot.text.same import bare
from bot.text.sentences import latin, sentences
from bot.text.trim import fit

SHORT, MEDIUM, LONG = 60, 120, 240
"""Lengths in Chinese characters, or the same reading time in English."""

_SKIP = union(Effect.SKIP)
_LABEL = union(Effect.LABEL)
_ENDED = tuple("。！？…!?.”」』）)】\"")
_LOOK = 12
"""Paragraphs looked at for where the news begins."""
_HEAD = 240
"""Characters of a paragraph compared with the title."""


def pick(paragraphs: Sequence[str], *, title: str = "") -> Lede:
    """Pick ledes from cleaned paragraphs; empty where none of them makes a statement."""
    usable = [p for p in paragraphs[: 4 * _LOOK] if _usable(p)][:_LOOK]
    if not usable:
        return Lede()
    start = _start(usable, title)
    is_latin = latin(usable[start])
    chosen = list(_sentences(usable[start:]))
    return Lede(fit(chosen, SHORT, is_latin), fit(chosen, MEDIUM, is_latin), fit(chosen, LONG, is_latin))


def _usable(paragraph: str) -> bool:
    """Whether a paragraph makes statements: not a heading, table row, question or note."""
    if " | " in paragraph[:60] or not paragraph.endswith(_ENDED):
        return False
    return not _SKIP.match(paragraph)


def _start(usable: list[str], title: str) -> int:
    return 0


def _sentences(paragraphs: list[str]) -> Iterator[str]:
    """Give sentences until the longest lede is full."""
    total = 0
    for paragraph in paragraphs:
        label = _LABEL.match(paragraph)
        for sentence in sentences(paragraph[label.end() :] if label else paragraph):
            yield sentence
            total += len(sentence)
            if total > LONG * 6:
                return
