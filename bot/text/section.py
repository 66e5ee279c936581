"""Which section an article belongs to: by its tags, else its address, else its headline, else none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

from ledebot.bot.model import Section
from ledebot.bot.text.fold import fold
from ledebot.bot.text.title_classifier import model

LONGEST_NAME = 60
"""Characters of a tag that are looked at; a longer one names no section."""
_PARTS = re.compile(r"[/>|｜:：,，;；·・–—－]| - ")
_SPACING = re.compile(r"[\s_-]+")
_SUFFIX = re.compile(r"(?:频道|新闻|资讯|快讯|要闻|版|news|section|stories)$")

_FILMS = frozenset({"tv"})
"""Hosts with what a house films, whatever it is of."""
_WHOLE_DAY = re.compile(r"20\d\d([./-]?)(?:0?[1-9]|1[0-2])\1\d{1,2}(?!\d)|20\d\d年\d{1,2}月\d{1,2}日")
_PROGRAMME = 8
"""Letters beside a whole day up to which a headline only names what came out that day."""


def section_of(title: str, topics: Iterable[str], url: str | None) -> Section | None:
    """Choose the section of a headline with its source's own tags and its address; None where nothing tells it."""
    return by_tags(topics) or by_address(url) or _by_headline(title)


def by_tags(topics: Iterable[str]) -> Section | None:
    """Give the section that the first telling tag names."""
    return next((found for topic in topics if (found := _by_tag(topic))), None)


def by_address(url: str | None) -> Section | None:
    """Give the section that an address names: in its path, the innermost folder first, else in its host."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    folders = parts.path.split("/")[1:-1]
    inside = host.split(".")[:-2]  # the site's own name is no section: health.com writes of other things too
    named = (*reversed(folders), *(name for name in reversed(inside) if name not in _FILMS))
    return next((found for name in named if (found := _named(name))), None)


def _by_headline(title: str) -> Section | None:
    rest, days = _WHOLE_DAY.subn("", title)
    return None if days and sum(map(str.isalpha, rest)) <= _PROGRAMME else model().guess(title)


@lru_cache(maxsize=1024)  # a feed has the same few on all its items
def _by_tag(tag: str) -> Section | None:
    if len(tag) > LONGEST_NAME:
        return None
    return next((found for name in _names(tag) if (found := _named(name))), None)


def _names(tag: str) -> Iterator[str]:
    """Give the whole tag, then its parts from the last, which narrows the others, to the first."""
    yield tag
    yield from reversed(_PARTS.split(tag))


def _named(name: str) -> Section | None:
    if len(name) > LONGEST_NAME:
        return None
    plain = _SPACING.sub("", fold(name))
    table = _table()
    return table.get(plain) or table.get(_SUFFIX.sub("", plain))


@cache
def _table() -> dict[str, Section]:
    """Read sections.toml: section by name."""
    text = resources.files(__package__).joinpath("sections.toml").read_text("utf-8")
    return {name: Section(section) for section, names in tomllib.loads(text).items() for name in names}
