"""From the raw entries of a feed to items, each complete or reported."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from ledebot.bot.model import Failure, Item
from ledebot.bot.sources import markdown, zones
from ledebot.bot.sources.dates import Customs, customs, read, remarks
from ledebot.bot.sources.headline import headline
from ledebot.bot.sources.raw import Entry, RawFeed, each
from ledebot.bot.sources.urls import canonical_url
from ledebot.bot.sources.words import (
    one_line,
    plain,
    rough,
    split_title,
    title_text,
    unknown_tags,
    without_cdata,
)
from ledebot.bot.sources.written import Written

_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA, _HANGUL = re.compile(r"[\u3041-\u30fe]"), re.compile(r"[\uac00-\ud7a3]")
_EAST_ASIAN = ("zh", "ja", "ko")
_ANY_WIDE = re.compile(r"[\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]")
_TITLES_ASKED, _TEXTS_ASKED, _OPENING = 30, 5, 1000
"""Entries whose titles and texts tell a feed's language, and how many characters of a text."""
_SHORT = 2000
"""Characters of a body that may hold no more than its title."""
_NO_TITLE = re.compile(
    r"[\[(（【]?(?:untitled(?: (?:post|document))?|no title|null|undefined"
    r"|无标题|無標題|未命名|无题|图片|圖片|视频|影片)[\])）】]?|https?://\S{1,300}"
    r"|\W{0,9}(?:this )?media is (?:too big|not supported in your browser)"
    r"|new (?:status|post|toot|note) by \S{1,60}|\{\{[^{}]{1,40}\}\}",
    re.IGNORECASE,
)
"""What programs write where there is no title."""
_MARKDOWN = re.compile(r"\]\(https?://[^\s()]{1,500}\)|(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])")
"""Links and strong words as Markdown writes them, in text without a tag."""
_STAMP, _CLOCK, _MINUTE = 48, re.compile(r"\d:\d\d"), timedelta(minutes=1)
"""Characters of a title that is only a time, and how near the post's it is."""
_OUTLET = re.compile(r"\s[-–—|]\s")


def judged(
    raw: RawFeed,
    url: str,
    name: str,
    host: str,
    *,
    language: str | None = None,
    zone: tzinfo | None = None,
    at: datetime | None = None,
) -> tuple[tuple[Item, ...], tuple[Failure, ...]]:
    """Turn a feed's entries into items and, where there is nothing to read, failures; identical twins count once.

    `name`, `language` and `zone` are what the operator says of the source; `at` is when it was fetched.
    """
    spoken = language or _spoken(raw)
    now = at.astimezone(zone or zones.at_home(spoken) or UTC) if at else None
    numbered = [(entry.number, entry) for entry in raw.entries]
    dated, undated = each(numbered, lambda _, entry: (entry, _written(entry, spoken, now)))
    meant = customs([date for _, date in dated], language=spoken, zone=zone)

    def make(number: int, given: tuple[Entry, Written | None]) -> Item | Failure:
        return _make_item(given[0], f"{url}#{number}", name, raw.title or host, raw.language, given[1], meant)

    made, unmade = each([(entry.number, (entry, date)) for entry, date in dated], make)
    items: dict[tuple[str | None, str | None, str, str], Item] = {}
    failures = [Failure(f"{url}#{number}", reason) for number, reason in (*raw.unread, *undated, *unmade)]
    for one in made:
        if isinstance(one, Failure):
            failures.append(one)
        else:
            items.setdefault((one.guid, one.url, one.title, one.html), one)
    return _told_apart(tuple(items.values()), raw.link), tuple(failures)


def script_language(text: str) -> str | None:
    """Tell an East Asian language by its characters."""
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    return "zh" if _WIDE.search(text) else None


def _spoken(raw: RawFeed) -> str | None:
    """Tell a feed's language: what it declares, unless most of its titles, or of its texts, are plainly of another."""
    declared = raw.language
    if declared and declared.lower().startswith(_EAST_ASIAN):
        return declared
    titles = [entry.title for entry in raw.entries[:_TITLES_ASKED]]
    texts = [rough(entry.html[:_OPENING]) for entry in raw.entries[:_TEXTS_ASKED]]
    for pieces in (titles, texts):
        wide = [piece for piece in pieces if not piece.isascii() and 5 * len(_ANY_WIDE.findall(piece)) > len(piece)]
        if 2 * len(wide) > len(pieces):
            return script_language("".join(wide))
    return declared


def _written(entry: Entry, language: str | None, now: datetime | None) -> Written | None:
    return next(filter(None, (read(date, language, now) for date in entry.dates)), None)


def _make_item(
    entry: Entry,
    ref: str,
    name: str,
    default: str,
    language: str | None,
    written: Written | None,
    meant: Customs,
) -> Item | Failure:
    title, rest = split_title(_lines(entry.title))
    body = unknown_tags(without_cdata(entry.html))
    visible = plain(body) if len(body) < _SHORT else rough(body[:20_000])
    if rest and (not visible or visible == one_line(plain(entry.title))):
        body, visible = rest, rest
    elif title and visible == title:
        body = ""
    if "<" not in body and _MARKDOWN.search(body):
        body = markdown.to_html(body)
    warnings = list(entry.warnings)
    named = not _NO_TITLE.fullmatch(title) and not _is_date(title, language, written)
    if not title or (not named and visible and visible != title):
        title = headline(body)
        warnings.append("no title; made from the text")
    if not title:
        return Failure(ref, "an entry without title and text")
    if entry.link and not entry.url:
        if not visible or visible == title:
            return Failure(ref, f"no text, and its link is no web address: {entry.link[:80]}")
        warnings.append("its link is no web address")
    source = name or default
    if entry.outlet and not name:
        title, source = _of_outlet(title, entry.outlet, entry.outlet if entry.elsewhere else default)
        if visible in (title, f"{title} {source}"):
            body = ""
    published = meant.moment(written)
    warnings += remarks(entry.dates[0] if entry.dates else "", written, meant, published)
    return Item(
        ref=ref,
        source=source,
        title=title,
        html=body,
        guid=entry.guid,
        url=entry.url,
        published=published,
        author=entry.author,
        topics=entry.topics,
        image=entry.image,
        language=_of_item(language, title),
        base=entry.base,
        about=written is not None and written.about,
        warnings=tuple(warnings),
    )


def _is_date(title: str, language: str | None, written: Written | None) -> bool:
    """Whether a title only repeats when a post was written, to the minute, as programs put it over notes."""
    if written is None or len(title) > _STAMP or not _CLOCK.search(title):
        return False
    again = read(title, language)
    return again is not None and abs(again.wall - written.wall) < _MINUTE


def _of_outlet(title: str, outlet: str, default: str) -> tuple[str, str]:
    """Take the paper that an aggregator names off the title's end (`… - 港口时报`); without it there, `default` is."""
    start = title[: -len(outlet)]
    if not title.endswith(outlet) or not (found := _OUTLET.search(start[-3:])):
        return title, default
    kept = start[: len(start) - len(found[0])].rstrip()
    return (kept, outlet) if kept else (title, default)


def _of_item(declared: str | None, title: str) -> str | None:
    if declared and not declared.lower().startswith(_EAST_ASIAN) and _WIDE.search(title):
        return None  # generators declare `en` by default
    return declared


def _lines(text: str) -> str:
    """Give a title's visible text with its line breaks kept."""
    return "\n".join(map(title_text, text.splitlines())) if "\n" in text or "\r" in text else title_text(text)


def _told_apart(items: tuple[Item, ...], site: str | None) -> tuple[Item, ...]:
    """Mend what should identify an entry and does not.

    An id that entries with different addresses or titles share goes. Entries without id whose address is the site's
    own, or shared by others, get their title for an id, and its date where the title is shared too; or all would count
    as versions of one article. Addresses that differ in what follows a # only are one. Where most entries bear one
    date, it is the time at which a program made the feed: their addresses are their ids then, or the next poll's date
    would make other articles of them.
    """
    by_guid: dict[str | None, set[tuple[str, str]]] = {}
    by_url: dict[str, set[str]] = {canonical_url(site): {"", "the site itself"}} if site else {}
    by_title: dict[tuple[str, str], int] = {}
    addresses = [canonical_url(item.url) if item.url else "" for item in items]
    for item, address in zip(items, addresses, strict=True):
        by_guid.setdefault(item.guid, set()).add((item.url or "", item.title))
        by_url.setdefault(address, set()).add(item.title)
        by_title[address, item.title] = by_title.get((address, item.title), 0) + 1
    dates = Counter(item.published for item in items if item.published)
    made, times = dates.most_common(1)[0] if dates else (None, 0)
    told = []
    for item, address in zip(items, addresses, strict=True):
        guid = item.guid if item.guid and len(by_guid[item.guid]) == 1 else None
        shared = bool(address) and len(by_url[address]) > 1
        if guid is None and address and by_title[address, item.title] > 1 and item.published:
            guid = f"title:{item.title}@{item.published:%Y-%m-%dT%H:%M}"
        elif guid is None and shared:
            guid = f"title:{item.title}"
        elif guid is None and item.published == made and times >= max(3, len(items) / 2):
            guid = item.url
        told.append(item if (guid, shared) == (item.guid, item.shared) else replace(item, guid=guid, shared=shared))
    return tuple(told)
