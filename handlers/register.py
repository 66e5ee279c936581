"""All handlers of the bot, added to an application in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler
from telegram.ext.filters import COMMAND, TEXT, VIA_BOT, ChatType

from ledebot.handlers.base.context import AnyContext, AnyHandler, Services
from ledebot.handlers.base.errors import attach
from ledebot.handlers.base.per_chat_processor import PerChatProcessor
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.router import Router
from ledebot.handlers.base.routes import PRIVATE, Route, Trigger, message
from ledebot.handlers.digest import digest, latest, past, schedule, slots, zone
from ledebot.handlers.operator import admin, joining, stats
from ledebot.handlers.readers import connect, following, groups, leaving, mydata, rules, settings, signature, start
from ledebot.handlers.search import inline, search
from ledebot.handlers.sources import addsource, editsource, sources
from ledebot.handlers.stories import muting, reactions, reading, saved, story
from ledebot.handlers.watches import found, watches

GROUP = 7100
"""The handlers' group: a number of our own, so that a host application's handlers still see every update."""
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "message_reaction",
    "my_chat_member",
)
"""What the bot must be sent; a host application adds these to its own."""
_MODULES = (
    start,
    stats,
    joining,
    search,
    watches,
    found,
    following,
    leaving,
    rules,
    sources,
    digest,
    past,
    latest,
    reading,
    saved,
    story,
    reactions,
    muting,
    schedule,
    slots,
    zone,
    settings,
    signature,
    connect,
    mydata,
    groups,
    addsource,
    editsource,
    admin,
)


ROUTES: tuple[Route, ...] = tuple(route for module in _MODULES for route in module.routes())
"""Everything that a chat can ask for, with whose right it is."""


def install(
    application: Application[Any, Any, Any, Any, Any, Any], services: Services, prefix: str = ""
) -> Callable[[], None]:
    """Add every handler to a host's application; nothing of it is replaced. Gives what takes them out again.

    With `prefix`, our commands of names that the host has already are called `/<prefix><name>`. The host's handlers do
    not wait for ours, whether it handles updates concurrently or not; ours take a chat's updates in their order.
    """
    theirs = {
        name
        for handlers in application.handlers.values()
        for handler in handlers
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }
    names = {
        route.name: prefix + route.name
        for route in ROUTES
        if prefix and route.trigger is Trigger.COMMAND and route.name in theirs
    }
    services = replace(services, command_names=names)
    return _add(application, _beside(_handlers(services, ROUTES)))


def own(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Add every handler to an application that is wholly ours, with unknown commands, plain words and the error log."""
    _add(application, _handlers(services, (*ROUTES, *OWN_ROUTES)))
    attach(application)


def _handlers(services: Services, routes: tuple[Route, ...]) -> list[AnyHandler]:
    return [*Router(services, routes, names=services.command_names).handlers(), *inline.handlers(services)]


def _beside(handlers: list[AnyHandler]) -> list[AnyHandler]:
    """Have handlers work in tasks of their own, each chat's updates one after another."""
    order = PerChatProcessor()
    for handler in handlers:
        handler.callback = partial(_in_turn, order, handler.callback)
        handler.block = False
    return handlers


async def _in_turn(order: PerChatProcessor, callback: Callable[..., Any], update: Update, context: AnyContext) -> None:
    await order.process_update(update, callback(update, context))


def _add(application: Application[Any, Any, Any, Any, Any, Any], added: list[AnyHandler]) -> Callable[[], None]:
    application.add_handlers(added, group=GROUP)

    def remove() -> None:
        for handler in added:
            application.remove_handler(handler, group=GROUP)

    return remove


async def unknown_command(request: RequestContext) -> None:
    """Say where the commands are listed."""
    await request.say(request.t("That command is not known here. /help lists what I can do."))


async def plain_words(request: RequestContext) -> None:
    """Take words without a command as a search: whoever writes to a news bot is looking for news."""
    message = request.update.effective_message
    await search.answer(request, (message.text or "") if message is not None else "")


OWN_ROUTES = (
    message("unknown command", unknown_command, kinds=PRIVATE, which=ChatType.PRIVATE & COMMAND),
    message("words", plain_words, kinds=PRIVATE, cost=1, which=ChatType.PRIVATE & TEXT & ~COMMAND & ~VIA_BOT),
)
"""The rows of an application that is wholly ours."""
