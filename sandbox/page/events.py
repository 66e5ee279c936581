"""The stream of events that keeps the page up to date (server-sent events)."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from ledebot.sandbox.page.views import message_view
from ledebot.sandbox.server.api import BotApi
from ledebot.sandbox.server.errors import Json

BEHIND = 2000
"""Events that a slow reader may be behind before it is cut off; it reconnects and reads everything anew."""
HEARTBEAT = 20.0
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class EventStream:
    """Fans the world's events out to the open pages."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self._readers: set[asyncio.Queue[Json | None]] = set()
        api.world.listeners.append(self.publish)

    def publish(self, event: Json) -> None:
        """Tell every open page."""
        if not self._readers:
            return
        message = event.get("message")
        if message is not None and event["chat"] in self.api.world.chats:
            event = {**event, "message": message_view(self.api.world.chats[event["chat"]], message)}
        for reader in tuple(self._readers):
            if reader.qsize() >= BEHIND:
                self._readers.discard(reader)
                reader.put_nowait(None)
            else:
                reader.put_nowait(event)

    @property
    def watched(self) -> bool:
        """Whether anybody listens."""
        return bool(self._readers)

    def close(self) -> None:
        """End every stream."""
        for reader in self._readers:
            reader.put_nowait(None)
        self._readers.clear()

    async def serve(self, request: web.BaseRequest, headers: dict[str, str]) -> web.StreamResponse:
        """Answer one page until it goes away."""
        response = web.StreamResponse(headers={**headers, "Content-Type": "text/event-stream"})
        reader: asyncio.Queue[Json | None] = asyncio.Queue()
        self._readers.add(reader)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(reader.get(), HEARTBEAT)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    break
                await response.write(f"data: {_dumps(event)}\n\n".encode("utf-8", "surrogatepass"))
        except ConnectionError:
            return response
        finally:
            self._readers.discard(reader)
        return response
