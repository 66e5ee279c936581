"""Posts of static site generators (Hexo, Jekyll): metadata between `---` lines, then an HTML body."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources.dates import parse_date
from ledebot.bot.sources.encoding import decode
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import headline, one_line, plain, printable

MAX_BYTES = 10 * 1024 * 1024
MAX_HEADER = 64 * 1024
"""Characters; a longer header is not one."""
MAX_TOPICS = 20
MAX_NESTING = 8
"""Lists and mappings within each other; Hexo's categories need two."""
ASSETS = re.compile(
    r"\.(avif|bmp|css|eot|gif|gz|ico|jpe?g|js|map|mp[34]|otf|pdf|png|py|rb|s[ac]ss|sh|styl|svg|tiff?|ttf|webm|webp"
    r"|woff2?|ya?ml|zip)",
    re.IGNORECASE,
)
"""What lies beside posts in an archive and is not meant to be read."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BEFORE = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(.*))?$")
_PATHLIKE = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}-)?(.+)$")
_QUOTES = "\"'“”‘’"


def parse(data: bytes, *, ref: str) -> Item:
    """Read one post. `ref` is its path, used in messages and, for want of better, to name its source and title.

    Raises ParseError, saying what is wrong with which file.
    """
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError(f"{ref}: a binary file, not a post")
    header, body = _split(printable(decode(data).replace("\r\n", "\n").replace("\r", "\n")), ref)
    warnings: list[str] = []
    meta = _read(header, ref, warnings)
    return _item(meta, body.strip(), ref, warnings)


def is_post(data: bytes) -> bool:
    """Tell whether a document begins as a post does."""
    return data[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"---")


def walk(path: Path) -> Iterator[Path]:
    """List a folder's posts in a fixed order, hidden files and pictures left out; a file is its own list.

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
        if entry.name.startswith(".") or entry.name == "node_modules":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file() and not ASSETS.fullmatch(Path(entry.name).suffix):
            yield Path(entry.path)


def _split(text: str, ref: str) -> tuple[str, str]:
    text = text.lstrip("\ufeff \t\n")
    opening = _FENCE.match(text)
    if not opening:
        raise ParseError(f"{ref}: no front matter (the first line must be ---)")
    closing = _FENCE.search(text, opening.end(), opening.end() + MAX_HEADER)
    if not closing:
        raise ParseError(f"{ref}: the front matter is not closed (a second line --- is missing)")
    return text[opening.end() : closing.start()], text[closing.end() :]


def _read(header: str, ref: str, warnings: list[str]) -> dict[str, Any]:
    try:
        events = yaml.parse(header, Loader=_LOADER)
        meta = next((_value(events, event) for event in events if not isinstance(event, _BEFORE)), None)
    except yaml.YAMLError:
        meta = None
    if isinstance(meta, dict):
        return meta
    repaired = _repair(header)
    if not repaired:
        raise ParseError(f"{ref}: the front matter holds no `key: value` line")
    warnings.append("front matter is not valid YAML; read line by line")
    return repaired


def _value(events: Iterator[yaml.Event], event: yaml.Event, depth: int = 0) -> Any:
    """Build texts, lists and dictionaries from a YAML parser's events; aliases stand for nothing.

    Every scalar stays the text that was written: no `19_15` that becomes 1915, no `no` that becomes False. The
    library's own loader calls itself for each level of nesting and takes the process down when there are thousands.
    """
    if depth > MAX_NESTING:
        raise yaml.YAMLError(f"nested deeper than {MAX_NESTING}")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(events, inner, depth + 1) for inner in _until(events, yaml.SequenceEndEvent)]
    if isinstance(event, yaml.MappingStartEvent):
        held: dict[str, Any] = {}
        for inner in _until(events, yaml.MappingEndEvent):
            key, value = _value(events, inner, depth + 1), _value(events, next(events), depth + 1)
            if isinstance(key, str):
                held.setdefault(key.strip().lower(), value)
        return held
    return None


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    """Give the events up to the end of a list or mapping; what a consumer takes in between is its own."""
    return iter(lambda: None if isinstance(event := next(events), end) else event, None)


def _repair(header: str) -> dict[str, Any]:
    """Read broken YAML as what it was meant to be: `key: value` lines, `- item` lists and continued lines."""
    meta: dict[str, Any] = {}
    key = ""
    for line in header.expandtabs(4).splitlines():
        found = _KEY.match(line)
        if found:
            key = found[1].lower()
            meta.setdefault(key, (found[2] or "").strip())
        elif not line.strip() or not key:
            continue
        elif line.lstrip().startswith("- ") and (isinstance(meta[key], list) or not meta[key]):
            meta[key] = [*(meta[key] or []), _unquote(line.lstrip()[2:])]
        elif isinstance(meta[key], str):
            meta[key] = f"{meta[key]} {line.strip()}".strip()
    return {name: _unquote(value) if isinstance(value, str) else value for name, value in meta.items()}


def _unquote(text: str) -> str:
    """Take off quotes around a whole value, however many; quotes that belong to a part of it stay."""
    text = text.strip()
    while len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        text = text[1:-1].strip()
    return text


def _item(meta: dict[str, Any], body: str, ref: str, warnings: list[str]) -> Item:
    topics = _topics(meta)
    author = _text(meta.get("author")) or None
    title = one_line(_unquote(_text(meta.get("title"))))
    visible = bool(plain(body[:20_000]))
    if not visible:
        if not title:
            raise ParseError(f"{ref}: neither a title nor a body")
        warnings.append("empty body")
    if not title:
        title = headline(body) if visible else _PATHLIKE.sub(r"\1", Path(ref).stem)
        warnings.append("no title; made from the text")
    written = _text(meta.get("date") or meta.get("published") or meta.get("updated"))
    published = parse_date(written)
    if not published:
        warnings.append(f"unusable date: {written[:40]}" if written else "no date")
    url = next(
        filter(None, (web_url(_text(meta.get(key))) for key in ("url", "link", "permalink", "source_url"))), None
    )
    pictures = (web_url(_text(meta.get(key)), base=url) for key in ("headimg", "thumbnail", "cover", "image"))
    return Item(
        ref=ref,
        source=author or (topics[-1] if topics else "") or Path(ref).absolute().parent.name or "files",
        title=title,
        html=body,
        guid=_text(meta.get("guid") or meta.get("uuid")) or None,
        url=url,
        published=published,
        author=author,
        topics=topics,
        image=next(filter(None, pictures), None),
        language=_text(meta.get("lang") or meta.get("language")) or None,
        warnings=tuple(warnings),
    )


def _topics(meta: dict[str, Any]) -> tuple[str, ...]:
    names: list[str] = []
    for key in ("categories", "category", "tags"):
        names += _flat(meta.get(key))
    return tuple(dict.fromkeys(names))[:MAX_TOPICS]


def _flat(value: Any, depth: int = 0) -> list[str]:
    """List the names in a category field: one, many, or Hexo's lists within lists."""
    if isinstance(value, list) and depth < 4:
        return [name for part in value[:MAX_TOPICS] for name in _flat(part, depth + 1)]
    name = one_line(_unquote(_text(value)))
    return [name] if name else []


def _text(value: Any) -> str:
    """Give a scalar as text; a list by mistake (`title: [图]`) as its parts; anything else as nothing."""
    if isinstance(value, list):
        return " ".join(part for part in value[:MAX_TOPICS] if isinstance(part, str))
    return value.strip() if isinstance(value, str) else ""
