"""The fetcher against a real server: conditions, codings, limits, TLS."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from aiohttp import web

from ledebot.bot.core.clock import ManualClock, SystemClock
from ledebot.bot.core.errors import FetchError
from ledebot.bot.sources import transfer
from ledebot.bot.sources.fetch import Fetcher, FetchLimits
from tests.conftest import require
from tests.sources.web import SMALL, TEXT, Site, serve


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
