"""Fifty sources for a simulated week: feeds whose every report is of an event of its own."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from random import Random

from tests.sources.web import Site

COMMON = (
    "天地山水风云江河湖海日月星光春夏秋冬东南西北城乡桥路车船港站园林花草树木鱼鸟牛羊马米麦茶果药布纸笔书画琴棋歌舞"
    "金银铜铁石玉土木火电灯油盐糖酒器具机床厂矿田井渠坝堤岸洲岛湾谷岭原野村镇街巷楼阁塔亭院校馆所局处科室组队团会社"
)
SHARE = 4
"""One source in so many has something new at a time."""
SHOWN = 10
"""Reports that a feed holds, the newest."""


class Press:
    """What the sources write, the same for the same number of sources."""

    def __init__(self, site: Site, sources: int) -> None:
        self._site = site
        self._rounds = 0
        self._items: list[list[str]] = [[] for _ in range(sources)]
        self.published = 0

    def addresses(self) -> list[str]:
        """Give the feeds' addresses."""
        return [self._site.url(f"/{source}.xml") for source in range(len(self._items))]

    def publish(self, now: datetime) -> None:
        """Have every fourth source, another one each time, bring something new."""
        for source, items in enumerate(self._items):
            if (source + self._rounds) % SHARE == 0:
                items.append(_item(self.published, now))
                self.published += 1
            self._site.answers[f"/{source}.xml"] = _feed(source, items[-SHOWN:])
        self._rounds += 1


def link(number: int) -> str:
    """Give the address of a report, which tells it from all others."""
    return f"https://news.example/reports/{number}"


def _feed(source: int, items: list[str]) -> bytes:
    channel = f"<title>第{source + 1}日报</title><link>https://news.example/{source}</link>"
    return f"<rss version='2.0'><channel>{channel}{''.join(reversed(items))}</channel></rss>".encode()


def _item(number: int, now: datetime) -> str:
    chance = Random(number)

    def words(count: int) -> str:
        return "".join(chance.choices(COMMON, k=count))

    body = "。".join(f"{words(4)}{words(12)}，{words(9)}，{words(14)}" for _ in range(3))
    return (
        f"<item><title>{words(3)}{words(9)}</title><link>{link(number)}</link><guid isPermaLink='false'>{number}</guid>"
        f"<description>{body}。</description><pubDate>{format_datetime(now)}</pubDate></item>"
    )
