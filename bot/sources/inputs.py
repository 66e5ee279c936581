"""What `ledebot ingest` and `ledebot lede` take: a post or a folder of them, a feed, OPML or page, by path or URL.

What a document is, its content decides, not its name.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ledebot.bot.core.errors import InputError, LedebotError, ParseError, SourceError
from ledebot.bot.model import Failure, Item, Section, SourceConfig
from ledebot.bot.sources import feed, frontmatter, opml, page, zones
from ledebot.bot.sources.encoding import GZIP, decode
from ledebot.bot.sources.ports import Getter
from ledebot.bot.sources.urls import is_url, without_credentials

MAX_BYTES = 10 * 1024 * 1024
"""Of a document from the web, and of one found in a folder."""
MAX_UNPACKED = 1024 * 1024 * 1024
"""Of a packed file that is named: some thousand times what a small one may pretend to be."""
_UNKNOWN = SourceConfig("")
_SECTIONS = frozenset(Section)


async def items(argument: str, fetcher: Getter) -> AsyncIterator[Item | Failure]:
    """Read an argument of the command line, item by item.

    Raises InputError if the argument itself cannot be read; what is wrong inside it comes as a Failure.
    """
    if is_url(argument):
        for item in await _read_url(SourceConfig(argument), fetcher):
            yield item
        return
    for path in _files(argument):
        for item in await _read_file(path, fetcher, named=path == Path(argument)):
            yield item
        await asyncio.sleep(0)  # thousands of files must not stop the bot from answering


def _files(argument: str) -> Iterator[Path]:
    """List what a path names. Raises InputError if it names nothing that can be read."""
    path = Path(argument)
    if argument != "-" and not path.exists():
        hint = "; only http and https addresses are fetched" if "://" in argument else ""
        raise InputError(f"{argument}: no such file or folder{hint}")
    if argument != "-" and not os.access(path, os.R_OK):
        raise InputError(f"{argument}: permission denied; check that it can be read")
    return frontmatter.walk(path)


def count(argument: str) -> int | None:
    """Count the files of a folder for a progress bar; None where that is not known beforehand."""
    path = Path(argument)
    return sum(1 for _ in frontmatter.walk(path)) if not is_url(argument) and path.is_dir() else None


def parse_document(
    data: bytes,
    ref: str,
    *,
    content_type: str | None = None,
    source: SourceConfig = _UNKNOWN,
    trusted: bool = False,
    at: datetime | None = None,
) -> list[Item | Failure]:
    """Read one document of any kind but OPML; a draft gives nothing. `source` is what the operator says of it.

    A `trusted` one, a file that the operator names, may be of any size; `at` is when one of the web came. Raises
    ParseError if it is none that is known.
    """
    if len(data) > MAX_BYTES and not trusted:
        raise ParseError(f"{ref}: larger than {MAX_BYTES // 2**20} MiB")
    if not data.strip():
        raise ParseError(f"{ref}: empty")
    zone = zones.of_name(source.zone)
    if frontmatter.is_post(data):
        post = frontmatter.parse(data, ref=ref, zone=zone)
        return [post] if post else []
    if feed.looks_like_feed(data):
        found = feed.parse(
            data,
            url=ref,
            content_type=content_type,
            name=source.title,
            language=source.language,
            zone=zone,
            trusted=trusted,
            at=at,
        )
        return [*found.items, *found.failures]
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError(f"{ref}: a binary file, not a post, feed or page")
    if frontmatter.is_note(ref):
        note = frontmatter.parse(data, ref=ref, zone=zone, bare=True)
        return [note] if note else []
    if page.looks_like_page(decode(data[:20_000], content_type)):
        return [page.parse(data, url=ref, content_type=content_type, trusted=trusted)]
    raise ParseError(f"{ref}: neither a post with front matter, nor a feed, nor a web page")


async def _read_file(path: Path, fetcher: Getter, *, named: bool) -> list[Item | Failure]:
    try:
        return await _read(load(path, limit=None if named else MAX_BYTES), str(path), fetcher)
    except (OSError, SourceError) as error:
        return [Failure(str(path), reason(error, str(path)))]


def load(path: Path, *, limit: int | None = MAX_BYTES) -> bytes:
    """Read a file, or standard input for `-`, unpacked if it is packed with gzip.

    Raises OSError, and SourceError for broken data and for more bytes than are allowed.
    """
    most = -1 if limit is None else limit + 1
    if str(path) == "-":
        data = sys.stdin.buffer.read(most)
    else:
        with path.open("rb") as file:
            data = file.read(most)
    if limit is not None and len(data) > limit:
        raise ParseError(f"{path}: larger than {limit // 2**20} MiB; name the file itself to read it all the same")
    if not data.startswith(GZIP):
        return data
    from ledebot.bot.sources import transfer  # loads aiohttp, which takes longer than reading a file

    return transfer.unpack(data, "gzip", limit or MAX_UNPACKED)


async def _read(data: bytes, ref: str, fetcher: Getter) -> list[Item | Failure]:
    """Read one local document; every feed of an OPML document is fetched."""
    try:
        if not opml.looks_like_opml(data):
            return parse_document(data, ref, trusted=True)
        sources = opml.parse(data, ref=ref)
    except SourceError as error:
        return [Failure(ref, reason(error, ref))]
    return [item for source in sources for item in await _read_url(source, fetcher, nested=True)]


async def _read_url(source: SourceConfig, fetcher: Getter, *, nested: bool = False) -> list[Item | Failure]:
    """Fetch and read a feed, page or OPML document; one OPML document does not lead to another."""
    try:
        answer = await fetcher.get(source.url)
        if opml.looks_like_opml(answer.body) and not nested:
            found = opml.parse(answer.body, ref=source.url)
            return [item for inner in found for item in await _read_url(inner, fetcher, nested=True)]
        items = parse_document(answer.body, answer.url, content_type=answer.content_type, source=source, at=answer.at)
    except SourceError as error:
        return [Failure(source.url, reason(error, source.url))]
    return [labelled(item, source) if isinstance(item, Item) else item for item in items]


def labelled(item: Item, source: SourceConfig) -> Item:
    """Give an item what the operator says of its source; the operator's topics stand instead of the feed's own."""
    topics, section = _sorted_out(source.topics or item.topics, dict(source.categories))
    return replace(item, topics=topics, section=source.section or section, language=source.language or item.language)


def _sorted_out(topics: tuple[str, ...], changes: dict[str, str]) -> tuple[tuple[str, ...], Section | None]:
    """Rename, merge and hide categories; the first that stands for a section names it."""
    kept: dict[str, None] = {}
    section = None
    for topic in topics:
        name = changes.get(topic, topic)
        if topic in changes and name in _SECTIONS:
            section = section or Section(name)
        elif name:
            kept[name] = None
    return tuple(kept), section


def reason(error: LedebotError | OSError, ref: str) -> str:
    """Give an error's text without the name that a report shows beside it; what quotes a server may quote anything."""
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror})"
    text = str(error).removeprefix(f"{ref}: ").removeprefix(f"{without_credentials(ref)}: ")
    return text.encode("utf-8", "replace").decode()
