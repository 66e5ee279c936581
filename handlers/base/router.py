"""From an update to its handler: what it asks for is decoded, whose right it is is checked, and only then it is done.

The router is ours alone: one group of a host application, one python-telegram-bot handler for each kind of trigger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, TypeAlias

from telegram import Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, MessageReactionHandler
from telegram.ext.filters import CaptionRegex, UpdateType

from ledebot.bot.core.i18n import noop
from ledebot.bot.core.telegram_html import link as html_link
from ledebot.bot.model import ChatKind, Target
from ledebot.handlers.base import wishes
from ledebot.handlers.base.access import admitted
from ledebot.handlers.base.allowance import Allowance, too_much
from ledebot.handlers.base.button_data import text_of
from ledebot.handlers.base.context import AnyContext, AnyHandler, Services
from ledebot.handlers.base.errors import acknowledged, failed
from ledebot.handlers.base.introduction import introduced
from ledebot.handlers.base.request_context import STALE, NotAllowedError, RequestContext, open_request
from ledebot.handlers.base.rights import NOT_CONNECTED, Who, is_genuine, require, turn_to, turn_to_subscriber
from ledebot.handlers.base.routes import Handle, Route, Trigger
from ledebot.handlers.base.wishes import Wish

Callback: TypeAlias = Callable[[Update, AnyContext], Coroutine[Any, Any, None]]

OUTDATED = noop("That button is out of date.")
ABROAD_COST = 1
"""What it takes off a person's allowance to ask for another chat: Telegram is asked about their rights."""


class Router:
    """Leads updates to the handlers of its routes."""

    def __init__(
        self,
        services: Services,
        routes: Iterable[Route],
        allowance: Allowance | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Take the routes; `names` says what our commands are called whose names a host application has already."""
        self._services = services
        self._names = dict(names or {})
        self._allowance = allowance or Allowance()
        self._routes: dict[Trigger, dict[str, Route]] = {trigger: {} for trigger in Trigger}
        for route in routes:
            self._routes[route.trigger][route.name] = route
        links = self._routes[Trigger.LINK]
        self._visiting_links = frozenset(name for name, route in links.items() if route.abroad is not None)

    def handlers(self) -> list[AnyHandler]:
        """Give the python-telegram-bot handlers that lead here."""
        commands = sorted(self._names.get(name, name) for name in self._routes[Trigger.COMMAND])
        found: list[AnyHandler] = [
            CommandHandler(commands, self._command, filters=UpdateType.MESSAGE),
            CommandHandler(commands, self._plainly(_edited_command), filters=UpdateType.EDITED_MESSAGE),
            CallbackQueryHandler(self._press, pattern=lambda data: bool(text_of(data))),
        ]
        if "start" in self._names:
            # The host's own, but for our links: those can have no other name.
            found.append(CommandHandler("start", self._link, filters=UpdateType.MESSAGE, has_args=1))
        found += [
            MessageHandler(UpdateType.MESSAGE & _captioned(route.name) & route.which, self._caption(route))
            for route in self._routes[Trigger.CAPTION].values()
        ]
        found += [
            MessageHandler(UpdateType.MESSAGE & route.which, self._plain(route))
            for route in self._routes[Trigger.MESSAGE].values()
        ]
        found += [
            MessageReactionHandler(
                self._plain(route), message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
            )
            for route in self._routes[Trigger.REACTION].values()
        ]
        found += [
            ChatMemberHandler(self._plain(route), ChatMemberHandler.MY_CHAT_MEMBER)
            for route in self._routes[Trigger.STANDING].values()
        ]
        return found

    # --- what an update asks for ----------------------------------------------------------------------

    async def _link(self, update: Update, context: AnyContext) -> bool:
        """Serve a `/start` with a payload of ours; False for any other."""
        words = _words(update)
        if len(words) != 1 or not (link := wishes.of_link(words[0], self._routes[Trigger.LINK], self._visiting_links)):
            return False
        await self._serve(self._routes[Trigger.LINK][link[0]], link[1], update, context)
        return True

    async def _command(self, update: Update, context: AnyContext) -> None:
        text = update.message.text if update.message is not None else None
        said = (text or "").split(maxsplit=1)[0].partition("@")[0].removeprefix("/").lower()
        name = next((ours for ours, renamed in self._names.items() if renamed == said), said)
        words = _words(update)
        if name == "start" and await self._link(update, context):
            return
        route = self._routes[Trigger.COMMAND][name]
        await self._serve(route, _of_words(route, words, update), update, context)

    async def _press(self, update: Update, context: AnyContext) -> None:
        data = update.callback_query.data if update.callback_query is not None else None
        found = wishes.of_button(text_of(data), self._routes[Trigger.BUTTON])
        if found is None:
            await self._plainly(_stale_button)(update, context)
            return
        await self._serve(self._routes[Trigger.BUTTON][found[0]], found[1], update, context)

    def _caption(self, route: Route) -> Callback:
        async def callback(update: Update, context: AnyContext) -> None:
            words = (update.message.caption if update.message is not None else None) or ""
            await self._serve(route, _of_words(route, tuple(words.split()[1:]), update), update, context)

        return callback

    def _plain(self, route: Route) -> Callback:
        async def callback(update: Update, context: AnyContext) -> None:
            await self._serve(route, Wish(), update, context)

        return callback

    # --- whether it may be done, and doing it ---------------------------------------------------------

    async def _serve(self, route: Route, wish: Wish, update: Update, context: AnyContext) -> None:
        async def handle(request: RequestContext) -> None:
            if await self._may(route, wish, request):
                request.args = wish.args
                await route.handle(request)

        await self._plainly(handle)(update, context)

    def _plainly(self, handle: Handle) -> Callback:
        """Make a callback of what anybody may do; whatever goes wrong in it is told in one line."""

        async def callback(update: Update, context: AnyContext) -> None:
            request: RequestContext | None = None
            try:
                request = await open_request(self._services, context.bot, update)
                if await admitted(request):
                    await handle(request)
            except Exception as error:  # noqa: BLE001 - the last stop before a host application's own error handling
                await failed(self._services, context.bot, update, request, error)
            finally:
                await acknowledged(request)

        return callback

    async def _may(self, route: Route, wish: Wish, request: RequestContext) -> bool:
        """Check all that a route asks for, and turn the request to the chat that it is about.

        False where the visitor was told already. Raises NotAllowedError.
        """
        if not is_genuine(request):
            await request.toast(request.t(OUTDATED), alert=True)
            return False
        if request.kind not in route.kinds:
            await _lead_home(route, wish, request)
            return False
        if not await self._affordable(route.cost + (ABROAD_COST if wish.about is not None else 0), request):
            return False
        who = route.who if wish.about is None else route.abroad
        if who is None:
            raise NotAllowedError(request.t(STALE))
        if wish.about is None:
            await require(request, who, request.origin)
            request.may_change = who is Who.ADMIN or request.kind is ChatKind.PRIVATE
        elif route.introduces:
            await turn_to_subscriber(request, who, await introduced(request, wish.about))
        else:
            await turn_to(request, who, await _looked_up(request, wish.about))
        return True

    async def _affordable(self, cost: int, request: RequestContext) -> bool:
        person = request.user_id or request.origin.chat_id
        if not cost or person in self._services.settings.admin_ids:
            return True
        wait = self._allowance.spend(person, cost)
        if not wait:
            return True
        # In words once: who goes on all the same must not make the bot spend its messages on them.
        if request.query is not None or self._allowance.first_warning(person):
            await request.toast(too_much(request.t, wait), alert=True)
        return False


def _captioned(name: str) -> CaptionRegex:
    return CaptionRegex(rf"^/{re.escape(name)}(@\w+)?(\s|$)")


def _words(update: Update) -> tuple[str, ...]:
    """Give the words after a command; from the message, since a host's handlers have the same context to write into."""
    text = update.message.text if update.message is not None else None
    return tuple((text or "").split()[1:])


def _of_words(route: Route, words: tuple[str, ...], update: Update) -> Wish:
    """Read a command's words; only in a private chat may they begin with a channel."""
    chat = update.effective_chat
    if route.abroad is None or chat is None or chat.type != chat.PRIVATE:
        return Wish(words)
    return wishes.of_introduction(words) if route.introduces else wishes.of_words(words)


async def _looked_up(request: RequestContext, about: Target | str) -> Target:
    """Find the chat of a name. Raises NotAllowedError if it cannot be seen."""
    if isinstance(about, Target):
        return about
    try:
        return Target((await request.bot.get_chat(about)).id)
    except (BadRequest, Forbidden):
        raise NotAllowedError(request.t(NOT_CONNECTED)) from None


async def _lead_home(route: Route, wish: Wish, request: RequestContext) -> None:
    """Lead a visitor to the private chat for what works only there. Raises NotAllowedError where there is no way."""
    if route.trigger is Trigger.MESSAGE:
        return  # nobody asked for anything
    if route.home is None:
        raise NotAllowedError(request.t("That works in a private chat with me, not here."))
    url = f"https://t.me/{request.bot.username}?start={route.home(wish.args)}"
    if request.query is not None:
        await request.toast("", url=url)
    else:
        await request.say(html_link(request.t("That is yours alone: tap here to see it in our private chat."), url))


async def _stale_button(request: RequestContext) -> None:
    """Answer a button that no version of the bot would make now, or a forged one."""
    await request.toast(request.t(STALE), alert=True)


async def _edited_command(request: RequestContext) -> None:
    """Say that an edit is not a new wish; what the first version did stands."""
    await request.say(request.t("An edited command is not carried out. Please send it as a new message."))
