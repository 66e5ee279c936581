"""What a process does: answer readers, send, schedule; one of them or all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ExtBot

from ledebot.bot.app.container import Container
from ledebot.bot.app.loop_watch import LoopWatch
from ledebot.bot.app.parts import alongside, meanwhile, side_by_side
from ledebot.bot.app.polling import AnyApplication
from ledebot.bot.app.presenting import present
from ledebot.bot.app.scheduling import scheduling
from ledebot.bot.app.services import handler_services
from ledebot.bot.app.updates import hooked, polling, until_done
from ledebot.bot.core.config import Settings, need_token
from ledebot.bot.core.errors import SettingError
from ledebot.bot.core.supervision import Supervision
from ledebot.bot.delivery.circuit_breaker import CircuitBreaker
from ledebot.bot.delivery.client import build_bot, understood
from ledebot.bot.delivery.limiter import Limiter
from ledebot.bot.delivery.processor import DeliveryProcessor
from ledebot.bot.delivery.rate_limits import RateLimits
from ledebot.bot.delivery.scheduler import Job
from ledebot.bot.delivery.send_queue import SendQueue
from ledebot.bot.delivery.worker import DeliveryWorker
from ledebot.bot.http import metrics
from ledebot.handlers.base.per_chat_processor import PerChatProcessor
from ledebot.handlers.register import own
from ledebot.storage.base.codec import UNREADABLE
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.rate_limits import RedisRateLimits

log = logging.getLogger(__name__)

ROLES = ("bot", "scheduler", "sender")
TASKS_PATIENCE = 1.0
"""Seconds for what handlers have left running in the background at a stop."""
REFUSED = "TELEGRAM_BOT_TOKEN is refused by Telegram: copy it again from @BotFather"


@asynccontextmanager
async def running(container: Container, role: str = "all", *, news: Job | None = None) -> AsyncIterator[None]:
    """Run a role, or all, while the block lasts. Raises SettingError if the token is missing or wrong.

    At the end all stop at once, so that it takes as long as the slowest needs and not as all together.
    """
    wanted = ROLES if role == "all" else (role,)
    container.supervisor.expect(TelegramError)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(observed(container))
        parts: list[AbstractAsyncContextManager[None]] = []
        if wanted != ("scheduler",):
            bot, send_queue = await stack.enter_async_context(open_bot(container))
            if "sender" in wanted:
                parts.append(sending(container, bot, send_queue))
            if "bot" in wanted:
                parts.append(answering(container, bot))
        if "scheduler" in wanted:
            parts.append(scheduling(container, news))
        await stack.enter_async_context(side_by_side(*parts))
        yield


@asynccontextmanager
async def observed(container: Container) -> AsyncIterator[None]:
    """Watch the event loop, and serve health and metrics where the settings give them an address."""
    address, watch = container.settings.http_listen, LoopWatch()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(container.supervisor.beside("event loop's watch", watch.step))
        if address:
            serving = metrics.serve(
                address,
                stats=container.stats,
                articles=container.articles,
                sources=container.sources,
                server=container.server,
                clock=container.clock,
                process=metrics.Process(container.supervisor, watch, UNREADABLE, container.settings.home),
            )
            port = await stack.enter_async_context(serving)
            log.info("health and metrics at http://%s:%d", address[0], port)
        yield


@asynccontextmanager
async def answering(container: Container, bot: ExtBot[Any]) -> AsyncIterator[None]:
    """Run the handlers while the block lasts, fed by polling or, where one is set, by a webhook."""
    application: AnyApplication = Application.builder().bot(bot).concurrent_updates(PerChatProcessor()).build()
    services = handler_services(container)
    own(application, services)
    await application.initialize()
    await application.start()
    try:
        async with (
            # Some twenty calls, which no reader should wait for.
            meanwhile(present(bot, container.settings.admin_ids)),
            hooked(container, application) if container.settings.webhook_url else polling(container, application),
        ):
            yield
    finally:
        # Not application.shutdown(): it would close the client, which senders still need for what is under way.
        with suppress(TimeoutError):
            async with asyncio.timeout(TASKS_PATIENCE):
                await application.stop()


@asynccontextmanager
async def open_bot(container: Container) -> AsyncIterator[tuple[ExtBot[Any], SendQueue]]:
    """Open the Telegram client, with the limiter that all processes share."""
    settings = container.settings
    send_queue = make_send_queue(container)
    bot = build_bot(
        need_token(settings), settings.api_url, Limiter(send_queue), connections=256 + concurrency(settings)
    )
    try:
        await _reach(bot, container.supervisor)
        yield bot, send_queue
    finally:
        await bot.shutdown()


def make_send_queue(container: Container) -> SendQueue:
    """Make this process' place in the queue for send slots, which all processes on one Redis share."""
    limits = RateLimits.of(container.settings)
    return SendQueue(RedisRateLimits(container.redis, limits), limits, container.clock, container.supervisor)


def concurrency(settings: Settings) -> int:
    """Tell how many deliveries a sender has in hand at once: enough for answers that take half a second."""
    return max(64, settings.paid_broadcast // 2)


async def _reach(bot: ExtBot[Any], supervisor: Supervision) -> None:
    """Wait until Telegram answers; a wrong token is told at once."""

    async def reach() -> None:
        try:
            await understood(bot.initialize)
        except InvalidToken:
            raise SettingError(REFUSED) from None

    await until_done(supervisor, "reaching Telegram", reach)


@asynccontextmanager
async def sending(container: Container, bot: ExtBot[Any], send_queue: SendQueue) -> AsyncIterator[None]:
    """Run a sender while the block lasts; at its end, requests under way finish and the rest is handed back."""
    breaker, deliveries = CircuitBreaker(bot, container.supervisor), Deliveries(container.redis)
    processor = DeliveryProcessor(
        bot=bot,
        deliveries=deliveries,
        subscribers=container.subscribers,
        composer=container.composer,
        send_queue=send_queue,
        breaker=breaker,
        migrate=container.personal.migrate,
        clock=container.clock,
        outbox=container.outbox,
    )
    sender = DeliveryWorker(
        deliveries=deliveries,
        work=deliveries,
        processor=processor,
        breaker=breaker,
        clock=container.clock,
        supervisor=container.supervisor,
        concurrency=concurrency(container.settings),
    )
    async with alongside(sender.run(), sender.stop):
        yield
