"""A proxy before several processes, as an operator has one before webhooks: who answers gets the guest, in turn."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[int]:
    """Forward connections to local ports in turn while the block lasts; gives the port to connect to."""
    turns = itertools.cycle(ports)
    open_to: set[asyncio.StreamWriter] = set()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found = await _open([next(turns) for _ in ports])
        if found is None:
            writer.close()
            return
        open_to.update((writer, found[1]))
        await asyncio.gather(_pump(reader, found[1]), _pump(found[0], writer))
        open_to.difference_update((writer, found[1]))

    server = await asyncio.start_server(forward, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in open_to:
            writer.close()


async def _open(ports: Sequence[int]) -> Streams | None:
    for port in ports:
        with suppress(OSError):
            return await asyncio.open_connection("127.0.0.1", port)
    return None


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
