"""What follows when a handler fails: one friendly line for each thing that can go wrong, and the log.

It is called around our own handlers only. An application that is wholly ours gets a global error handler too.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from ledebot.bot.core.errors import LedebotError, SearchUnavailableError, StoreUnavailableError, UserError
from ledebot.bot.core.i18n import Translator, explain, from_telegram, translator
from ledebot.bot.core.telegram_html import clip, escape
from ledebot.handlers.base.context import AnyContext, Services
from ledebot.handlers.base.request_context import RequestContext, origin_of
from ledebot.handlers.readers.lifecycle import pause_chat

log = logging.getLogger(__name__)

LONGEST = 1000
"""UTF-16 units of the one line that says what went wrong."""


async def failed(
    services: Services, bot: Bot, update: Update, request: RequestContext | None, error: Exception
) -> None:
    """Take what a handler raised: one line for the visitor, or the chat's state after Telegram's refusal."""
    if not isinstance(error, TelegramError):
        await _tell(bot, update, request, _line(error, _translator(update, request)))
        return
    try:
        await _telegram_failed(services, update, error)
    except LedebotError as second:
        log.warning("after %s: %s", error, second)


async def acknowledged(request: RequestContext | None) -> None:
    """Answer a button press that its handler left without an answer: its spinner would turn on."""
    if request is not None:
        await request.acknowledge()


def attach(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Log what escapes everywhere else, for an application that is wholly ours."""
    application.add_error_handler(_log_error)


def _line(error: Exception, t: Translator) -> str:
    """Give the one line for the reader; what they cannot mend is logged."""
    if isinstance(error, UserError):
        return explain(t, error)
    if isinstance(error, StoreUnavailableError):
        log.info("%s", error)  # the operator is told once, by the supervisor of the tasks that need the store
        return t("The store cannot be reached just now. Nothing is lost; please try again in a minute.")
    if isinstance(error, SearchUnavailableError):
        log.warning("%s", error)
        return t("Search is not available just now. Please try again in a minute.")
    if isinstance(error, LedebotError):
        log.warning("%s", error)
        return explain(t, error)
    log.error("a handler failed", exc_info=error)
    return t("Something went wrong here, and it has been noted. Nothing was changed; please try again.")


async def _telegram_failed(services: Services, update: Update, error: TelegramError) -> None:
    """Take Telegram's refusal of an answer; nobody can be told, so the chat's state follows it."""
    origin = origin_of(update)
    if isinstance(error, ChatMigrated) and origin.chat_id < 0:  # a person's chat never moves: it was about another
        await services.personal.migrate(origin.chat_id, error.new_chat_id)
    elif isinstance(error, Forbidden):
        await pause_chat(services, origin.chat_id, error.message)
    elif isinstance(error, TimedOut | RetryAfter) or (
        isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    ):
        log.warning("an answer to chat %s is lost: %s", origin.chat_id, error)
    else:
        log.error("Telegram refused an answer to chat %s: %s", origin.chat_id, error, exc_info=error)


async def _tell(bot: Bot, update: Update, request: RequestContext | None, line: str) -> None:
    """Say one line: as a pop-up where a button was pressed and not answered yet, else as a message."""
    if update.callback_query is not None and not (request is not None and request.answered):
        if request is not None:
            request.answered = True
        await _quietly(update.callback_query.answer(line[:200], show_alert=True))
        return
    if update.effective_chat is None:
        return
    origin = origin_of(update)
    line = clip(line, LONGEST)  # what cannot be used may be as long as a message
    await _quietly(
        bot.send_message(origin.chat_id, escape(line), message_thread_id=origin.thread_id or None, parse_mode="HTML")
    )


async def _quietly(answer: Awaitable[object]) -> None:
    """Do what only informs: a chat that is gone or a query that is too old changes nothing any more."""
    try:
        await answer
    except TelegramError as error:
        log.info("not told: %s", error)


def _translator(update: Update, request: RequestContext | None) -> Translator:
    if request is not None:
        return request.t
    user = update.effective_user
    return translator(from_telegram(user.language_code if user is not None else None))


async def _log_error(update: object, context: AnyContext) -> None:
    error = context.error
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        log.warning("Telegram cannot be reached: %s", error)
        return
    kind = type(update).__name__ if update is not None else "no update"
    log.error("unhandled error (%s)", kind, exc_info=error)
