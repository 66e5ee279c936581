"""The Telegram client that the handlers and the senders share."""

from __future__ import annotations

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

READ_TIMEOUT = 30.0
"""Seconds. Telegram sleeps out flood waits of up to 8 s inside a call; giving up earlier makes a repeat of it."""
CONNECT_TIMEOUT = 10.0
POOL_TIMEOUT = 10.0


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


def build_request(connections: int = 256) -> HTTPXRequest:
    """Make the HTTP side of a bot; `connections` must exceed the requests that may be under way at once."""
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=READ_TIMEOUT,
        write_timeout=READ_TIMEOUT,
        connect_timeout=CONNECT_TIMEOUT,
        pool_timeout=POOL_TIMEOUT,
        httpx_kwargs={"transport": _Transport(limits=httpx.Limits(max_connections=connections, keepalive_expiry=60.0))},
    )


def build_bot(
    token: str, api_url: str, limiter: BaseRateLimiter[int] | None = None, *, connections: int = 256
) -> ExtBot[int] | ExtBot[None]:
    """Make a bot for `api_url`, Telegram's own or another; polling gets a connection of its own."""
    return ExtBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=build_request(connections),
        get_updates_request=build_request(1),
        rate_limiter=limiter,
    )
