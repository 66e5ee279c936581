"""Whether two texts say the same in other clothes."""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r"\s{0,4}(?:【[^】]{1,20}】|\[[^\]]{1,20}\]\s)\s{0,2}")
"""A column's name before a title: `【评论】`."""
_NOISE = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Give a text without punctuation and spaces, case folded."""
    return _NOISE.sub("", text).casefold()


def same(text: str, title: str) -> bool:
    """Tell whether a text is only the title again, perhaps cut or with a few characters more."""
    if len(text) > 2 * len(title) + 10:
        return False
    one, other = _told(text), _told(title)
    if not one or not other:
        return not one
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    long_enough = len(shorter) >= 8 and len(shorter) * 5 >= len(longer) * 4
    return long_enough and longer.startswith(shorter)


@lru_cache(maxsize=64)
def _told(text: str) -> str:
    """Give what counts of a text; remembered, because one title is compared with every line of its body."""
    tag = _TAG.match(text)
    return bare(text[tag.end() :] or text if tag else text)


_CLOCK = re.compile(r"^\d{2}_\d{2}\s+(?=\S)")
"""A flash's time before its title, as file names have to write it: `19_15 某币跌破260美元`."""
_COUNTER = re.compile(r"(?:\d{1,2}[:_：]\d{1,2}|.{0,12}\d{1,3}\s?(?:秒|分钟|小时|天)前)$")


def tidy_title(title: str) -> str:
    """Make one line of a title: of several the first that is not a clock or a counter, without a clock before it."""
    lines = [tidy for line in title.splitlines() if (tidy := " ".join(line.split()))]
    line = next((line for line in lines if not _COUNTER.match(line)), lines[0] if lines else "")
    return _CLOCK.sub("", line)
