"""From the raw entries of a feed to items, each complete or reported."""

from __future__ import annotations

import re
from dataclasses import replace

from ledebot.bot.model import Failure, Item
from ledebot.bot.sources.raw import Entry, RawFeed
from ledebot.bot.sources.words import headline, one_line, plain, split_title

_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_EAST_ASIAN = ("zh", "ja", "ko")


def judged(raw: RawFeed, url: str, source: str) -> tuple[tuple[Item, ...], tuple[Failure, ...]]:
    """Turn a feed's entries into items and, where there is nothing to read, failures; identical twins count once."""
    items: dict[tuple[str | None, str | None, str, str], Item] = {}
    failures: list[Failure] = []
    for number, entry in enumerate(raw.entries, 1):
        made = _make_item(entry, f"{url}#{number}", source, raw.language)
        if isinstance(made, Failure):
            failures.append(made)
        else:
            items.setdefault((made.guid, made.url, made.title, made.html), made)
    return _told_apart(tuple(items.values()), raw.link), tuple(failures)


def _make_item(entry: Entry, ref: str, source: str, language: str | None) -> Item | Failure:
    title, rest = split_title(_lines(entry.title))
    body = entry.html
    visible = plain(body[:20_000])
    if rest and (not visible or visible == one_line(plain(entry.title))):
        body, visible = rest, rest
    elif visible == title:
        body = ""
    warnings: list[str] = []
    if not title:
        title = headline(body)
        warnings.append("no title; made from the text")
    if not title:
        return Failure(ref, "an entry without title and text")
    if entry.link and not entry.url:
        if not visible or visible == title:
            return Failure(ref, f"no text, and its link is no web address: {entry.link[:80]}")
        warnings.append("its link is no web address")
    if entry.date and not entry.published:
        warnings.append(f"unusable date: {entry.date[:40]}")
    if language and not language.lower().startswith(_EAST_ASIAN) and _WIDE.search(title):
        language = None  # generators declare `en` by default
    return Item(
        ref=ref,
        source=source,
        title=title,
        html=body,
        guid=entry.guid,
        url=entry.url,
        published=entry.published,
        author=entry.author,
        topics=entry.topics,
        image=entry.image,
        language=language,
        warnings=tuple(warnings),
    )


def _lines(text: str) -> str:
    """Give a title's visible text with its line breaks kept."""
    return "\n".join(plain(line) for line in text.splitlines())


def _told_apart(items: tuple[Item, ...], site: str | None) -> tuple[Item, ...]:
    """Mend what should identify an entry and does not.

    An id that entries with different addresses share goes. Entries without id whose address is the site's own, or
    shared by others, get their title for an id, or all would count as versions of one article.
    """
    by_guid: dict[str | None, set[str | None]] = {}
    by_url: dict[str | None, set[str]] = {None: set()}
    if site:
        by_url[site] = {"", "the site itself"}
    for item in items:
        by_guid.setdefault(item.guid, set()).add(item.url)
        by_url.setdefault(item.url, set()).add(item.title)
    told = []
    for item in items:
        guid = item.guid if item.guid and len(by_guid[item.guid]) == 1 else None
        if guid is None and item.url and len(by_url[item.url]) > 1:
            guid = f"title:{item.title}"
        told.append(item if guid == item.guid else replace(item, guid=guid))
    return tuple(told)
