"""What Telegram tells of the bot whose token we have, for `ledebot doctor`."""

from __future__ import annotations

from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot

from ledebot.bot.app.roles import REFUSED
from ledebot.bot.core.config import Settings, need_token
from ledebot.bot.core.errors import SettingError
from ledebot.bot.core.logs import redact
from ledebot.bot.delivery.client import build_bot, understood
from ledebot.bot.operator.check_telegram import BotFacts

LISTEN = 5
"""Seconds to ask for updates in: another program that asks ends our request, as ours has just ended its own."""


async def bot_facts(settings: Settings, *, listen: int = 0) -> BotFacts:
    """Ask Telegram of the bot. Raises SettingError if the token or the address does not work.

    With `listen`, ask for updates for so many seconds, to notice another program that does; none is taken.
    """
    try:
        bot = build_bot(need_token(settings), settings.api_url)
        try:
            await understood(bot.initialize)
            return await _facts(bot, listen)
        finally:
            await bot.shutdown()
    except InvalidToken:
        raise SettingError(REFUSED) from None
    except TelegramError as error:
        raise SettingError(redact(f"{settings.api_url} cannot be reached: {error.message}")) from None


async def _facts(bot: ExtBot[Any], listen: int) -> BotFacts:
    me, hook = bot.bot, await bot.get_webhook_info()
    rival = False
    if listen and not hook.url:
        try:
            await bot.get_updates(limit=1, timeout=listen)  # without an offset, which would take what came before
        except Conflict:
            rival = True
    return BotFacts(
        name=me.username or "",
        inline=bool(me.supports_inline_queries),
        groups=bool(me.can_join_groups),
        webhook=hook.url or "",
        webhook_error=hook.last_error_message,
        waiting=hook.pending_update_count,
        rival=rival,
    )
