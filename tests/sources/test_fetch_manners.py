"""Where the fetcher goes and how often: redirects, pauses, names of hosts, one request at a time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from ledebot.bot.core.clock import ManualClock, SystemClock
from ledebot.bot.core.errors import FetchError
from ledebot.bot.sources import fetch
from ledebot.bot.sources.addresses import refusal
from ledebot.bot.sources.fetch import Fetcher
from tests.sources.web import SMALL, TEXT, Site, serve


@pytest.mark.parametrize(("first", "second", "moved"), [(301, 308, True), (301, 302, False), (307, 301, False)])
async def test_redirects(site: Site, fetcher: Fetcher, first: int, second: int, moved: bool) -> None:
    site.answers["/a"] = web.Response(status=first, headers={"Location": "b/../b"})
    site.answers["/b"] = web.Response(status=second, headers={"Location": site.url("/c")})
    site.answers["/c"] = TEXT
    answer = await fetcher.fetch(site.url("/a"))
    assert answer.body == TEXT
    assert answer.url == site.url("/c")
    assert answer.moved_to == (site.url("/c") if moved else None)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/a", "more than 3 redirects"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://news.example/", "only http and https"),
        ("http://[::1", "no address"),
        ("https://news.example/" + "a" * 3000, "longer than"),
    ],
)
async def test_redirects_that_are_not_followed(site: Site, fetcher: Fetcher, location: str, reason: str) -> None:
    site.answers["/a"] = web.Response(status=302, headers={"Location": location})
    with pytest.raises(FetchError, match=reason) as caught:
        await fetcher.fetch(site.url("/a"))
    assert "\n" not in str(caught.value)


async def test_each_redirect_is_checked_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.address.rsplit(":", 1)[1]
    site.answers["/a"] = web.Response(status=301, headers={"Location": f"http://127.0.0.2:{port}/b"})
    # For this test the first address counts as public.
    monkeypatch.setattr(fetch, "refusal", lambda address: None if address == "127.0.0.1" else refusal(address))
    monkeypatch.setattr(fetch, "_own", lambda family, address: None)
    async with Fetcher(SystemClock(), gap=0, limits=SMALL) as strict:
        with pytest.raises(FetchError, match=r"127.0.0.2 is this machine's own address"):
            await strict.fetch(site.url("/a"))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 03 Feb 2026 08:10:00 GMT", 600.0),
        ("soon", None),
        ("", None),
        ("²", None),
        ("1" * 400, 111111111.0),
    ],
)
async def test_retry_after(site: Site, header: str, seconds: float | None) -> None:
    site.answers["/a"] = web.Response(status=429, headers={"Retry-After": header})
    clock = ManualClock(datetime(2026, 2, 3, 8, 0, tzinfo=UTC))
    async with Fetcher(clock, allow_private=True, gap=0, limits=SMALL) as fetcher:
        answer = await fetcher.fetch(site.url("/a"))
    assert answer.status == 429
    assert answer.retry_after == seconds


@pytest.mark.parametrize(
    "host", ["a" * 64 + ".example", "xn--a", "two..dots.example", "a" * 300, "[::1", "-.-", "a%00b"]
)
async def test_names_that_no_host_can_have_are_one_error(fetcher: Fetcher, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(f"http://{host}/")
    assert "\n" not in str(caught.value)


async def test_one_request_per_host_with_a_pause_between(site: Site) -> None:
    clock = ManualClock(datetime(2026, 2, 3, tzinfo=UTC))
    open_now = most = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0)
        open_now -= 1
        return web.Response(body=b"x")

    site.answers["/a"] = answer
    async with Fetcher(clock, allow_private=True, gap=5.0, limits=SMALL) as fetcher:
        tasks = [asyncio.create_task(fetcher.fetch(site.url("/a"))) for _ in range(3)]
        for expected in (1, 2, 3):
            while len(site.requests) < expected or clock.next_wake() is None:
                await asyncio.sleep(0)
                if all(task.done() for task in tasks):
                    break
            assert len(site.requests) == expected
            clock.advance(timedelta(seconds=5))
        await asyncio.gather(*tasks)
    assert most == 1


async def test_all_hosts_together_are_capped(site: Site) -> None:
    busy: set[str] = set()
    most = 0
    full = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        nonlocal most
        busy.add(request.host)
        most = max(most, len(busy))
        if len(busy) == 2:
            full.set()
        await full.wait()
        await asyncio.sleep(0)
        busy.discard(request.host)
        return web.Response(body=b"x")

    site.answers["/a"] = answer
    port = site.address.rsplit(":", 1)[1]
    async with serve("0.0.0.0") as everywhere:
        everywhere.answers = site.answers
        port = everywhere.address.rsplit(":", 1)[1]
        async with Fetcher(SystemClock(), allow_private=True, concurrency=2, gap=0, limits=SMALL) as fetcher:
            await asyncio.gather(*(fetcher.fetch(f"http://127.0.0.{n}:{port}/a") for n in range(1, 7)))
    assert most == 2
