"""The pictures of a body: where each really is, and whether it shows news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ledebot.bot.text.rules import Effect, Patterns

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "data-actualsrc", "_src")
"""Where scripts that load late keep an address; other names are known by a value that ends like a picture's."""
_LATER = ("data-src", "data-bg", "data-background-image", "data-background")
MAY_SHOW = frozenset(("style", *_LATER))
"""Where elements that are no pictures have one behind them, or for a script."""
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_IMAGE = Patterns(Effect.IMAGE)
_PICTURE = re.compile(r"\S{1,2000}\.(?:jpe?g|png|webp|gif|avif)(?:[?#!@]\S{0,500})?", re.IGNORECASE)
_NO_ADDRESS = ("data:", "blob:", "about:")
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)([wx])")
_HEIGHT = re.compile(r"\d{1,6}h")
"""How a set says a height, after a width."""
_BEHIND = re.compile(r"background(?:-image)?\s{0,3}:[^;]{0,80}?url\(\s{0,3}['\"]?([^'\")\s]{1,2000})", re.IGNORECASE)
_TEXTS = frozenset(("alt", "title", "src", "srcset", "longdesc", "usemap", "class", "id", "name", "style", "onerror"))
"""Attributes of a picture that may end like its address and are not it, or are asked elsewhere."""
_PIXELS = re.compile(r"\s{0,4}(\d{1,6})(?:px)?\s{0,4}$")
_STYLED = re.compile(r"(?<![\w-])(width|height)\s{0,3}:\s{0,3}(\d{1,5}(?:px)?)(?=\s{0,3}(?:;|!|$))", re.IGNORECASE)
_LETTER = re.compile(r"(?<![\w-])(?:width|height)\s{0,3}:\s{0,3}[012](?:\.\d{1,3})?r?em\b", re.IGNORECASE)
"""How a sign in a text says that it is as large as a letter."""
_ICON = 80
"""Pixels: what is smaller on both sides is an icon."""
_DOT = 3
"""Pixels: what is smaller on one side counts readers."""
WIDE_ENOUGH = 400
"""Pixels in which a picture is sharp on a phone; of a set the smallest of that width is taken."""
MOST = 50
"""Pictures of a set that are looked at."""


@dataclass(slots=True)
class Image:
    """An image of the page, with the name for which an element around it counts as junk."""

    url: str
    junk: str = ""


def junk_image(url: str) -> bool:
    """Tell from its address whether a picture shows no news: a code, logo, icon, pixel or advertisement."""
    return bool(_IMAGE.search(url[:500].lower()))


def address(attributes: Mapping[str, str], sources: str = "") -> str:
    """Find where a picture really is: lazy loaders put a blank one into `src`.

    `sources` is the set that a <picture> around it offers. The first address that may show news is taken; empty if
    there is none at all.
    """
    first = ""
    for url in _addresses(attributes, sources):
        if url and _is_address(url):
            if not junk_image(url):
                return url
            first = first or url
    return first


def _is_address(url: str) -> bool:
    """Tell whether a picture may be fetched from there: a template, `boat_{width}x.jpg`, waits for a script."""
    return not url.startswith(_NO_ADDRESS) and "{" not in url and "%7B" not in url


def put_before_preview(images: list[Image], told: int) -> None:
    """Put the last picture, which a <noscript> has, before the one that a script would have loaded it into: that may be
    small and blurred. `told` is how many stand before the last text.
    """
    if images[-1].junk:
        return
    at = len(images) - 1
    while at > told and not images[at - 1].url:
        at -= 1
    images.insert(max(at - 1, told), images.pop())


def behind(attributes: Mapping[str, str]) -> str:
    """Find the picture that a style puts behind an element, or a script later; empty if none."""
    style = attributes.get("style", "")[:3000]
    if "url(" in style.lower() and (found := _BEHIND.search(style)):
        return found[1]
    later = (attributes[name].strip() for name in _LATER if name in attributes)
    return next(filter(_PICTURE.fullmatch, later), "")


def small(attributes: Mapping[str, str]) -> bool:
    """Tell from its size whether a picture is an icon or only counts readers."""
    if "em" in attributes.get("style", "") and _LETTER.search(attributes["style"][:500]):
        return True
    styled = dict(_STYLED.findall(attributes["style"][:500])) if "style" in attributes else {}
    sides = [_pixels(attributes.get(side) or styled.get(side, "")) for side in ("width", "height")]
    return max(sides) <= _ICON or min(sides) <= _DOT


def of_set(text: str) -> str:
    """Choose from a `srcset` (HTML, section 4.8.4.2.1): the smallest that is wide enough, else the widest."""
    widths = list(islice(_candidates(text[:20_000]), MOST))
    enough = [pair for pair in widths if pair[0] >= WIDE_ENOUGH]
    if not widths:
        return ""
    return min(enough, key=lambda pair: pair[0])[1] if enough else max(widths, key=lambda pair: pair[0])[1]


def _candidates(text: str) -> Iterator[tuple[float, str]]:
    """Give the addresses of a set with their widths; a comma inside an address is part of it, one at its end is not."""
    url = ""
    for word in text.split():
        size, _, rest = word.partition(",")
        found = _SIZE.fullmatch(size) if url else None
        if found:
            yield float(found[1]) * (1 if found[2] == "w" else WIDE_ENOUGH), url
            word, url = rest, ""
        elif url:
            yield WIDE_ENOUGH, url
        elif _HEIGHT.fullmatch(size):
            continue
        url = word.strip(",")
        if url and word.endswith(","):
            yield WIDE_ENOUGH, url
            url = ""
    if url:
        yield WIDE_ENOUGH, url


def _addresses(attributes: Mapping[str, str], sources: str) -> Iterator[str]:
    yield from (attributes[name].strip() for name in _LAZY if name in attributes)
    for name, value in attributes.items():
        if name not in _TEXTS and name not in _LAZY and "srcset" not in name and _PICTURE.fullmatch(value.strip()):
            yield value.strip()
    yield attributes.get("src", "").strip()
    yield from (of_set(attributes[name]) for name in _SETS if name in attributes)
    if sources:
        yield of_set(sources)


def _pixels(value: str) -> float:
    digits = _PIXELS.match(value)
    return int(digits[1]) if digits else float("inf")
