"""Article pages: the body and metadata by trafilatura."""

from __future__ import annotations

import html
import logging
import re
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources.dates import BEIJING, parse_date
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.tags import start_tags
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import headline, one_line, plain, printable

MAX_BYTES = 2 * 1024 * 1024
"""A news page beyond this is a listing or an attack; tree algorithms are not to be fed with it."""
MAX_TAGS = 20_000
MAX_DEPTH = 250
MAX_ATTRIBUTES = 500
MIN_TEXT = 20
"""Characters; what is shorter is a caption, not an article."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints reach the operator as ParseError
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
_OPEN_ENDED = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|t[rdh]|d[td]|option", re.IGNORECASE
)
"""Elements that need no end tag."""
_LINKED_DATA = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_TIME = re.compile(r"""<time\b[^<>]{0,200}?\bdatetime\s*=\s*["']([^"'<>]{8,40})["']""", re.IGNORECASE)
_CHINESE_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s{0,4}\d{1,2}[:：]\d{2}")
_WIDE = re.compile(r"[\u3400-\u9fff]")
_DATES = ("article:published_time", "og:published_time", "publishdate", "pubdate", "datepublished", "date")


def parse(data: bytes, *, url: str, content_type: str | None = None) -> Item:
    """Take the article out of the page at `url` (or of a file of that path).

    Raises ParseError where there is no article text in it.
    """
    if len(data) > MAX_BYTES:
        raise ParseError(f"{url}: a page of {len(data) // 1024} KiB is no article (at most {MAX_BYTES // 1024})")
    text = printable(decode(data, content_type))
    if not looks_like_page(text):
        raise ParseError(f"{url}: not a web page")
    if _too_complex(text):
        raise ParseError(f"{url}: the page has too many or too deeply nested elements")
    address = web_url(url)
    import trafilatura  # takes 0.15 s to load, and pages are rare
    from trafilatura.settings import Extractor

    try:
        found: Any = trafilatura.bare_extraction(
            text, options=Extractor(output_format="python", comments=False, with_metadata=True, url=address)
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError) as error:
        raise ParseError(f"{url}: the page cannot be read ({type(error).__name__} in trafilatura)") from None
    lines = [line for line in (found.text or "").splitlines() if line.strip()] if found else []
    title = one_line(plain(found.title or "")) if found else ""
    if title and lines and one_line(lines[0]) == title:
        del lines[0]
    if found is None or sum(map(len, lines)) < MIN_TEXT:
        raise ParseError(f"{url}: no article text found in the page")
    return Item(
        ref=url,
        source=one_line(found.sitename or found.hostname or "") or "web",
        title=title or headline(lines[0]),
        html="".join(f"<p>{html.escape(line)}</p>" for line in lines),
        url=web_url(found.url, base=address) or address,
        published=_published(_metas(text), text, found.date, chinese=bool(_WIDE.search(title))),
        author=one_line(found.author or "") or None,
        image=web_url(found.image, base=address),
        language=found.language or None,
    )


def looks_like_page(text: str) -> bool:
    """Tell whether a text is HTML at all."""
    head = text[:20_000].lower()
    return any(mark in head for mark in ("<html", "<!doctype html", "<body", "<article", "<div", "<p>", "<p "))


def _too_complex(text: str) -> bool:
    depth = 0
    for count, found in enumerate(_TAG.finditer(text)):
        if count >= MAX_TAGS or found[3].count("=") > MAX_ATTRIBUTES:
            return True
        if not _OPEN_ENDED.fullmatch(found[2]):
            depth = max(depth - 1, 0) if found[1] else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def _metas(text: str) -> dict[str, str]:
    """Map the page's meta tags, names in lower case, the first of each."""
    metas: dict[str, str] = {}
    for tag in start_tags(text, "meta", 200):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if "content" in tag:
            metas.setdefault(name.lower(), tag["content"])
    return metas


def _published(metas: dict[str, str], text: str, day: str | None, *, chinese: bool) -> datetime | None:
    """Find when the page was published, to the minute if it says so; trafilatura gives the day alone."""
    written = [metas.get(name) for name in _DATES]
    written += _LINKED_DATA.findall(text)[:1] + _TIME.findall(text)[:1]
    if chinese:
        written += _CHINESE_DATE.findall(text[:200_000])[:1]
    zone = BEIJING if chinese else UTC
    return next(filter(None, (parse_date(date, zone=zone) for date in (*written, day))), None)
