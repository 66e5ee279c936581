"""Feeds: RSS, RDF and Atom by feedparser, JSON Feed; values in, values out."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from typing import Any
from urllib.parse import urlsplit

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Failure, Item
from ledebot.bot.sources import jsonfeed, xml
from ledebot.bot.sources.dates import BEIJING, parse_date
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.items import judged
from ledebot.bot.sources.raw import Entry, RawFeed
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line, plain

MAX_BYTES = 10 * 1024 * 1024
MAX_ITEMS = 1000
"""Entries taken from one feed; the rest is left and said so."""
MAX_SOUP = 256 * 1024
"""Characters of broken XML that the slow tag-soup parser is given."""
MAX_HTML = 1024 * 1024
"""Characters of one item's body."""
MAX_TOPICS = 5
"""Categories of an entry; some feeds put all its keywords there."""
MAX_TTL = 24 * 3600

_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_START = re.compile(r"<(?:\w{1,20}:)?(?:rss|rdf|feed|channel)[\s>]", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?[\w-]+(\.[\w-]+)+(?:/\S*)?")
"""A linked site's name or address, which aggregators give as a category; it is no topic."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed. `ttl` is the publisher's wish in seconds; `failures` are entries that hold nothing readable."""

    title: str
    language: str | None = None
    ttl: int | None = None
    link: str | None = None
    items: tuple[Item, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def parse(data: bytes, *, url: str, content_type: str | None = None, name: str = "") -> Feed:
    """Read a feed that came from `url` (or a file's path). `name`, if given, is the items' source.

    A feed without entries is fine. Raises ParseError, one line, for what is no feed at all.
    """
    if len(data) > MAX_BYTES:
        raise ParseError(f"{url}: larger than {MAX_BYTES // 2**20} MiB")
    text = decode(data, content_type)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _finish(jsonfeed.read(text, ref=url), url, name)
    return _finish(_read_xml(text, url), url, name)


def looks_like_feed(data: bytes) -> bool:
    """Tell from its beginning whether a document is a feed."""
    head = decode(data[:4096])
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "jsonfeed.org/version" in head
    found = _START.search(head)
    return bool(found) and start.startswith("<") and "<html" not in head[: found.start() if found else 0].lower()


def _read_xml(text: str, url: str) -> RawFeed:
    start = _START.search(text[:20_000])
    if not start:
        raise ParseError(f"{url}: {_what_it_is(text)}, not a feed")
    text, notes = xml.prepare(text)
    text, left_out = _first_items(text)
    if left_out:
        notes += (f"more than {MAX_ITEMS} entries; {left_out} left out",)
    if problem := xml.absurdity(text):
        raise ParseError(f"{url}: {problem}, not a feed")
    if not xml.well_formed(text):
        notes += ("not well-formed XML; read as far as possible",)
        text = _soup(text)
    import feedparser  # takes 0.06 s to load, and many documents are no XML feeds

    try:
        # With its own link and HTML handling off: bodies are cleaned once, in bot/text, and addresses in here.
        result = feedparser.parse(
            io.BytesIO(text.encode("utf-8")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError) as error:
        raise ParseError(f"{url}: the feed cannot be read ({type(error).__name__} in feedparser)") from None
    if not result.get("version") and not result.entries:
        raise ParseError(f"{url}: {_what_it_is(text)}, not a feed")
    return _raw(result, url, notes)


def _what_it_is(text: str) -> str:
    head = text[:2000].lower()
    if not head.strip():
        return "an empty document"
    if "<!doctype html" in head or "<html" in head:
        return "a web page"
    return "XML of another kind" if head.lstrip("\ufeff \t\r\n").startswith("<") else "plain text or binary data"


def _first_items(text: str) -> tuple[str, int]:
    """Cut the entries beyond `MAX_ITEMS` out of the document before parsing it."""
    ends = [found.end() for found in _END.finditer(text)]
    if len(ends) <= MAX_ITEMS:
        return text, 0
    return text[: ends[MAX_ITEMS - 1]] + text[ends[-1] :], len(ends) - MAX_ITEMS


def _soup(text: str) -> str:
    """Bring broken XML to a size that feedparser's tag-soup parser can take, at the end of an entry if possible."""
    if len(text) <= MAX_SOUP:
        return text
    ends = [found.end() for found in _END.finditer(text, 0, MAX_SOUP)]
    return text[: ends[-1] if ends else MAX_SOUP]


def _raw(result: Any, url: str, notes: tuple[str, ...]) -> RawFeed:
    channel = result.feed
    ttl = str(channel.get("ttl", "")).strip()
    language = _language(channel.get("language"))
    zone = BEIJING if language and language.lower().startswith("zh") else UTC
    link = web_url(_text(channel.get("link")), base=url)
    base = link or url
    return RawFeed(
        title=one_line(plain(_text(channel.get("title")))),
        language=language,
        ttl=min(int(ttl) * 60, MAX_TTL) if ttl.isdigit() and len(ttl) < 9 else None,
        link=link,
        entries=tuple(_entry(entry, base, zone) for entry in result.entries),
        warnings=notes,
    )


def _entry(entry: Any, base: str, zone: timezone) -> Entry:
    bodies = [_text(content.get("value")) for content in entry.get("content") or () if isinstance(content, dict)]
    bodies.append(_text(entry.get("summary")))
    link = _text(entry.get("link"))
    return Entry(
        title=_text(entry.get("title")),
        html=max(bodies, key=len)[:MAX_HTML],
        guid=_text(entry.get("id"))[:2048] or None,
        link=link,
        url=web_url(link, base=base),
        published=_date(entry, zone),
        date=_text(dict.get(entry, "published") or dict.get(entry, "updated")),
        author=one_line(plain(_text(entry.get("author")))) or None,
        topics=tuple(
            dict.fromkeys(
                name
                for tag in (entry.get("tags") or ())[:MAX_TOPICS]
                if (name := one_line(plain(_text(tag.get("term"))))) and not _HOST.fullmatch(name)
            )
        ),
        image=_image(entry, base),
    )


def _date(entry: Any, zone: timezone) -> datetime | None:
    for key in ("published", "updated", "created"):
        written = _text(dict.get(entry, key))  # feedparser's own get() answers for `updated` with `published`
        if moment := parse_date(written, zone=zone):
            return moment
        parsed = dict.get(
            entry, f"{key}_parsed"
        )  # feedparser knows rarer forms: Korean, Greek, Hungarian, W3C with errors
        if parsed and not written.lower().startswith("invalid"):
            return parse_date(time.strftime("%Y-%m-%dT%H:%M:%S", parsed))
    return None


def _image(entry: Any, base: str) -> str | None:
    """Choose the picture that the publisher attached: an image of its media, else a thumbnail, else an enclosure."""
    media = [item for item in entry.get("media_content") or () if _is_image(item)]
    media += entry.get("media_thumbnail") or ()
    media += [item for item in entry.get("enclosures") or () if _is_image(item)]
    if isinstance(entry.get("image"), dict):
        media.append(entry["image"])
    for item in media:
        if isinstance(item, dict) and (url := web_url(_text(item.get("url") or item.get("href")), base=base)):
            return url
    return None


def _is_image(item: Any) -> bool:
    kind = _text(item.get("medium")) or _text(item.get("type"))
    if kind:
        return kind.startswith("image")
    path = urlsplit(_text(item.get("url"))).path.lower() if "[" not in _text(item.get("url")) else ""
    return path.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif"))


def _language(value: Any) -> str | None:
    text = _text(value).replace("_", "-")
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", text) else None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _finish(raw: RawFeed, url: str, name: str) -> Feed:
    items, failures = judged(raw, url, name or raw.title or _host(url))
    return Feed(raw.title, raw.language, raw.ttl, raw.link, items, raw.warnings, failures)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
