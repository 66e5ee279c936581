"""An item to a document: cleaned, its metadata found, its ledes picked. Pure; the same item gives the same document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from ledebot.bot.model import Document, Item, Lede, Section
from ledebot.bot.text.clean import Body, Page, clean, page
from ledebot.bot.text.furniture import NONE, Furniture, Habits, Sample, furniture, learn
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.language import language
from ledebot.bot.text.lede import pick
from ledebot.bot.text.normalized_equal import tidy_title
from ledebot.bot.text.section import section_of
from ledebot.bot.text.teasers import cut_off

_LINE_END = re.compile(r"(?<!\s)[^\S\r\n\t]*[\r\n\t]\s*")

__all__ = ["read", "read_again", "read_all"]


def read(item: Item) -> Document:
    """Read any item for itself; whatever its body holds, this gives a document and never raises."""
    title = tidy_title(item.title, item.source)
    body = clean(page(item.html), title=title, source=item.source)
    return _document(item, title, body, pick(body.paragraphs, title=title), _section(item, title), NONE)


def read_all(
    items: Sequence[Item], habits: Mapping[str, Habits] | None = None
) -> tuple[list[Document], dict[str, Habits]]:
    """Read items with what is known of their sources, and what these items themselves show of them.

    `habits` are by source; gives the documents in order, and the habits of their sources as they are now known.
    """
    drafts = [(item, tidy_title(item.title, item.source), page(item.html)) for item in items]
    samples: dict[str, list[Sample]] = {}
    for item, title, body in drafts:
        samples.setdefault(item.source, []).append(_sample(item, title, body))
    learned = {name: learn((habits or {}).get(name, Habits()), found, name) for name, found in samples.items()}
    known = {name: furniture(one) for name, one in learned.items()}
    titles = [known[item.source].title(title) for item, title, _ in drafts]
    # Step by step for all, not item by item: what a step works with then stays at hand, and that is a seventh faster.
    bodies = [
        clean(parsed, title=title, source=item.source, known=known[item.source])
        for title, (item, _, parsed) in zip(titles, drafts, strict=True)
    ]
    ledes = [pick(body.paragraphs, title=title) for title, body in zip(titles, bodies, strict=True)]
    sections = [_section(item, title) for title, item in zip(titles, items, strict=True)]
    documents = [
        _document(item, title, body, lede, section, known[item.source])
        for item, title, body, lede, section in zip(items, titles, bodies, ledes, sections, strict=True)
    ]
    return documents, learned


def read_again(document: Document, known: Furniture) -> Document:
    """Apply what has been learned of its source since to a document; gives back itself where that changes nothing."""
    paragraphs = known.sift(document.paragraphs)
    image = None if document.image in known.pictures else document.image
    if paragraphs == document.paragraphs and image == document.image:
        return document
    return replace(document, paragraphs=paragraphs, image=image, lede=pick(paragraphs, title=document.title))


def _sample(item: Item, title: str, body: Page) -> Sample:
    pictures = dict.fromkeys(filter(None, (item.image, *(image.url for image in body.images))))
    return Sample(title, [line.text for line in body.lines if not line.junk], tuple(pictures), item.author or "")


def _section(item: Item, title: str) -> Section | None:
    return item.section or section_of(title, item.topics, item.url)


def _document(item: Item, title: str, body: Body, lede: Lede, section: Section | None, known: Furniture) -> Document:
    return Document(
        ref=item.ref,
        source=item.source,
        title=title,
        guid=item.guid,
        url=item.url,
        original_title=body.original_title,
        published=item.published,
        author=known.author(item.author) or body.author,
        topics=item.topics,
        section=section,
        dateline=body.dateline,
        editor=body.editor,
        image=_image(item, body),
        language=item.language or language(title + "\n" + "\n".join(body.paragraphs[:4])),
        paragraphs=body.paragraphs,
        lede=lede,
        shared=item.shared,
        warnings=tuple(dict.fromkeys(item.warnings + _warnings(item, body, bool(lede.short)))),
    )


def _image(item: Item, body: Body) -> str | None:
    """Choose the item's own picture, else the body's first; a code or logo is none, wherever it stands."""
    for url in (item.image, *body.images):
        if not url or url in body.junk_images:
            continue
        full = _absolute(url.strip(), item.base or item.url)
        if full and full not in body.junk_images and not junk_image(full):
            return full
    return None


def _absolute(url: str, base: str | None) -> str | None:
    url = _LINE_END.sub("", url).replace(" ", "%20").replace("&amp;", "&")
    if url.startswith("//"):
        url = "https:" + url
    try:
        full = urljoin(base, url) if base else url
        parts = urlsplit(full)
    except ValueError:
        return None
    return full if parts.scheme in ("http", "https") and parts.netloc else None


def _warnings(item: Item, body: Body, has_lede: bool) -> tuple[str, ...]:
    found = [] if item.published else ["no date"]
    teaser = bool(body.paragraphs) and cut_off(body.paragraphs[-1])
    if not has_lede:
        found.append(f"no lede: {_reason(body, teaser)}")
    elif teaser:
        found.append("the body is a teaser, cut in mid-sentence")
    return tuple(found)


def _reason(body: Body, teaser: bool) -> str:
    if teaser:
        return "the body is a teaser, cut in mid-sentence"
    if body.paragraphs:
        return "the body makes no whole statement of its own"
    if body.repeats_title:
        return "the body only repeats the title"
    return "the body is only pictures" if body.images else "the body is empty"
