"""Feeds: RSS, RDF, Atom and JSON Feed; values in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Failure, Item
from ledebot.bot.sources import feed_entry, feed_xml, jsonfeed
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.feed_xml import UNLIMITED, Allowance
from ledebot.bot.sources.items import judged
from ledebot.bot.sources.urls import without_credentials

MAX_BYTES = 10 * 1024 * 1024
MAX_ITEMS = Allowance().entries
"""Entries taken from one feed of the web; the rest is left and said so."""
_HEADS = (4096, 256 * 1024)
"""Bytes in which a feed is looked for; the second where the first hold nothing but comments."""
_BEFORE_ROOT = re.compile(
    r"(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype[^>]*(?:>|\Z))*", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed. `ttl` is the publisher's wish in seconds.

    `failures` are entries that hold nothing readable, and one for those that were left out.
    """

    title: str
    language: str | None = None
    ttl: int | None = None
    link: str | None = None
    items: tuple[Item, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def parse(
    data: bytes,
    *,
    url: str,
    content_type: str | None = None,
    name: str = "",
    language: str | None = None,
    zone: tzinfo | None = None,
    trusted: bool = False,
    at: datetime | None = None,
) -> Feed:
    """Read a feed that came from `url` (or a file's path).

    `name`, if given, is the items' source; `language` and `zone` are what the operator says of it. A `trusted` file may
    be of any size. `at` is when it was fetched, from which `3小时前` is told. A feed without entries is fine. Raises
    ParseError, one line, for what is no feed at all.
    """
    if len(data) > MAX_BYTES and not trusted:
        raise ParseError(f"{url}: larger than {MAX_BYTES // 2**20} MiB")
    url, text = without_credentials(url), feed_xml.unescaped(decode(data, content_type))
    if jsonfeed.looks_like(text):
        raw = jsonfeed.read(text, ref=url, most=10**9 if trusted else MAX_ITEMS)
    else:
        raw = feed_entry.raw_feed(feed_xml.read(text, url, UNLIMITED if trusted else Allowance()), url)
    items, failures = judged(raw, url, name, _host(url), language=language, zone=zone, at=at)
    if raw.left_out:
        failures += (Failure(url, f"{raw.left_out} entries left out: too many or too large for one feed"),)
    return Feed(raw.title, raw.language, raw.ttl, raw.link, items, raw.warnings, failures)


def looks_like_feed(data: bytes) -> bool:
    """Tell from its beginning whether a document is a feed, however long the comments before it are."""
    for size in _HEADS:
        head = feed_xml.unescaped(decode(data[:size]).lstrip("\ufeff \t\r\n")).lstrip()
        if jsonfeed.looks_like(head):
            return jsonfeed.is_feed(decode(data))
        before = _BEFORE_ROOT.match(head)
        rest = head[before.end() :] if before else head
        if rest:
            break
    start = feed_xml.root(rest)
    return head.startswith("<") and start is not None and "<html" not in rest[:start].lower()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
