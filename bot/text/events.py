"""The parser's events, handed straight to who reads them: no tree is built."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bs4.builder._lxml import LXMLTreeBuilder  # bs4.builder has it only at run time
from lxml.etree import HTMLParser

from ledebot.bot.text.elements import Attributes

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class _Events(LXMLTreeBuilder):
    """Hands the parser's events straight to its soup: HTML has no namespaces; tracking them is a third of a parse.

    A parser that ended well serves the next body: to make one takes as long as to parse most bodies.
    """

    soup: BeautifulSoup

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None)
        self._kept: HTMLParser | None = None

    def default_parser(self, encoding: str | None) -> HTMLParser:
        kept, self._kept = self._kept, None
        return kept if kept and not encoding else HTMLParser(target=self, encoding=encoding)

    def feed(self, markup: str | bytes) -> None:
        super().feed(markup)
        if not self.soup.original_encoding:
            self._kept = self.parser

    def start(self, tag: str, attrib: Attributes) -> None:  # type: ignore[override]  # as lxml calls it
        self.soup.handle_starttag(tag, None, None, attrib)

    def end(self, tag: str) -> None:  # type: ignore[override]  # as lxml calls it
        self.soup.handle_endtag(tag)


class _Own(threading.local):
    """A parser serves one thread at a time."""

    def __init__(self) -> None:
        self.events = _Events()


_OWN = _Own()


def own_events() -> LXMLTreeBuilder:
    """The events of this thread, for one body at a time."""
    return _OWN.events
