"""What Telegram shows of the bot: command menus, descriptions, and inline mode, which the bot switches on by itself.

A bot without them still answers, so that a failure is only told.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram.error import EndPointNotFound, TelegramError
from telegram.ext import ExtBot

from ledebot.bot.core.i18n import DEFAULT_LANGUAGE
from ledebot.handlers.base.commands import menus, placeholder, profiles

log = logging.getLogger(__name__)


async def present(bot: ExtBot[Any], admin_ids: tuple[int, ...]) -> None:
    """Set the command menus, the descriptions and inline mode."""
    for commands, scope, language in menus(DEFAULT_LANGUAGE, admin_ids):
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=language or None)
        except TelegramError as error:
            # An operator who has never written to the bot has no chat to show a menu in.
            log.warning("a command menu could not be set: %s", error)
    for description, short, language in profiles():
        try:
            # Telegram allows few changes of these a day, so they are compared first.
            if (await bot.get_my_description(language or None)).description != description:
                await bot.set_my_description(description, language_code=language or None)
            if (await bot.get_my_short_description(language or None)).short_description != short:
                await bot.set_my_short_description(short, language_code=language or None)
        except TelegramError as error:
            log.warning("the bot's description could not be set: %s", error)
    await _switch_inline_on(bot)


async def _switch_inline_on(bot: ExtBot[Any]) -> None:
    """Have stories found from any chat; a server older than Bot API 10.5 leaves that to BotFather."""
    wanted = {"supports_inline_queries": True, "inline_query_placeholder": placeholder()}
    try:
        # The client library has no method for it yet.
        await bot.do_api_request("setMySettings", wanted)
        await bot.get_me()  # the client keeps what it says
    except EndPointNotFound:
        if not bot.bot.supports_inline_queries:
            log.info("inline mode is off: send /setinline to @BotFather to have stories found from any chat")
    except TelegramError as error:
        log.warning("inline mode could not be switched on: %s", error)
