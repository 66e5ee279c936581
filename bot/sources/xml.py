"""XML as it comes from the web, made safe and, where possible, well-formed, before any parser sees it.

feedparser falls back from expat to a tag-soup parser of its own; what is mended here never gets there.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.parsers import expat

from ledebot.bot.sources.words import printable

MAX_DEPTH = 200
"""Open elements; real feeds have fewer than ten, XHTML bodies a few dozen."""
MAX_ELEMENTS = 100_000
"""Elements in all; feedparser takes some 30 microseconds for each."""
MAX_ATTRIBUTES = 500
"""Of one element; feedparser's time grows with their square."""
MAX_CONTENTS = 5000
"""Content elements in all; feedparser's time grows with the square of their number in one entry."""
MAX_PREFIXES = 200
"""Namespace prefixes; feedparser goes through all of them for each element."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SUBSET_END = re.compile(r"\]\s*>")
_OPAQUE = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_AMPERSAND = re.compile(_OPAQUE + r"|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.DOTALL)
_SURROGATES = re.compile(
    r"&#(5[5-7]\d{3}|[xX][dD][89abAB][0-9a-fA-F]{2});&#(5[5-7]\d{3}|[xX][dD][c-fC-F][0-9a-fA-F]{2});"
)
_EMPTY_LINK = re.compile(r"<link\s{0,9}(?:/>|>\s{0,99}</link\s{0,9}>)")
"""A link that leads nowhere; feedparser would take it for the entry's, and not ask its guid."""
_EMPTY_ITEM = re.compile(r"<item\s{0,9}/>")
"""An item that says nothing; where one stands in another, the parser takes what follows for its own."""
_WRITTEN = r"\s{0,99}(https?://[^<>\s\"]{1,2000})\s{0,99}"
_WRITTEN_LINK = re.compile(
    rf"<link(\s[^<>]{{0,200}}?\brel=[\"']enclosure[\"'][^<>]{{0,200}}(?<!/))>{_WRITTEN}</link\s{{0,9}}>"
)
_WRITTEN_ENCLOSURE = re.compile(rf"<enclosure>{_WRITTEN}</enclosure\s{{0,9}}>")
_WRITTEN_IMAGE = re.compile(rf"<image>{_WRITTEN}</image\s{{0,9}}>")
_IMAGE_ATTRIBUTE = re.compile(
    r"<image\s(?:[^<>]{0,300}\s)?(?:href|src|url)=[\"'](https?://[^\"'<>\s]{1,2000})[\"'][^<>]{0,300}?"
    r"(?:/>|>\s{0,99}</image\s{0,9}>)"
)
"""An image's address as an attribute, which the parser does not look for."""
_WRITTEN_COVER = re.compile(rf"<itunes:image>{_WRITTEN}</itunes:image\s{{0,9}}>")
_BESIDE_LINK = re.compile(rf"<link\s{{0,9}}/>{_WRITTEN}(?=<)")
_WRITTEN_SIZED = re.compile(
    rf"<((?:\w{{1,20}}:)?image) [^<>]{{0,200}}?\b(?:width|height)=[\"'](\d{{1,5}})[\"'][^<>]{{0,200}}(?<!/)>"
    rf"{_WRITTEN}</\1\s{{0,9}}>"
)
"""Addresses written as an element's text where they belong into an attribute or an element of its own."""
_PICTURED = re.compile(
    r"(<media:content\b[^<>]{0,2000}(?<!/)>(?:\s{0,99}<media:(?!description|content)[^<>]{0,500}>[^<>]{0,500}"
    r"(?:</media:[a-z]{1,20}>)?){0,8}\s{0,99})<media:description\b[^<>]{0,200}>[^<]{0,5000}</media:description>"
)
"""What a picture shows, which the parser takes for the entry's text."""
_ISSUED = re.compile(r"<(/?\w{1,20}:)issued(?=[\s>])")
"""The year of a print in catalogues, which the parser takes for the date of the entry that has another one."""
_NO_ADDRESS = re.compile(r"<guid>(?=\s{0,99}(?:<!\[CDATA\[\s{0,99})?(?!https?:|feed:|/|www\.|[\s<])\S)", re.IGNORECASE)
"""An id that is no address, though RSS takes one for a link where nothing else is said."""
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_NAME = r"[A-Za-z_][\w.-]{0,30}"
_USED = re.compile(rf"</?({_NAME}):[A-Za-z_]|\s({_NAME}):{_NAME}\s?=\s?[\"']")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(_OPAQUE + r"|<(/?)([A-Za-z_][^\s<>/]*)([^<>]*)>", re.DOTALL)

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}


def prepare(text: str) -> tuple[str, tuple[str, ...]]:
    """Give the document without declaration, DOCTYPE and entities, stray ampersands escaped; and remarks on it.

    No entity of the document's own is ever expanded: its declarations are dropped, its references become plain text.
    """
    notes: list[str] = []
    text = printable(text).lstrip("\ufeff \t\r\n")
    text = _DECLARATION.sub("", text, count=1)
    text, dropped = _without_doctype(text)
    if dropped:
        notes.append("DOCTYPE with declarations of its own; they were ignored")
    if "&#" in text:
        text = _SURROGATES.sub(_joined, text)
    text = _AMPERSAND.sub(_reference, text)
    if "<link" in text:
        text = _BESIDE_LINK.sub(r"<link>\1</link>", text)
        text = _WRITTEN_LINK.sub(r'<link\1 href="\2"/>', _EMPTY_LINK.sub("", text))
    if "<item/" in text or "<item /" in text:
        text = _EMPTY_ITEM.sub("", text)
    if "<guid>" in text:
        text = _NO_ADDRESS.sub('<guid isPermaLink="false">', text)
    if "<image>" in text or "<enclosure>" in text:
        text = _WRITTEN_ENCLOSURE.sub(r'<enclosure url="\1"/>', text)
        text = _WRITTEN_IMAGE.sub(r"<image><url>\1</url></image>", text)
    if "<itunes:image>" in text:
        text = _WRITTEN_COVER.sub(r'<itunes:image href="\1"/>', text)
    if "<image " in text or ":image " in text:
        text = _IMAGE_ATTRIBUTE.sub(r"<image><url>\1</url></image>", text)
        text = _WRITTEN_SIZED.sub(r'<media:thumbnail url="\3" width="\2"/>', text)
    if ":issued" in text and "<published" in text:
        text = _ISSUED.sub(r"<\1printed", text)
    if "<media:description" in text:
        text = _PICTURED.sub(r"\1", text)
    return with_namespaces(text), tuple(notes)


def elements(text: str) -> int:
    """Count the elements of a document or of a part of it."""
    return sum(1 for found in _TAG.finditer(text) if found[2] and not found[1])


def absurdity(text: str) -> str | None:
    """Say what about the document's structure is beyond any real one's, and would cost a parser too much; or None."""
    depth = elements = contents = 0
    for found in _TAG.finditer(text):
        closing, name, rest = found.groups()
        if name is None:
            continue
        if closing:
            depth -= 1
            continue
        elements += 1
        contents += name.startswith("content")
        depth += not rest.endswith("/")
        if depth > MAX_DEPTH:
            return f"elements nested deeper than {MAX_DEPTH}"
        if elements > MAX_ELEMENTS:
            return f"more than {MAX_ELEMENTS} elements"
        if rest.count("=") > MAX_ATTRIBUTES and _VALUE.sub("", rest).count("=") > MAX_ATTRIBUTES:
            return f"an element with more than {MAX_ATTRIBUTES} attributes"
    if contents > MAX_CONTENTS:
        return f"more than {MAX_CONTENTS} contents"
    if len(_prefixes(text)) > MAX_PREFIXES or text.count("xmlns:") > MAX_ELEMENTS // 10:
        return f"more than {MAX_PREFIXES} namespaces"
    return None


def well_formed(text: str) -> bool:
    """Tell whether a strict parser takes the document."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError:
        return False
    return True


def _without_doctype(text: str) -> tuple[str, bool]:
    """Cut out every DOCTYPE before the root element, with its internal subset."""
    dropped = False
    root = _ROOT.search(text)
    while (start := text.find("<!DOCTYPE")) >= 0 or (start := text.find("<!doctype")) >= 0:
        if root and start > root.start() and not dropped:
            break  # in a body, where it is text
        bracket, end = text.find("[", start), text.find(">", start)
        if end < 0:
            return text[:start], True
        if 0 <= bracket < end:
            dropped = True
            closing = _SUBSET_END.search(text, bracket)
            end = closing.end() - 1 if closing else len(text)
        text = text[:start] + text[end + 1 :]
        root = _ROOT.search(text)
    return text, dropped


def _joined(found: re.Match[str]) -> str:
    """Make one character of two references to the halves of its UTF-16 form, as some programs write them."""
    high, low = (int(number[1:], 16) if number[0] in "xX" else int(number) for number in found.groups())
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return found[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _reference(found: re.Match[str]) -> str:
    if not found[0].startswith("&"):
        return found[0]  # CDATA and comments hold no references
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML_NAMES:
        return found[0]
    if name.startswith("#"):
        code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        legal = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return found[0] if legal else ""
    char = html5.get(name)
    return f"&amp;{name}" if char is None else char.replace("&", "&amp;").replace("<", "&lt;")


def with_namespaces(text: str) -> str:
    """Declare the prefixes that are used without a declaration, which is an error only to the letter of the law."""
    used, root = _prefixes(text), _ROOT.search(text)
    if len(used) > MAX_PREFIXES or not root:
        return text  # `absurdity` will say so
    missing = [prefix for prefix in used if f"xmlns:{prefix}" not in text]
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES.get(prefix, "urn:undeclared:" + prefix)}"' for prefix in missing)
    return text[: root.end()] + declared + text[root.end() :]


def _prefixes(text: str) -> list[str]:
    """List the namespace prefixes of elements and attributes; text that looks like an attribute does no harm."""
    return sorted({first or second for first, second in _USED.findall(text)} - {"xml", "xmlns"})
