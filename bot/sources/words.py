"""Small helpers on the text of titles and bodies that every parser needs."""

from __future__ import annotations

import html
import re

TITLE_LIMIT = 300
"""Characters; a headline is shorter, and what is longer is a body in the wrong place."""

_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_INVISIBLE = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_CLOCK = re.compile(r"\d{1,2}[:：_]\d{2}(?:[:：_]\d{2})?")
_AGO = re.compile(r"\s+(?:\S{1,12}\s+)?(?:\d+\s*(?:秒钟?|分钟|小时|天)前|刚刚|昨天(?:\s*\d{1,2}:\d{2})?)\s*$")
_SENTENCE = re.compile(r".{8,60}?[。！？!?]|.{8,60}?\.(?=\s)")


def plain(markup: str) -> str:
    """Give the visible text of a piece of markup on one line; cheap, for titles and for judging length."""
    if "<" in markup:
        markup = _TAG.sub(" ", _INVISIBLE.sub(" ", markup))
    return _SPACE.sub(" ", html.unescape(markup)).strip()


def printable(text: str) -> str:
    """Drop control characters and lone surrogates, which neither XML nor Telegram can carry."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Fold white space, keeping a title to `TITLE_LIMIT` characters."""
    return _SPACE.sub(" ", printable(text)).strip()[:TITLE_LIMIT].rstrip()


def split_title(text: str) -> tuple[str, str]:
    """Divide a title of several lines into the headline and what follows it.

    Scraped feeds put a whole list entry there: headline, teaser, section, "12 minutes ago". The last would make
    every poll a new version, so it goes.
    """
    lines = [line for line in (one_line(line) for line in text.strip().splitlines()) if line]
    if len(lines) > 1 and _CLOCK.fullmatch(lines[0]):
        lines[:2] = [" ".join(lines[:2])]
    if not lines:
        return "", ""
    return lines[0], _AGO.sub("", " ".join(lines[1:]))


def headline(markup: str) -> str:
    """Make a title for an item that has none: the first sentence of its body, or what fits."""
    text = plain(markup[:4000])
    found = _SENTENCE.match(text)
    return one_line(found[0] if found else text[:60])
