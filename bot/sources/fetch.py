"""HTTP for feeds and pages: polite, bounded, and to the public internet only."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import FetchError
from ledebot.bot.sources import transfer
from ledebot.bot.sources.addresses import refusal
from ledebot.bot.sources.dates import parse_date
from ledebot.bot.sources.encoding import GZIP
from ledebot.bot.sources.politeness import Politeness
from ledebot.bot.sources.types import Response
from ledebot.bot.sources.urls import MAX_URL

USER_AGENT = "Mozilla/5.0 (compatible; Ledebot/0.1; news digest)"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_HEADER = 1000
"""Characters of a header's value that is kept of a source."""
MAX_HEADER = 32 * 1024
"""Bytes of one header line; some sites send cookies beyond the usual 8 KiB."""
_CHUNK = 64 * 1024
_STRAY = re.compile("[\udc80-\udcff]")
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost: bytes on the wire and unpacked, seconds overall and of silence, redirects."""

    packed: int = 10 * 1024 * 1024
    unpacked: int = 10 * 1024 * 1024
    total: float = 60.0
    connect: float = 10.0
    silence: float = 20.0
    redirects: int = 5


class _RefusedAddressError(OSError):
    """The socket would have gone where it must not."""


class Fetcher:
    """Fetches documents; an async context manager, one per process.

    At most `concurrency` requests are under way, one per host, `gap` seconds of the clock apart.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        allow_private: bool = False,
        concurrency: int = 16,
        gap: float = 1.0,
        limits: FetchLimits | None = None,
        resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver,
    ) -> None:
        self._clock = clock
        self._allow_private = allow_private
        self._limits = limits or FetchLimits()
        self._politeness = Politeness(clock, concurrency=concurrency, gap=gap)
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver(),
            socket_factory=self._socket,
            limit=0,  # Politeness counts; a second limit could only wait without a clock
            ttl_dns_cache=60,
            keepalive_timeout=15,
        )
        limits = self._limits
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            timeout=aiohttp.ClientTimeout(
                total=limits.total, sock_connect=limits.connect, sock_read=limits.silence, connect=limits.connect
            ),
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": transfer.ACCEPTED},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def get(self, url: str) -> Response:
        """Fetch a document. Raises FetchError for any answer without one."""
        response = await self.fetch(url)
        if not response.ok:
            raise FetchError(f"{url}: the server answered {response.status}")
        return response

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Response:
        """Ask for a document, or whether it has changed; follows redirects, any status is an answer.

        Raises FetchError, one line, where the address is refused, the network fails or a limit is passed.
        """
        conditions = {}
        if etag:
            conditions["If-None-Match"] = etag
        if last_modified:
            conditions["If-Modified-Since"] = last_modified
        asked, permanent = url, True
        for _ in range(self._limits.redirects + 1):
            response, location = await self._hop(url, asked, conditions)
            if location is None:
                return replace(response, moved_to=url) if permanent and url != asked else response
            permanent = permanent and response.status in PERMANENT
            try:
                url = urljoin(url, _escaped(location))
            except ValueError:
                raise FetchError(f"{asked}: redirected to what is no address") from None
        raise FetchError(f"{asked}: more than {self._limits.redirects} redirects")

    async def _hop(self, url: str, asked: str, conditions: dict[str, str]) -> tuple[Response, str | None]:
        """Make one request; gives the answer and where it redirects to, if it does."""
        if self._session is None:
            raise RuntimeError("the fetcher is used outside its context")
        target = _checked(url, asked)
        try:
            async with (
                self._politeness.turn(target.host or ""),
                self._session.get(target, headers=conditions, allow_redirects=False) as answer,
            ):
                location = answer.headers.get("Location")
                if answer.status in REDIRECTS and location:
                    return Response(url=url, status=answer.status), location
                body = await self._body(answer) if answer.status == 200 else b""
                return self._response(url, answer, body), None
        except TimeoutError:
            raise FetchError(f"{asked}: no complete answer in time") from None
        except aiohttp.ClientConnectorError as error:
            raise FetchError(f"{asked}: {_why(error)}") from None
        except aiohttp.ServerDisconnectedError:
            raise FetchError(f"{asked}: the server closed the connection") from None
        except aiohttp.ClientError as error:
            raise FetchError(f"{asked}: {_short(error)}") from None
        except UnicodeError:  # the resolver's, for a name that no host can have
            raise FetchError(f"{asked}: not a web address") from None
        except FetchError as error:
            raise FetchError(f"{asked}: {error}") from None

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        limit = self._limits.packed
        if (answer.content_length or 0) > limit:
            raise FetchError(f"larger than {limit // 1024} KiB")
        parts: list[bytes] = []
        size = 0
        async for part in answer.content.iter_chunked(_CHUNK):
            size += len(part)
            if size > limit:
                raise FetchError(f"larger than {limit // 1024} KiB")
            parts.append(part)
        body = b"".join(parts)
        coding = answer.headers.get("Content-Encoding", "") or ("gzip" if body.startswith(GZIP) else "")
        if not coding:
            return body
        return await asyncio.to_thread(transfer.unpack, body, coding, self._limits.unpacked)

    def _response(self, url: str, answer: aiohttp.ClientResponse, body: bytes) -> Response:
        return Response(
            url=url,
            status=answer.status,
            body=body,
            content_type=_plain(answer.headers.get("Content-Type")),
            etag=_plain(answer.headers.get("ETag")),
            last_modified=_plain(answer.headers.get("Last-Modified")),
            retry_after=_retry_after(answer.headers.get("Retry-After"), self._clock.now()),
            max_age=_fresh_for(answer.headers, self._clock.now()),
            at=self._clock.now(),
        )

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """Open the socket of a connection, if its address may be connected to."""
        family, kind, proto, _, address = info
        if not self._allow_private:
            reason = refusal(str(address[0])) or _own(family, address)
            if reason:
                raise _RefusedAddressError(f"refused, {reason}")
        opened = socket.socket(family, kind, proto)
        opened.setblocking(False)
        return opened


def _own(family: int, address: tuple[object, ...]) -> str | None:
    """Tell whether a public address is this machine's: what listens there may be firewalled from others only.

    The kernel's choice of a local address tells; connecting a datagram socket sends nothing.
    """
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect(address)
        if probe.getsockname()[0] == address[0]:
            return f"{address[0]} is this machine's own address"
    return None


def _checked(url: str, asked: str) -> URL:
    if len(url) > MAX_URL:
        raise FetchError(f"{asked[:100]}: the address is longer than {MAX_URL} characters")
    try:
        target = URL(url)
        host, port = target.host, target.port
    except ValueError:  # also for a host that IDNA cannot decode (`xn--a`)
        raise FetchError(f"{asked[:200]}: not a web address") from None
    if target.scheme not in ("http", "https"):
        raise FetchError(f"{asked[:200]}: only http and https are fetched")
    if not host or port is None:
        raise FetchError(f"{asked[:200]}: not a web address")
    return target.with_fragment(None)


def _plain(header: str | None) -> str | None:
    """Give a header's value that can be kept and sent back; none that is long or holds what no text may hold."""
    return header if header is not None and len(header) <= LONGEST_HEADER and header.isprintable() else None


def _escaped(location: str) -> str:
    """Spell bytes that are no UTF-8 as a browser would; the client gives them as halves of surrogate pairs."""
    return _STRAY.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", location)


def _why(error: aiohttp.ClientConnectorError) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"its TLS certificate is not valid ({getattr(error.certificate_error, 'verify_message', 'unknown')})"
    if isinstance(error, aiohttp.ClientSSLError):
        return "no TLS connection could be made"
    cause = error.os_error
    if isinstance(cause, _RefusedAddressError) or "refused, " in str(cause):
        return str(cause)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "no such host"
    return f"cannot connect ({cause.strerror or type(cause).__name__})"


def _short(error: aiohttp.ClientError) -> str:
    return f"{type(error).__name__}: {error}"[:200] if str(error) else type(error).__name__


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Read Retry-After, seconds or a date."""
    text = (value or "").strip()
    return float(text[:9]) if text.isascii() and text.isdigit() else _until(text, now)


def _fresh_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read for how many seconds an answer is good: Cache-Control's max-age, else Expires (RFC 9111, section 4.2.1)."""
    control = headers.get("Cache-Control", "").lower()
    age = _MAX_AGE.search(control)
    if age:
        return float(age[1])
    return None if "no-" in control else _until(headers.get("Expires", ""), now)


def _until(text: str, now: datetime) -> float | None:
    moment = parse_date(text) if ":" in text else None  # `0` is no date, nor is any other number
    return max((moment - now).total_seconds(), 0.0) if moment else None
