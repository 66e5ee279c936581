"""Polls of feeds and servers that say what cannot be: each costs itself only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from ledebot.bot.model import FullText
from tests.sources.habits import paper, reply
from tests.sources.test_poller import World, opened


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


async def test_headers_that_no_clock_can_show_are_passed_over(world: World) -> None:
    never = "Tue, 03 Feb 99999999999999 10:00:00 GMT"
    world.site.answers["/a"] = reply(paper("a", "一"), Expires=never)
    world.site.answers["/b"] = reply(status=503, Retry_After="²")
    for path in ("/a", "/b"):
        await world.follow(path)
    assert (await world.poller.tick()).new == 1
    assert (await world.state("/b")).last_error == "the server answered 503"


async def test_what_is_left_out_of_a_large_feed_is_in_the_books(world: World) -> None:
    items = "".join(f"<item><title>{n}</title><link>https://a.example/{n}</link></item>" for n in range(1003))
    world.site.answers["/a"] = f"<rss version='2.0'><channel><title>a</title>{items}</channel></rss>".encode()
    await world.follow("/a", full_text=FullText.NEVER)
    totals = await world.poller.tick()
    assert (totals.new, totals.failed) == (1000, 1)
    assert totals.errors[0].reason.startswith("3 entries left out")
    assert (await world.state("/a")).extra["bad_items"].startswith("1: 3 entries left out")
