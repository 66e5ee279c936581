"""RSS, RDF and Atom as feedparser reads them, in pieces where one piece would be too much or would spoil the others."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources import feed_parts, xml
from ledebot.bot.sources.feed_parts import Parts, Piece
from ledebot.bot.sources.urls import web_url

MAX_SOUP = 256 * 1024
"""Characters of broken XML that the slow tag-soup parser is given at a time, and of a document from the web at all."""
_ROOT = re.compile(r"<!--.*?(?:-->|\Z)|(<(?:\w{1,20}:)?(?:rss|rdf|feed|channel)[\s>])", re.IGNORECASE | re.DOTALL)
_SHOWN = re.compile(r"(?:\s{0,999}<[^<>]{1,500}>){1,20}\s{0,999}(?=&lt;(?:\?xml|rss|feed|rdf:RDF)\b)", re.IGNORECASE)
_BATCH = 8 * 1024 * 1024
"""Characters parsed at a time; feedparser's tree takes some ten times as much memory."""
_AT_ONCE = 1000
"""Entries parsed at a time."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of one document is read: entries, elements, and characters of broken XML."""

    entries: int = 1000
    elements: int = xml.MAX_ELEMENTS
    soup: int = MAX_SOUP


UNLIMITED = Allowance(entries=10**9, elements=10**12, soup=10**12)
"""For a file of the operator's own; each batch of it still keeps to the limits of a document."""


@dataclass(slots=True)
class Reading:
    """What was read: feedparser's channel and entries with their numbers, what was wrong with others, and remarks."""

    channel: Any = None
    version: str = ""
    entries: list[tuple[int, Any]] = field(default_factory=list)
    failures: list[tuple[int, str]] = field(default_factory=list)
    left_out: int = 0
    notes: tuple[str, ...] = ()


def read(text: str, url: str, allowance: Allowance) -> Reading:
    """Read a document. Raises ParseError for what is no feed, or has too much around its entries."""
    start = root(text)
    if start is None:
        raise ParseError(f"{url}: {what_it_is(text)}, not a feed")
    prepared, notes = xml.prepare(text)
    prepared = prepared[root(prepared) or 0 :]
    reading = Reading(notes=notes)
    if not _read_at_once(prepared, url, allowance, reading):
        _read_in_pieces(prepared, url, allowance, reading)
    if not (reading.version or reading.entries or reading.failures):
        raise ParseError(f"{url}: {what_it_is(text)}, not a feed")
    return reading


def root(text: str) -> int | None:
    """Find where a feed begins, comments before it passed over."""
    return next((found.start() for found in _ROOT.finditer(text) if found[1]), None)


def unescaped(text: str) -> str:
    """Give a feed that stands in another document as its only text, as web services and saved browser pages have it."""
    found = _SHOWN.match(text)
    return html.unescape(text[found.end() :].rpartition("&gt;")[0] + ">") if found else text


def what_it_is(text: str) -> str:
    """Name a document that is no feed."""
    head = text[:2000].lower()
    if not head.strip():
        return "an empty document"
    if "<!doctype html" in head or "<html" in head:
        return "a web page"
    return "XML of another kind" if head.lstrip("\ufeff \t\r\n").startswith("<") else "plain text or binary data"


def _read_at_once(text: str, url: str, allowance: Allowance, reading: Reading) -> bool:
    """Read a document as it is, if nothing speaks against that."""
    if len(text) > _BATCH or feed_parts.count(text) > min(_AT_ONCE, allowance.entries):
        return False
    if xml.absurdity(text) or not xml.well_formed(text):
        return False
    result = _feedparser(text, url)
    if isinstance(result, Exception):
        return False
    _note(reading, result, range(1, len(result.entries) + 1))
    return True


def _read_in_pieces(text: str, url: str, allowance: Allowance, reading: Reading) -> None:
    """Read the sound entries in batches, then the broken ones with the tag-soup parser."""
    parts = feed_parts.divide(text)
    if problem := xml.absurdity(parts.head + parts.tail):
        raise ParseError(f"{url}: {problem}, not a feed")
    if len(parts.head) > MAX_SOUP and not xml.well_formed(parts.head + parts.tail):
        raise ParseError(f"{url}: too much broken XML around its entries, not a feed")
    pieces = _within(parts, allowance, reading)
    parts = feed_parts.closed(parts)
    sound, broken = _sorted_out(parts, pieces)
    for batch in feed_parts.batches(sound, characters=_BATCH // 4, entries=_AT_ONCE // 4):
        _parse(parts, batch, url, reading)
    if broken or not pieces:
        reading.notes += ("not well-formed XML; read as far as possible",)
    if not pieces:
        _parse(parts, (), url, reading)
    budget = allowance.soup
    for batch in feed_parts.batches(broken, characters=MAX_SOUP, entries=_AT_ONCE):
        if budget <= 0:
            reading.left_out += len(batch)
            continue
        budget -= sum(len(piece.text) for piece in batch)
        _parse(parts, [Piece(piece.number, piece.text[:MAX_SOUP]) for piece in batch], url, reading)
    reading.entries.sort(key=lambda pair: pair[0])


def _within(parts: Parts, allowance: Allowance, reading: Reading) -> list[Piece]:
    """Take the entries that are allowed; those that no parser should see are failures, those beyond are left out."""
    pieces: list[Piece] = []
    elements = 0
    for piece in parts.pieces:
        if problem := xml.absurdity(piece.text):
            reading.failures.append((piece.number, f"{problem}; not read"))
            continue
        elements += xml.elements(piece.text)
        if len(pieces) == allowance.entries or (elements > allowance.elements and pieces):
            break
        pieces.append(piece)
    reading.left_out = len(parts.pieces) - len(pieces) - len(reading.failures)
    return pieces


def _sorted_out(parts: Parts, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Divide entries into well-formed ones and others; with much around them they count as one."""
    around = parts.head + parts.tail
    if len(around) > feed_parts.MAX_HEAD:
        document = xml.with_namespaces(parts.whole(pieces))
        return (list(pieces), []) if xml.well_formed(document) else ([], list(pieces))
    sound: list[Piece] = []
    broken: list[Piece] = []
    for piece in pieces:
        (sound if xml.well_formed(xml.with_namespaces(parts.whole([piece]))) else broken).append(piece)
    return sound, broken


def _parse(parts: Parts, pieces: Sequence[Piece], url: str, reading: Reading) -> None:
    """Parse entries; if feedparser stumbles, halves of them, until it is known over which, then what is plain in it."""
    result = _feedparser(xml.with_namespaces(parts.whole(pieces)), url)
    if isinstance(result, Exception) and len(pieces) == 1:
        plain = _feedparser(xml.with_namespaces(parts.whole([Piece(1, feed_parts.plain(pieces[0].text))])), url)
        result = plain if getattr(plain, "entries", ()) else result
    if not isinstance(result, Exception):
        exact = len(result.entries) == len(pieces)
        first = pieces[0].number if pieces else 1
        numbers = [piece.number for piece in pieces] if exact else range(first, first + len(result.entries))
        _note(reading, result, numbers)
    elif not pieces:
        raise ParseError(f"{url}: the feed cannot be read ({type(result).__name__} in feedparser)")
    elif len(pieces) == 1:
        reading.failures.append((pieces[0].number, f"cannot be read ({type(result).__name__} in feedparser)"))
    else:
        middle = len(pieces) // 2
        _parse(parts, pieces[:middle], url, reading)
        _parse(parts, pieces[middle:], url, reading)


def _note(reading: Reading, result: Any, numbers: Iterable[int]) -> None:
    if reading.channel is None:
        reading.channel, reading.version = result.feed, str(result.get("version", ""))
    reading.entries += zip(numbers, result.entries, strict=True)


def _feedparser(document: str, url: str) -> Any:
    """Parse with feedparser; gives what it raised where it did."""
    import feedparser  # takes 0.06 s to load, and many documents are no XML feeds

    try:
        # With its own link and HTML handling off: bodies are cleaned once, in bot/text, and addresses here.
        return feedparser.parse(
            io.BytesIO(document.encode("utf-8")),
            response_headers={"content-type": "application/xml; charset=utf-8"} | _location(url),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError) as error:
        return error


def _location(url: str) -> dict[str, str]:
    """Tell feedparser where the document came from; a path is no base for links."""
    return {"content-location": url} if web_url(url) else {}
