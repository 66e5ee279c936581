"""How a coroutine that takes a request becomes a python-telegram-bot handler of ours."""

from __future__ import annotations

import re

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext.filters import BaseFilter, UpdateType

from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.errors import Handle, guard
from ledebot.handlers.base.request_context import RequestContext


def command(services: Services, name: str, handle: Handle) -> AnyHandler:
    """Route a command; an edited message is not a new wish."""
    return CommandHandler(name, guard(services, handle), filters=UpdateType.MESSAGE)


def button(services: Services, verb: str, handle: Handle, *, everyone: bool = False) -> AnyHandler:
    """Route the buttons whose data is `ld:<verb>`, with any arguments after it.

    Menus are for those who may change the chat they are about; `everyone`: it only reads, or is a person's own.
    """

    async def mine(request: RequestContext) -> None:
        await request.require_rights()
        await handle(request)

    return CallbackQueryHandler(
        guard(services, handle if everyone else mine), pattern=rf"^ld:{re.escape(verb)}(?=[:@]|$)"
    )


def message(services: Services, which: BaseFilter, handle: Handle) -> AnyHandler:
    """Route new messages that pass a filter."""
    return MessageHandler(UpdateType.MESSAGE & which, guard(services, handle))
