"""Where a page's article ends: what follows it in the same frame and is none of it, though no list of links."""

from __future__ import annotations

from typing import Any

from ledebot.bot.sources import page_prose
from ledebot.bot.sources.page_region import CREDIT

APART = "data-apart"
"""The attribute of what is none of the text; it may tell who wrote and when."""
_NEARLY_ALL, _ENDING = 0.86, 0.9
"""Share of the prose around a text that it has if the rest is none of it, and of prose in its last part."""
_CREDITED = 40
"""Characters of a line that tells who edited."""


def mark(main: Any) -> None:
    """Mark what follows a text, `main`, as far out as it has nearly all the prose: tags, opinions to tick, whose text
    it is, teasers.
    """
    own = whole = page_prose.prose(main)
    part = main
    while (around := part.getparent()) is not None and part.tag != "body":
        beside = (*part.itersiblings(preceding=True), *part.itersiblings())
        whole += sum(page_prose.prose(one) for one in beside if page_prose.is_element(one))
        if own < _NEARLY_ALL * whole:
            return
        for element in list(part.itersiblings()):
            if page_prose.is_element(element) and not _goes_on(element):
                _set_aside(element)
        part = around


def _goes_on(element: Any) -> bool:
    """Whether an element after a text is its end: prose alone, or what it counts."""
    return element.tag in ("table", "pre") or page_prose.share(element) >= _ENDING


def _set_aside(element: Any) -> None:
    """Mark an element; who edited it is told before it."""
    element.set(APART, "")
    for line in list(element.iter("p", "div", "span", "li", "td")):
        text = page_prose.text_of(line) if page_prose.is_leaf(line) else ""
        if len(text) <= _CREDITED and CREDIT.search(text):
            credit = element.makeelement("p")
            credit.text = text
            element.addprevious(credit)
            return
