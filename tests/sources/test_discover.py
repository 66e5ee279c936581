"""From a site's address to its feeds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import FetchError, InputError
from ledebot.bot.sources.discover import Candidate, Discovery, address_of, find
from ledebot.bot.sources.fetch import Fetcher
from tests.sources.habits import reply
from tests.sources.web import Site, feed, serve


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve() as playing:
        yield playing


@pytest.fixture
async def discovery() -> AsyncIterator[Discovery]:
    async with Fetcher(SystemClock(), allow_private=True, gap=0) as fetcher:
        yield Discovery(fetcher)


def test_declared_feeds_come_before_links_that_look_like_feeds() -> None:
    page = """<html><head><base href="https://cdn.example/x/">
        <LINK REL='alternate stylesheet' type=text/css href='/a.css'>
        <link rel="alternate" type="application/rss+xml" title="岛报 &amp; 副刊" href="main.xml">
        <link href='https://news.example/atom' type='application/atom+xml' rel='Alternate'>
        <link rel=alternate hreflang=en type=text/html href=/en></head>
        <body><a href="/feed/">订阅</a> <a href="/feedback">意见</a> <a href="/news.rss">RSS</a>
        <a href="javascript:x">y</a>
        <a href="main.xml">again</a></body></html>"""
    assert find(page.encode(), "https://news.example/") == (
        Candidate("https://cdn.example/x/main.xml", "岛报 & 副刊"),
        Candidate("https://news.example/atom"),
        Candidate("https://cdn.example/feed/"),
        Candidate("https://cdn.example/news.rss"),
    )


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("news.example", "https://news.example"),
        (" news.example/path?x=1 ", "https://news.example/path?x=1"),
        ("http://news.example", "http://news.example"),
        ("例え.jp", "https://例え.jp"),
        ("127.0.0.1:8000/feed", "https://127.0.0.1:8000/feed"),
    ],
)
def test_addresses_are_completed(text: str, url: str) -> None:
    assert address_of(text) == url


@pytest.mark.parametrize("text", ["", "news", "ftp://news.example", "javascript:alert(1)", "a b.example", "央行"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(InputError, match="not a web address"):
        address_of(text)


async def test_a_feeds_own_address(site: Site, discovery: Discovery) -> None:
    site.answers["/rss"] = feed("一", "二", "三", "四")
    (found,) = await discovery.look(site.url("/rss"))
    assert (found.url, found.title, found.entries, found.latest) == (site.url("/rss"), "岛报", 4, ("一", "二", "三"))


async def test_a_feed_that_moved_for_good_is_named_by_its_new_address(site: Site, discovery: Discovery) -> None:
    site.answers |= {"/old": reply(status=301, Location="/new"), "/new": feed("一")}
    (found,) = await discovery.look(site.url("/old"))
    assert found.url == site.url("/new")


async def test_the_feeds_that_a_page_declares(site: Site, discovery: Discovery) -> None:
    links = "".join(
        f"<link rel=alternate type='application/rss+xml' href='/{name}'>" for name in ("a", "b", "dead", "no")
    )
    site.answers |= {
        "/": reply(f"<html><head>{links}</head></html>".encode(), Content_Type="text/html"),
        "/a": feed("一"),
        "/b": feed("二"),
        "/no": b"<html></html>",
    }
    assert [found.latest for found in await discovery.look(site.address)] == [("一",), ("二",)]


async def test_the_usual_places_are_tried_where_a_page_declares_nothing(site: Site, discovery: Discovery) -> None:
    site.answers |= {"/": b"<html><body>hello</body></html>", "/atom.xml": feed("一")}
    (found,) = await discovery.look(site.address)
    assert found.url == site.url("/atom.xml")
    assert "/index.xml" not in site.paths()


async def test_a_site_without_feeds_and_a_site_that_is_away(site: Site, discovery: Discovery) -> None:
    site.answers["/"] = b"<html><body>hello</body></html>"
    assert await discovery.look(site.address) == ()
    with pytest.raises(FetchError, match="answered 404"):
        await discovery.look(site.url("/none"))
