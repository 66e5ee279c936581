"""XML as it comes from the web, made safe and, where possible, well-formed, before any parser sees it.

feedparser falls back from expat to a tag-soup parser of its own; what is mended here never gets there.
"""

from __future__ import annotations

import re
from html.entities import html5

from bot.sources.words import printable

MAX_DEPTH = 200
"""Open elements; real feeds have fewer than ten, XHTML bodies a few dozen."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SUBSET_END = re.compile(r"\]\s*>")
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.DOTALL
)
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_USED = re.compile(r"</?([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])")
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)[A-Za-z_][^<>]*?(/?)>", re.DOTALL)

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
    text = _AMPERSAND.sub(_reference, text)
    return _with_namespaces(text), tuple(notes)


def too_deep(text: str) -> bool:
    """Tell whether elements are nested deeper than any real document's."""
    depth = 0
    for found in _TAG.finditer(text):
        if found[1] is None or found[2]:
            continue
        depth += -1 if found[1] else 1
        if depth > MAX_DEPTH:
            return True
    return False


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


def _with_namespaces(text: str) -> str:
    """Declare the prefixes that are used without a declaration, which is an error only to the letter of the law."""
    missing = sorted({prefix for prefix in _USED.findall(text) if f"xmlns:{prefix}" not in text and prefix != "xml"})
    root = _ROOT.search(text)
    if not missing or not root or len(missing) > 50:
        return text
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES.get(prefix, "urn:undeclared:" + prefix)}"' for prefix in missing)
    return text[: root.end()] + declared + text[root.end() :]
