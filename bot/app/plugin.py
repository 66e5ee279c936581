"""Ledebot inside somebody else's python-telegram-bot application.

    application = Application.builder().token(TOKEN).build()
    install(application, load_settings())
    application.run_polling(allowed_updates=[*mine, *ALLOWED_UPDATES])

Nothing of the host's is replaced: handlers live in a group of their own, callback data begins with `ld:`, parse mode
and previews are explicit, hooks are chained, and there is no global error handler. The host's bot sends everything;
its rate limiter, if it has one, sees it too.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeAlias

from telegram.error import TelegramError
from telegram.ext import Application

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.parts import side_by_side
from ledebot.bot.app.roles import make_send_queue, observed, sending
from ledebot.bot.app.scheduling import scheduling
from ledebot.bot.app.services import handler_services
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import SettingError
from ledebot.handlers import register
from ledebot.handlers.register import ALLOWED_UPDATES

__all__ = ["ALLOWED_UPDATES", "Plugin", "install"]

_PREFIX = re.compile(r"[a-z0-9_]{0,16}", re.ASCII)
"""Telegram takes 32 characters of a command; the longest of ours has twelve."""
STORE_IN_USE = (
    "another Ledebot of this process uses the same store; give each a LEDEBOT_HOME, or a REDIS_URL, of its own"
)
AnyApplication: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"
_IN_USE: set[object] = set()
"""The stores and the applications of the plug-ins that run in this process."""


class Plugin:
    """Ledebot in a host application; `start` and `stop` for hosts that drive their application themselves.

    Both may be repeated, in turn. While it runs, `container` has the stores and services, so that a host can ingest
    articles of its own.
    """

    def __init__(self, application: AnyApplication, settings: Settings, prefix: str = "") -> None:
        self._application = application
        self._settings = settings
        self._prefix = prefix
        self._stack = AsyncExitStack()
        self.container: Container | None = None

    async def start(self) -> None:
        """Connect, add the handlers, and begin to schedule and send. The application is initialized by then.

        Raises UserError or StoreUnavailableError, one line, when that cannot be done.
        """
        async with AsyncExitStack() as stack:
            stack.enter_context(_only_one(self._application, "this application has a Ledebot already"))
            stack.enter_context(_only_one(_store(self._settings), STORE_IN_USE))
            container = await stack.enter_async_context(open_container(self._settings, search=True, own_process=False))
            container.supervisor.expect(TelegramError)
            await stack.enter_async_context(observed(container))
            bot = self._application.bot
            parts = side_by_side(sending(container, bot, make_send_queue(container)), scheduling(container))
            stack.callback(register.install(self._application, handler_services(container), self._prefix))
            await stack.enter_async_context(parts)
            self.container = container
            self._stack = stack.pop_all()

    async def stop(self) -> None:
        """Stop scheduling and sending gracefully and disconnect; the application's bot must still be open."""
        self.container = None
        await self._stack.aclose()


@contextmanager
def _only_one(used: Hashable, taken: str) -> Iterator[None]:
    """Keep something for one Ledebot of this process. Raises SettingError if another has it."""
    if used in _IN_USE:
        raise SettingError(taken)
    _IN_USE.add(used)
    try:
        yield
    finally:
        _IN_USE.discard(used)


def _store(settings: Settings) -> str:
    return settings.redis_url or str(settings.home.absolute())


def install(application: AnyApplication, settings: Settings, prefix: str = "") -> Plugin:
    """Have Ledebot start and stop with the application, around the host's own `post_init` and `post_stop`.

    Those hooks run in `run_polling` and `run_webhook` only: a host that calls `initialize` and `start` itself calls
    `start` and `stop` of the Plugin given back. With `prefix`, such as `news_`, our commands of names that the host
    has already are called `/news_start` and so on, in our texts as well; deep links of ours work all the same.
    Raises SettingError for a prefix that no command can have.
    """
    if not _PREFIX.fullmatch(prefix):
        raise SettingError(f"the prefix {prefix[:40]!r} is none: a command has small letters, digits and _ only")
    plugin = Plugin(application, settings, prefix)
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
