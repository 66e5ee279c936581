"""An item to a document: cleaned, its metadata found, its ledes picked. Pure; the same item gives the same document."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from ledebot.bot.model import Document, Item
from ledebot.bot.text.clean import Body, clean
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.language import language
from ledebot.bot.text.lede import pick
from ledebot.bot.text.normalized_equal import tidy_title
from ledebot.bot.text.statements import cut_off

_LINE_END = re.compile(r"(?<!\s)[^\S\r\n\t]*[\r\n\t]\s*")

__all__ = ["read"]


def read(item: Item) -> Document:
    """Read any item; whatever its body holds, this gives a document and never raises."""
    title = tidy_title(item.title, item.source)
    body = clean(item.html, title=title, source=item.source)
    lede = pick(body.paragraphs, title=title)
    return Document(
        ref=item.ref,
        source=item.source,
        title=title,
        guid=item.guid,
        url=item.url,
        original_title=body.original_title,
        published=item.published,
        author=item.author or body.author,
        topics=item.topics,
        dateline=body.dateline,
        editor=body.editor,
        image=_image(item, body),
        language=item.language or language(title + "\n" + "\n".join(body.paragraphs[:4])),
        paragraphs=body.paragraphs,
        lede=lede,
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
    url = _LINE_END.sub("", url).replace(" ", "%20")
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
