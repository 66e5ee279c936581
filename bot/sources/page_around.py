"""What stands around a text and is none of it, though no list of links: tools before it, what follows it, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
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
_CLOCK = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}.{0,6}?\d{1,2}:\d\d")
_POSTER = re.compile(r"(?:^|[\s_-])(?:auth|author|user|avatar|poster|member)", re.IGNORECASE)
_DIGITS = "0123456789"
_TOOLS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|bdsharebuttonbox|toolbar|tools?|font-?size|breadcrumbs?|crumbs?|position)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-])")
_HEADINGS, _TOOL, _OUT = frozenset(("h1", "h2", "h3", "h4", "p", "figure", "img", "table")), 160, 5
"""Elements that are none of a page's tools, characters of one, and elements around the first prose that hold them."""
_CENTRED = re.compile(r"text-align\s?:\s?center", re.IGNORECASE)
_CAPTION_LENGTH, _NEAR = 400, 3
"""Characters of a caption, and elements between it and its picture."""
_CREDITED, _CREDITS, _CLIMBED = 40, 3, 3
"""Characters of a line that tells who wrote or edited, such lines, and elements around a text in which they are."""


def mark(main: Any) -> None:
    """Mark what follows a text, `main`, as far out as it has nearly all the prose: tags, opinions to tick, whose text
    it is, teasers.
    """
    own = whole = page_prose.prose(main)
    climbed = 0
    part = main
    while (around := part.getparent()) is not None and part.tag != "body":
        for reply in list(_answers(part)):
            reply.drop_tree()
        after = [one for one in part.itersiblings() if page_prose.is_element(one)]
        whole += sum(map(page_prose.prose, after))
        climbed += 1
        if climbed <= _CLIMBED:
            main.extend([credit for one in after if (credit := _credit(one)) is not None][:_CREDITS])
        if own < _NEARLY_ALL * whole:
            return
        for element in after:
            if not _goes_on(element):
                element.set(APART, "")
        part = around


def _answers(part: Any) -> Iterator[Any]:
    """Give readers' answers to what is in an element: they are numbered like it, and tell who and when as it does."""
    name = part.get("id") or ""
    if not name.endswith(tuple(_DIGITS)) or not _CLOCK.search(page_prose.text_of(part)):
        return
    for one in part.itersiblings():
        numbered = (one.get("id") or "").rstrip(_DIGITS) == name.rstrip(_DIGITS)
        if page_prose.is_element(one) and numbered and _CLOCK.search(page_prose.text_of(one)) and _is_posted(one):
            yield one


def _is_posted(element: Any) -> bool:
    return any(_POSTER.search(page_prose.named(one)) for one in element.iter("a", "div", "span", "td"))


def mark_start(main: Any) -> None:
    """Mark what stands before the first prose in a text, `main`, and around it, and tells when or is called a tool."""
    first = next((one for one, text in page_prose.runs(main) if page_prose.is_prose(text.strip())), main)
    for part in islice(chain([first], first.iterancestors()), _OUT):
        if part.tag in ("body", "html"):
            return
        for element in part.itersiblings(preceding=True):
            if page_prose.is_element(element) and _is_tool(element):
                element.set(APART, "")


def _is_tool(element: Any) -> bool:
    text = page_prose.text_of(element)
    if len(text) <= _TOOL and _signs(element):
        return True
    if element.tag in _HEADINGS or len(text) > _TOOL or page_prose.prose(element) or element.find(".//h1") is not None:
        return False
    return bool(_CLOCK.search(text) or _TOOLS.search(page_prose.named(element)))


def _signs(element: Any) -> bool:
    """Whether an element says who wrote and when in elements made for that."""
    return element.find(".//time") is not None and any(
        one.get("rel") == "author" or _AUTHOR.search(page_prose.named(one)) for one in element.iter("a", "span")
    )


def mark_captions(tree: Any, main: Any) -> None:
    """Mark the captions of a page, unless its text, `main`, is hardly more than they are."""
    found = [one for one in tree.iter("figcaption", "div", "p", "span") if _is_caption(one)]
    if 2 * sum(map(page_prose.prose, found)) <= page_prose.prose(main):
        for one in found:
            one.set(APART, "")


def _is_caption(element: Any) -> bool:
    called = element.tag == "figcaption" or _CAPTION.search(page_prose.named(element)) or _is_under_picture(element)
    if not called and not any(one.tag == "figure" for one in islice(element.iterancestors(), 2)):
        return False
    return len(element.text_content()) <= _CAPTION_LENGTH and element.find(".//img") is None


def _is_under_picture(element: Any) -> bool:
    """Whether a line is set in the middle right under a picture that is."""
    if not _is_centred(element):
        return False
    for before in islice(element.itersiblings(preceding=True), _NEAR):
        if before.find(".//img") is not None:
            return _is_centred(before) and not page_prose.text_of(before)
        if page_prose.text_of(before):
            return False
    return False


def _is_centred(element: Any) -> bool:
    return element.get("align") == "center" or bool(_CENTRED.search(element.get("style") or ""))


def _goes_on(element: Any) -> bool:
    """Whether an element after a text is its end: prose alone, or what it counts."""
    return element.tag in ("table", "pre") or page_prose.share(element) >= _ENDING


def _credit(element: Any) -> Any:
    """Make a line of who edited, as an element after a text has it; None if it has none."""
    for line in element.iter("p", "div", "span", "li", "td"):
        text = page_prose.text_of(line) if page_prose.is_leaf(line) else ""
        if len(text) <= _CREDITED and CREDIT.search(text):
            credit = element.makeelement("p")
            credit.text = text
            return credit
    return None
