"""The fetcher against a real server: conditions, codings, redirects, limits and manners."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from aiohttp import web

from ledebot.bot.core.clock import ManualClock, SystemClock
from ledebot.bot.core.errors import FetchError
from ledebot.bot.sources import fetch, transfer
from ledebot.bot.sources.addresses import refusal
from ledebot.bot.sources.fetch import Fetcher, FetchLimits
from tests.conftest import require
from tests.sources.web import Site, serve

SMALL = FetchLimits(packed=50_000, unpacked=200_000, total=600, connect=60, silence=600, redirects=3)
TEXT = ("渡轮恢复航行。" * 2000).encode()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve() as playing:
        yield playing


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(SystemClock(), allow_private=True, gap=0, limits=SMALL) as fetching:
        yield fetching


async def test_a_document_with_what_the_server_says_of_it(site: Site, fetcher: Fetcher) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Tue, 03 Feb 2026 08:00:00 GMT", "Cache-Control": "public, max-age=900"}
    site.answers["/a"] = web.Response(body=TEXT, headers={**headers, "Content-Type": "text/xml; charset=gbk"})
    answer = await fetcher.fetch(site.url("/a"))
    assert answer.ok
    assert answer.body == TEXT
    assert answer.content_type == "text/xml; charset=gbk"
    assert (answer.etag, answer.last_modified) == ('"1"', "Tue, 03 Feb 2026 08:00:00 GMT")
    assert answer.max_age == 900
    assert answer.moved_to is None
    assert "Ledebot" in site.requests[0].headers["User-Agent"]


async def test_conditions_are_sent_and_not_modified_is_an_answer(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = web.Response(status=304)
    answer = await fetcher.fetch(site.url("/a"), etag='W/"1"', last_modified="Tue, 03 Feb 2026 08:00:00 GMT")
    assert answer.status == 304
    assert site.requests[0].headers["If-None-Match"] == 'W/"1"'
    assert site.requests[0].headers["If-Modified-Since"] == "Tue, 03 Feb 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Expires": "Tue, 03 Feb 2026 10:00:00 GMT"}, 7200),
        ({"Expires": "Tue, 03 Feb 2026 07:00:00 GMT"}, 0),
        ({"Expires": "Tue, 03 Feb 2026 10:00:00 GMT", "Cache-Control": "max-age=60"}, 60),
        ({"Expires": "Tue, 03 Feb 2026 10:00:00 GMT", "Cache-Control": "no-cache"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "tomorrow"}, None),
        ({"Expires": "Tue, 03 Feb 99999999999999 10:00:00 GMT"}, None),
        ({"Expires": "9" * 400}, None),
        ({}, None),
    ],
)
async def test_how_long_an_answer_is_good(site: Site, headers: dict[str, str], seconds: float | None) -> None:
    site.answers["/a"] = web.Response(body=TEXT, headers=headers)
    clock = ManualClock(datetime(2026, 2, 3, 8, tzinfo=UTC))
    async with Fetcher(clock, allow_private=True, gap=0, limits=SMALL) as fetching:
        assert (await fetching.fetch(site.url("/a"))).max_age == seconds


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _zstd(data: bytes) -> bytes:
    packed: bytes = transfer.zstd().compress(data)
    return packed


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
        ("deflate", zlib.compress),
        ("deflate", _raw_deflate),
        ("br", brotli.compress),
        ("zstd", _zstd),
        ("identity", bytes),
        ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    ],
)
async def test_content_codings(site: Site, fetcher: Fetcher, coding: str, pack) -> None:  # type: ignore[no-untyped-def]
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=pack(TEXT), headers={"Content-Encoding": coding})

    site.answers["/a"] = answer
    assert (await fetcher.get(site.url("/a"))).body == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "compress", "gzip, gzip, gzip"])
async def test_broken_codings_are_refused(site: Site, fetcher: Fetcher, coding: str) -> None:
    site.answers["/a"] = web.Response(body=b"\x99 not packed at all", headers={"Content-Encoding": coding})
    with pytest.raises(FetchError, match=r"broken|unknown|times over"):
        await fetcher.get(site.url("/a"))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress, _zstd])
async def test_bombs_are_defused(site: Site, fetcher: Fetcher, pack) -> None:  # type: ignore[no-untyped-def]
    coding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br", _zstd: "zstd"}[pack]
    site.answers["/a"] = web.Response(body=pack(b" " * 20_000_000), headers={"Content-Encoding": coding})
    with pytest.raises(FetchError, match="when unpacked"):
        await fetcher.get(site.url("/a"))


async def test_what_is_too_large_is_refused_before_it_is_read(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = web.Response(body=b"x" * 50_001)
    with pytest.raises(FetchError, match="larger than"):
        await fetcher.get(site.url("/a"))


async def test_an_endless_answer_is_cut_off(site: Site, fetcher: Fetcher) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 10_000)

    site.answers["/a"] = endless
    with pytest.raises(FetchError, match="larger than"):
        await fetcher.get(site.url("/a"))


@pytest.mark.parametrize(
    ("pause", "limits"),
    [(0.01, replace(SMALL, total=0.1)), (600.0, replace(SMALL, silence=0.1))],
    ids=["slow drip", "silence"],
)
async def test_a_slow_server_is_cut_off(site: Site, pause: float, limits: FetchLimits) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await SystemClock().sleep(pause)

    site.answers["/a"] = drip
    async with Fetcher(SystemClock(), allow_private=True, gap=0, limits=limits) as hasty:
        with pytest.raises(FetchError, match="no complete answer in time"):
            await hasty.get(site.url("/a"))


async def test_a_server_that_hangs_up(site: Site, fetcher: Fetcher) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.abort()
        return web.Response()

    site.answers["/a"] = hang_up
    with pytest.raises(FetchError, match="closed the connection"):
        await fetcher.get(site.url("/a"))


async def test_nobody_listens(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"http://127.0.0.1:1/: cannot connect"):
        await fetcher.fetch("http://127.0.0.1:1/")


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    tool = require("openssl", "apt install openssl")
    names = ["-subj", "/CN=localhost", "-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/cert.pem"]
    make = [tool, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run(make, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return context


async def test_a_certificate_that_nobody_vouches_for(fetcher: Fetcher, self_signed: ssl.SSLContext) -> None:
    async with serve(context=self_signed) as secure:
        with pytest.raises(FetchError, match=r"its TLS certificate is not valid \(self"):
            await fetcher.fetch(secure.url("/a").replace("http:", "https:"))


async def test_https_to_a_server_that_speaks_http(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="no TLS connection"):
        await fetcher.fetch(site.url("/a").replace("http:", "https:"))


async def test_long_headers_are_taken_and_endless_ones_not(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = web.Response(body=TEXT, headers={"Set-Cookie": "a=" + "x" * 20_000})
    assert (await fetcher.get(site.url("/a"))).body == TEXT
    site.answers["/a"] = web.Response(body=TEXT, headers={"Set-Cookie": "a=" + "x" * 50_000})
    with pytest.raises(FetchError, match="Got more than"):
        await fetcher.get(site.url("/a"))


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
