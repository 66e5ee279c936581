"""Sites with every habit of the wild web; what each says depends on the hours that have passed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from ledebot.bot.core.clock import SystemClock
from tests.sources.web import Answer, Site, feed

CLOCK = SystemClock()
HOUR = timedelta(hours=1)
UNFOLLOWED = ("/page", "/moved", "/every-two-hours", "/drip")
"""Played, but not followed under that name by default."""


def title(text: str) -> bytes:
    return f"<title>{text}</title>".encode()


def paper(name: str, *titles: str, channel: str = "", body: str = "") -> bytes:
    """Write the feed of a paper of that name."""
    written = feed(*titles, site=f"https://{name}.example/", channel=channel, body=body)
    return written.replace(title("岛报"), title(name))


def reply(body: bytes = b"", status: int = 200, **headers: str) -> web.Response:
    return web.Response(
        body=body, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


class Habits:
    """The sites, and when each was asked."""

    def __init__(self, site: Site, now: Callable[[], datetime]) -> None:
        self._site = site
        self._now = now
        self._start = now()
        self.asked: dict[str, list[datetime]] = {}
        for play in (
            self.lively, self.still, self.closing, self.moving, self.limiting, self.failing, self.editing,
            self.filling, self.renaming, self.drip, self.page,
        ):  # fmt: skip
            self._play(f"/{play.__name__}", play)
        for path, answer in self._fixed().items():
            self._play(path, answer)

    @property
    def hours(self) -> int:
        """Whole hours since the start."""
        return int((self._now() - self._start) / HOUR)

    def _play(self, path: str, answer: Answer) -> None:
        async def noted(request: web.Request) -> web.StreamResponse:
            self.asked.setdefault(path, []).append(self._now())
            return await answer(request)

        self._site.answers[path] = noted

    def _fixed(self) -> dict[str, Answer]:
        """Sites that always answer the same."""
        lost = "<item><title>x</title><link>/nowhere</link><description>没有页面的预告</description></item></channel>"
        teaser = paper("teaser", "预告", body="渡轮今天首航……").replace(b"</channel>", lost.encode())
        teaser = teaser.replace(b"https://teaser.example/%E9%A2%84%E5%91%8A", self._site.url("/page").encode())
        wrong = b'<?xml version="1.0" encoding="utf-8"?>'
        answers = {
            "/moved": reply(paper("moving", "搬家后")),
            "/same": reply(paper("same", "没有标签")),
            "/empty": reply(paper("empty")),
            "/html": reply(b"<!doctype html><html><body>Just a moment...</body></html>"),
            "/missing": reply(status=404),
            "/loop": reply(status=302, Location="/loop"),
            "/bomb": reply(gzip.compress(b" " * 2_000_000), Content_Encoding="gzip"),
            "/huge": reply(b"x" * 300_000),
            "/entities": reply(b'<!DOCTYPE rss [<!ENTITY x "boom">]>' + paper("entities", "实体 &amp;x;")),
            "/gbk": reply(wrong + paper("gbk", "声明错误的编码").decode().encode("gbk")),
            "/ttl": reply(paper("ttl", "慢", channel="<ttl>720</ttl>")),
            "/cache": reply(paper("cache", "缓存"), Cache_Control="max-age=43200"),
            "/every-two-hours": reply(paper("every-two-hours", "定时")),
            "/teaser": reply(teaser),
        }

        def always(answer: web.Response) -> Answer:
            async def play(request: web.Request) -> web.StreamResponse:
                assert isinstance(answer.body, bytes)
                return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

            return play

        return {path: always(answer) for path, answer in answers.items()}

    async def lively(self, request: web.Request) -> web.Response:
        """A new story every hour, the feed holds the last twenty."""
        tag = f'"{self.hours}"'
        if request.headers.get("If-None-Match") == tag:
            return reply(status=304)
        return reply(paper("lively", *(f"第{n}小时" for n in range(max(self.hours - 19, 0), self.hours + 1))), ETag=tag)

    async def still(self, request: web.Request) -> web.Response:
        """Never changes, and says so when asked."""
        if request.headers.get("If-Modified-Since"):
            return reply(status=304)
        return reply(paper("still", "旧闻"), Last_Modified="Sun, 01 Feb 2026 08:00:00 GMT")

    async def closing(self, request: web.Request) -> web.Response:
        """Gone for good after a day."""
        return reply(paper("closing", "告别")) if self.hours < 24 else reply(status=410)

    async def moving(self, request: web.Request) -> web.Response:
        """Moved for good after a day."""
        return reply(paper("moving", "搬家前")) if self.hours < 24 else reply(status=301, Location="/moved")

    async def limiting(self, request: web.Request) -> web.Response:
        """Asks to be left alone for two hours at a time, on the second day."""
        if 24 <= self.hours < 48:
            return reply(status=429, Retry_After="7200")
        return reply(paper("limiting", f"第{self.hours}小时"))

    async def failing(self, request: web.Request) -> web.Response:
        """Down for two days."""
        return reply(status=503) if 24 <= self.hours < 72 else reply(paper("failing", f"第{self.hours // 24}天"))

    async def editing(self, request: web.Request) -> web.Response:
        """Rewrites its story after sixty hours, title and text."""
        if self.hours < 60:
            return reply(paper("editing", "初稿标题", body="初稿的正文，记者正在赶往现场，更多消息稍后报道。"))
        edited = paper("editing", "初稿标题", body="修订后的正文，事件已经查明，现场恢复了秩序，无人受伤。")
        return reply(edited.replace(title("初稿标题"), title("修订标题")))

    async def filling(self, request: web.Request) -> web.Response:
        """Gives the title first, the text after sixty hours."""
        text = "　" if self.hours < 60 else "后来补上的正文，详细讲述了事情的经过和各方的说法。"
        return reply(paper("filling", "先有标题", body=text))

    async def renaming(self, request: web.Request) -> web.Response:
        """The first entry has another id at each poll, the second another link."""
        salt = len(self.asked["/renaming"])
        entries = "".join(
            f"<item><title>{name}</title><link>https://renaming.example/{link}</link><guid>{guid}</guid>"
            f"<description>{name}的正文在这里，每次都一样。</description></item>"
            for name, link, guid in (("甲", "a", f"a{salt}"), ("乙", f"b{salt}", "b"))
        )
        return reply(paper("renaming").replace(b"</channel>", f"{entries}</channel>".encode()))

    async def drip(self, request: web.Request) -> web.StreamResponse:
        """Sends a byte now and then and never ends."""
        response = web.StreamResponse()
        await response.prepare(request)
        while request.transport and not request.transport.is_closing():
            await response.write(b" ")
            await CLOCK.sleep(0.05)
        return response

    async def page(self, request: web.Request) -> web.Response:
        """The page that the teaser links to."""
        text = "岛上的居民一早就聚集在码头，等待第一班渡轮靠岸，他们带来了鲜花和锣鼓。"
        body = "".join(f"<p>全文第{n}段：{text}</p>" for n in range(9))
        head = "<html><head><title>预告</title></head>"
        return web.Response(text=f"{head}<body><article>{body}</article></body></html>", content_type="text/html")
