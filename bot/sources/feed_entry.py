"""From feedparser's results to the shape that all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from ledebot.bot.sources import media
from ledebot.bot.sources.feed_title import feed_title
from ledebot.bot.sources.feed_xml import Reading
from ledebot.bot.sources.links import entry_link, loose_url
from ledebot.bot.sources.media import Picture
from ledebot.bot.sources.people import joined
from ledebot.bot.sources.raw import CUT, MAX_BODY, Entry, RawFeed, each
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line, plain, rough, spoken_tags

MAX_TOPICS = 5
"""Categories of an entry; some feeds put all its keywords there."""
MANY_COMMAS = 2
"""Commas of an only category from which on it is a list; one stands in a name, too (`Arts, Culture`)."""
SMALLEST = 100
"""Pixels of a thumbnail; a narrower one gives way to the picture in the text (Blogger's have 72)."""
MAX_TTL = 24 * 3600

_HOST = re.compile(r"(?:https?://)?[\w-]+(\.[\w-]+)+(?:/\S*)?")
"""A linked site's name or address, which aggregators give as a category; it is no topic."""
_PROXY = re.compile(r"https?://(?:feedproxy\.google\.com|feeds\.feedburner\.com)/~r/", re.IGNORECASE)
"""Links that counted readers and lead nowhere any more; the id is often where they led."""
_LONG_ENDING, _ADDRESS_REST = re.compile(r"\.[a-z]{4}\Z"), re.compile(r"\A[a-z]{1,20}(?![^\W_])[\s()<>]{0,3}")
_IMG = re.compile(r"<img\s[^<>]{1,3000}>", re.IGNORECASE)
_get = dict.get
"""feedparser's own get() looks for old names of a key first, which takes most of the time of this module."""
_OWN_PICTURES = ("href", "media_url")
"""feedparser's name for an item's <image><url>, and elements of no format that hold an address."""
_FEW_LINES, _BROKEN_OFF = 500, re.compile(r"(?:…|\.\.\.)(?:\s?\[\+?\d{1,6} \w{4,12}\])?\s{0,9}$")
"""Characters of a body that is hardly more than its deck, and how it ends where a program cut it."""
_COUNTED = re.compile(r"(?:…|\.\.\.)\s?\[\+?\d{1,6} \w{4,12}\]$")
"""How it ends where the program says how much: `… [+2764 chars]`."""
_DECK, _CUT = 40, re.compile(r"(?:…|\.\.\.|[,，:：;；(-])(?:\s?\[[^\[\]]{1,24}\])?[\s\])>]{0,9}$")
"""Letters of a deck without its full stop, and how none ends."""
_LOOKED_AT = 4000
"""Characters of a body by which its text's length is told."""
_PICTURE_LINKS = ("image", "thumbnail", "preview")
"""Relations by which an entry of Atom names a picture, besides `enclosure`."""
_DATES = ("published", "updated", "created", "prism_publicationdate", "dcterms_printed")
_BODIES = ("fulltext", "full-text", "full_text", "yandex_full-text", "turbo_content", "body")
"""Elements of no format that hold the whole text, where the format's own holds a teaser."""
_TOLD = re.compile(
    r"source_markdown|subtitle|(?:.{1,40}_)?(?:description|summary|abstract|teaser|excerpt|intro|text)(?:_encoded)?"
)
"""What else an entry may be told in, where it has none of the format's own: `googleplay:description`, `<abstract>`."""
_TITLES = ("title", "itunes_title")
_LINKS = ("feedburner_origlink", "pheedo_origlink", "feedblitz_origlink", "link")
"""The first are where a link that counts readers leads."""


def raw_feed(reading: Reading, url: str) -> RawFeed:
    """Give a feed in the shared shape; `url` is where it came from, or a path."""
    channel = reading.channel or {}
    ttl = text(channel.get("ttl"))
    own = web_url(url) or _own_address(channel)
    link = loose_url(text(channel.get("link")), base=own)
    made, unread = each(reading.entries, partial(_entry, link or own or url, web_url(url)))
    return RawFeed(
        title=feed_title(text(channel.get("title"))),
        language=_language(channel.get("language")),
        ttl=min(int(ttl) * 60, MAX_TTL) if ttl.isascii() and ttl.isdigit() and len(ttl) < 9 else None,
        link=link,
        entries=made,
        warnings=reading.notes,
        unread=(*reading.failures, *unread),
        left_out=reading.left_out,
    )


def _own_address(channel: Any) -> str | None:
    """Give the address that a feed says is its own, for a file, of which nobody else says where it came from."""
    links = [text(_get(link, "href")) for link in _get(channel, "links") or () if isinstance(link, dict)]
    return next(filter(None, map(web_url, (*links, text(_get(channel, "id"))))), None)


def _entry(base: str, came_from: str | None, number: int, entry: Any) -> Entry:
    body, body_base, whole = _body(entry)
    links = [*(text(_get(entry, name)) for name in _LINKS), _content_source(entry), _about(entry)]
    link = next(filter(None, links), "")
    url = next(filter(None, (entry_link(link, base=base) for link in links)), None)
    if (url or _get(entry, "links")) and (own := _instead(text(_get(entry, "id")), url, base, came_from)):
        link = url = own
    outlet = _outlet(entry)
    return Entry(
        number=number,
        title=next(filter(None, (text(_get(entry, key)) for key in _TITLES)), ""),
        html=body,
        guid=text(_get(entry, "id"))[:2048] or None,
        link=link,
        url=url,
        dates=tuple(filter(None, (text(_get(entry, key)) for key in _DATES))),
        author=_author(entry),
        topics=_topics(entry),
        image=_image(entry, _own_base(entry, came_from) or base, least=SMALLEST if "<img" in body else 0),
        base=web_url(body_base, base=base),
        outlet=outlet,
        elsewhere=bool(outlet) and _elsewhere(entry, base),
        warnings=() if whole else (CUT,),
    )


def _own_base(entry: Any, came_from: str | None) -> str | None:
    """Give the base that an entry says its addresses start from (XML Base), not only that it came from there."""
    own = web_url(text(_get(_get(entry, "title_detail") or {}, "base")))
    return own if own != came_from else None


def _body(entry: Any) -> tuple[str, str | None, bool]:
    """Give the longest of an entry's bodies, the base of its links, and whether it is whole."""
    bodies = [content for content in _get(entry, "content") or () if isinstance(content, dict)]
    bodies.append(_get(entry, "summary_detail") or {"value": _get(entry, "summary")})
    bodies += [{"value": _get(entry, name)} for name in _BODIES if name in entry]
    given = [content for content in bodies if text(_get(content, "value"))] or _told_otherwise(entry)
    longest = max(given, key=lambda content: _visible(text(_get(content, "value")))) if len(given) > 1 else given[0]
    body = _with_deck(text(longest.get("value")), given)
    body = spoken_tags(body) if _get(longest, "type") == "text/plain" and "<" in body else body
    if len(given) > 1 and "<img" not in body:  # the picture may stand in the teaser only
        body += next((found[0] for content in given if (found := _IMG.search(text(_get(content, "value"))))), "")
    return body[:MAX_BODY], text(longest.get("base")) or None, len(body) <= MAX_BODY


def _told_otherwise(entry: Any) -> list[dict[str, Any]]:
    """Give what an entry without a body of the format's own has of other names for one; at least an empty one."""
    values = (_get(entry, name) for name in entry if _TOLD.fullmatch(name))
    return [{"value": value} for value in values if isinstance(value, str) and value.strip()] or [{"value": ""}]


def _with_deck(body: str, given: list[dict[str, Any]]) -> str:
    """Give a body; one of a few lines that breaks off has a deck that does not before it, and so has what an aggregator
    cut and counted where that deck is the longer of the two.
    """
    if len(given) < 2 or len(body) > _FEW_LINES:
        return body
    others = [told for one in given if (told := text(_get(one, "value")).strip()) and told != body]
    if _BROKEN_OFF.search(body):
        deck, cut = next(filter(_is_deck, others), ""), body
    else:
        deck, cut = body, next(filter(_COUNTED.search, others), "")
    if not (deck and cut):
        return body
    return f"<p>{deck}</p>\n{cut}" if "<" in cut or "<" in deck else f"{deck}\n\n{cut}"  # bare lines stay lines


def _is_deck(told: str) -> bool:
    return not _CUT.search(told) and (len(told) >= _DECK or told.rstrip("\"'”’」")[-1:] in tuple(".!?。！？"))


def _visible(markup: str) -> float:
    """Estimate how much of a body is text: a teaser's picture in eight sizes is longer than a paragraph."""
    return len(rough(markup[:_LOOKED_AT])) * max(len(markup) / _LOOKED_AT, 1)


def _author(entry: Any) -> str | None:
    """Name all who wrote it."""
    people = [one for one in _get(entry, "authors") or () if isinstance(one, dict)]
    credited = [one for one in _get(entry, "media_credit") or () if text(_get(one, "role")) == "author"]
    named = (name for one in credited if not web_url(name := text(_get(one, "content"))))  # some credit a portrait
    alone = text(_get(entry, "author")) or next(named, "")
    return joined(map(_person, people) if len(people) > 1 else [alone])


def _person(one: Any) -> str:
    """Name one of several, without the rest of an address that feedparser cut: it knows no `.online`."""
    name = text(_get(one, "name"))
    return _ADDRESS_REST.sub("", name) if _LONG_ENDING.search(text(_get(one, "email"))) else name


def _home(url: str) -> bool:
    """Whether an address is a site's own: some feeds give it as the link of each entry."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _instead(guid: str, url: str | None, home: str, came_from: str | None) -> str | None:
    """Give the address that an id is, where the link leads to no page of the entry's own."""
    if url and _PROXY.match(url):
        return web_url(guid)
    return _page(guid, url or home) if not url or url == came_from or _home(url) else None


def _page(guid: str, home: str) -> str | None:
    """Give the address that an id is, if it is one of a page of the same site."""
    url = web_url(guid) if guid.startswith("http") else None
    return url if url and urlsplit(url).hostname == urlsplit(home).hostname and not _home(url) else None


def _content_source(entry: Any) -> str:
    """Give the address of an Atom entry's content that is kept elsewhere (RFC 4287, section 4.1.3.2)."""
    sources = (text(_get(content, "src")) for content in _get(entry, "content") or () if isinstance(content, dict))
    return next(filter(None, sources), "")


def _about(entry: Any) -> str:
    """Give what an entry of RSS 1.0 is about: its address. Of ids of other formats feedparser says what they are."""
    return text(_get(entry, "id")) if _get(entry, "guidislink") is None else ""


def _topics(entry: Any) -> tuple[str, ...]:
    tags = (_get(entry, "tags") or ())[:MAX_TOPICS]
    names = [one_line(plain(text(_get(tag, "label")) or text(_get(tag, "term")))) for tag in tags]
    if len(names) == 1 and names[0].count(",") >= MANY_COMMAS:
        names = [name.strip() for name in names[0].split(",")]
    return tuple(dict.fromkeys(name for name in names if name and not _HOST.fullmatch(name)))[:MAX_TOPICS]


def _outlet(entry: Any) -> str:
    source = _get(entry, "source")
    return one_line(plain(text(_get(source, "title")))) if isinstance(source, dict) else ""


def _elsewhere(entry: Any, base: str) -> bool:
    """Whether an entry was taken over from a feed of another site (RSS's `source`; RFC 4287, section 4.2.11)."""
    source: Any = _get(entry, "source")
    site = web_url(text(_get(source, "link")) or text(_get(source, "href")))
    ours, theirs = (f".{urlsplit(url).hostname}".removeprefix(".www") for url in (base, site or base))
    return not ours.endswith(theirs) and not theirs.endswith(ours)


def _image(entry: Any, base: str, least: int) -> str | None:
    """Choose the picture that the publisher attached: of its media, else a thumbnail, an enclosure, its own image.

    One that says to be narrower than `least` pixels is none.
    """
    image = _get(entry, "image")
    offers: list[list[Picture | None]] = [
        [_picture(item) for item in _get(entry, "media_content") or ()],
        [_picture(item, "image") for item in _get(entry, "media_thumbnail") or ()],
        [_picture(item) for item in (*(entry.get("enclosures") or ()), _get(entry, "enc_enclosure"))],
        [_picture(item, "image") for item in _get(entry, "links") or () if text(_get(item, "rel")) in _PICTURE_LINKS],
        [_picture(image, "image")] if isinstance(image, dict) else [],
    ]
    wide = [[one for one in pictures if one and not 0 < one.width < least] for pictures in offers]
    chosen = (loose_url(media.best(pictures), base=base) for pictures in (*wide, *_own_pictures(entry)))
    return next(filter(None, chosen), None)


def _own_pictures(entry: Any) -> Iterator[list[Picture]]:
    """Give the pictures in elements of no format, those last that say to be small."""
    names = [name for name in entry if name in _OWN_PICTURES or media.field_of_picture(name)]
    for name in sorted(names, key=media.small_by_name):
        own = _get(entry, name)
        yield [picture] if isinstance(own, dict) and (picture := _picture(own, "image")) else [Picture(text(own))]


def _picture(item: Any, kind: str = "") -> Picture | None:
    if not isinstance(item, dict) or not (
        url := text(next(filter(None, (_get(item, name) for name in ("url", "href", "resource", "src"))), ""))
    ):
        return None
    kind = kind or text(_get(item, "medium")) or text(_get(item, "type"))
    return Picture(url, kind, media.width(_get(item, "width")), text(_get(item, "isdefault")) == "true")


def _language(value: Any) -> str | None:
    name = text(value).replace("_", "-")
    return name if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", name) else None


def text(value: Any) -> str:
    """Give a value of feedparser's as text, empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
