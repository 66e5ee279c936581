"""How Telegram's updates come in: by polling, or by a webhook."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.error import BadRequest

from ledebot.bot.app.container import Container
from ledebot.bot.app.polling import LEASE, AnyApplication, Polling
from ledebot.bot.core.errors import SettingError
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.worker import worker_name
from ledebot.bot.http import webhook
from ledebot.handlers.register import ALLOWED_UPDATES
from ledebot.storage.base.lease import Lease
from ledebot.storage.http.update_ledger import PolledUpdates, Updates

log = logging.getLogger(__name__)


@asynccontextmanager
async def polling(container: Container, application: AnyApplication) -> AsyncIterator[None]:
    """Ask Telegram for updates while the block lasts."""
    election = Lease(container.redis, "updates", worker_name(), LEASE)
    book = PolledUpdates(container.redis)
    async with Polling(application, book, election, container.supervisor, ALLOWED_UPDATES).running():
        yield


@asynccontextmanager
async def hooked(container: Container, application: AnyApplication) -> AsyncIterator[None]:
    """Take updates by webhook. It stays set at the end: other processes may serve it, and Telegram keeps a day's."""
    settings, bot = container.settings, application.bot
    if settings.webhook_listen is None:
        raise SettingError("LEDEBOT_WEBHOOK_LISTEN is not set: give the host:port that your proxy forwards to")
    url, secret = str(settings.webhook_url), webhook.secret_of(str(settings.token), settings.webhook_secret)

    async def handle(body: dict[str, Any]) -> None:
        update = Update.de_json(body, bot)
        await application.update_processor.process_update(update, application.process_update(update))

    async def set_webhook() -> None:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=100)
        except BadRequest as error:
            raise SettingError(f"LEDEBOT_WEBHOOK_URL is refused by Telegram: {error.message}") from None

    ledger = Updates(container.redis)
    async with webhook.receiving(settings.webhook_listen, url, secret, ledger, handle) as port:
        await until_done(container.supervisor, "setting the webhook", set_webhook)
        log.info("updates of %s are taken at port %d", url, port)
        yield


async def until_done(supervisor: Supervision, name: str, job: Callable[[], Awaitable[object]]) -> None:
    """Try until it is done. Raises SettingError, which no other try would mend."""
    wrong: list[SettingError] = []

    async def step() -> None:
        try:
            await job()
        except SettingError as error:
            wrong.append(error)

    await supervisor.keep(name, step)
    if wrong:
        raise wrong[0]
