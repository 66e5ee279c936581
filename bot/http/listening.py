"""A door to the network: who says nothing, or too little, does not keep it from others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from ledebot.bot.core.errors import SettingError

OPEN = 100
"""Connections at a time; Telegram uses as many for a webhook at most."""
PATIENCE = 10.0
"""Seconds for the head of a request to arrive, from the opening of the connection or the answer to the last one."""


@asynccontextmanager
async def listening(
    app: web.Application,
    address: tuple[str, int],
    setting: str,
    *,
    stop_patience: float = 1.0,
    patience: float = PATIENCE,
) -> AsyncIterator[int]:
    """Serve an application until the block ends; gives the port, which matters when 0 was asked for.

    Requests under way at the end get `stop_patience` seconds. Raises SettingError, naming the `setting` that gave the
    address, if that cannot be listened on.
    """
    door = _Door(patience)
    app.middlewares.append(door.watch)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=stop_patience)
    await runner.setup()
    try:
        server = await _open(door, runner, address, setting)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
    finally:
        await runner.cleanup()


async def _open(door: _Door, runner: web.AppRunner, address: tuple[str, int], setting: str) -> asyncio.Server:
    factory = runner.server
    if factory is None:
        raise RuntimeError("a runner that was set up has a server")
    try:
        return await asyncio.get_running_loop().create_server(lambda: _Guest(factory(), door), *address)
    except OSError as error:
        host, port = address
        raise SettingError(f"{setting}={host}:{port} cannot be listened on: {error.strerror or error}") from None


class _Door:
    """Who is inside, and who of them has still to say what they want: those are the first to go."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._inside: dict[Any, _Guest] = {}
        self._silent: dict[_Guest, asyncio.TimerHandle] = {}

    def enter(self, guest: _Guest) -> bool:
        """Let somebody in; False if all inside are being served."""
        if len(self._inside) >= OPEN:
            if not self._silent:
                return False
            self._show_out(next(iter(self._silent)))
        self._inside[guest.served_by] = guest
        self._wait_for(guest)
        return True

    def leave(self, guest: _Guest) -> None:
        """Note that somebody has gone."""
        self._inside.pop(guest.served_by, None)
        self._hear(guest)

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Note who is being served."""
        guest = self._inside.get(request.protocol)
        if guest is None:
            return await handler(request)
        self._hear(guest)
        try:
            return await handler(request)
        finally:
            if guest.served_by in self._inside:
                self._wait_for(guest)

    def _wait_for(self, guest: _Guest) -> None:
        self._silent[guest] = asyncio.get_running_loop().call_later(self.patience, self._show_out, guest)

    def _hear(self, guest: _Guest) -> None:
        timer = self._silent.pop(guest, None)
        if timer is not None:
            timer.cancel()

    def _show_out(self, guest: _Guest) -> None:
        self.leave(guest)
        guest.abort()


class _Guest(asyncio.Protocol):
    """One connection; everything that concerns it goes on to the server's own protocol."""

    def __init__(self, served_by: Any, door: _Door) -> None:
        self.served_by = served_by
        self._door = door
        self._transport: asyncio.BaseTransport | None = None
        self._admitted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._admitted = self._door.enter(self)
        if self._admitted:
            self.served_by.connection_made(transport)
        else:
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._admitted:
            self._door.leave(self)
            self.served_by.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._admitted:
            self.served_by.data_received(data)

    def eof_received(self) -> bool | None:
        return bool(self.served_by.eof_received()) if self._admitted else None

    def pause_writing(self) -> None:
        self.served_by.pause_writing()

    def resume_writing(self) -> None:
        self.served_by.resume_writing()

    def abort(self) -> None:
        """Close the connection at once."""
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.abort()
