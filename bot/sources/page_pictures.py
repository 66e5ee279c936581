"""The pictures of a page: among its text, beside it, in its head."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from ledebot.bot.sources import page_text, page_title
from ledebot.bot.sources.links import loose_url
from ledebot.bot.text.images import junk_image
from ledebot.bot.text.lines import read_blocks

MOST = 20
"""Pictures of a page that are taken."""
_KNOWN = 8
"""Characters by which a paragraph is found again in the page's source."""
_TINY = re.compile(r"[?&](?:w|width)=\d{1,2}(?!\d)")
"""How the address of a picture says that it only holds the place of another."""
_NEAR = 3000
"""Characters over a heading in which its picture may stand."""
_OVER = re.compile(
    r"""<\w{1,10}\b[^<>]{0,500}?\bclass\s?=\s?["'][^"'<>]{0,200}?(?:featured?|hero|cover|lead|wp-post|post-thumbnail|detail|main)"""
    r"""[-_]?(?:image|img|picture|photo|thumbnail)?(?![a-z])[^<>]{0,1000}>(?:\s{0,99}<(?!/)[^<>]{1,1000}>){0,3}""",
    re.IGNORECASE,
)
"""A picture over a heading that is called the article's, or what it stands in."""
_COUNTED, _NAMED = re.compile(r"[_-]?\d{1,5}(?:x\d{1,5})?|[_-]"), 4
"""A size in a picture's name, and the characters of a site's."""


def _of_element(element: Any) -> list[str]:
    """Give the addresses of the pictures in an element, as a feed's body is read: what shows no news is none."""
    if element is None or not any(True for _ in element.iter("img", "picture")):
        return []
    return _shown(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def among(body: Any, own: Any, text: str, title: str, last: str, base: str | None) -> list[str]:
    """Give the pictures of an article: those in its extracted `body`, in its `own` element, or between its heading and
    its `last` paragraph in the page's source, `text`.
    """
    found = [one for one in page_text.pictures(body) if not _is_drawing(one)][:MOST]
    return [_whole(one, base) for one in found or _of_element(own) or _beside(text, title, last)]


def chosen(pictures: Iterable[str | None], base: str | None) -> str | None:
    """Choose the picture that a page's head shows; a site's emblem is none."""
    named = (loose_url(one, base=base) for one in pictures if one)
    return next((one for one in named if one and not _is_emblem(one)), None)


def _shown(source: str) -> list[str]:
    _, images = read_blocks(source)
    shown = (one.url for one in images if one.url and not one.junk and not junk_image(one.url))
    return [one for one in shown if not _TINY.search(one)][:MOST]


def _whole(address: str, base: str | None) -> str:
    return f"https:{address}" if not base and address.startswith("//") else address


def _is_drawing(image: str) -> bool:
    return urlsplit(image).path.lower().endswith(".gif")


def _is_emblem(image: str) -> bool:
    """Whether a picture is called after the site that it is on, with nothing but a size beside."""
    parts = urlsplit(image)
    name = _COUNTED.sub("", parts.path.rpartition("/")[2].partition(".")[0]).lower()
    return len(name) >= _NAMED and name in (parts.hostname or "").split(".")


def _beside(text: str, title: str, last: str) -> list[str]:
    """Find a picture that stands apart from the text, between its heading and its last paragraph."""
    start = max(page_title.place(text, title), 0)
    end = text.rfind(html.escape(last, quote=False)[:_KNOWN], start)
    under = _shown(text[start:end])[:1] if start and end > 0 else []
    return under or [one for found in _OVER.findall(text, max(start - _NEAR, 0), start) for one in _shown(found)][-1:]
