"""From a site's address to its feeds: what the page links to, then the usual places."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from ledebot.bot.core.errors import InputError, ParseError, SourceError
from ledebot.bot.sources import feed
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.naming import place_of
from ledebot.bot.sources.ports import Getter
from ledebot.bot.sources.tags import start_tags
from ledebot.bot.sources.types import Response
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line

MAX_CANDIDATES = 8
"""Feeds looked at for one site; more buttons than that help nobody."""
LATEST = 3
"""Titles shown of each feed."""
COMMON_PATHS = (
    "/feed",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/index.xml",
    "/rss",
    "/feed.json",
    "/feeds/posts/default",
)

_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"))
_FEEDISH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page points to, not yet looked at."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was read: its title, how many entries it holds, and the newest titles."""

    url: str
    title: str
    entries: int
    latest: tuple[str, ...] = ()


def address_of(text: str) -> str:
    """Complete what a person types (`news.example`) to a web address. Raises InputError."""
    text = text.strip()
    if _HOST.fullmatch(text):
        text = f"https://{text}"
    url = web_url(text)
    if url is None:
        raise InputError(f"{text[:100]}: not a web address; expected something like https://news.example")
    return url


def find(data: bytes, url: str, content_type: str | None = None) -> tuple[Candidate, ...]:
    """List the feeds that the page at `url` points to, declared ones first."""
    text = decode(data, content_type)
    base = next((web_url(tag.get("href"), base=url) for tag in start_tags(text, "base", 1)), None) or url
    found: dict[str, Candidate] = {}
    for tag in start_tags(text, "link", 500):
        declared = "alternate" in tag.get("rel", "").lower().split() and tag.get("type", "").lower() in _TYPES
        address = web_url(tag.get("href"), base=base)
        if declared and address:
            found.setdefault(address, Candidate(address, one_line(tag.get("title", ""))))
    for tag in start_tags(text, "a", 2000):
        address = web_url(tag.get("href"), base=base)
        if address and _FEEDISH.search(urlsplit(address).path):
            found.setdefault(address, Candidate(address, one_line(tag.get("title", ""))))
    return tuple(found.values())[:MAX_CANDIDATES]


class Discovery:
    """Looks up a site's feeds."""

    def __init__(self, fetcher: Getter) -> None:
        self._fetcher = fetcher

    async def look(self, text: str) -> tuple[FoundFeed, ...]:
        """Find and read the feeds of a site, or the one feed whose address this is; empty if there is none.

        Raises InputError for what is no address and FetchError if the site cannot be reached.
        """
        url = address_of(text)
        answer = await self._fetcher.get(url)
        own = _read(answer)
        if own:
            return (own,)
        candidates = [candidate.url for candidate in find(answer.body, answer.url, answer.content_type)]
        feeds = await self._read_all(candidates)
        return feeds or await self._read_all([urljoin(answer.url, path) for path in COMMON_PATHS], first=True)

    async def _read_all(self, urls: list[str], *, first: bool = False) -> tuple[FoundFeed, ...]:
        """Read the feeds at these addresses, each once; with `first`, stop at the first that is one."""
        feeds: dict[str, FoundFeed] = {}
        for url in urls:
            try:
                answer = await self._fetcher.get(url)
            except SourceError:
                continue
            found = await asyncio.to_thread(_read, answer)
            if found:
                feeds.setdefault(found.url, found)
                if first:
                    break
        return tuple(feeds.values())


def _read(answer: Response) -> FoundFeed | None:
    if not feed.looks_like_feed(answer.body):
        return None
    try:
        parsed = feed.parse(answer.body, url=answer.url, content_type=answer.content_type)
    except ParseError:
        return None
    titles = tuple(item.title for item in parsed.items[:LATEST])
    return FoundFeed(answer.moved_to or answer.url, parsed.title or place_of(answer.url), len(parsed.items), titles)
