"""Which stored article a document is a version of, and what its next revision is. Pure decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ledebot.bot.model import Article, Document
from ledebot.bot.sources.urls import canonical_url

ANOTHER_ISSUE = timedelta(hours=1)
"""Publishing times of one title at one address that are further apart are two articles' and no correction's."""
FUTURE_TOLERANCE = timedelta(hours=1)
"""A publishing time further ahead than this is a publisher's mistake; the time of arrival counts instead."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored article and the identities that lead to it."""

    article: Article
    aliases: tuple[str, ...]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def aliases_of(document: Document) -> tuple[str, ...]:
    """Name the identities of a document, the strongest first; hashed, so that any length and script will do."""
    return _aliases(document, document.published)


def aliases_of_article(article: Article) -> tuple[str, ...]:
    """Name the identities of the document that an article was made of."""
    return _aliases(article, article.published if article.dated else None)


def alias_of_address(url: str) -> str:
    """Name the identity that a web address is."""
    return "u:" + _digest(canonical_url(url))


def _aliases(document: Document | Article, published: datetime | None) -> tuple[str, ...]:
    names = []
    if document.url:
        names.append(alias_of_address(document.url))
    if document.guid:
        names.append("g:" + _digest(document.source, document.guid))
    if document.url and (other := _without_slash(document.url)):
        names.append(alias_of_address(other))
    if not names:
        date = published.isoformat() if published else ""
        names.append("t:" + _digest(document.source, document.title, date))
    return tuple(names)


def _without_slash(url: str) -> str | None:
    """Give a page's address as others write it, without the slash at the end of its path; None if it has none."""
    address, mark, query = canonical_url(url).partition("?")
    return f"{address[:-1]}{mark}{query}" if address.endswith("/") and address.count("/") > 3 else None


def match(
    document: Document, names: tuple[str, ...], known: Mapping[str, str | None], stored: Mapping[str, Stored]
) -> Stored | None:
    """Find the stored article that a document is a version of.

    One identity is enough unless everything else speaks against it: some feeds give every entry the site's own
    address, others the same id to all.
    """
    for name in sorted(names):  # g: before u:, a publisher's own id is meant for this
        candidate = stored.get(known[name] or "")
        if candidate and _plausible(name[0], document, candidate.article):
            return candidate
    return stored.get(id_of_words(document, names))


def _plausible(kind: str, document: Document, article: Article) -> bool:
    """Judge an identity that leads to an article by the others.

    The same id with another link and another title is another article (FreshRSS#5329: ids that count from 1 again). The
    same link is not enough where ids differ and neither title nor date agree, where the feed has other entries with
    that link, nor where a title comes again hours later without an id that says so: a daily column, a weather report.
    """
    same_title = document.title == article.title
    if kind == "g":
        same_url = not (document.url and article.url) or canonical_url(document.url) == canonical_url(article.url)
        return same_title or same_url
    if kind == "u" and document.source == article.source:
        apart = _apart(document, article)
        if document.guid and document.guid == article.guid:
            return True
        if same_title:
            return apart is None or apart < ANOTHER_ISSUE
        if document.shared:
            return False
        return not (document.guid and article.guid) or apart == timedelta()
    return True


def _apart(document: Document, article: Article) -> timedelta | None:
    """Tell how far apart in time they were published; None where one of them is not dated."""
    if not article.dated or document.published is None:
        return None
    return abs(document.published - article.published)


def id_of_words(document: Document, names: tuple[str, ...]) -> str:
    """Give the id of an article all whose identities lead to others: it is told apart by its words and date."""
    return _digest(*names, document.title, str(document.published))


def create(document: Document, names: tuple[str, ...], known: Mapping[str, str | None], now: datetime) -> Article:
    """Make the first revision of an article, named after a free identity."""
    free = [name for name in names if known[name] is None]
    return _article(document, _digest(free[0]) if free else id_of_words(document, names), 1, now, None)


def revise(document: Document, old: Article, now: datetime) -> Article | None:
    """Make the next revision, or None if nothing that readers see has changed.

    Another source that carries the same address does not revise an article, or the two would take turns for ever;
    only an article that came without a readable body takes one from anywhere.
    """
    new = _article(document, old.id, old.revision + 1, now, old)
    if new.content_hash == old.content_hash:
        return None
    if document.source != old.source:
        if old.paragraphs or not new.paragraphs:
            return None
        new = replace(
            new, source=old.source, guid=old.guid, topics=old.topics or new.topics, section=old.section or new.section
        )
    if old.paragraphs and not new.paragraphs:
        # The page could not be had this time: what readers have seen stays.
        new = replace(new, paragraphs=old.paragraphs, lede=old.lede, sketch=old.sketch)
        new = replace(new, content_hash=_content_hash(new.title, new.paragraphs))
        if new.content_hash == old.content_hash:
            return None
    return new


def _article(document: Document, article_id: str, revision: int, now: datetime, old: Article | None) -> Article:
    published = document.published
    dated = published is not None and published <= now + FUTURE_TOLERANCE
    if published is None or not dated:
        published, dated = (old.published, old.dated) if old else (now, False)
    return Article(
        id=article_id,
        revision=revision,
        url=document.url,
        source=document.source,
        title=document.title,
        published=published,
        fetched=old.fetched if old else now,
        content_hash=_content_hash(document.title, document.paragraphs),
        story=old.story if old else article_id,
        guid=document.guid,
        original_title=document.original_title,
        author=document.author,
        dateline=document.dateline,
        editor=document.editor,
        topics=document.topics,
        section=document.section,
        language=document.language,
        image=document.image,
        paragraphs=document.paragraphs,
        lede=document.lede,
        sketch=old.sketch if old else (),
        dated=dated,
    )


def _content_hash(title: str, paragraphs: Sequence[str]) -> str:
    return _digest(title, *paragraphs)
