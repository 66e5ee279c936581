"""What kind of text an article is, where its feed, address or headline says so: report, opinion or live blog."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from ledebot.bot.text.fold import fold


class Kind(StrEnum):
    """Kinds of text that are told apart."""

    REPORT = "report"
    OPINION = "opinion"
    LIVE = "live"


_OPINION = (
    r"opinions?|op-?ed|editorials?|comment|commentary|columns?|columnists?|commentisfree|guest-essays?|letters"
    r"|评论|社论|社评|观点|时评|锐评|快评|短评|专栏|言论|来论|评论员文章|评论员观察"
)
_LIVE = r"live|liveblog|live-blog|live-updates?|live-news|直播|文字直播|图文直播|滚动更新|实时更新"
_NAMES = {Kind.OPINION: _OPINION, Kind.LIVE: _LIVE}
_WHOLE = {kind: re.compile(rf"(?:{names})") for kind, names in _NAMES.items()}
_MARKED = {
    # 【评论】…, 社论：…, Opinion | …, …｜时评, … – live
    kind: re.compile(rf"^\s?[【\[(]?\s?(?:{names})\s?(?:[】\])]|[|｜丨:：])|(?:[|｜丨]|\s[-–—])\s?(?:{names})\s?$")
    for kind, names in _NAMES.items()
}
LONGEST = 300
"""Characters of a headline or tag that are looked at."""


@lru_cache(maxsize=8192)
def kind_of(title: str, topics: tuple[str, ...] = (), url: str | None = None) -> Kind:
    """Tell the kind: by a tag or a folder of the address of that name, or by what stands before or after the title.

    Remembered, since every reader's digest asks it of the same articles.
    """
    names = [fold(name[:LONGEST]).strip() for name in (*topics, *_folders(url))]
    headline = fold(title[:LONGEST])
    for kind, whole in _WHOLE.items():
        if any(map(whole.fullmatch, names)) or _MARKED[kind].search(headline):
            return kind
    return Kind.REPORT


def _folders(url: str | None) -> list[str]:
    try:
        return urlsplit(url or "").path.split("/")[1:-1]
    except ValueError:
        return []
