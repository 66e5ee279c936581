"""HTML to blocks: what a reader sees as one paragraph, heading, list item or table row, in order.

The tree is walked once with a stack of our own, so deep nesting costs no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bs4 import BeautifulSoup, NavigableString, Tag

from bot.text.rules import Effect, union

BREAK = "\n"
"""Stands for <br> while a block is gathered."""

_DROPPED = frozenset(
    "script style template iframe video audio form button input select textarea nav footer svg object canvas head "
    "noscript embed map math menu dialog rt rp figcaption progress meter".split()
)
_BLOCKS = frozenset(
    "p div section article main header aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr caption "
    "blockquote pre figure address center details summary hr body html fieldset hgroup picture".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_JUNK_NAMES = re.compile(rf"(?<![\w-])(?:{union(Effect.ELEMENT).pattern})(?![\w-])")
_EMPTY_LINE = re.compile(r"(?<=\S)[^\S\n]{0,80}\n[^\S\n]{0,80}\n\s{0,200}(?=\S)")
_MARK = "\x0b"
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "_src")


@dataclass(slots=True)
class Block:
    """One block of text while it is being gathered and judged."""

    tag: str
    text: str
    links: int = 0
    """Characters inside links."""
    junk: str = ""
    """Name of the element rule that hit an ancestor; empty when none did."""
    after_image: bool = False


@dataclass(slots=True)
class Image:
    """An image of the page, with the name of the element rule that hit an ancestor."""

    url: str
    junk: str = ""


@dataclass(slots=True)
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    image: bool = False

    def flush(self, tag: str, junk: str) -> None:
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts.clear()
        if not text.isspace():
            self.blocks.append(Block(tag, text, self.links, junk, self.image))
            self.image = False
        self.links = 0


def parse(html: str) -> BeautifulSoup:
    """Parse a body; text nodes keep their white space, comments stay comments."""
    return BeautifulSoup(html, "lxml", multi_valued_attributes=None, store_line_numbers=False)


def blocks(soup: BeautifulSoup) -> tuple[list[Block], list[Image]]:
    """Flatten a parsed body into blocks and images, each with the junk mark of its surroundings."""
    walk = _Walk()
    # Each level: children left, the element's name, its block's name, junk mark, whether inside a link.
    stack: list[tuple[Iterator[object], str, str, str, bool]] = [(iter(soup.contents), "body", "body", "", False)]
    while stack:
        children, name, block, junk, linked = stack[-1]
        for child in children:
            if isinstance(child, Tag):
                entered = _enter(walk, child, block, junk, linked)
                if entered:
                    stack.append(entered)
                    break
            elif type(child) is NavigableString:  # subclasses are comments, styles, scripts, doctypes
                walk.parts.append(child if name == "pre" else _flow(child))
                if linked:
                    walk.links += len(child)
        else:
            stack.pop()
            if name in _BLOCKS:
                walk.flush(block, junk)
            elif name in _CELLS:
                walk.parts.append("\t")
    walk.flush("body", "")
    return walk.blocks, walk.images


def _flow(text: str) -> str:
    """Turn source line ends into spaces; an empty line between two pieces of bare text is a paragraph's end."""
    if BREAK not in text:
        return text
    if _EMPTY_LINE.search(text) and not text.isspace():
        text = _EMPTY_LINE.sub(_MARK, text)
    return text.replace(BREAK, " ").replace(_MARK, BREAK)


def _enter(
    walk: _Walk, tag: Tag, block: str, junk: str, linked: bool
) -> tuple[Iterator[object], str, str, str, bool] | None:
    """Decide about one element: None where it is done with, else the level to walk into."""
    name = tag.name
    if name == "br":
        walk.parts.append(BREAK)
        return None
    if name == "img":
        _image(walk, tag, junk)
        return None
    if name in _DROPPED:
        return None
    attributes = tag.attrs
    own = junk
    if attributes and not junk:
        own = _junk(attributes)
    if name in _BLOCKS:
        walk.flush(block, junk)
        block = name if name != "div" or block in ("body", "div") else block
    elif own != junk:
        # A marked inline element inside a clean block is its own block, so that it can be dropped alone.
        if tag.get_text(strip=True):
            walk.images += [Image(_source(image.attrs), own) for image in tag.find_all("img")]
        return None
    return iter(tag.contents), name, block, own, linked or name == "a"


def _junk(attributes: dict[str, str]) -> str:
    names = attributes.get("class", "")
    if "id" in attributes:
        names = f"{names} {attributes['id']}"
    if names and (found := _names(names)):
        return found
    style = attributes.get("style", "")
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return "hidden"
    return ""


def _names(names: str) -> str:
    """Name the element rule that a class or id falls under."""
    return _cached_names(names) if len(names) <= 200 else ""


@lru_cache(maxsize=4096)
def _cached_names(names: str) -> str:
    found = _JUNK_NAMES.search(names.lower())
    return (found.lastgroup or "") if found else ""


def _image(walk: _Walk, tag: Tag, junk: str) -> None:
    attributes = tag.attrs
    url = _source(attributes)
    small = all(_pixels(attributes.get(side, "")) <= 80 for side in ("width", "height"))
    walk.images.append(Image(url, junk or ("small" if small else _junk(attributes))))
    walk.image = True


def _source(attributes: dict[str, str]) -> str:
    """Find where a picture really is: lazy loaders put a blank one into src."""
    urls = [url for name in _SOURCES if (url := attributes.get(name, "").strip())]
    real = [url for url in urls if not url.startswith("data:")]
    lazy = [url for name in _SOURCES[1:] if (url := attributes.get(name, "").strip())]
    return next(iter(lazy or real), "")


def _pixels(value: str) -> float:
    digits = re.match(r"\s{0,4}(\d{1,6})(?:px)?\s{0,4}$", value)
    return int(digits[1]) if digits else float("inf")
