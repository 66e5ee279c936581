"""OPML, the format in which feed readers exchange their subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import SourceConfig
from ledebot.bot.sources import xml
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line

MAX_OUTLINES = 10_000


def looks_like_opml(data: bytes) -> bool:
    """Tell from its beginning whether a document is OPML."""
    return "<opml" in decode(data[:4096]).lower()


def parse(data: bytes, *, ref: str) -> tuple[SourceConfig, ...]:
    """Read subscriptions, each once; the folders around an outline become its topics. Raises ParseError."""
    text, _ = xml.prepare(decode(data))
    if problem := xml.absurdity(text):
        raise ParseError(f"{ref}: {problem}, not an OPML file")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # no DOCTYPE and no entity is left in it
    except ElementTree.ParseError as error:
        raise ParseError(f"{ref}: broken OPML ({error})") from None
    if root.tag.lower() != "opml":
        raise ParseError(f"{ref}: not an OPML file")
    found: dict[str, SourceConfig] = {}
    for outline, folders in islice(_outlines(root, ()), MAX_OUTLINES):
        url = web_url(_get(outline, "xmlUrl") or _get(outline, "url"))
        if url and url not in found:
            title = _name(outline)
            topics = dict.fromkeys((*folders, *_categories(outline)))
            found[url] = SourceConfig(url=url, title="" if title == url else title, topics=tuple(topics))
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
        SubElement(folders[source.topics], "outline", type="rss", text=name, title=name, xmlUrl=source.url)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _outlines(parent: Element, folders: tuple[str, ...]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Walk the outlines, each with the names of those around it, the outermost first."""
    for child in parent:
        if child.tag.lower() == "outline":
            yield child, folders
            yield from _outlines(child, (*folders, _name(child)) if _name(child) else folders)
        else:
            yield from _outlines(child, folders)


def _name(outline: Element) -> str:
    return one_line(_get(outline, "title") or _get(outline, "text"))


def _get(outline: Element, name: str) -> str:
    return (outline.get(name) or outline.get(name.lower()) or "").strip()


def _categories(outline: Element) -> list[str]:
    names = (part.strip("/ ").split("/")[-1] for part in _get(outline, "category").split(","))
    return [one_line(name) for name in names if name]
