"""The sandbox on HTTP: bot calls, file downloads, and the page; loopback names only."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from aiohttp import BodyPartReader, web

from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.arguments import Arguments, Upload, check_text
from ledebot.sandbox.server.errors import ApiError, bad
from ledebot.sandbox.server.faults import InterruptedCallError
from ledebot.sandbox.server.files import DOWNLOAD_BYTES
from ledebot.sandbox.server.results import WithDescription

if TYPE_CHECKING:
    from asyncio import Transport

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
MAX_BODY = 60 * 1024 * 1024
NGINX_502 = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,80}")
dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Page = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class HttpServer:
    """Turns requests into calls and results into responses."""

    def __init__(self, api: BotApi, page: Page, *, hosts: frozenset[str] = LOCAL_NAMES) -> None:
        self.api = api
        self.page = page
        self.hosts = hosts
        self._closing = asyncio.Event()
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int) -> int:
        """Listen on loopback; gives the port."""
        server = web.Server(self.handle, request_factory=_request, access_log=None, max_field_size=16384)
        self._runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Answer no more."""
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        refusal = self._foreign(request)
        if refusal is not None:
            return refusal
        path = request.path
        if path.startswith("/bot"):
            return await self._bot_call(request, path)
        if path.startswith("/file/bot"):
            return self._download(path)
        return await self.page(request)

    def _foreign(self, request: web.BaseRequest) -> web.Response | None:
        """Refuse names and pages from elsewhere: a website must not reach the sandbox through its visitor's browser."""
        host = request.headers.get("Host", "")
        if host.rpartition(":")[0].lower() not in self.hosts and host.lower() not in self.hosts:
            return web.Response(status=403, text="403: this Host is not the sandbox's\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin.lower() != f"http://{host.lower()}":
            return web.Response(status=403, text="403: foreign Origin\n")
        return None

    # --- bot calls -----------------------------------------------------------------------------------

    async def _bot_call(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        token, _, name = path[4:].partition("/")
        token, name = unquote(token), name.strip("/")
        if name.startswith("test/") or not name:
            return _refused(ApiError(404, "Not Found"))
        refusal = self._check_token(token)
        if refusal is not None:
            return _refused(refusal)
        try:
            result = await self.api.call(name, await read_arguments(request))
        except ApiError as error:
            return _refused(error)
        except web.HTTPRequestEntityTooLarge:
            return _refused(ApiError(413, "Request Entity Too Large"))
        except InterruptedCallError as end:
            return await self._interrupt(request, end.kind)
        if type(result) is WithDescription:
            return _json(f'{{"ok":true,"result":{dump(result.result)},"description":{dump(result.description)}}}')
        return _json(f'{{"ok":true,"result":{dump(result)}}}')

    def _check_token(self, token: str) -> ApiError | None:
        if token == self.api.token:
            return None
        if not _TOKEN.fullmatch(token):
            return ApiError(404, "Not Found")
        if token.startswith("0"):
            return ApiError(401, "Unauthorized: invalid token specified")
        return ApiError(401, "Unauthorized")

    async def _interrupt(self, request: web.BaseRequest, kind: str) -> web.StreamResponse:
        if kind == "html":
            return web.Response(status=502, text=NGINX_502, content_type="text/html")
        if kind == "garbage":
            return web.Response(text="It works!", content_type="text/html")
        if kind == "silent":
            await self._closing.wait()
        _reset(request.transport)
        # The connection is gone; aiohttp still wants something to drop.
        return web.Response(status=500)

    def _download(self, path: str) -> web.Response:
        token, _, name = path[len("/file/bot") :].partition("/")
        if token != self.api.token:
            return _refused(ApiError(404, "Not Found"))
        stored = self.api.files.by_path.get(unquote(name))
        if stored is None or len(stored.data) > DOWNLOAD_BYTES:
            return _refused(ApiError(404, "Not Found"))
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    """Make a request that may be as large as Telegram's uploads."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)


def _json(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        body=text.encode("utf-8", "surrogatepass"), status=status, content_type="application/json", headers=headers
    )


def _refused(error: ApiError) -> web.Response:
    retry_after = error.parameters.get("retry_after")
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    return _json(dump(error.body()), error.code, headers)


def _reset(transport: Transport | None) -> None:
    """Drop a connection with a TCP reset, not a polite end."""
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def read_arguments(request: web.BaseRequest) -> Arguments:
    """Read a call's arguments from query, form, multipart or JSON body. Raises ApiError."""
    values = dict(parse_qsl(request.query_string, keep_blank_values=True)) if request.query_string else {}
    if request.method != "POST":
        return Arguments(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, values)
    body = (await request.read()).decode("utf-8", "replace")
    if kind == "application/json":
        values |= _json_values(body)
    elif body:
        values |= parse_qsl(body, keep_blank_values=True)
    return Arguments(values)


def _json_values(body: str) -> dict[str, str]:
    try:
        given = json.loads(body or "{}")
    except (ValueError, RecursionError):
        raise bad("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad("expected an Object")
    values = {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
              for key, value in given.items() if value is not None}  # fmt: skip
    if "\\u" in body:
        check_text(*values, *values.values())
    return values


async def _read_multipart(request: web.BaseRequest, values: dict[str, str]) -> Arguments:
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is not None:
            files[part.name] = Upload(part.filename, part.headers.get("Content-Type", ""), data)
        else:
            values[part.name] = data.decode("utf-8", "replace")
    return Arguments(values, files)
