"""Polls of feeds and servers that say what cannot be: each costs itself only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

import pytest

from ledebot.bot.model import FullText, Health, SourceConfig
from ledebot.bot.sources import catalogue, feed, page_date
from ledebot.bot.text import blocks, lines
from tests.sources.habits import paper, reply
from tests.sources.polling import World, opened


@pytest.fixture
async def world(valkey_url: str) -> AsyncIterator[World]:
    async with opened(valkey_url) as playing:
        yield playing


async def test_links_that_no_host_can_have_cost_no_entry(world: World) -> None:
    hosts = ["a" * 64 + ".example", "xn--a", "two..dots", "127.0.0.1:1", "[::1"]
    titles = [f"第{number}条" for number in range(len(hosts) + 2)]
    feed = paper("a", *titles, body="<p>很短的话。</p>").decode()
    for title, host in zip(titles[1:], hosts, strict=False):
        feed = feed.replace(f"https://a.example/{quote(title)}", f"http://{host}/x")
    assert feed.count("http://") == len(hosts)
    world.site.answers["/a"] = feed.encode()
    await world.follow("/a", full_text=FullText.ALWAYS)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (len(titles), 0)
    assert (await world.state("/a")).last_error is None


@asynccontextmanager
async def saying(heads: dict[str, bytes], body: bytes) -> AsyncIterator[str]:
    """Serve a body under paths, each with header lines that no sound server writes; gives the address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        writer.write(b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (heads[path], len(body)))
        writer.write(body)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_headers_that_no_text_can_hold_cost_no_poll(world: World) -> None:
    heads = {"/etag": b'200 OK\r\nETag: "\xff"\r\nLast-Modified: \xfe', "/sound": b'200 OK\r\nETag: "1"'}
    broken = {"/coding": b"200 OK\r\nContent-Encoding: \xff"}
    moved = {"/moved": b"301 Gone\r\nLocation: /\xff", "/%FF": b"200 OK"}
    async with saying(heads | broken | moved, paper("a", "大坝开工")) as address:
        for path in (*broken, *heads, "/moved"):
            await catalogue.add(world.sources, SourceConfig(f"{address}{path}"), world.clock.now())
        await world.poller.tick()
        states = {state.config.url.removeprefix(address): state for state in await world.sources.all()}
    assert [states[path].health for path in heads] == [Health.OK, Health.OK]
    assert [states[path].etag for path in heads] == [None, '"1"']
    assert states["/moved"].extra["moved_to"].endswith("/%FF")
    assert "unknown content encoding" in str(states["/coding"].last_error)


async def test_what_cannot_be_kept_of_a_poll_costs_that_source_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.site.answers |= {"/odd": paper("a", "大坝开工"), "/sound": paper("a", "渡轮停航")}
    for path in world.site.answers:
        await world.follow(path)
    parse = feed.parse

    def odd(body: bytes, **more: Any) -> Any:
        parsed = parse(body, **more)
        return replace(parsed, title="\udcff") if more["url"].endswith("/odd") else parsed

    monkeypatch.setattr(feed, "parse", odd)
    await world.poller.tick()
    assert [(await world.state(path)).health for path in ("/odd", "/sound")] == [Health.FAILING, Health.OK]


BREAKS_PARSERS = b"<!<html><svg>"
"""lxml fails an assertion of its own here, and with it whatever cleans a page by it."""
TITLES = ("水库大坝今天开工", "渡轮加开夜班", "图书馆延长夜间开放")
TEASER = "详情请看全文。"


@pytest.mark.parametrize("a_bug_of_ours", [False, True])
async def test_a_page_that_breaks_its_parser_costs_its_neighbours_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, a_bug_of_ours: bool
) -> None:
    feed = paper("a", *TITLES, body=TEASER).decode()
    for number, name in enumerate(TITLES):
        feed = feed.replace(f"https://a.example/{quote(name)}", world.site.url(f"/{number}"))
        text = f"<p>{name}，市政府在十日的通报里说明了经过。</p>" * 9
        world.site.answers[f"/{number}"] = reply(f"<html><body><article>{text}</article></body></html>".encode())
    world.site.answers["/a"] = feed.encode()
    world.site.answers["/1"] = reply(BREAKS_PARSERS)
    if a_bug_of_ours:
        monkeypatch.setattr(page_date, "find", lambda *_: 1 / 0)
    await world.follow("/a", full_text=FullText.ALWAYS)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (3, 0)
    assert sorted(path for path in world.site.paths() if path != "/a") == ["/0", "/1", "/2"]
    told = {article.title: "通报" in "".join(article.paragraphs) for article in await world.articles.latest(3)}
    assert told == {TITLES[0]: not a_bug_of_ours, TITLES[1]: False, TITLES[2]: not a_bug_of_ours}


async def test_a_body_that_breaks_its_parser_costs_its_neighbours_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(html: str) -> object:
        assert BREAKS_PARSERS.decode() not in html
        return blocks.parse(html)

    monkeypatch.setattr(lines, "parse", breaking)
    feed = paper("a", *TITLES, body="@").decode()
    for text in (f"{TITLES[0]}，十日通报。", escape(BREAKS_PARSERS.decode()), f"{TITLES[2]}，十日通报。"):
        feed = feed.replace("@", text, 1)
    world.site.answers["/a"] = feed.encode()
    await world.follow("/a", full_text=FullText.NEVER)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (3, 0)
    told = {article.title: "十日通报" in "".join(article.paragraphs) for article in await world.articles.latest(3)}
    assert told == {TITLES[0]: True, TITLES[1]: False, TITLES[2]: True}


async def test_headers_that_no_clock_can_show_are_passed_over(world: World) -> None:
    never = "Tue, 03 Feb 99999999999999 10:00:00 GMT"
    world.site.answers["/a"] = reply(paper("a", "一"), Expires=never)
    world.site.answers["/b"] = reply(status=503, Retry_After="²")
    for path in ("/a", "/b"):
        await world.follow(path)
    assert (await world.poller.tick()).new == 1
    assert (await world.state("/b")).last_error == "the server answered 503"


@pytest.mark.slow
async def test_what_is_left_out_of_a_large_feed_is_in_the_books(world: World) -> None:
    items = "".join(f"<item><title>{n}</title><link>https://a.example/{n}</link></item>" for n in range(1003))
    world.site.answers["/a"] = f"<rss version='2.0'><channel><title>a</title>{items}</channel></rss>".encode()
    await world.follow("/a", full_text=FullText.NEVER)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (1000, 1)
    assert totals.errors[0].reason.startswith("3 entries left out")
    assert (await world.state("/a")).extra["bad_items"].startswith("1: 3 entries left out")
