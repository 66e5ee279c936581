"""How Telegram's updates come in: by polling, or by a webhook."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ExtBot

from ledebot.bot.app.container import Container
from ledebot.bot.app.outage_log import RECONNECT, OutageLog
from ledebot.bot.core.errors import SettingError
from ledebot.bot.http import webhook
from ledebot.handlers.register import ALLOWED_UPDATES
from ledebot.storage.http.update_ledger import Updates

log = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

REASON = 120
"""Characters of a reason that are told; a proxy's error page is longer."""
CALM = 60.0
"""Seconds without a failed poll after which polling works again: failed ones are repeated within 30 s."""


@asynccontextmanager
async def polling(container: Container, application: AnyApplication) -> AsyncIterator[None]:
    """Ask Telegram for updates while the block lasts; an outage is told by a line now and then, and so is its end."""
    if application.updater is None:
        raise RuntimeError("an application built from a bot has an updater")
    trouble, loop = OutageLog(container.clock), asyncio.get_running_loop()
    calm = loop.call_soon(lambda: None)

    def failed(error: TelegramError) -> None:
        nonlocal calm
        trouble.failed(f"updates cannot be fetched ({error.message[:REASON]}); trying on")
        calm.cancel()  # nothing tells of a poll that works; it does when no other has failed for a while
        calm = loop.call_later(CALM, trouble.over, "updates can be fetched again")

    await application.updater.start_polling(
        allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=-1, error_callback=failed
    )
    try:
        yield
    finally:
        calm.cancel()
        await application.updater.stop()
        await application.updater.shutdown()


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

    ledger = Updates(container.redis)
    async with webhook.receiving(settings.webhook_listen, url, secret, ledger, handle) as port:
        await _set_webhook(bot, url, secret, OutageLog(container.clock))
        log.info("updates of %s are taken at port %d", url, port)
        yield


async def _set_webhook(bot: ExtBot[Any], url: str, secret: str, trouble: OutageLog) -> None:
    """Tell Telegram where to deliver, as soon as it can be told. Raises SettingError if it refuses the address."""
    while True:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=100)
        except BadRequest as error:
            raise SettingError(f"LEDEBOT_WEBHOOK_URL is refused by Telegram: {error.message}") from None
        except (NetworkError, RetryAfter) as error:
            trouble.failed(f"the webhook could not be set ({error}); trying again every {RECONNECT:.0f} s")
            await asyncio.sleep(RECONNECT)
        else:
            trouble.over("the webhook is set")
            return
