"""What happens around every handler: access, one friendly line for each thing that can go wrong, and the log.

The guard is ours alone, around our own callbacks. Only an application that is wholly ours gets a global handler too.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from telegram import Bot, Message, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from ledebot.bot.core.errors import LedebotError, SearchUnavailableError, StoreUnavailableError, UserError
from ledebot.bot.core.i18n import Translator, explain, from_telegram, translator
from ledebot.bot.core.telegram_html import escape
from ledebot.bot.model import ChatKind
from ledebot.handlers.base.access import admitted
from ledebot.handlers.base.context import AnyContext, Services
from ledebot.handlers.base.request_context import RequestContext, open_request, origin_of
from ledebot.handlers.readers.lifecycle import pause_chat

log = logging.getLogger(__name__)

Handle: TypeAlias = Callable[[RequestContext], Awaitable[None]]
Callback: TypeAlias = Callable[[Update, AnyContext], Coroutine[Any, Any, None]]


def guard(services: Services, handle: Handle) -> Callback:
    """Make a handler's callback of a coroutine that takes a request."""

    async def callback(update: Update, context: AnyContext) -> None:
        request: RequestContext | None = None
        try:
            request = await open_request(services, context.bot, update, tuple(context.args or ()))
            if await admitted(request) and await _genuine(request):
                await handle(request)
        except TelegramError as error:
            try:
                await _telegram_failed(services, update, error)
            except LedebotError as second:
                log.warning("after %s: %s", error, second)
        except Exception as error:  # noqa: BLE001 - the last stop before a host application's own error handling
            await _tell(context.bot, update, request, _line(error, _translator(update, request)))
        finally:
            if request is not None and request.query is not None and not request.answered:
                await _quietly(request.query.answer())

    return callback


async def _genuine(request: RequestContext) -> bool:
    """Tell whether a pressed button is really there.

    A modified client can send any data for any message of ours; in a shared chat that would let one member rewrite
    what all others see. In private it can only do what the commands do too.
    """
    query = request.query
    message = query.message if query is not None else None
    if query is None or request.kind is ChatKind.PRIVATE or not isinstance(message, Message):
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    if any(button.callback_data == query.data for row in rows for button in row):
        return True
    await request.toast(request.t("That button is out of date."), alert=True)
    return False


def attach(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Log what escapes everywhere else, for an application that is wholly ours."""
    application.add_error_handler(_log_error)


def _line(error: Exception, t: Translator) -> str:
    """Give the one line for the reader; what they cannot mend is logged."""
    if isinstance(error, UserError):
        return explain(t, error)
    if isinstance(error, StoreUnavailableError):
        log.warning("%s", error)
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
    if isinstance(error, ChatMigrated):
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
    """Say one line: as a pop-up where a button was pressed, else as a message."""
    if update.callback_query is not None:
        if request is not None:
            request.answered = True
        await _quietly(update.callback_query.answer(line[:200], show_alert=True))
        return
    if update.effective_chat is None:
        return
    origin = origin_of(update)
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
