"""A page's tree as the extraction is to see it: an article's text in one place."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import XPath

from ledebot.bot.sources import page_around, page_deck, page_prose, page_region, page_title

_TEXT = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|content|longform)?[_-]?(?:body|content|text|copy)(?:$|[\s_-])"
)
"""How elements are called that hold an article's text."""
_OTHERS = re.compile(r"comment|repl(?:y|ies)|answer|relat|teaser|card|promo|sidebar|widget|footer|recirc")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:toc|newsletter|subscri(?:be|ption)|sign-?up|paywall|cookies?|author-?(?:bio|box|card)|reward|dashang|qr[_-]?code|copyright|cmt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"onetrust|ot-sdk|borlabs|cookiebot|didomi|usercentrics|iubenda|tarteaucitron|cmplz|complianz|fc-consent|sp_message"
    r"|cookie[_-]?(?:consent|banner|notice|bar|box|info|hint|law|modal|dialog|overlay|message|popup|wrapper)"
    r"|(?:privacy|consent)[_-]?(?:banner|sdk|manager|popup|modal|notice|overlay)"
    r"|(?:^|[\s_-])(?:cmp|gdpr|truste|cc-window|cky-\w{2,12})(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How boxes are called that ask whether a reader may be watched; they are as long as an article."""
_BACK = re.compile(r"返回[^，。]{1,8}[，,]\s?查看更多")
"""A link that portals tie to a text's last word."""
_UNSHOWN = XPath("//*[@hidden or contains(@style, 'none')]")
_NOT_DISPLAYED = re.compile(r"display\s?:\s?none", re.IGNORECASE)
_SHOWN = frozenset(("div", "section", "article", "aside", "p", "ul", "ol", "li", "dl", "table", "blockquote", "form"))
"""What is taken out where a page does not show it; a hidden name or date may still be right."""
_BREAKS = 3
"""Breaks in an element that holds a text, whatever it is called."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|ofd)(?:[?#]|$)", re.IGNORECASE)
"""Where a link leads that is an attachment."""
_SMALL = 300
"""Elements that speak to a reader, and of whom wrote; a larger one holds the article, too."""
_PROSE, _PROSE_CJK = 60, 16
"""Characters of a paragraph that is prose, and of one in Chinese that ends."""
_CLIMBED = 3
"""Elements around a part of a text before they meet."""
_BESIDE = 20
"""Characters around a part of a text; what has a heading, a name and a date is an article or a post of its own."""
_MOST = 40
"""Elements of a page that are looked at."""


def gather(tree: Any) -> tuple[page_deck.Deck, Any]:
    """Put the parts of a text together that advertisements part: elements of one class beside one another.

    An extraction takes the first of them for all, runs lines together that are centred, loses bare text after a box,
    keeps boxes that ask to subscribe, and takes a menu's unseen heading for the title. Changes the tree, and gives what
    stands under its heading, and the element with the text, None where there is no prose.
    """
    _drop_others(tree)
    for teaser in [one for one in tree.iter("div", "section") if _opens(one)]:
        del teaser.attrib["class"]
    for main in [one for one in tree.iter("aside") if one.find(".//h1") is not None and _has_prose(one)]:
        main.tag = "div"
    for aside in [one for one in tree.iter("div", "section", "aside", "form") if _is_aside(one)]:
        if aside.getparent() is not None:
            aside.drop_tree()
    _set_text_apart(tree)
    _join(tree)
    if (main := page_region.clear(tree)) is None:
        return page_deck.Deck(), None
    page_around.mark(main)
    page_around.mark_start(main)
    page_around.mark_captions(tree, main)
    return page_deck.find(tree, main), main


def _drop_others(tree: Any) -> None:
    """Take out what a page does not show or only reads out, links back and attachments."""
    _drop_unshown(tree)
    for heading in [one for one in tree.iter("h1", "h2") if page_title.UNSEEN.search(one.get("class") or "")]:
        heading.drop_tree()
    for link in [one for one in tree.iter("a") if _BACK.fullmatch((one.text_content() or "").strip())]:
        link.drop_tree()
    for link in [one for one in tree.iter("a") if _is_attachment(one)]:
        link.drop_tree()


def _set_text_apart(tree: Any) -> None:
    """Make paragraphs of bare text beside boxes and paragraphs, and of lines that breaks or a middle part."""
    for box in [
        one for one in tree.iter("div", "figure", "table", "blockquote") if len((one.tail or "").strip()) > _BESIDE
    ]:
        _set_apart(box)
    for around in [one for one in tree.iter("div", "section", "td", "article") if len(one) and _opens_bare(one)]:
        _set_runs_apart(around)
    for font in [one for one in tree.iter("font", "span") if len(one.findall("br")) >= _BREAKS]:
        font.tag = "div"
    for centred in list(tree.iter("center")):
        centred.tag = "div" if centred.find(".//p") is not None or centred.find(".//div") is not None else "p"


def _drop_unshown(tree: Any) -> None:
    """Take out what a page does not show, unless a script is to show it because it is the text."""
    unshown = [one for one in _UNSHOWN(tree) if one.tag in _SHOWN and _is_unshown(one)]
    whole = page_prose.prose(tree) if unshown else 0
    for one in unshown:
        if one.getparent() is not None and 2 * page_prose.prose(one) <= whole:
            one.drop_tree()


def _is_unshown(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_NOT_DISPLAYED.search(element.get("style") or ""))


def _join(tree: Any) -> None:
    """Put parts of one class into the first of them."""
    groups: dict[tuple[Any, str], list[Any]] = {}
    for element in [one for one in tree.iter("div", "section") if _TEXT.search(one.get("class") or "")][:_MOST]:
        name = element.get("class")
        if (
            element.find(".//textarea") is None
            and not _OTHERS.search(name)
            and _has_prose(element)
            and not _inside(element, name)
        ):
            groups.setdefault((_meeting(element), name), []).append(element)
    for (common, _), (first, *others) in groups.items():
        if common is not None:
            for element in others:
                first.extend(list(element))


def _set_apart(box: Any) -> None:
    """Make a paragraph of the bare text after a box."""
    around = box.getparent()
    if around is None:
        return
    paragraph = around.makeelement("p")
    paragraph.text, box.tail = box.tail, None
    box.addnext(paragraph)
    while (beside := paragraph.getnext()) is not None and beside.tag in page_prose.INLINE:
        paragraph.append(beside)


def _is_attachment(link: Any) -> bool:
    """Whether a link leads to a file and stands beside no text, within elements either."""
    if not _FILE.search(link.get("href") or "") or not page_region.is_alone(link):
        return False
    beside = [one for one in (link.getprevious(), link.getnext()) if one is not None and one.tag != "a"]
    return not any(one.tag in page_prose.INLINE and page_prose.text_of(one) for one in beside)


def _opens_bare(element: Any) -> bool:
    """Whether an element opens with bare text that paragraphs follow: an extraction takes only these then."""
    return page_prose.is_prose((element.text or "").strip()) and any(
        one.tag == "p" and page_prose.is_prose(page_prose.text_of(one)) for one in element
    )


def _set_runs_apart(around: Any) -> None:
    """Make paragraphs of the bare text in an element, with what stands within its lines."""
    inner = list(around)
    text, around.text = around.text, None
    paragraph = _before(around, 0, text)
    for child in inner:
        if child.tag in page_prose.INLINE:
            paragraph = _before(around, around.index(child), None) if paragraph is None else paragraph
            paragraph.append(child)
        else:
            text, child.tail = child.tail, None
            paragraph = _before(around, around.index(child) + 1, text) if (text or "").strip() else None


def _before(around: Any, place: int, text: str | None) -> Any:
    paragraph = around.makeelement("p")
    paragraph.text = text
    around.insert(place, paragraph)
    return paragraph


def _opens(element: Any) -> bool:
    """Whether an element called a teaser is an article's beginning, which an extraction leaves out for its name."""
    if "teaser" not in (element.get("class") or "") or not _has_prose(element) or element.find(".//a") is not None:
        return False
    return any(
        around.tag in ("article", "main") and around.find(".//h1") is not None for around in element.iterancestors()
    )


def _is_aside(element: Any) -> bool:
    called = element.get("class") or ""
    if _CONSENT.search(called) or _CONSENT.search(element.get("id") or ""):
        return not any(True for _ in element.iter("h1", "article", "main"))
    return bool(_ASIDE.search(called)) and len(element.text_content()) <= _SMALL and element.find(".//h1") is None


def _has_prose(element: Any) -> bool:
    texts = [one.text_content().strip() for one in element.iter("p")]
    return any(
        len(text) >= _PROSE or (len(text) >= _PROSE_CJK and page_prose.is_cjk(text) and page_prose.ENDED.search(text))
        for text in texts
    )


def _inside(element: Any, name: str) -> bool:
    return any(around.get("class") == name for around in element.iterancestors())


def _meeting(element: Any) -> Any:
    """Find the element in which parts of one text stand beside one another; None where each is an article."""
    part, around = element, element.getparent()
    for _ in range(_CLIMBED):
        beside = len(part.text_content()) - len(element.text_content())
        if (
            around is None
            or part.tag in ("article", "li")
            or beside > _BESIDE
            or _OTHERS.search(part.get("class") or "")
        ):
            return None
        if sum(one.tag == part.tag and one.get("class") == part.get("class") for one in around) > 1:
            return around
        part, around = around, around.getparent()
    return None
