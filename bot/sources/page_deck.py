"""The deck of a page: what stands between its heading and its text, where an extraction does not look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ledebot.bot.sources import page_prose
from ledebot.bot.sources.words import one_line

_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "blockquote", "strong"))
_DECK = re.compile(
    r"(?:^|[\s_-])(?:chap[oô]|deck?|standfirst|intro|lead|summary|abstract|excerpt|sub-?(?:title|head)|zhaiyao|daodu|daoyu)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How elements are called that hold one, of which a few words may be all."""
_PAUSE = re.compile(r"[,，、;；。]|\.\s")
"""What prose without a full stop at its end has in it."""
_LEAST, _SIGNS = 8, 2
"""Characters of a deck, and of its signs that it has: prose, a sentence's end, its name."""
_OTHER = re.compile(
    r"capt|credit|photo|author|byline|meta|date|share|social|comment|related|breadcrumb|cookie|newsletter|subscri"
    r"|promo|advert|login|(?:^|[\s_-])tags?(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How elements are called that hold something else."""
_APART = frozenset(("aside", "nav", "figure", "form", "footer", "ul", "ol", "table", "button", "a"))
_LONGEST = 1200
"""Characters of a paragraph of a deck."""
_MOST, _CLIMBED = 3, 4
"""Paragraphs of a deck, and elements around one that may say what it is."""
_KNOWN = 30
"""Characters by which a paragraph is found again in a text."""


@dataclass(frozen=True, slots=True)
class Deck:
    """What stands under a page's heading, by paragraphs."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()

    def before(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Give the paragraphs that a text does not have."""
        told = _squeezed("".join(texts))
        return tuple(one for one in self.paragraphs if _squeezed(one)[:_KNOWN] not in told)


def find(tree: Any, main: Any) -> Deck:
    """Find what is told between the last heading before the text, `main`, and the text."""
    heading: Any = None
    paragraphs: list[str] = []
    inside = set(main.iterancestors())
    for element in tree.iter():
        if element is main:
            break
        if element.tag == "h1":
            heading, paragraphs = element, []
        elif heading is not None and element not in inside and len(paragraphs) < _MOST and (told := _told(element)):
            paragraphs.append(told)
    return Deck(one_line(heading.text_content()), tuple(paragraphs)) if heading is not None else Deck()


def _told(element: Any) -> str:
    """Give an element's text if it is a paragraph of prose of its own."""
    if element.tag not in _TAGS or not page_prose.is_leaf(element):
        return ""
    text = " ".join("".join(page_prose.texts(element)).split())
    called = len(text) >= _LEAST and bool(_DECK.search(page_prose.named(element)))
    ended = bool(page_prose.ENDED.search(text))
    prose = page_prose.is_prose(text) and (ended or bool(_PAUSE.search(text)))
    if len(text) > _LONGEST or ended + called + prose < _SIGNS:
        return ""
    around = (element, *element.iterancestors())[:_CLIMBED]
    if element.find(".//time") is not None:
        return ""
    return "" if any(one.tag in _APART or _OTHER.search(page_prose.named(one)) for one in around) else text


def _squeezed(text: str) -> str:
    return "".join(text.split())
