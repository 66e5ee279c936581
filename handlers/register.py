"""All handlers of the bot, added to an application in one go."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, VIA_BOT, ChatType, UpdateType

from ledebot.bot.model import ChatKind
from ledebot.handlers.base.commands import ADMIN_COMMANDS, commands_for
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.errors import attach, guard
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.digest import digest, schedule
from ledebot.handlers.operator import admin, stats
from ledebot.handlers.readers import connect, following, groups, mydata, rules, settings, start
from ledebot.handlers.search import inline, search
from ledebot.handlers.sources import addsource, sources
from ledebot.handlers.stories import reading
from ledebot.handlers.watches import watches

GROUP = 7100
"""The handlers' group: a number of our own, so that a host application's handlers still see every update."""
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
)
"""What the bot must be sent; a host application adds these to its own."""
_MODULES = (
    start,
    stats,
    search,
    watches,
    inline,
    following,
    rules,
    sources,
    digest,
    reading,
    schedule,
    settings,
    connect,
    mydata,
    groups,
    addsource,
    admin,
)


def install(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add every handler to an application, a host's own included; nothing of it is replaced."""
    application.add_handlers([handler for module in _MODULES for handler in module.handlers(services)], group=GROUP)
    application.add_handlers(_last(services), group=GROUP)


def own(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add what only an application that is wholly ours should have: unknown commands, plain words, the error log."""
    private = UpdateType.MESSAGE & ChatType.PRIVATE
    application.add_handler(MessageHandler(private & COMMAND, guard(services, unknown_command)), group=GROUP)
    words = private & TEXT & ~COMMAND & ~VIA_BOT
    application.add_handler(MessageHandler(words, guard(services, plain_words)), group=GROUP)
    attach(application)


async def unknown_command(request: RequestContext) -> None:
    """Say where the commands are listed."""
    await request.say(request.t("That command is not known here. /help lists what I can do."))


async def plain_words(request: RequestContext) -> None:
    """Take words without a command as a search: whoever writes to a news bot is looking for news."""
    message = request.update.effective_message
    await search.answer(request, (message.text or "") if message is not None else "")


async def stale_button(request: RequestContext) -> None:
    """Answer a button that no version of the bot would make now, or a forged one."""
    await request.toast(request.t("This button no longer works. /start shows where everything is."), alert=True)


async def edited_command(request: RequestContext) -> None:
    """Say that an edit is not a new wish; what the first version did stands."""
    await request.say(request.t("An edited command is not carried out. Please send it as a new message."))


def _last(services: Services) -> list[AnyHandler]:
    names = {name for name, _ in (*commands_for(ChatKind.PRIVATE), *commands_for(ChatKind.GROUP), *ADMIN_COMMANDS)}
    return [
        CommandHandler(sorted(names), guard(services, edited_command), filters=UpdateType.EDITED_MESSAGE),
        CallbackQueryHandler(guard(services, stale_button), pattern="^ld:"),
    ]
