"""What of a page is prose, and which of its elements holds the article's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

_RUN = re.compile(r"[,，、;；.。!！?？।؟]")
"""Signs of prose in a run of text."""
ENDED = re.compile(r"[.。!！?？…।؟۔:：][\"'”’」』）)]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHORT, _SHORT_CJK = 40, 20
"""Characters of a run from which it counts as prose."""
_MOST_RUNS, _PIECES = 5_000, 3
_CLIMBED = 3
"""Elements around a text that may hold its other part."""
_SPLIT, _BEFORE, _AFTER = 0.2, 0.5, 0.8
"""Share of a text's score from which what stands beside it is its other part, and of prose in that."""
_PARTED = 3
"""Paragraphs of prose before what has the most of it, if they are its text's beginning."""
_PICTURED = re.compile(r"capt|credit|photo|picture|image|picinfo|(?<![a-z])pic-?text", re.IGNORECASE)
_READERS = re.compile(r"(?:^|[\s_-])(?:comments?|discussion|disqus|replies|responses)(?![a-z])", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:\d{1,5} ?)?(?:(?:热门|最新|网友|精彩|全部|热评|熱門|網友)(?:评论|評論|跟帖|留言)"
    r"|(?:评论|評論|跟帖)(?:[区區]|列表|\s?[(（]?\d)"
    r"|(?:Comments?|Kommentare?|Commentaires?|Comentarios?|Commenti|Комментари[ий])(?=\s|$|[:(]))"
)
"""How what readers say is called, and how it begins."""
PARAGRAPHS = frozenset(("p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "pre", "figcaption"))
INLINE = frozenset(
    ("a", "b", "strong", "em", "i", "span", "font", "u", "sup", "sub", "code", "mark", "small", "big", "q", "cite")
)
_LISTS = frozenset(("ul", "ol", "dl", "table", "form", "aside", "footer"))
_UNSEEN = frozenset(("script", "style", "noscript", "template", "title", "button", "select", "option", "textarea"))


def is_prose(run: str) -> bool:
    """Whether a run of text is long enough to be of an article, and has a sentence's signs."""
    return len(run) >= (_SHORT_CJK if _CJK.search(run) else SHORT) and bool(_RUN.search(run))


def is_cjk(text: str) -> bool:
    """Whether a text has letters of an East Asian script, which say more in fewer of them."""
    return bool(_CJK.search(text))


def is_element(element: Any) -> bool:
    """Whether an element is one whose text a reader sees."""
    return isinstance(element.tag, str) and element.tag not in _UNSEEN


def runs(tree: Any) -> Iterator[tuple[Any, str]]:
    """Give each run of text that a reader sees with the element that it stands in."""
    for element in tree.iter():
        if is_element(element) and element.text:
            yield element, element.text
        for child in element:
            if child.tail:
                yield element, child.tail


def text_of(element: Any) -> str:
    """Give an element's text in one line, without scripts and what is only shown when asked for."""
    return " ".join(" ".join(texts(element)).split())


def texts(element: Any) -> Iterator[str]:
    """Give the pieces of an element's text that a reader sees, as they are written."""
    if is_element(element):
        yield element.text or ""
        for child in element:
            yield from texts(child)
            yield child.tail or ""


def named(element: Any) -> str:
    """Give what an element is called, its class and id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_link(element: Any) -> bool:
    """Whether an element is a link or stands in one."""
    return any(one.tag == "a" for one in chain((element,), element.iterancestors()))


def size(text: str) -> int:
    """Count the characters of a text without its spaces."""
    return sum(map(len, text.split()))


def prose(element: Any) -> int:
    """Count the characters of an element's prose that is no link."""
    return sum(size(text) for one, text in runs(element) if is_prose(text.strip()) and not is_link(one))


def share(element: Any) -> float:
    """Give the share of an element's text that is prose: a reader's words have names and times beside them, a teaser
    its headline.
    """
    return prose(element) / max(sum(size(text) for _, text in runs(element)), 1)


def _beginning(element: Any) -> str:
    """Give the first words of an element's text."""
    pieces = (piece for piece in texts(element) if piece and not piece.isspace())
    return " ".join(" ".join(islice(pieces, _PIECES)).split())


def is_readers(element: Any) -> bool:
    """Whether an element holds what readers say."""
    called = _READERS.search(named(element)) or _COMMENTS.match(_beginning(element))
    return bool(called) and not any(True for _ in element.iter("article", "main", "h1"))


def is_leaf(division: Any) -> bool:
    """Whether an element holds text alone, and none that belongs to a picture."""
    inner = (child for child in division if is_element(child))
    around = (division, *islice(division.iterancestors(), 2))
    pictured = any(one.tag == "figure" or _PICTURED.search(named(one)) for one in around)
    return not pictured and all(one.tag in INLINE or one.tag in ("br", "img") for one in inner)


def main(tree: Any) -> Any:
    """Find the element with the most prose right in it; where two parts of a text stand beside one another, what is
    around both.
    """
    scores = _scores(tree)
    if not scores:
        return None
    enough = _SPLIT * max(scores.values())
    found = max(scores, key=lambda element: scores[element])
    if found.tag in ("ul", "ol", "dl"):  # a list is a part of its text
        found = found.getparent()
    if any(_is_like(one, found) for one in found.itersiblings()):
        found = found.getparent()
    part = found
    for around in islice(part.iterancestors(), _CLIMBED):
        if around.tag in ("body", "html"):
            break
        before = [one for one in part.itersiblings(preceding=True) if scores.get(one, 0) >= enough]
        after = [
            one
            for one in part.itersiblings()
            if scores.get(one, 0) >= enough and one.tag not in _LISTS and not is_readers(one)
        ]
        if (
            any(share(one) >= _BEFORE for one in before)
            or any(share(one) >= _AFTER for one in after)
            or sum(one.tag == "p" and is_prose(text_of(one)) for one in part.itersiblings(preceding=True)) >= _PARTED
        ):
            found = around
        part = around
    return found


def _is_like(element: Any, found: Any) -> bool:
    """Whether an element is another line of a text whose lines are set in boxes of one kind."""
    alike = element.tag == found.tag == "div" and element.get("class") == found.get("class")
    return alike and is_leaf(found) and is_leaf(element) and bool(ENDED.search(text_of(element)))


def _scores(tree: Any) -> dict[Any, float]:
    """Score elements as Readability does: each paragraph counts for its parent, half for what is around that."""
    scores: dict[Any, float] = defaultdict(float)
    for _, (element, text) in zip(range(_MOST_RUNS), runs(tree), strict=False):
        run = text.strip()
        if not is_prose(run) or is_link(element):
            continue
        block = element
        while block.tag in INLINE and block.getparent() is not None:
            block = block.getparent()
        if block.tag in PARAGRAPHS:
            block = block.getparent()
        if block is not None and block.tag == "blockquote":
            block = block.getparent()
        worth = 1 + min(len(_RUN.findall(run)), 10) + min(len(run) / 100, 3)
        for divisor in (1, 2, 6):
            if block is None or block.tag in ("html", "head") or _READERS.search(named(block)):
                break
            scores[block] += worth / divisor
            block = block.getparent()
    return scores
