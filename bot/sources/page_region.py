"""Where a page's prose stands, and the lists of links, menus and comments around it, which are none of the article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, islice
from typing import Any

from lxml import etree

_RUN = re.compile(r"[,，、;；.。!！?？।؟]")
"""Signs of prose in a run of text."""
_ENDED = re.compile(r"[.。!！?？…।؟۔:：][\"'”’」』）)]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORT, _SHORT_CJK = 40, 20
"""Characters of a run from which it counts as prose."""
_LABEL = 30
"""Characters of a label over a list."""
_MOST_RUNS = 5_000
_CLIMBED = 3
"""Elements around a text that may hold its other part."""
_LINKED, _WHOLLY, _MENU = 0.6, 0.8, 4
"""Share of its text that a list and a paragraph have in links; links of a list that stands before the text."""
_MANY, _MIXED = 4, 0.3
"""Links that make a list of what has teasers beside them, and the share that they have then."""
_SPLIT, _BEFORE, _AFTER = 0.2, 0.5, 0.8
"""Share of a text's score from which what stands beside it is its other part, and of prose in that."""
_SIGNED = re.compile(r"author|byline|writer|date|time", re.IGNORECASE)
_CREDIT = re.compile(r"(?:编辑|編輯|责编|責編|作者|记者|記者|撰文)\s?[:：]")
_PICTURED = re.compile(r"capt|credit|photo|picture|image", re.IGNORECASE)
_READERS = re.compile(r"(?:^|[\s_-])(?:comments?|discussion|disqus|replies|responses)(?![a-z])", re.IGNORECASE)
_PARAGRAPHS = frozenset(("p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "pre", "figcaption"))
_INLINE = frozenset(
    ("a", "b", "strong", "em", "i", "span", "font", "u", "sup", "sub", "code", "mark", "small", "big", "q", "cite")
)
_LISTS = frozenset(("ul", "ol", "dl", "table", "form", "aside", "footer"))
_HEADED = frozenset(("h2", "h3", "h4", "p"))
_UNSEEN = frozenset(("script", "style", "noscript", "template", "title", "button", "select", "option", "textarea"))
_FRAMES = ("article", "div", "main", "section")
_KEPT = frozenset(("h1", "time", "abbr", "article", "main", "figure"))
"""What holds one of these tells of the article."""


def clear(tree: Any) -> None:
    """Take out of a tree what stands around its prose: lists of links, menus before it, readers' comments after it."""
    main = _main(tree)
    if main is None:
        return
    _clear_end(main)
    _clear_start(main)
    for paragraph in main.iter("p"):
        if _ENDED.search((paragraph.text_content()).rstrip()) and not _is_list(paragraph, least=1):
            etree.strip_tags(paragraph, "a")  # an extraction leaves out what holds many links
    _name_paragraphs(main)
    _mark(tree, main)
    part = main
    while (around := part.getparent()) is not None and part.tag != "body":
        for element in list(part.itersiblings()):
            _clear_after(element)
        for element in list(part.itersiblings(preceding=True)):
            if _is_element(element) and _is_list(element, least=_MENU):
                element.drop_tree()
        part = around


def _name_paragraphs(main: Any) -> None:
    """Make paragraphs of what holds text and nothing else: an extraction passes over it beside paragraphs."""
    leaves = [one for one in main.iter("div") if one is not main and _is_leaf(one)]
    told = [one for one in leaves if is_prose(text := _text(one)) or _CREDIT.search(text)]
    lines = Counter(one.getparent() for one in told)
    chosen = set(told)
    for one in leaves:
        if one in chosen or (lines[one.getparent()] > 1 and _text(one)):
            one.tag = "p"


def _is_leaf(division: Any) -> bool:
    inner = (child for child in division if _is_element(child))
    named = " ".join(map(_named, (division, *islice(division.iterancestors(), 2))))
    return not _PICTURED.search(named) and all(one.tag in _INLINE or one.tag in ("br", "img") for one in inner)


def _text(element: Any) -> str:
    return " ".join(" ".join(text for _, text in _runs(element)).split())


def headlines(tree: Any) -> frozenset[str]:
    """Give the links that stand alone on a page that has no prose: it may be a list of articles."""
    if _main(tree) is not None:
        return frozenset()
    return frozenset(" ".join(link.text_content().split()) for link in tree.iter("a") if _is_alone(link))


def _mark(tree: Any, main: Any) -> None:
    """Call the text's element so, where an extraction would know it by no name: it takes paragraphs only then."""
    from trafilatura.xpaths import BODY_XPATH  # loaded with the extraction, which takes 0.15 s

    around = {main, *main.iterancestors()}
    if main.tag in ("td", *_FRAMES) and not any(found in around for path in BODY_XPATH for found in path(tree)):
        main.tag = main.tag if main.tag in _FRAMES else "div"
        main.set("itemprop", "articleBody")


def _is_element(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag not in _UNSEEN


def _runs(tree: Any) -> Any:
    """Give each run of text that a reader sees with the element that it stands in."""
    for element in tree.iter():
        if _is_element(element) and element.text:
            yield element, element.text
        for child in element:
            if child.tail:
                yield element, child.tail


def is_prose(run: str) -> bool:
    """Whether a run of text is long enough to be of an article, and has a sentence's signs."""
    return len(run) >= (_SHORT_CJK if _CJK.search(run) else _SHORT) and bool(_RUN.search(run))


def _main(tree: Any) -> Any:
    """Find the element with the most prose right in it, as Readability scores it: each paragraph counts for its parent,
    half for what is around that; where two parts of a text stand beside one another, what is around both.
    """
    scores: dict[Any, float] = defaultdict(float)
    for _, (element, text) in zip(range(_MOST_RUNS), _runs(tree), strict=False):
        run = text.strip()
        if not is_prose(run) or _is_link(element):
            continue
        block = element
        while block.tag in _INLINE and block.getparent() is not None:
            block = block.getparent()
        if block.tag in _PARAGRAPHS:
            block = block.getparent()
        worth = 1 + min(len(_RUN.findall(run)), 10) + min(len(run) / 100, 3)
        for share in (1, 2, 6):
            if block is None or block.tag in ("html", "head") or _READERS.search(_named(block)):
                break
            scores[block] += worth / share
            block = block.getparent()
    if not scores:
        return None
    main = part = max(scores, key=lambda element: scores[element])
    enough = _SPLIT * scores[main]
    for around in islice(part.iterancestors(), _CLIMBED):
        if around.tag in ("body", "html"):
            break
        before = [one for one in part.itersiblings(preceding=True) if scores.get(one, 0) >= enough]
        after = [one for one in part.itersiblings() if scores.get(one, 0) >= enough and one.tag not in _LISTS]
        if any(_share(one) >= _BEFORE for one in before) or any(_share(one) >= _AFTER for one in after):
            main = around
        part = around
    return main


def _share(element: Any) -> float:
    """Give the share of an element's text that is prose: a reader's words have names and times beside them, a teaser
    its headline.
    """
    runs = [(one, text) for one, text in _runs(element) if not text.isspace()]
    prose = sum(_size(text) for one, text in runs if is_prose(text.strip()) and not _is_link(one))
    return prose / max(sum(_size(text) for _, text in runs), 1)


def _is_link(element: Any) -> bool:
    return any(one.tag == "a" for one in chain((element,), element.iterancestors()))


def _named(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _clear_end(main: Any) -> None:
    """Take the lists of links off a text's end, with the labels over them."""
    dropped = False
    for element in list(main.iterchildren(reversed=True)):
        if not _is_element(element):
            continue
        text = _text(element)
        if (element.tail or "").strip():
            return
        if element.tag != "table" and _is_list(element, least=1):
            if _leads_in(element):
                etree.strip_tags(element, "a")  # an extraction leaves lists of links out
                return
            element.drop_tree()
            dropped = True
        elif dropped and text and len(text) <= _LABEL and not (_ENDED.search(text) or _CREDIT.search(text)):
            element.drop_tree()
        elif text:
            if element.tag not in _PARAGRAPHS and not dropped:
                _clear_end(element)
            return


def _clear_start(main: Any) -> None:
    """Take lists of words and labels off a text's start: highlights, sections, whose text it is."""
    for element in list(main):
        if not _is_element(element):
            continue
        runs = [text.strip() for _, text in _runs(element) if text.strip()]
        if any(map(is_prose, runs)) or (element.tail or "").strip():
            if element.tag not in _PARAGRAPHS:
                _clear_start(element)
            return
        before = element.getprevious()
        if element.tag in ("ul", "ol", "dl") and len(runs) > 1 and (before is None or before.tag not in _HEADED):
            element.drop_tree()


def _leads_in(element: Any) -> bool:
    """Whether the text before a list ends on a colon: the list is what it says."""
    before = element.getprevious()
    text = (before.tail or before.text_content()) if before is not None else element.getparent().text
    return (text or "").rstrip().endswith((":", "："))


def _is_list(element: Any, *, least: int) -> bool:
    """Whether an element holds links and hardly any other text, and nothing of who wrote the article and when.

    Headlines that stand alone have their teasers beside them.
    """
    links = [link for link in element.iter("a") if any(text.strip() for _, text in _runs(link))]
    if len(links) < max(least, 1):
        return False
    runs = [(one, text) for one, text in _runs(element) if not text.isspace()]
    prose = sum(_size(text) for one, text in runs if is_prose(text.strip()) and not _is_link(one))
    whole = sum(_size(text) for _, text in runs)
    if any(link.get("rel") == "author" for link in links) or any(_CREDIT.search(text) for _, text in runs):
        return False
    alone = [link for link in links if _is_alone(link)]
    if len(alone) >= _MANY and (headlines := _linked(alone)) >= _MIXED * whole and prose <= 2 * headlines:
        return element.find(".//h1") is None
    return (
        _linked(links) >= (_WHOLLY if element.tag in _PARAGRAPHS else _LINKED) * whole
        and not prose
        and not any(True for _ in element.iter(*_KEPT))
        and not any(_SIGNED.search(_named(one)) for one in element.iter("a", "span", "p"))
    )


def _linked(links: list[Any]) -> int:
    return sum(_size(text) for link in links for _, text in _runs(link))


def _is_alone(link: Any) -> bool:
    """Whether a link has no text right beside it."""
    part = link
    while True:
        before = part.getprevious()
        around = part.getparent()
        beside = (part.tail, before.tail if before is not None else around.text if around is not None else None)
        if any((text or "").strip() for text in beside):
            return False
        if around is None or around.tag not in _INLINE:
            return True
        part = around


def _size(text: str) -> int:
    return sum(map(len, text.split()))


def _clear_after(element: Any) -> None:
    if not _is_element(element):
        return
    if _is_list(element, least=2) or _is_readers(element):
        element.drop_tree()
    elif element.tag not in _PARAGRAPHS:
        for child in list(element):
            _clear_after(child)


def _is_readers(element: Any) -> bool:
    return bool(_READERS.search(_named(element))) and not any(True for _ in element.iter("article", "main", "h1"))
