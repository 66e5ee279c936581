"""Posts of static site generators (Hexo, Jekyll, Hugo): metadata, then a body in Markdown or HTML."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from datetime import UTC, time, tzinfo
from pathlib import Path

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import header, markdown, zones
from ledebot.bot.sources.calendar_words import day_first
from ledebot.bot.sources.dates import Customs, read, remarks
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.fields import Fields
from ledebot.bot.sources.headline import headline
from ledebot.bot.sources.items import script_language
from ledebot.bot.sources.words import one_line, plain, printable, rough

ASSETS = re.compile(
    r"\.(avif|bmp|css|eot|gif|gz|ico|jpe?g|js|map|mp[34]|otf|pdf|png|py|rb|s[ac]ss|sh|styl|svg|tiff?|ttf|webm|webp"
    r"|woff2?|ya?ml|zip)",
    re.IGNORECASE,
)
"""What lies beside posts in an archive and is not meant to be read."""
_SKIPPED = frozenset(("node_modules", "_drafts"))
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{1,2000}\)")
_OPENING = 1000
"""Characters of a body by which its language is told."""
_TEMPLATED = re.compile(r"\s{0,9}(?:\{\{[^{}]{1,40}\}\}|<%[^<>]{1,40}%>)\s{0,9}\Z")
"""A title that a program has yet to fill in, as in the form of a post."""
_PATHLIKE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}-)?(.+)$")
_NOTES = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mkdn"))
"""Endings of files that are text in Markdown."""
_NO_NOTE = re.compile(
    r"(?:readme|changes|changelog|licen[sc]e|contributing|code_of_conduct|security|summary|index)\b", re.IGNORECASE
)
"""What lies in every repository."""
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d{6})(?:[-_ .]|$)")
"""How Jekyll wants a post's file to be named."""


def parse(data: bytes, *, ref: str, zone: tzinfo | None = None, bare: bool = False) -> Item | None:
    """Read one post; None for a draft. A `bare` one has no metadata: its heading is its title.

    `ref` is its path, used in messages and, for want of better, to name its source, title and day. `zone` is meant
    where its date names none; without it the post's own `timezone`, that of the language it declares or is plainly
    written in, else UTC.
    Raises ParseError, saying what is wrong with which file.
    """
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError(f"{ref}: a binary file, not a post")
    warnings: list[str] = []
    text = printable(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    meta, body = ({}, text) if bare else header.split(text, ref, warnings)
    fields = Fields(meta)
    if fields.draft:
        return None
    return _item(fields, body.strip(), ref, zone, warnings)


def is_post(data: bytes) -> bool:
    """Tell whether a document begins as a post does."""
    start = data[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return start.startswith((b"---", b"+++")) or (
        (start.startswith(b"<!--") or not start.startswith(b"<")) and header.begins(decode(data[: header.MAX_HEADER]))
    )


def is_note(ref: str) -> bool:
    """Tell from its name whether a document that has no metadata is a text in Markdown."""
    name = Path(ref)
    return name.suffix.lower() in _NOTES and not _NO_NOTE.match(name.name)


def walk(path: Path) -> Iterator[Path]:
    """List a folder's posts in a fixed order, hidden files, drafts and pictures left out; a file is its own list.

    Links to folders are not followed. A folder that cannot be read comes as itself, for the reader to report.
    """
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name) if path.is_dir() else None
    except OSError:
        entries = None
    if entries is None:
        yield path
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file() and not ASSETS.fullmatch(Path(entry.name).suffix):
            yield Path(entry.path)


def _item(fields: Fields, body: str, ref: str, zone: tzinfo | None, warnings: list[str]) -> Item:
    title = "" if _TEMPLATED.match(fields.title) else one_line(plain(fields.title))
    visible = bool(rough(body[:20_000]))
    told = visible and ("![" not in body or bool(rough(_PICTURE.sub("", body[:20_000]))))
    if fields.description and (not told or markdown.is_listing(body)):
        shown = "" if told else markdown.to_html(body)
        body, visible = f"<p>{html.escape(fields.description)}</p>{shown}", True
    if not visible:
        if not title:
            raise ParseError(f"{ref}: neither a title nor a body")
        warnings.append("empty body")
    body = markdown.to_html(body)
    if not title:
        title = headline(body) if visible else _PATHLIKE.sub(r"\1", Path(ref).stem)
        warnings.append("no title; made from the text")
    named = _DATED_NAME.match(Path(ref).name)
    dates = fields.dates or list(named.groups() if named else ())
    language = fields.language
    written = next(filter(None, (read(date, language) for date in dates)), None)
    timed = written is not None and written.wall.time() != time()  # a day alone has no zone to miss
    spoken = language or (script_language(f"{title} {rough(body[:_OPENING])}") if timed else None)
    own = zone or zones.of_name(fields.timezone) or zones.at_home(spoken) or UTC
    meant = Customs(own, day_first(language))
    published = meant.moment(written)
    if not dates:
        warnings.append("no date")
    elif published is None or timed:
        warnings += remarks(dates[0], written, meant, published)
    return Item(
        ref=ref,
        source=fields.source or Path(ref).absolute().parent.name or "files",
        title=title,
        html=body,
        guid=fields.guid,
        url=fields.url,
        published=published,
        author=fields.author,
        topics=fields.topics,
        image=fields.image,
        language=language,
        warnings=tuple(warnings),
    )
