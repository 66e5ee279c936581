"""Small feeds, written by hand, and what is read of them."""

from __future__ import annotations

from ledebot.bot.sources import feed
from ledebot.bot.sources.feed import Feed

URL = "https://news.example/rss"
BODY = "　　市政府今天宣布，新的地铁线路将于下月开工，预计五年后通车。"


def rss(
    items: str, channel: str = "<title>晨报</title><link>https://news.example/</link>", declaration: str = ""
) -> bytes:
    return f'{declaration}<rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def item(inner: str = "", title: str = "地铁开工", link: str = "https://news.example/a") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{inner}</item>"


def parse(data: bytes, content_type: str | None = None) -> Feed:
    return feed.parse(data, url=URL, content_type=content_type)
