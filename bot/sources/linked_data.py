"""What a page says of its article in JSON-LD, in schema.org's words: when it came out, who wrote it, its picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_SCRIPT = re.compile(r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_END = re.compile("</script", re.IGNORECASE)
_AROUND = re.compile(r"\A(?:\s|//|<!\[CDATA\[|<!--)+|(?:\s|//|\]\]>|-->|;)+\Z")
"""What hides a script from old parsers."""
MOST = 20
"""Scripts of a page that are read."""
_NODES = 500
_DEEPEST = 4
_ARTICLE = re.compile(r"\w{0,40}(?:Article|Posting|Report)")
_HOUSE = re.compile(r"\w{0,40}(?:Organization|WebSite|Corporation)")
_JSON = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What was found: the date as it is written, names of people, the address of a picture."""

    date: str = ""
    authors: tuple[str, ...] = ()
    picture: str = ""


def read(page: str) -> LinkedData | None:
    """Read what a page says of its article; None where it describes none. Never raises."""
    if "ld+json" not in page:
        return None
    nodes = [node for script in islice(_scripts(page), MOST) for node in _nodes(_loaded(script))][:_NODES]
    article = next((node for node in nodes if _is(node, _ARTICLE)), None)
    if article is None:
        return None
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    people = article.get("author") or article.get("creator")
    return LinkedData(
        date=_text(article.get("datePublished")),
        authors=tuple(filter(None, (_person(one, named) for one in _listed(people)))),
        picture=next(filter(None, (_picture(one, named) for one in _listed(article.get("image")))), ""),
    )


def without(page: str) -> str:
    """Give a page without its linked data."""
    parts: list[str] = []
    at = 0
    while (start := _SCRIPT.search(page, at)) and (end := _END.search(page, start.end())):
        parts.append(page[at : start.start()])
        at = end.end()
    return "".join((*parts, page[at:]))


def _scripts(page: str) -> Iterator[str]:
    at = 0
    while (start := _SCRIPT.search(page, at)) and (end := _END.search(page, start.end())):
        yield page[start.end() : end.start()]
        at = end.end()


def _loaded(script: str) -> Any:
    try:
        return _JSON.decode(_AROUND.sub("", script))
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """List the things described: in lists, in a graph, and as what a page is mainly about."""
    if isinstance(value, list) and depth < _DEEPEST:
        for one in value[:_NODES]:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < _DEEPEST and isinstance(inner := value.get(name), list | dict):
                yield from _nodes(inner, depth + 1)


def _is(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    return any(kind.fullmatch(one) for one in _listed(node.get("@type")) if isinstance(one, str))


def _person(value: Any, named: dict[str, dict[str, Any]]) -> str:
    """Give a person's name; a house that stands in a person's place is none."""
    if not isinstance(value, dict):
        return _text(value)
    person = named.get(_text(value.get("@id")), value) if "name" not in value else value
    if _is(person, _HOUSE):
        return ""
    return _text(person.get("name")) or " ".join(
        filter(None, (_text(person.get("givenName")), _text(person.get("familyName"))))
    )


def _picture(value: Any, named: dict[str, dict[str, Any]]) -> str:
    if not isinstance(value, dict):
        return _text(value)
    image = value if "url" in value or "contentUrl" in value else named.get(_text(value.get("@id")), value)
    return _text(image.get("url")) or _text(image.get("contentUrl"))


def _listed(value: Any) -> list[Any]:
    return value[:MOST] if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
