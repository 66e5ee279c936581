"""What a reader's messages of news depend on besides the news, and foreign text as it is written in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import clip, moment
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.model import Article, ChatKind, Filters, Length, Subscriber
from ledebot.bot.text.conversion import in_script

MAX_SOURCE = 60
"""UTF-16 units of a source's or topic's name; longer ones end in an ellipsis."""
MAX_NAME = 128
"""UTF-16 units of a channel's name, as long as Telegram lets it be."""
MAX_URL = 1500
"""Bytes; a longer address costs the message more than the link is worth."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that a rendered digest depends on besides its stories; `zone` is checked before."""

    t: Translator
    zone: str
    now: datetime
    filters: Filters
    length: Length = Length.MEDIUM
    convert: str | None = None
    title: str = ""
    """What the digest is called, plain text; empty: a news digest."""
    signature: str = ""
    """Its last line, plain text."""


def look_of(reader: Subscriber, t: Translator, now: datetime) -> Look:
    """Give how a subscriber's messages look now: a channel's bear its name and signature."""
    look = Look(t, reader.schedule.zone, now, reader.filters, reader.length, reader.script)
    if reader.kind is not ChatKind.CHANNEL:
        return look
    return replace(look, title=clip(one_line(reader.title), MAX_NAME), signature=reader.signature)


def time_of(at: datetime, look: Look) -> str:
    """Write a moment as HTML: the time if it is today, else with its day."""
    zone = ZoneInfo(look.zone)
    today = at.astimezone(zone).date() == look.now.astimezone(zone).date()
    return moment(look.t, at, look.zone, "time" if today else "MMMd HH:mm", now=look.now)


def source_name(article: Article, look: Look) -> str:
    """Write a source's name."""
    return clip(in_script(one_line(article.source), look.convert), MAX_SOURCE)


def address(article: Article) -> str | None:
    """Give a report's address if a message can link it."""
    url = article.url
    return url if is_web_address(url) and len((url or "").encode("utf-8", "replace")) <= MAX_URL else None


def one_line(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())
