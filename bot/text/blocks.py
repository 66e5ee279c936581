"""HTML to blocks: what a reader sees as one paragraph, heading, list item or table row, in order.

Beautiful Soup parses, but no tree is built: news needs one pass in document order, and that costs half of the tree,
no recursion on pages that are nested ten thousand deep, and no memory for what is dropped anyway.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.elements import CAPTION, LISTING, PLAIN, Attributes, Face, face_of, junk_name
from ledebot.bot.text.events import own_events
from ledebot.bot.text.flow import BREAK, CELL, composed, flow, is_layout
from ledebot.bot.text.images import MAY_SHOW, Image, address, behind, put_before_preview, small

# A body that begins like XML is read as HTML all the same; the advice to the developer is no use to an operator.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


_DROPPED = word_set(
    "script style template iframe video audio form button input select textarea nav footer svg object canvas head "
    "title embed map math menu dialog rt rp progress meter del s strike noscript"
)
_WRAPPERS = word_set("div section article main header aside body html figure center table thead tbody tfoot")
_BLOCKS = _WRAPPERS | word_set(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd tr caption blockquote pre figcaption address details summary hr fieldset "
    "hgroup picture"
)
_CELLS = frozenset(("td", "th"))
_APART = {"figcaption": CAPTION, "aside": "aside", "pre": LISTING}
"""Elements that say themselves that their text is none of the report's, by what it is called then."""
_MARKED = frozenset(("sup", "a", "pre", "code"))
"""Elements that may hold a footnote's mark or code."""
_JUDGED_INLINE = frozenset(("span", "small", "cite", "time"))
"""Inline elements whose class is asked; a link or bold word in mid-sentence is text whatever it is called."""
_CAPTION, _ALTS = 6, 20
"""Characters of a caption, and pictures whose descriptions are remembered."""
_FOOTNOTE = re.compile(r"\s{0,4}(?:[\[(（〔]\s?(?:\d{1,3}|[a-z*†‡])\s?[\])）〕]|\[[^\[\]]{1,30}\]|[*†‡]{1,3})\s{0,4}$")
_NUMBER = re.compile(r"\s{0,4}(?:\d{1,3}|[①-⑳])\s{0,4}$")
_HEADLINE, _BESIDE = 8, 32
"""Characters of a linked headline in a table's row, and of what its other cells may hold, marks between them too."""


@dataclass(slots=True)
class Block:
    """One block of text while it is being gathered and judged."""

    tag: str
    text: str
    links: int = 0
    """Characters inside links."""
    junk: str = ""
    """The name for which an element around it counts as junk; empty when none does."""
    after_image: bool = False
    face: Face = PLAIN

    @property
    def linked(self) -> bool:
        """Whether a block is little else than a link."""
        if not self.links:
            return not self.text.strip()
        if self.tag == "tr" and self.links >= _HEADLINE:  # beside it stands who has it, and when
            return len(self.text) - self.links <= _BESIDE
        return self.links * 10 >= len(self.text.strip()) * 8


@dataclass(slots=True)
class _Level:
    """An open element: its name, the block and junk it belongs to, and what it interrupted."""

    name: str
    block: str
    junk: str
    linked: bool
    aside: tuple[list[str], int] | None = None
    face: Face = PLAIN
    note: int = -1
    """Where the text of a raised number begins among the parts, if it may be a footnote's."""
    behind: Image | None = None
    """The picture behind it, which comes after those that stand in it."""


class Page(BeautifulSoup):
    """A parsed body as `blocks` and `images`. The tree stays empty: the parser's events are read as they come."""

    def reset(self) -> None:
        """Begin a document; the base class calls this before it parses. What it would set up itself is for a tree."""
        self.currentTag = None
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self._levels = [_Level("body", "body", "", False)]
        self._dropped = 0
        self._parts: list[str] = []
        self._links = 0
        self._text: list[str] = []
        self._image, self._told = False, 0  # whether a picture stands after the last text; how many before it
        self._face: Face | None = None
        self._alts: tuple[str, ...] = ()
        """What the pictures so far have for a description."""
        self._unscripted = False
        """Whether a <noscript> is open: its picture is the one that a script would show, its text is for nobody."""
        self._sources = ""
        """The set of the <picture> that is open, until its <img> has it."""

    def handle_starttag(
        self,
        name: str,
        namespace: str | None,
        nsprefix: str | None,
        attrs: Attributes,
        sourceline: int | None = None,
        sourcepos: int | None = None,
        namespaces: dict[str, str] | None = None,
    ) -> None:
        """Enter an element."""
        self.endData()
        around = self._levels[-1]
        if self._dropped or name in _DROPPED:
            self._dropped += 1
            if name == "noscript" and self._dropped == 1:
                self._unscripted = True
            elif name == "img" and self._unscripted:
                self._add_image(attrs, around.junk)
                put_before_preview(self.images, self._told)
            elif name == "video" and attrs.get("poster") and self._dropped == 1:
                self.images.append(Image(attrs["poster"], around.junk))
            return
        texture = None
        if name == "br":
            self._parts.append(BREAK)
        elif name in ("img", "amp-img"):
            self._add_image(attrs, around.junk)
            self._put_before_texture()
        elif name == "source":
            self._sources = self._sources or attrs.get("srcset", "") or attrs.get("data-srcset", "")
        elif not MAY_SHOW.isdisjoint(attrs) and (url := behind(attrs)):
            texture = Image(url, around.junk or junk_name(attrs))
            self.images.append(texture)
        face = face_of(attrs["style"][:500], around.face) if "style" in attrs else around.face
        level = _Level(name, around.block, around.junk, around.linked or name == "a", face=face, behind=texture)
        if name in _MARKED:
            self._mark(level, around, attrs)
        if name in _BLOCKS:
            self._enter_block(level, around, attrs)
        elif name in _JUDGED_INLINE and not around.junk and (junk := self._junk_inline(name, attrs)):
            level.junk = junk
            level.aside = self._parts, self._links
            self._parts, self._links = [], 0
        self._levels.append(level)

    def handle_endtag(self, name: str, nsprefix: object = None) -> None:
        """Leave an element."""
        self.endData()
        if self._dropped:
            self._dropped -= 1
            self._unscripted = self._unscripted and self._dropped > 0
            return
        level = self._levels.pop()
        if name == "picture" and self._sources:
            self._add_image({}, level.junk)
        if level.note >= 0:
            self._drop_note(level.note, linked=level.linked)
        if level.aside:
            self._flush(level)
            self._parts, self._links = level.aside
        elif name in _CELLS:
            self._parts.append(CELL)
        elif name in _BLOCKS:
            if level.block == "tr" and name != "tr":
                self._parts.append(BREAK)
            else:
                self._flush(level)

    def handle_data(self, data: str) -> None:
        """Take a piece of text."""
        self._text.append(data)

    def endData(self, containerClass: object = None) -> None:  # noqa: N802, N803 - the base class's names
        """Finish a text node; those with a class of their own are comments and instructions."""
        if not self._text:
            return
        text = composed("".join(self._text))
        self._text.clear()
        if self._dropped or containerClass is not None:
            return
        level = self._levels[-1]
        if self._face is None and not text.isspace():
            self._face = level.face
        self._parts.append(text if BREAK not in text or level.block == "pre" else flow(text))
        if level.linked:
            self._links += len(text)

    def _enter_block(self, level: _Level, around: _Level, attrs: Attributes) -> None:
        if around.block == "tr" and level.name != "tr":
            return  # inside a row everything is the row's text
        self._flush(around)
        if level.name not in _WRAPPERS or around.block in _WRAPPERS:
            level.block = level.name
        if level.name == "caption" and around.name != "table":
            level.junk = CAPTION
        if not level.junk:
            level.junk = _APART.get(level.name, "") or (junk_name(attrs) if attrs else "")

    def _junk_inline(self, name: str, attrs: Attributes) -> str:
        """Name what marks an inline element: its class, or that it is small print right after a picture."""
        under = name == "small" and self._image and not "".join(self._parts).strip()
        return (attrs and junk_name(attrs)) or (CAPTION if under else "")

    def _mark(self, level: _Level, around: _Level, attrs: Attributes) -> None:
        """Remember where a footnote's mark may begin; mark a listing of code: a `code` in a `pre`, or a table that
        numbers its lines.
        """
        around.linked |= level.name == "a" and around.name == "sup"
        if level.name == "sup" or (level.name == "a" and attrs.get("href", "").startswith("#")):
            level.note = len(self._parts)
        elif level.name in ("pre", "code") and (around.block == "tr" or around.name == "pre"):
            for one in reversed(self._levels):
                one.junk = one.junk or LISTING
                if one.name in ("pre", "tr"):
                    break

    def _flush(self, level: _Level) -> None:
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts.clear()
        if text and not text.isspace():
            if level.block == "tr" and is_layout(text):
                self.blocks.append(Block("p", text.replace(CELL, BREAK), 0, level.junk))
            else:
                junk = CAPTION if self._alts and self._describes(text) else level.junk
                self.blocks.append(Block(level.block, text, self._links, junk, self._image, self._face or PLAIN))
            self._image, self._face, self._told = False, None, len(self.images)
        self._links = 0

    def _describes(self, text: str) -> bool:
        """Whether a text only says what a picture before it has for its description."""
        told = text.strip()
        return len(told) >= _CAPTION and any(told in alt for alt in self._alts)

    def _drop_note(self, at: int, *, linked: bool) -> None:
        """Leave out a footnote's mark; a raised number is one unless it follows what has exponents: `10`, `m`. One in a
        link leads to a note.
        """
        text = "".join(self._parts[at:])
        before = self._parts[at - 1][-1:] if at else ""
        if _FOOTNOTE.match(text) or (_NUMBER.match(text) and (linked or not (before.isascii() and before.isalnum()))):
            del self._parts[at:]

    def _put_before_texture(self) -> None:
        """Put the last picture before the first one that is behind what it stands in."""
        if outer := next((level.behind for level in self._levels if level.behind), None):
            self.images.insert(self.images.index(outer), self.images.pop())

    def _add_image(self, attrs: Attributes, junk: str) -> None:
        url = address(attrs, self._sources)
        self._sources = ""
        blank = attrs.get("src", "").startswith("data:") and not url.startswith("data:")  # it has a size of its own
        name = "small" if small(attrs) and not blank else junk_name(attrs)
        waits = name == "hidden" and (blank or "src" not in attrs)  # until a script has put it there
        self.images.append(Image(url, junk or ("" if waits else name)))
        self._image = True
        if alt := attrs.get("alt"):
            self._alts = (*self._alts[-_ALTS:], str(alt))


def parse(html: str) -> Page:
    """Parse a body into blocks and images."""
    return Page(html, builder=own_events())
