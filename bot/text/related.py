"""Lines in which a page speaks of itself, headings over other reports among them, and the links and headlines that
follow those.
"""

from __future__ import annotations

import re

from ledebot.bot.text import page_words_abroad
from ledebot.bot.text.blocks import Block
from ledebot.bot.text.rules import BULLETS, Effect, Patterns

_LINKS, _LINKS_EN = Patterns(Effect.LINKS), Patterns(Effect.LINKS, ignore_case=True)
_HEADING = 40
"""Characters of a heading."""
_STOPS = '。！？.!?”"'
_SHORT_REST = 20
"""Characters below which a line that asks or calls is still a headline."""
_SOURCES = re.compile(r"参考|引用|来源|资料|注释|(?i:references|sources|notes)")
_NUMBERED = re.compile(r"[\[（(【]?\d{1,3}[\]）)】.、．]")
"""A heading over what a text was made from, and how such lists count, in whole sentences too."""
_ITEMS = tuple("-–—•»›▶►▪*·・")
"""How an item of a list is written that no element makes one."""

_PAID = re.compile(r"\b(?:[Ss]ponsored by|[Ss]ponsors|brought to you by)\s?:$")
"""What a list of those who paid follows, whose items are sentences of theirs."""
_CARD = re.compile(r"以下文章来源于\s?([^\s，]{1,20})")
"""How WeChat names the account that a post was taken from; its name and what it says of itself follow."""


class Related:
    """What the headings of one body make of the lines after them."""

    __slots__ = ("_account", "_links", "_list", "_named", "_paid", "_sources")

    def __init__(self) -> None:
        self._links = self._sources = self._list = self._named = self._paid = False
        self._account = ""

    def heads(self, text: str, folded: str, title: str, source: str, *, links: bool) -> bool:
        """Whether a line is a heading over `links`, or speaks of its page in another language than Chinese and English,
        which a list may follow.
        """
        if links:
            self._links, self._sources = True, bool(_SOURCES.search(folded))
            return True
        if page_words_abroad.speaks_of_itself(text, title, source):
            self._list = True
            return True
        return False

    def drops(self, line: Block) -> bool:
        """Whether a line belongs to what was headed so; any other line ends that."""
        text = line.text
        if self._account:
            named, self._named = self._named, text.rstrip(" .") == self._account
            self._account = self._account if self._named else ""
            return self._named or (named and len(text) <= _HEADING)
        if self._links and (line.linked or _headlike(text) or (self._sources and _NUMBERED.match(text))):
            return True
        item = line.tag == "li" or text.startswith(_ITEMS)
        if (self._paid and item) or (self._list and (line.linked or item) and text[-1] not in _STOPS):
            return True
        self._links = self._list = self._paid = False
        return False

    def lead(self, text: str) -> None:
        """Take a line that is dropped; one that ends on a colon or bracket leads up to what a list after it holds."""
        if card := _CARD.match(text):
            self._account = card[1]
        self._list = self._list or text.endswith((":", "：", "】"))

    def thank(self, text: str) -> None:
        """Take a line that is dropped for what it says; those who paid are listed after it."""
        self._paid = self._paid or bool(_PAID.search(text))


def links_heading(folded: str) -> bool:
    """Tell whether a line is a heading over links to other reports, or over sources."""
    if len(folded) > _HEADING:
        return False
    bare = folded.lstrip(BULLETS)
    return bool(_LINKS.match(bare) or (bare[:1].isascii() and _LINKS_EN.match(bare)))


def _headlike(text: str) -> bool:
    """Whether a line may be the headline of another report: without a stop, or short and not a sentence."""
    return text[-1] not in _STOPS or (len(text) < _SHORT_REST and text[-1] not in "。.")
