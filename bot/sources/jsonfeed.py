"""JSON Feed (jsonfeed.org, versions 1 and 1.1), also as programs misspell it."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources import json_names, media
from ledebot.bot.sources.feed_title import feed_title
from ledebot.bot.sources.links import entry_link, loose_url
from ledebot.bot.sources.media import Picture
from ledebot.bot.sources.people import joined
from ledebot.bot.sources.raw import CUT, MAX_BODY, Entry, RawFeed, each
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line, printable
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.plain_text import paragraphs

_DIGITS = 20
"""Digits of a number; Python refuses to read one of some thousands, and with it the document."""
MAX_BROKEN = 100
MOST_LINKS = 10
MOST_LISTS = 5
"""Lists in a document that are looked at."""
MAX_DEPTH = 3
_JSON = json.JSONDecoder(strict=False, parse_int=lambda digits: int(digits) if len(digits) < _DIGITS else None)
"""Raw line ends in texts are an error only to the letter of the law."""
_VERSION = re.compile(r"jsonfeed\.org")
_OWN_KEYS = re.compile(r'"(?:feed_url|home_page_url)"\s{0,9}:')
_ITEMS = re.compile(rf'(?:"(?:{"|".join(json_names.LISTS)})"\s{{0,99}}:\s{{0,99}}|\A)\[')
_GUARD = re.compile(
    r"(?:\)\]\}'?,?|while\(1\);|for\(;;\);|(?:/\*[^*]{0,99}\*/\s{0,9})?"
    r"(?:typeof [\w.$]{1,60} ?={2,3} ?['\"]function['\"] ?&& ?)?[A-Za-z_$][\w.$]{0,60}(\())\s*"
)
"""What some servers put before JSON so that no script runs it, or that one does (JSONP)."""
_LIST = re.compile(r"\[\s{0,99}")
_HEAD = re.compile(r'"(title|home_page_url|language)"\s{0,9}:\s{0,9}("[^"\\]*")')
_COMMA = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|,\s{0,99}(?=[}\]])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|([\[{])|([\]}])', re.DOTALL)


def looks_like(text: str) -> bool:
    """Tell whether a document is JSON at all."""
    return _bare(text).startswith(("{", "["))


def is_feed(text: str) -> bool:
    """Tell whether a JSON document is a feed: it names the format, has items and a key that only feeds have, or is a
    list of entries, bare, in an answer of some service, or one a line.
    """
    text = _bare(text)
    if text.startswith("["):
        return _lists_entries(text)
    lists = [found.end() - 1 for found in islice(_ITEMS.finditer(text), MOST_LISTS)]
    if _VERSION.search(text) or (lists and _OWN_KEYS.search(text)):
        return True
    return _of_lines(text) or any(_lists_entries(text, at) for at in lists)


def _lists_entries(text: str, at: int = 0) -> bool:
    """Tell whether the first thing in the list that begins there has two of an address, a title and a dated body."""
    found = _LIST.match(text, at)
    try:
        entry, _ = _JSON.raw_decode(text, found.end() if found else at)
    except (ValueError, RecursionError):
        return False
    entry = _unwrapped(entry)
    if not isinstance(entry, dict):
        return False
    titled, told = any(_texts(entry, json_names.TITLES)), any(_texts(entry, json_names.BODIES + json_names.TEXTS))
    dated = bool(_dates(entry))
    return titled + (told and dated) >= (1 if any(_links(entry)) else 2)


def _of_lines(text: str) -> bool:
    """Tell whether a document is JSON Lines, an entry a line, as archives and scrapers write them."""
    line, _, rest = text.partition("\n")
    return (
        line.startswith("{") and rest.lstrip()[:1] in ("", "{") and line.rstrip().endswith("}") and _lists_entries(line)
    )


def _bare(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    guard = _GUARD.match(text)
    if guard and guard[1]:
        text = text.rstrip("; \t\r\n").removesuffix(")")
    return text[guard.end() :] if guard else text


def read(text: str, *, ref: str, most: int) -> RawFeed:
    """Read a JSON Feed, at most so many entries. Raises ParseError."""
    text = _bare(text)
    feed, notes = _load(text, ref)
    if isinstance(feed, list):
        feed = {"items": feed}
    if not isinstance(feed, dict) or not is_feed(text):
        raise ParseError(f"{ref}: JSON of another kind, not a feed")
    entries = _entries(feed)
    if entries is None:
        raise ParseError(f"{ref}: a JSON Feed without a list of items")
    if isinstance(held := feed.get("feed"), dict):  # as services that turn RSS into JSON give it
        feed = {"home_page_url": held.get("link"), **held, **feed}
    site = web_url(_text(feed.get("home_page_url")))
    taken = list(enumerate(entries[:most], 1))
    known = [(number, _unwrapped(entry)) for number, entry in taken if isinstance(entry, dict)]
    made, unread = each(known, partial(_entry, site or ref, media.emblems(feed)))
    return RawFeed(
        title=feed_title(_text(feed.get("title"))),
        language=_text(feed.get("language")) or None,
        link=site,
        entries=made,
        warnings=notes,
        unread=(*unread, *((number, "cannot be read") for number, entry in taken if not isinstance(entry, dict))),
        left_out=max(len(entries) - most, 0),
    )


def _entries(feed: dict[str, Any], depth: int = 0) -> list[Any] | None:
    """Find the list of entries, however deep an answer holds it; None where there is none."""
    for name in json_names.LISTS:
        held = feed.get(name)
        if isinstance(held, dict) and held and all(key.isdigit() for key in held):
            held = list(held.values())  # what PHP makes of a list in which numbers are missing
        if isinstance(held, list) and (not depth or held):
            return held
    inner = (value for value in feed.values() if isinstance(value, dict) and depth < MAX_DEPTH)
    return next((found for value in inner if (found := _entries(value, depth + 1))), None)


def _unwrapped(entry: Any) -> Any:
    """Take what a service wrapped around an entry off it."""
    if not isinstance(entry, dict) or entry.get("title"):
        return entry
    held = (entry.get(name) for name in json_names.WRAPPERS)
    return next((entry | inner for inner in held if isinstance(inner, dict) and inner.get("title")), entry)


def _load(text: str, ref: str) -> tuple[Any, tuple[str, ...]]:
    """Load a document, commas before a closing bracket forgiven; of a broken one the items before the break."""
    if _of_lines(text):
        return {"items": _by_lines(text)}, ()
    for document in (text, _COMMA.sub(lambda found: found[0][1:] if found[0][0] == "," else found[0], text)):
        with contextlib.suppress(ValueError, RecursionError):
            return _JSON.decode(document), ()
    items = _salvaged(text)
    if not items:
        raise ParseError(f"{ref}: broken JSON, not a feed")
    head = text[: text.index("[")]
    known = {name: _JSON.decode(value) for name, value in _HEAD.findall(head)}
    return known | {"items": items}, ("broken JSON; read as far as possible",)


def _salvaged(text: str) -> list[Any]:
    """Read a list of items one by one; None stands for one that is broken, and after MAX_BROKEN of them it ends."""
    found = _ITEMS.search(text)
    items: list[Any] = []
    broken = 0
    at = found.end() if found else len(text)
    while (between := _BETWEEN.match(text, at)) and text[between.end() : between.end() + 1] not in ("", "]"):
        at = between.end()
        try:
            item, at = _JSON.raw_decode(text, at)
        except (ValueError, RecursionError):
            item, at = None, _after(text, at)
            broken += 1
        items.append(item)
        if broken == MAX_BROKEN:
            break
    return items if any(isinstance(item, dict) for item in items) else []


def _by_lines(text: str) -> list[Any]:
    """Read an item a line; None stands for one that is broken."""
    items: list[Any] = []
    for line in filter(str.strip, text.splitlines()):
        try:
            items.append(_JSON.decode(line))
        except (ValueError, RecursionError):
            items.append(None)
    return items


def _after(text: str, at: int) -> int:
    """Find where the value that begins there ends, by its brackets alone; the text's end where they never close."""
    depth = 0
    for found in _BRACKET.finditer(text, at):
        depth += bool(found[1]) - bool(found[2])
        if depth <= 0:
            return found.end()
    return len(text)


def _entry(base: str, emblems: frozenset[str], number: int, entry: dict[str, Any]) -> Entry:
    link = next(_links(entry), "") or next(filter(web_url, _texts(entry, json_names.IDS)), "")
    body = _body(entry)
    outlet = _outlet(entry)
    return Entry(
        number=number,
        title=next(_texts(entry, json_names.TITLES), ""),
        html=body[:MAX_BODY],
        guid=next(_texts(entry, json_names.IDS), "")[:2048] or None,
        link=link,
        url=entry_link(link, base=base),
        dates=_dates(entry),
        author=_author(entry),
        topics=_topics(next(filter(None, map(entry.get, json_names.TOPICS)), None)),
        image=_image(entry, base, emblems),
        base=web_url(link, base=base),
        outlet=outlet,
        elsewhere=bool(outlet),
        warnings=() if len(body) <= MAX_BODY else (CUT,),
    )


def _links(entry: dict[str, Any]) -> Iterator[str]:
    """Give the addresses of an entry, those in lists of links too, as Google's reader had them and others since."""
    yield from _texts(entry, json_names.LINKS)
    for held in map(entry.get, ("canonical", "alternate", "link", "links")):
        links = [one for one in held[:MOST_LINKS] if isinstance(one, dict)] if isinstance(held, list) else []
        yield from (_text(one.get("href")) for one in links if one.get("rel", "alternate") == "alternate")


def _outlet(entry: dict[str, Any]) -> str:
    """Name the paper that an answer of another reader or a news service says an entry is from."""
    given = (entry.get(name) for name in json_names.OUTLETS)
    names = (_text(one.get("title") or one.get("name") if isinstance(one, dict) else one) for one in given)
    return next((one_line(name) for name in names if name and not web_url(name)), "")


def _dates(entry: dict[str, Any]) -> tuple[str, ...]:
    """Give the dates, the best first; WordPress gives one beside the local time whose zone its name tells."""
    told = [f"{date}Z" for date in _texts(entry, ("date_gmt",))]
    return (*told, *_texts(entry, json_names.DATES))


def _body(entry: dict[str, Any]) -> str:
    content = entry.get("content") or entry.get("summary")
    if isinstance(content, dict) and not _text(content):  # as Atom has it, or Google's reader had
        markup = content.get("html") or content.get("content")
        entry = {"content_html": markup, "content_text": content.get("text"), **entry, "content": ""}
    if markup := next(_texts(entry, json_names.BODIES), ""):
        return markup if "<" in markup else _marked_up(markup)
    return _marked_up(next(_texts(entry, json_names.TEXTS), ""))


def _marked_up(text: str) -> str:
    """Write a text as HTML; entities in it that some programs leave are resolved."""
    return "".join(f"<p>{html.escape(html.unescape(part))}</p>" for part in paragraphs(text))


def _author(entry: dict[str, Any]) -> str | None:
    """Name the authors: objects with a name, as the format wants it, or the bare names."""
    given = next(filter(None, map(entry.get, json_names.AUTHORS)), None)
    people = given if isinstance(given, list) else [given]
    return joined(
        next(_texts(person, json_names.PERSONS), "") if isinstance(person, dict) else _text(person) for person in people
    )


def _topics(tags: Any) -> tuple[str, ...]:
    given = tags if isinstance(tags, list) else _text(tags).split(",")
    names = [_text(tag.get("name") if isinstance(tag, dict) else tag) for tag in given[:10]]
    return tuple(dict.fromkeys(one_line(name) for name in names if name))


def _image(entry: dict[str, Any], base: str, emblems: frozenset[str]) -> str | None:
    """Choose an entry's picture: its image, its banner, a picture attached."""
    named = [entry.get(name) for name in (*json_names.IMAGES, *filter(media.field_of_picture, entry))]
    offers = [_text(picture.get("url") if isinstance(picture, dict) else picture) for picture in named]
    offers = [one for one in offers if one not in emblems | media.emblems(entry) and not junk_image(one)]
    attached = entry.get("attachments") or entry.get("media_attachments") or [entry.get("enclosure")]
    pictures = (
        Picture(_text(one.get("url") or one.get("link")), _text(one.get("mime_type") or one.get("type")))
        for one in (attached if isinstance(attached, list) else ())[:50]
        if isinstance(one, dict)
    )
    return next(filter(None, (loose_url(url, base=base) for url in (*offers, media.best(pictures)))), None)


def _texts(entry: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Give what an entry has of these fields, in their order."""
    return filter(None, (_text(entry.get(name)) for name in names))


def _text(value: Any) -> str:
    """Give a text, one held in an object too, or a number as programs write ids and times; anything else is none."""
    if isinstance(value, dict):
        value = next(filter(None, map(value.get, json_names.HELD)), None)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return printable(value).strip() if isinstance(value, str) else ""
