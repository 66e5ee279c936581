"""No fetch reaches anything but the public internet, however the address is spelt."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.core.errors import FetchError
from ledebot.bot.sources.addresses import refusal
from ledebot.bot.sources.fetch import Fetcher

SPELLINGS = """
http://127.0.0.1/ http://127.0.0.1:8080/ http://127.1/ http://127.0.1/ http://127.255.255.254/ http://2130706433/
http://0x7f000001/ http://0x7f.0.0.1/ http://0x7f.1/ http://0177.0.0.1/ http://0177.1/ http://017700000001/
http://127.0.0.1./ http://localhost/ http://LOCALHOST/ http://localhost./ http://localhost.localdomain/ http://0/
http://0.0.0.0/ http://0.1.2.3/ http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[::ffff:0:127.0.0.1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/
http://[64:ff9b::10.0.0.1]/ http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2002:a00:1::1]/
http://[2001:0:7f00:1::]/ http://[fe80::1]/ http://[fe80::5efe:7f00:1]/ http://[fc00::1]/ http://[fd12:3456::1]/
http://[fec0::1]/ http://[ff02::1]/ http://[2001:db8::1]/ http://[100::1]/ http://10.0.0.1/ http://10.255.255.255/
http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/ http://192.168.257/ http://0xc0a80001/
http://169.254.169.254/latest/meta-data/ http://169.254.170.2/ http://0xa9fea9fe/ http://2852039166/ http://100.64.0.1/
http://100.127.255.255/ http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.1/ http://203.0.113.1/
http://224.0.0.1/ http://233.252.0.1/ http://239.255.255.255/ http://240.0.0.1/ http://255.255.255.255/
http://192.88.99.1/ http://user:password@127.0.0.1/ http://127.0.0.1%2f@127.0.0.1/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/
http://[::ffff:169.254.169.254]/ http://[0:0:0:0:0:ffff:10.1.2.3]/ https://127.0.0.1/ https://[::1]/
""".split()  # noqa: SIM905  # one per line would hide the table
SCHEMES = """
file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:70/ data:text/html,x javascript:alert(1) ws://127.0.0.1/
unix:///var/run/docker.sock http+unix://x/ //127.0.0.1/ dict://127.0.0.1:11211/ http:/// http:// http://[::1 http://a:b/
""".split()  # noqa: SIM905


def test_there_are_enough_spellings() -> None:
    assert len(set(SPELLINGS)) >= 40


@pytest.mark.parametrize("url", SPELLINGS)
async def test_spellings_of_private_addresses_are_refused(url: str) -> None:
    async with Fetcher(SystemClock(), gap=0) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(url)
    assert any(word in str(caught.value) for word in ("refused, ", "canonical", "no such host", "not a web address"))


@pytest.mark.parametrize("url", SCHEMES)
async def test_only_http_and_https_are_fetched(url: str) -> None:
    async with Fetcher(SystemClock(), allow_private=True, gap=0) as fetcher:
        with pytest.raises(FetchError, match=r"only http|not a web address"):
            await fetcher.fetch(url)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert refusal(address) is None


def test_what_is_no_address_is_refused() -> None:
    assert refusal("news.example") == "news.example is not a network address"


class Names(AbstractResolver):
    """A name server under the test's control: each lookup of a name gets its next answer."""

    def __init__(self, answers: list[list[str]]) -> None:
        self.answers = answers
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
async def private() -> AsyncIterator[tuple[int, list[str]]]:
    """A server on loopback that nobody should reach: its port, and what was asked of it."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="secret")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server: Any = site._server  # aiohttp tells the port no other way
    yield server.sockets[0].getsockname()[1], asked
    await runner.cleanup()


async def test_names_that_lead_inside_are_refused(private: tuple[int, list[str]]) -> None:
    port, asked = private
    async with Fetcher(SystemClock(), gap=0, resolver=lambda: Names([["127.0.0.1"]])) as fetcher:
        with pytest.raises(FetchError, match="this machine's own address"):
            await fetcher.fetch(f"http://rebound.example:{port}/")
    assert asked == []


async def test_a_name_that_changes_its_answer_gains_nothing(private: tuple[int, list[str]]) -> None:
    port, asked = private
    names = Names([["203.0.113.1"], ["127.0.0.1"], ["::1", "127.0.0.1"]])
    async with Fetcher(SystemClock(), gap=0, resolver=lambda: names) as fetcher:
        for _ in range(4):
            with pytest.raises(FetchError, match=r"own address|reserved"):
                await fetcher.fetch(f"http://rebound.example:{port}/")
    assert asked == []


async def test_an_operator_may_allow_private_addresses(private: tuple[int, list[str]]) -> None:
    port, asked = private
    async with Fetcher(SystemClock(), gap=0, allow_private=True) as fetcher:
        assert (await fetcher.get(f"http://127.0.0.1:{port}/x")).body == b"secret"
    assert asked == ["/x"]


async def test_the_machines_own_public_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # What listens on it may be firewalled from the rest of the world only.
    class Probe:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Probe:
            return self

        def __exit__(self, *_: object) -> None: ...
        def connect(self, address: tuple[str, int]) -> None: ...
        def getsockname(self) -> tuple[str, int]:
            return "8.8.4.4", 5

    monkeypatch.setattr("ledebot.bot.sources.fetch.socket.socket", Probe)
    async with Fetcher(SystemClock(), gap=0, resolver=lambda: Names([["8.8.4.4"]])) as fetcher:
        with pytest.raises(FetchError, match="this machine's own address"):
            await asyncio.wait_for(fetcher.fetch("http://own.example/"), 60)
