"""OPML, the format in which feed readers exchange their subscriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import SourceConfig
from ledebot.bot.sources import xml
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.links import feed_address
from ledebot.bot.sources.urls import is_url
from ledebot.bot.sources.words import one_line, plain

_HEADS = (4096, 256 * 1024)
"""Bytes in which the root is looked for; the second where the first hold nothing but comments."""
_ROOT = re.compile(r"(?:\s+|<!--.*?(?:-->|\Z)|<[?!](?!--)[^>]*(?:>|\Z))*(<opml\b)?(.?)", re.DOTALL | re.IGNORECASE)
_QUOTE = re.compile(r"(?<!=)(?<!= )\"(?!\s{0,99}(?:[/?]?>|[\w:.-]{1,40}\s?=\s?[\"']))")
_APOSTROPHE = re.compile(r"(?<!=)(?<!= )'(?!\s{0,99}(?:[/?]?>|[\w:.-]{1,40}\s?=\s?[\"']))")
"""Quotation marks that neither open nor close an attribute: some readers write names as they are."""
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_UNQUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|(\s[\w:.-]{1,40}=)([^\s\"'<>]+?)(?=\s|/?>)")
"""An attribute without quotation marks, among those that have some."""
_ELSEWHERE = ("link", "include")
"""Types of outlines (OPML 2.0) whose `url` is a page or another OPML document, not a feed."""


def looks_like_opml(data: bytes) -> bool:
    """Tell from its beginning whether a document is OPML, however long the comments before it are."""
    for size in _HEADS:
        found = _ROOT.match(decode(data[:size]).lstrip("\ufeff"))
        if found and found[1]:
            return True
        if found and found[2]:
            return False
    return False


def parse(data: bytes, *, ref: str) -> tuple[SourceConfig, ...]:
    """Read subscriptions, each once; the folders around an outline become its topics. Raises ParseError.

    Of a broken document what can be read of it is taken.
    """
    text, _ = xml.prepare(decode(data))
    if problem := xml.absurdity(text):
        raise ParseError(f"{ref}: {problem}, not an OPML file")
    root, broken = _tree(text)
    if root is None or _tag(root) != "opml":
        raise ParseError(f"{ref}: {f'broken OPML ({broken})' if broken else 'not an OPML file'}")
    found: dict[str, SourceConfig] = {}
    for outline, folders in _outlines(root, ()):
        url = _address(outline)
        if url and url not in found:
            title = _name(outline)
            topics = dict.fromkeys((*folders, *_categories(outline)))
            found[url] = SourceConfig(url=url, title="" if title == url else title, topics=tuple(topics))
    if broken and not found:
        raise ParseError(f"{ref}: broken OPML ({broken})")
    return tuple(found.values())


def render(sources: Iterable[SourceConfig], *, title: str = "Ledebot") -> bytes:
    """Write subscriptions as OPML 2.0, grouped into folders by their first topic."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for source in sources:
        for depth, topic in enumerate(source.topics):
            if source.topics[: depth + 1] not in folders:
                parent = folders[source.topics[:depth]]
                folders[source.topics[: depth + 1]] = SubElement(parent, "outline", text=topic, title=topic)
        name = source.title or source.url
        # Other readers know no archives: theirs have no `xmlUrl`, and no import takes them.
        where = {"type": "rss", "xmlUrl": source.url} if is_url(source.url) else _archive(source.url)
        SubElement(folders[source.topics], "outline", {"text": name, "title": name, **where})
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _archive(path: str) -> dict[str, str]:
    return {"type": "archive", "url": Path(path).as_uri()}


def _tree(text: str) -> tuple[Any, str]:
    """Parse a document; gives its root, and what is wrong with it where a forgiving parser was needed."""
    broken = ""
    for document in _mended(text):
        try:
            return ElementTree.fromstring(document), ""  # noqa: S314  # no DOCTYPE and no entity is left in it
        except ElementTree.ParseError as error:
            broken = broken or str(error)
    try:
        forgiving = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
        return etree.fromstring(text.encode(), forgiving), broken
    except (etree.LxmlError, ValueError):
        return None, broken


def _mended(text: str) -> Iterator[str]:
    """Give a document as it is, then with each of the slips mended that readers make with quotation marks."""
    yield text
    yield _QUOTE.sub("&quot;", text)
    yield _APOSTROPHE.sub("&apos;", text)
    yield _TAG.sub(lambda tag: _UNQUOTED.sub(lambda one: f'{one[1]}"{one[2]}"' if one[1] else one[0], tag[0]), text)


def _outlines(parent: Any, folders: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Walk the outlines, each with the names of those around it, the outermost first."""
    for child in parent:
        if _tag(child) == "outline":
            yield child, folders
            yield from _outlines(child, (*folders, _name(child)) if _name(child) else folders)
        else:
            yield from _outlines(child, folders)


def _address(outline: Any) -> str | None:
    """Give an outline's feed: its `xmlUrl`, however it is spelt, or its `url` where that is no page."""
    elsewhere = _get(outline, "type").lower() in _ELSEWHERE
    return feed_address(_get(outline, "xmlUrl") or ("" if elsewhere else _get(outline, "url")))


def _name(outline: Any) -> str:
    return one_line(plain(_get(outline, "title") or _get(outline, "text")))


def _get(outline: Any, name: str) -> str:
    """Give an attribute, whose name some readers write in other letters."""
    if found := outline.get(name):
        return str(found).strip()
    wanted = name.lower()
    return next((str(value).strip() for key, value in outline.items() if str(key).lower() == wanted), "")


def _tag(element: Any) -> str:
    """Give an element's name without its namespace; of a comment nothing."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _categories(outline: Any) -> list[str]:
    names = (part.strip("/ ").split("/")[-1] for part in _get(outline, "category").split(","))
    return [one_line(name) for name in names if name]
