"""Start tags and their attributes, found without building a tree: linear in time whatever the page is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

MAX_LENGTH = 2000
"""Characters of one tag; a longer one carries data, not metadata."""

_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]{1,50})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def start_tags(text: str, name: str, limit: int) -> Iterator[dict[str, str]]:
    """Give the attributes of the first `limit` elements of a name, attribute names in lower case, values decoded."""
    pattern = re.compile(rf"<{name}\b([^<>]{{1,{MAX_LENGTH}}})>", re.IGNORECASE)
    for number, found in enumerate(pattern.finditer(text)):
        if number >= limit:
            return
        yield {key.lower(): html.unescape(a or b or c).strip() for key, a, b, c in _ATTRIBUTE.findall(found[1])}


def metas(text: str) -> dict[str, str]:
    """Map the page's meta tags, names in lower case, the first of each."""
    found: dict[str, str] = {}
    for tag in start_tags(text, "meta", 200):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if "content" in tag:
            found.setdefault(name.lower(), tag["content"])
    return found
