"""The Telegram client that the handlers and the senders share."""

from __future__ import annotations

import json
import ssl
from collections.abc import Awaitable, Callable
from functools import cache, lru_cache
from typing import Any, TypeVar

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest, RequestData

T = TypeVar("T")

READ_TIMEOUT = 30.0
"""Seconds. Telegram sleeps out flood waits of up to 8 s inside a call; giving up earlier makes a repeat of it."""
CONNECT_TIMEOUT = 10.0
NOT_TELEGRAM = "what answered is not the Bot API: check LEDEBOT_TELEGRAM_API_URL and what lies in between"
POOL_TIMEOUT = 10.0


class _Answer(dict[str, Any]):
    """An answer of the Bot API; python-telegram-bot asks each one with a good status for its result."""

    def __missing__(self, key: str) -> Any:
        raise TelegramError(NOT_TELEGRAM)


class _Transport(AiohttpTransport):
    """aiohttp under httpx: a fifth of the CPU per message (docs/delivery.md). Can be opened again after closing.

    It reports every lost or refused connection as `ConnectTimeout`, which python-telegram-bot takes for a time-out:
    its polling then tries again without a pause, one core full, for as long as the network is down.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectTimeout as error:
            cause = error.__cause__
            if isinstance(cause, aiohttp.ClientConnectorError):
                raise httpx.ConnectError(str(error), request=request) from cause
            if isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, aiohttp.ServerTimeoutError):
                raise httpx.ReadError(str(error), request=request) from cause
            raise

    async def aclose(self) -> None:
        await super().aclose()
        self.client = None

    def session(self) -> aiohttp.ClientSession:
        """Give the session that all requests share."""
        if not isinstance(self.client, aiohttp.ClientSession):
            self.client = self.get_client()
        return self.client


class Request(HTTPXRequest):
    """Calls without files go to aiohttp directly, as JSON.

    A form would write each Chinese character in nine bytes, and httpx makes half a dozen objects of each request:
    together 0.4 ms of a message's CPU (docs/delivery.md). Uploads go the usual way.
    """

    def __init__(self, connections: int) -> None:
        """Make the HTTP side of a bot; `connections` must exceed the requests that may be under way at once."""
        self._transport = _Transport(
            verify=_trusted(), limits=httpx.Limits(max_connections=connections, keepalive_expiry=60.0)
        )
        self._shut = False
        super().__init__(
            connection_pool_size=connections,
            read_timeout=READ_TIMEOUT,
            write_timeout=READ_TIMEOUT,
            connect_timeout=CONNECT_TIMEOUT,
            pool_timeout=POOL_TIMEOUT,
            httpx_kwargs={"transport": self._transport},
        )

    async def initialize(self) -> None:
        """Open it, again if it was shut."""
        await super().initialize()
        self._shut = False

    async def shutdown(self) -> None:
        """Close all connections."""
        self._shut = True
        await super().shutdown()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer. Raises TelegramError for whatever is not one of Telegram's, a missing `result` included."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise TelegramError(NOT_TELEGRAM) from error
        if not isinstance(answer, dict):
            raise TelegramError(NOT_TELEGRAM)
        if not isinstance(answer.get("parameters", {}), dict):
            del answer["parameters"]
        return _Answer(answer)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        """Make one request; gives status and body. Raises NetworkError or TimedOut made of aiohttp's own error."""
        if self._shut or timeouts or method != "POST" or request_data is None or request_data.contains_files:
            return await super().do_request(url, method, request_data, *timeouts, **named)
        limits = aiohttp.ClientTimeout(
            sock_read=_seconds(named.get("read_timeout"), READ_TIMEOUT),
            sock_connect=_seconds(named.get("connect_timeout"), CONNECT_TIMEOUT),
            connect=_seconds(named.get("pool_timeout"), POOL_TIMEOUT),
        )
        body = b",".join(_json(name) + b":" + _json(value) for name, value in request_data.json_parameters.items())
        try:
            async with self._transport.session().post(
                url, data=b"{%s}" % body, headers=self._headers, timeout=limits, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    _headers = {"Content-Type": "application/json", "User-Agent": HTTPXRequest.USER_AGENT}  # noqa: RUF012  # constant


@cache
def _trusted() -> ssl.SSLContext:
    """Read the certificates once for all connections: that takes 20 ms of CPU."""
    return httpx.create_ssl_context()


@lru_cache(maxsize=512)
def _json(text: str) -> bytes:
    """Encode a string, once for all who get the same one; half a surrogate pair becomes a question mark."""
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")


def _seconds(given: Any, default: float) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


async def understood(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call whose answer may be anything: a proxy's, another program's. Raises TelegramError only."""
    try:
        return await call()
    except TelegramError:
        raise
    except Exception as error:
        raise TelegramError(NOT_TELEGRAM) from error


def message_id(sent: Any) -> int:
    """Give the id of a message that arrived. Raises TelegramError if the answer names none.

    Whoever said yes was not Telegram then; as after a broken line, nobody knows what became of the message.
    """
    try:
        return int(sent["message_id"])
    except (KeyError, TypeError, ValueError):
        raise TelegramError("the answer holds no message") from None


def build_bot(
    token: str, api_url: str, limiter: BaseRateLimiter[int] | None = None, *, connections: int = 256
) -> ExtBot[int] | ExtBot[None]:
    """Make a bot for `api_url`, Telegram's own or another; polling gets a connection of its own."""
    return ExtBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=Request(connections),
        get_updates_request=Request(1),
        rate_limiter=limiter,
    )
