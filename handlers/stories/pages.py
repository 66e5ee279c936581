"""A story's full text cut into pages that each fit one message; a paragraph is split only if it alone does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledebot.bot.core.telegram_html import units
from ledebot.bot.model import Article
from ledebot.bot.text.conversion import in_script

PAGE_UNITS = 2800
"""UTF-16 units of a page: some three phone screens, and far from Telegram's 4096 with title and markup added."""
_SENTENCE_END = re.compile(r"(?<=[。！？!?…])|(?<=\.)\s")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the title and its paragraphs, plain text."""

    title: str
    paragraphs: tuple[str, ...]


def pages_of(article: Article, convert: str | None = None) -> tuple[Page, ...]:
    """Cut an article into one page at least, in the reader's Chinese script (`zh-hans`, `zh-hant`; None: as is)."""
    title = in_script(article.title, convert)
    paragraphs = [in_script(paragraph, convert) for paragraph in article.paragraphs]
    if not paragraphs and article.lede.long:
        paragraphs = [in_script(article.lede.long, convert)]
    pages: list[list[str]] = [[]]
    room = PAGE_UNITS
    for piece in (piece for paragraph in paragraphs for piece in _fitting(paragraph)):
        size = units(piece) + 2
        if size > room and pages[-1]:
            pages.append([])
            room = PAGE_UNITS
        pages[-1].append(piece)
        room -= size
    return tuple(Page(title, tuple(page)) for page in pages)


def _fitting(paragraph: str) -> Iterator[str]:
    """Split an overlong paragraph between sentences; a sentence too long for a page, anywhere."""
    if units(paragraph) + 2 <= PAGE_UNITS:
        yield paragraph
        return
    held = ""
    for sentence in filter(None, _SENTENCE_END.split(paragraph)):
        # Two units a character at most, so that half of them always fit.
        for piece in (sentence[at : at + PAGE_UNITS // 2] for at in range(0, len(sentence), PAGE_UNITS // 2)):
            if held and units(held + piece) + 2 > PAGE_UNITS:
                yield held
                held = ""
            held += piece
    if held:
        yield held
