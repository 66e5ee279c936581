"""What a page of a WeChat account says in its scripts and under its own names: who, when, the headline, the picture.

The page is filled in by a script: its <title> may be the platform's, and where the day stands it has `昨天` or nothing.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ledebot.bot.sources.words import one_line, plain

_SIGNS = ("js_content", "activity-name")
"""How the platform calls an article's text and its headline; the two are on no other page."""
_SAID = re.compile(
    r"""\bvar\s{1,9}(msg_title|nickname|ct|create_?[tT]ime|publish_time|msg_cdn_url)\s{0,9}=\s{0,9}(?:htmlDecode\()?(["'])(.{1,500}?)\2"""
)
_TIMES = ("publish_time", "ct", "createTime", "create_time")
_MOST = 20
"""Variables of a page that are looked at."""
_CALLED = re.compile(
    r"""<(?:a|span|div|strong)\b[^<>]{0,300}?(?:\bid\s?=\s?["'](js_name|js_author_name)["']"""
    r"""|\bclass\s?=\s?["']rich_media_meta (rich_media_meta_text)["'])[^<>]{0,300}>([^<>\d]{1,100})<"""
)
_SECONDS = re.compile(r"\d{10}")
PLATFORM = "微信公众平台"
"""What every page of the platform may call itself."""


@dataclass(frozen=True, slots=True)
class Account:
    """What was found, each empty where the page does not say it; the time is written in UTC where it was in seconds."""

    name: str = ""
    author: str = ""
    title: str = ""
    date: str = ""
    picture: str = ""


def read(page: str) -> Account:
    """Read what the page of an account says of its article; nothing of any other page."""
    if not any(sign in page for sign in _SIGNS):
        return Account()
    said: dict[str, str] = {}
    for found in list(_SAID.finditer(page))[:_MOST]:
        said.setdefault(found[1], one_line(html.unescape(found[3])))
    called = {found[1] or found[2]: one_line(plain(found[3])) for found in list(_CALLED.finditer(page))[:_MOST]}
    return Account(
        name=called.get("js_name") or said.get("nickname", ""),
        author=called.get("js_author_name") or called.get("rich_media_meta_text", ""),
        title=said.get("msg_title", ""),
        date=_moment(next((said[name] for name in _TIMES if name in said), "")),
        picture=said.get("msg_cdn_url", ""),
    )


def _moment(said: str) -> str:
    """Write a time that is given in seconds as a date; another is one already."""
    return datetime.fromtimestamp(int(said), UTC).isoformat() if _SECONDS.fullmatch(said) else said
