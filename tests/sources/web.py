"""A web server on loopback whose every answer the test decides."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any
from urllib.parse import quote

from aiohttp import web

from ledebot.bot.sources.fetch import FetchLimits

SMALL = FetchLimits(packed=50_000, unpacked=200_000, total=600, connect=60, silence=600, redirects=3)
TEXT = ("渡轮恢复航行。" * 2000).encode()
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """What the server plays: an answer per path, and the requests it got."""

    address: str = ""
    answers: dict[str, Answer | web.Response | bytes] = field(default_factory=dict)
    requests: list[web.BaseRequest] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        found = self.answers.get(request.path)
        if found is None:
            return web.Response(status=404)
        if isinstance(found, bytes):
            return web.Response(body=found, content_type="application/xml")
        if isinstance(found, web.Response):
            body = found.body
            assert body is None or isinstance(body, bytes)
            return web.Response(status=found.status, body=body, headers=found.headers)
        return await found(request)


@asynccontextmanager
async def serve(host: str = "127.0.0.1", context: SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, host, 0, ssl_context=context)
    await listener.start()
    server: Any = listener._server  # aiohttp tells the port no other way
    site.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        await runner.cleanup()


def feed(*titles: str, site: str = "https://news.example/", channel: str = "", body: str = "") -> bytes:
    """Write a small RSS feed with an entry per title."""
    text = body or "岛上的学校今天收到了一批新书，孩子们排着队把它们搬进图书馆，老师说下周就可以借阅了。" * 4
    items = "".join(
        f"<item><title>{title}</title><link>{site}{quote(title)}</link><guid isPermaLink='false'>{title}</guid>"
        f"<description>{text}</description><pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate></item>"
        for title in titles
    )
    return (
        f"<rss version='2.0'><channel><title>岛报</title><link>{site}</link>{channel}{items}</channel></rss>".encode()
    )
