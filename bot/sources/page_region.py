"""The lists of links, menus and comments around a page's prose, which are none of the article."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree

from ledebot.bot.sources import page_prose

_LABEL = 30
"""Characters of a label over a list."""
_HEADLINE = 30
"""Characters of a link that is a report's headline."""
_LINKED, _WHOLLY, _MENU = 0.6, 0.8, 4
"""Share of its text that a list and a paragraph have in links; links of a list that stands before the text."""
_MANY, _MIXED = 4, 0.3
"""Links that make a list of what has teasers beside them, and the share that they have then."""
_SIGNED = re.compile(r"author|byline|writer|date|time", re.IGNORECASE)
CREDIT = re.compile(r"(?:编辑|編輯|责编|責編|作者|记者|記者|撰文)\s?[:：]")
_HEADED = frozenset(("h2", "h3", "h4", "p"))
_FRAMES = ("article", "div", "main", "section")
_KEPT = frozenset(("h1", "time", "abbr", "article", "main", "figure"))
"""What holds one of these tells of the article."""


def clear(tree: Any) -> Any:
    """Take out of a tree what stands around its prose: lists of links, menus before it, readers' comments after it.

    Gives the element with the prose, None where there is none.
    """
    main = page_prose.main(tree)
    if main is None:
        return None
    _clear_others(main)
    _clear_end(main)
    _clear_start(main)
    for listed in [one for one in main.iter("ul", "ol") if _leads_in(one)]:
        etree.strip_tags(listed, "a")  # an extraction leaves lists of links out
    for paragraph in main.iter("p"):
        if page_prose.ENDED.search((paragraph.text_content()).rstrip()) and not _is_list(paragraph, least=1):
            etree.strip_tags(paragraph, "a")  # an extraction leaves out what holds many links
    _name_paragraphs(main)
    _mark(tree, main)
    part = main
    while (around := part.getparent()) is not None and part.tag != "body":
        for element in list(part.itersiblings()):
            _clear_after(element)
        for element in list(part.itersiblings(preceding=True)):
            if page_prose.is_element(element) and _is_list(element, least=_MENU):
                element.drop_tree()
        part = around
    return main


def _clear_others(main: Any) -> None:
    """Take out the articles after the first one, if that is the page's and they are of its kind or linked to."""
    first, *others = [one for one in main if one.tag == "article" and _heading(one) is not None] or [None]
    if first is None or first.find(".//h1") is None:
        return
    for other in others:
        if other.get("class") == first.get("class") or _heading(other).find(".//a") is not None:
            other.drop_tree()


def _heading(element: Any) -> Any:
    return next(element.iter("h1", "h2", "h3"), None)


def _name_paragraphs(main: Any) -> None:
    """Make paragraphs of what holds text and nothing else: an extraction passes over it beside paragraphs."""
    leaves = [one for one in main.iter("div", "section") if one is not main and page_prose.is_leaf(one)]
    told = [one for one in leaves if page_prose.is_prose(text := page_prose.text_of(one)) or CREDIT.search(text)]
    lines = Counter(one.getparent() for one in told)
    chosen = set(told)
    for one in leaves:
        text = page_prose.text_of(one)
        if one in chosen or (text and lines[one.getparent()] > (0 if page_prose.ENDED.search(text) else 1)):
            one.tag = "p"


def headlines(tree: Any) -> frozenset[str]:
    """Give the links that stand alone on a page that has no prose: it may be a list of articles."""
    if page_prose.main(tree) is not None:
        return frozenset()
    return frozenset(" ".join(link.text_content().split()) for link in tree.iter("a") if is_alone(link))


def _mark(tree: Any, main: Any) -> None:
    """Call the text's element so, where an extraction would know it by no name: it takes paragraphs only then."""
    from trafilatura.xpaths import BODY_XPATH  # loaded with the extraction, which takes 0.15 s

    if "-" in main.tag:  # a site's own element
        main.tag = "div"
        main.attrib.pop("class", None)
    around = {main, *main.iterancestors()}
    if main.tag in ("td", *_FRAMES) and not any(found in around for path in BODY_XPATH for found in path(tree)):
        main.tag = main.tag if main.tag in _FRAMES else "div"
        main.set("itemprop", "articleBody")


def _clear_end(main: Any) -> None:
    """Take the lists of links off a text's end, with the labels over them."""
    dropped = False
    for element in list(main.iterchildren(reversed=True)):
        if not page_prose.is_element(element):
            continue
        text = page_prose.text_of(element)
        if (element.tail or "").strip():
            return
        if page_prose.is_readers(element):
            element.drop_tree()
            dropped = True
        elif element.tag != "table" and _is_list(element, least=1):
            if _leads_in(element):
                etree.strip_tags(element, "a")  # an extraction leaves lists of links out
                return
            element.drop_tree()
            dropped = True
        elif dropped and text and len(text) <= _LABEL and not (page_prose.ENDED.search(text) or CREDIT.search(text)):
            element.drop_tree()
        elif text:
            if element.tag not in page_prose.PARAGRAPHS and not dropped:
                _clear_end(element)
            if not _is_box(element):
                return


def _is_box(element: Any) -> bool:
    """Whether an element at a text's end is a box without prose: tags, buttons, when it came out."""
    return element.tag in _FRAMES and not page_prose.is_leaf(element) and not page_prose.prose(element)


def _clear_start(main: Any) -> None:
    """Take lists of words and labels off a text's start: highlights, sections, whose text it is."""
    for element in list(main):
        if not page_prose.is_element(element):
            continue
        runs = [text.strip() for _, text in page_prose.runs(element) if text.strip()]
        if any(map(page_prose.is_prose, runs)) or (element.tail or "").strip():
            if element.tag not in page_prose.PARAGRAPHS:
                _clear_start(element)
            return
        before = element.getprevious()
        if element.tag in ("ul", "ol", "dl") and len(runs) > 1 and (before is None or before.tag not in _HEADED):
            element.drop_tree()


def _leads_in(element: Any) -> bool:
    """Whether the text before a list ends on a colon: the list is what it says, unless it is a label over headlines."""
    before = element.getprevious()
    if before is not None and not (before.tail or "").strip() and _is_lead_in(page_prose.text_of(before)):
        return True
    text = ((before.tail or before.text_content()) if before is not None else element.getparent().text) or ""
    links = [page_prose.size(page_prose.text_of(link)) for link in element.iter("a")]
    headlines = len(text.strip()) <= 2 * _LABEL and sum(links) >= _HEADLINE * len(links)
    return text.rstrip().endswith((":", "：")) and not headlines


def _is_lead_in(text: str) -> bool:
    """Whether a paragraph is a sentence that ends on a colon, no label."""
    return text.endswith((":", "：")) and page_prose.is_prose(text)


def _is_list(element: Any, *, least: int) -> bool:
    """Whether an element holds links and hardly any other text, and nothing of who wrote the article and when.

    Headlines that stand alone have their teasers beside them.
    """
    links = [link for link in element.iter("a") if any(text.strip() for _, text in page_prose.runs(link))]
    if len(links) < max(least, 1):
        return False
    runs = [(one, text) for one, text in page_prose.runs(element) if not text.isspace()]
    prose = sum(
        page_prose.size(text) for one, text in runs if page_prose.is_prose(text.strip()) and not page_prose.is_link(one)
    )
    whole = sum(page_prose.size(text) for _, text in runs)
    if any(link.get("rel") == "author" for link in links) or any(CREDIT.search(text) for _, text in runs):
        return False
    alone = [link for link in links if is_alone(link)]
    if len(alone) >= _MANY and (headlines := _linked(alone)) >= _MIXED * whole and prose <= 2 * headlines:
        return element.find(".//h1") is None
    return (
        _linked(links) >= (_WHOLLY if element.tag in page_prose.PARAGRAPHS else _LINKED) * whole
        and not prose
        and not any(True for _ in element.iter(*_KEPT))
        and not any(_SIGNED.search(page_prose.named(one)) for one in element.iter("a", "span", "p"))
    )


def _linked(links: list[Any]) -> int:
    return sum(page_prose.size(text) for link in links for _, text in page_prose.runs(link))


def is_alone(link: Any) -> bool:
    """Whether a link has no text right beside it."""
    part = link
    while True:
        before = part.getprevious()
        around = part.getparent()
        beside = (part.tail, before.tail if before is not None else around.text if around is not None else None)
        if any((text or "").strip() for text in beside):
            return False
        if around is None or around.tag not in page_prose.INLINE:
            return True
        part = around


def _clear_after(element: Any) -> None:
    if not page_prose.is_element(element):
        return
    if _is_list(element, least=2) or page_prose.is_readers(element) or _is_teaser(element):
        element.drop_tree()
    elif element.tag not in page_prose.PARAGRAPHS:
        for child in list(element):
            _clear_after(child)


def _is_teaser(element: Any) -> bool:
    """Whether an element after a text begins with a heading that is a link: another report's."""
    first = next((one for one, text in page_prose.runs(element) if not text.isspace()), None)
    around = () if first is None else (first, *first.iterancestors())
    return first is not None and page_prose.is_link(first) and any(one.tag in ("h2", "h3", "h4") for one in around)
