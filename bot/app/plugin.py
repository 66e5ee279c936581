"""Ledebot inside somebody else's python-telegram-bot application.

    application = Application.builder().token(TOKEN).build()
    install(application, load_settings())
    application.run_polling(allowed_updates=[*mine, *ALLOWED_UPDATES])

Nothing of the host's is replaced: handlers live in a group of their own, callback data begins with `ld:`, parse mode
and previews are explicit, hooks are chained, and there is no global error handler. The host's bot sends everything;
its rate limiter, if it has one, sees it too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from telegram.ext import Application

from ledebot.bot.app.container import open_container
from ledebot.bot.app.roles import make_send_queue, scheduling, sending, side_by_side
from ledebot.bot.app.services import handler_services
from ledebot.bot.core.config import Settings
from ledebot.handlers import register
from ledebot.handlers.register import ALLOWED_UPDATES

__all__ = ["ALLOWED_UPDATES", "Plugin", "install"]

Hook = Callable[[Any], Awaitable[None]]


class Plugin:
    """Ledebot in a host application; `start` and `stop` for hosts that drive their application themselves."""

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any], settings: Settings) -> None:
        self._application = application
        self._settings = settings
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Connect, add the handlers, and begin to schedule and send. The application is initialized by then.

        Raises UserError or StoreUnavailableError, one line, when that cannot be done.
        """
        async with AsyncExitStack() as stack:
            container = await stack.enter_async_context(open_container(self._settings, search=True))
            bot = self._application.bot
            parts = side_by_side(sending(container, bot, make_send_queue(container)), scheduling(container))
            register.install(self._application, handler_services(container))
            await stack.enter_async_context(parts)
            self._stack = stack.pop_all()

    async def stop(self) -> None:
        """Stop scheduling and sending gracefully and disconnect; the application's bot must still be open."""
        await self._stack.aclose()


def install(application: Application[Any, Any, Any, Any, Any, Any], settings: Settings) -> Plugin:
    """Have Ledebot start and stop with the application, around the host's own `post_init` and `post_stop`.

    Those hooks run in `run_polling` and `run_webhook` only: a host that calls `initialize` and `start` itself calls
    `start` and `stop` of the Plugin given back.
    """
    plugin = Plugin(application, settings)
    host_init, host_stop = application.post_init, application.post_stop

    async def post_init(application: Any) -> None:
        if host_init is not None:
            await host_init(application)
        await plugin.start()

    async def post_stop(application: Any) -> None:
        await plugin.stop()
        if host_stop is not None:
            await host_stop(application)

    application.post_init, application.post_stop = post_init, post_stop
    return plugin
