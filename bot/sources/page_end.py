"""What stands in a text's frame and is none of it, though no list of links: what follows it, captions."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from ledebot.bot.sources import page_prose
from ledebot.bot.sources.page_region import CREDIT

APART = "data-apart"
"""The attribute of what is none of the text; it may tell who wrote and when."""
_NEARLY_ALL, _ENDING = 0.86, 0.9
"""Share of a text in its prose and what follows, if that is none of it, and of prose in its last part."""
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig)?caption(?:[\s_-]?text)?(?:$|[\s_-])|(?:img|image|photo|picture|media|pic)[_-]{0,2}(?:caption|legend|credit|desc|info|note)"
    r"|(?:img|image|photo|picture|pic)(?:Caption|Legend|Credit|Desc|Info)"
)
"""How elements are called that hold a picture's caption."""
_CAPTION_LENGTH = 400
_CREDITED = 40
"""Characters of a line that tells who edited."""


def mark(main: Any) -> None:
    """Mark what follows a text, `main`, as far out as it has nearly all the prose: tags, opinions to tick, whose text
    it is, teasers.
    """
    own = whole = page_prose.prose(main)
    part = main
    while (around := part.getparent()) is not None and part.tag != "body":
        after = [one for one in part.itersiblings() if page_prose.is_element(one)]
        whole += sum(map(page_prose.prose, after))
        if own < _NEARLY_ALL * whole:
            return
        for element in after:
            if not _goes_on(element):
                _set_aside(element, main)
        part = around


def mark_captions(tree: Any, main: Any) -> None:
    """Mark the captions of a page, unless its text, `main`, is hardly more than they are."""
    found = [one for one in tree.iter("figcaption", "div", "p", "span") if _is_caption(one)]
    if 2 * sum(map(page_prose.prose, found)) <= page_prose.prose(main):
        for one in found:
            one.set(APART, "")


def _is_caption(element: Any) -> bool:
    called = element.tag == "figcaption" or _CAPTION.search(page_prose.named(element))
    if not called and not any(one.tag == "figure" for one in islice(element.iterancestors(), 2)):
        return False
    return len(element.text_content()) <= _CAPTION_LENGTH and element.find(".//img") is None


def _goes_on(element: Any) -> bool:
    """Whether an element after a text is its end: prose alone, or what it counts."""
    return element.tag in ("table", "pre") or page_prose.share(element) >= _ENDING


def _set_aside(element: Any, main: Any) -> None:
    """Mark an element; who edited the text, `main`, is told at its end."""
    element.set(APART, "")
    for line in list(element.iter("p", "div", "span", "li", "td")):
        text = page_prose.text_of(line) if page_prose.is_leaf(line) else ""
        if len(text) <= _CREDITED and CREDIT.search(text):
            credit = element.makeelement("p")
            credit.text = text
            main.append(credit)
            return
