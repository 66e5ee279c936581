"""The page's own interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


class PageApi:
    """Answers what is neither a bot call nor a download."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        return web.Response(status=404, text="404: nothing here\n")
