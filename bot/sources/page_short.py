"""The text of a page that is too short for an extraction: what its article's element holds, read like a feed's body."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree

from ledebot.bot.sources import page_prose
from ledebot.bot.sources.page_text import Block
from ledebot.bot.text.lines import lines_of, read_blocks, unmark

_HOLDER = re.compile(
    r"(?:^|[\s_-])(?:(?:article|story|post|entry|news|detail|js|rich[_-]media)[_-]{0,2}(?:body|content|text|detail|bd)"
    r"|content|article|zoom|vsb)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How elements are called that hold an article."""
_NONE_OF_IT = ("script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select")
_SECTIONS = ("article", "main")
_ENOUGH = 0.5
"""Share of a page's text that an article's element has."""


def holder(tree: Any) -> Any:
    """Find the element that holds an article by what it is called, the innermost of the first that does."""
    named = next((one for name in _SECTIONS for one in tree.iter(name)), None)
    found = next(
        (one for one in (tree if named is None else named).iter("div", "section", "td") if _is_holder(one)), named
    )
    while (
        found is not None
        and (inner := next((one for one in found.iterdescendants("div", "section") if _is_holder(one)), None))
        is not None
    ):
        found = inner
    return found


def blocks(element: Any, tree: Any, found: list[Block]) -> list[Block]:
    """Give the blocks of an article's `element`, or of the whole `tree` where that holds too little of what was `found`
    in it.
    """
    enough = _ENOUGH * sum(len(block.text) for block in found)
    for one in (element, tree.find(".//body")):
        told = _read(one) if one is not None else []
        if sum(len(block.text) for block in told) >= enough:
            return told
    return found


def _read(element: Any) -> list[Block]:
    """Give the blocks of an element's text, without what is never part of an article."""
    element = deepcopy(element)
    for one in list(element.iter(*_NONE_OF_IT)):
        if one is not element and one.getparent() is not None:
            one.drop_tree()
    found, _ = read_blocks(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
    lines = list(lines_of(found))
    unmark(lines)
    return [Block(_tag(line.tag), line.text) for line in lines if line.text and not line.junk]


def _is_holder(element: Any) -> bool:
    return bool(_HOLDER.search(page_prose.named(element))) and bool(page_prose.text_of(element))


def _tag(name: str) -> str:
    return "h2" if name[:1] == "h" and name[1:].isdigit() else name if name in ("li", "pre") else "p"
