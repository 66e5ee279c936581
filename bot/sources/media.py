"""Which of the pictures that an entry carries is its own: of several sizes of one the largest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from ledebot.bot.text.images import WIDE_ENOUGH, junk_image

WIDEST = 2000
"""Pixels; what is larger is a print original, which takes a phone too long."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_OTHERS = (".mp3", ".mp4", ".m4a", ".m4v", ".webm", ".ogg", ".mov", ".pdf", ".zip", ".html", ".htm", ".m3u8", ".svg")
_MEDIUMS = ("image", "video", "audio", "document", "executable")
"""Of Media RSS; any other word that is no media type tells nothing (`type="jpg"`)."""
_PICTURED = re.compile("img|image|cover|thumb|banner|photo|poster|picture")
_SMALL = re.compile("thumb|small|mini|tiny")
_NO_NEWS = re.compile("avatar|logo|icon|author|alt|credit|caption|width|height|style|profile")
"""Parts of names of fields that hold a picture, and of such that speak of one or hold none of the news."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture offered; `kind` is its media type or medium, if known, `width` in pixels, 0 if unknown, and `default`
    whether it is the one to show (`isDefault` of Media RSS).
    """

    url: str
    kind: str = ""
    width: int = 0
    default: bool = False


def best(pictures: Iterable[Picture]) -> str | None:
    """Choose the widest picture up to `WIDEST`, before it the default one; of those without a width the first. None if
    none shows news.
    """
    known = [picture for picture in pictures if is_picture(picture) and not junk_image(picture.url)]
    if not known:
        return None
    fit = [picture for picture in known if picture.width <= WIDEST] or known
    return max(fit, key=lambda picture: (picture.default and picture.width >= WIDE_ENOUGH, picture.width)).url


def is_picture(picture: Picture) -> bool:
    """Tell whether something is a picture: its kind says so, or its name does, or it has a width and no other name."""
    kind = picture.kind.lower()
    if ("/" in kind or kind in _MEDIUMS) and not kind.endswith("/octet-stream"):
        return kind.startswith("image")
    return named_as_picture(picture.url) or (picture.width > 0 and not _path(picture.url).endswith(_OTHERS))


def named_as_picture(url: str) -> bool:
    """Tell from an address' ending that there is a picture."""
    return _path(url).endswith(_PICTURES)


@lru_cache(maxsize=4096)
def field_of_picture(name: str) -> bool:
    """Tell from its name whether a field of a post or an entry holds a picture of its own."""
    name = name.lower()
    return bool(_PICTURED.search(name)) and not _NO_NEWS.search(name)


def emblems(held: dict[str, Any]) -> frozenset[str]:
    """Give the pictures that stand for a JSON feed or for who wrote it, which some programs give each entry, too."""
    people = [held.get("author"), *(held["authors"] if isinstance(held.get("authors"), list) else ())]
    avatars = (person.get("avatar") for person in people if isinstance(person, dict))
    return frozenset(one for one in (held.get("icon"), held.get("favicon"), *avatars) if isinstance(one, str) and one)


def small_by_name(name: str) -> bool:
    """Tell from its name whether a field holds a picture's smaller form."""
    return bool(_SMALL.search(name.lower()))


def width(value: object) -> int:
    """Read a width in pixels; 0 where there is none."""
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""
