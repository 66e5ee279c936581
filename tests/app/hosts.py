"""Host applications of all kinds, on the sandbox, with Ledebot in them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    BaseRateLimiter,
    Defaults,
    PicklePersistence,
)

from ledebot import ALLOWED_UPDATES, Plugin, install, load_settings
from ledebot.sandbox.sandbox import Sandbox

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Hasty(BaseRateLimiter[dict[str, int]]):
    """A limiter of the host's own, with arguments of its own kind."""

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(  # type: ignore[no-untyped-def]  # as the base class has it
        self, callback, args, kwargs, endpoint, data, rate_limit_args
    ):
        assert rate_limit_args is None or isinstance(rate_limit_args, dict)
        return await callback(*args, **kwargs)


HOSTS: dict[str, Callable[[Any, Path], Any]] = {
    "no limiter": lambda builder, _: builder,
    "AIORateLimiter": lambda builder, _: builder.rate_limiter(AIORateLimiter()),
    "a limiter of its own": lambda builder, _: builder.rate_limiter(Hasty()),
    "arbitrary callback data": lambda builder, _: builder.arbitrary_callback_data(True),
    "persistence": lambda builder, folder: builder.persistence(PicklePersistence(folder / "host.pickle")),
    "concurrent updates": lambda builder, _: builder.concurrent_updates(True),
    "webhook": lambda builder, _: builder.updater(None),
    "defaults": lambda builder, _: builder.defaults(Defaults(parse_mode="MarkdownV2", disable_notification=True)),
}


@asynccontextmanager
async def listening(answer: Callable[[web.Request], Any]) -> AsyncIterator[str]:
    """Have every request answered; gives the address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def updated(application: AnyApplication) -> AsyncIterator[None]:
    """Have the host get its updates in its own way: by polling, or by a web server of its own."""
    if application.updater is not None:
        await application.updater.start_polling(allowed_updates=list(ALLOWED_UPDATES))
        try:
            yield
        finally:
            await application.updater.stop()
        return

    async def take(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async with listening(take) as address:
        await application.bot.set_webhook(address, allowed_updates=list(ALLOWED_UPDATES))
        try:
            yield
        finally:
            await application.bot.delete_webhook()


@asynccontextmanager
async def hosted(
    sandbox: Sandbox,
    folder: Path,
    host: str,
    equip: Callable[[AnyApplication], None] | None = None,
    prefix: str = "",
    **settings: str,
) -> AsyncIterator[Plugin]:
    """Run a host with Ledebot in it."""
    builder: Any = ApplicationBuilder().token(sandbox.token).base_url(sandbox.base_url)
    application: AnyApplication = HOSTS[host](builder, folder).build()
    if equip is not None:
        equip(application)
    (folder / "sources.toml").write_text("")
    environ = {"LEDEBOT_HOME": str(folder / "data"), "LEDEBOT_SOURCES": str(folder / "sources.toml"), **settings}
    plugin = install(application, load_settings(environ), prefix)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(application)
        stack.push_async_callback(plugin.stop)
        await plugin.start()
        await application.start()
        stack.push_async_callback(application.stop)
        await stack.enter_async_context(updated(application))
        yield plugin
