"""A feed's title, which names the source, without the day that some of them bear: it would be another one tomorrow."""

from __future__ import annotations

import re

from ledebot.bot.sources.dates import read
from ledebot.bot.sources.words import one_line, plain

_DAY = (
    r"((?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?(?:星期|周|週)[一二三四五六日天])?"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.? 20\d\d|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]20\d\d)"
    r"(?:,?\s\d{1,2}:\d\d(?::\d\d)?)?"
)
_MARKS = r"[\s\-–—|·•:：,，()（）\[\]【】]{0,6}"
_LAST, _FIRST = re.compile(rf"{_MARKS}{_DAY}{_MARKS}\Z"), re.compile(rf"\A{_MARKS}{_DAY}{_MARKS}")


def feed_title(markup: str) -> str:
    """Give the visible text of a feed's title on one line, without a day at its end or beginning."""
    title = one_line(plain(markup))
    for pattern in (_LAST, _FIRST):
        found = pattern.search(title) if any(map(str.isdigit, title)) else None
        if found and found[0] != title and read(found[1], "en-US"):
            title = title[: found.start()] + title[found.end() :]
    return title
