"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import html
import json
from datetime import UTC
from typing import Any

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources.dates import parse_date
from ledebot.bot.sources.raw import Entry, RawFeed
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line, printable

MAX_ENTRIES = 1000
MAX_BODY = 1024 * 1024


def read(text: str, *, ref: str) -> RawFeed:
    """Read a JSON Feed. Raises ParseError."""
    try:
        feed = json.loads(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError):
        raise ParseError(f"{ref}: broken JSON, not a feed") from None
    if not isinstance(feed, dict) or "jsonfeed.org" not in _text(feed.get("version")):
        raise ParseError(f"{ref}: JSON of another kind, not a feed")
    entries = feed.get("items")
    if not isinstance(entries, list):
        raise ParseError(f"{ref}: a JSON Feed without a list of items")
    base = web_url(_text(feed.get("home_page_url"))) or ref
    notes = () if len(entries) <= MAX_ENTRIES else (f"more than {MAX_ENTRIES} entries; the rest left out",)
    return RawFeed(
        title=one_line(_text(feed.get("title"))),
        language=_text(feed.get("language")) or None,
        link=web_url(_text(feed.get("home_page_url"))),
        entries=tuple(_entry(entry, base) for entry in entries[:MAX_ENTRIES] if isinstance(entry, dict)),
        warnings=notes,
    )


def _entry(entry: dict[str, Any], base: str) -> Entry:
    link = _text(entry.get("url")) or _text(entry.get("external_url"))
    date = _text(entry.get("date_published")) or _text(entry.get("date_modified"))
    tags = entry.get("tags")
    picture = _text(entry.get("image")) or _text(entry.get("banner_image"))
    return Entry(
        title=_text(entry.get("title")),
        html=_body(entry)[:MAX_BODY],
        guid=str(entry["id"])[:2048] if isinstance(entry.get("id"), str | int) else None,
        link=link,
        url=web_url(link, base=base),
        published=parse_date(date, zone=UTC),
        date=date,
        author=_author(entry),
        topics=tuple(dict.fromkeys(one_line(tag) for tag in tags[:10] if isinstance(tag, str) and tag.strip()))
        if isinstance(tags, list)
        else (),
        image=web_url(picture, base=base),
    )


def _body(entry: dict[str, Any]) -> str:
    if markup := _text(entry.get("content_html")):
        return markup
    text = _text(entry.get("content_text")) or _text(entry.get("summary"))
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _author(entry: dict[str, Any]) -> str | None:
    authors = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    names = [_text(author.get("name")) for author in authors or () if isinstance(author, dict)]
    return one_line("、".join(filter(None, names[:5]))) or None


def _text(value: Any) -> str:
    return printable(value).strip() if isinstance(value, str) else ""
