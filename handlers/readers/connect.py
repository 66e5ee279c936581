"""Channels: set up from a private chat by someone who may post there; the digests then appear in the channel."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Button, ChatKind, Message
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, button, command
from ledebot.handlers.readers.lifecycle import resumed
from ledebot.handlers.readers.summary import overview


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("connect", connect, Who.EVERYBODY, abroad=Who.ADMIN, introduces=True, kinds=PRIVATE, cost=1),
        button("chan", manage, None, abroad=Who.ADMIN),
        button("unchan", ask_disconnect, None, abroad=Who.ADMIN),
        button("gone", disconnect, None, abroad=Who.ADMIN),
    )


async def connect(request: RequestContext) -> None:
    """Connect the channel that is named, or list those that are. The router has checked both rights to it."""
    if not request.is_remote:
        if request.args:
            raise InputError(request.t("Name the channel like this: /connect @channel"))
        await _list(request)
        return
    title = request.subscriber.title
    await request.change(lambda old: resumed(replace(old, title=title, kind=ChatKind.CHANNEL)))
    await request.services.access.connect(request.user_id, request.target)
    line = request.t("Connected: all buttons below are about this channel.")
    await request.say(await _channel_view(request, line))


async def manage(request: RequestContext) -> None:
    """Open a connected channel's overview."""
    await request.show(await _channel_view(request))


async def ask_disconnect(request: RequestContext) -> None:
    """Ask before a channel's settings are removed."""
    t = request.t
    question = t(
        "Disconnect {name}? Its digests end and its settings are removed.", name=bold(request.subscriber.title)
    )
    keyboard = ((request.button(t("Yes, disconnect"), "gone"), request.button(t("No"), "chan")),)
    await request.show(Message(question, keyboard))


async def disconnect(request: RequestContext) -> None:
    """Remove a channel's subscription and all that is stored of it."""
    await request.services.personal.forget(request.target.chat_id)
    await request.show(Message(request.t("{name} is disconnected.", name=bold(request.subscriber.title))))


async def _list(request: RequestContext) -> None:
    t = request.t
    held = []
    for target in await request.services.access.connected(request.user_id):
        found = await request.services.subscribers.get(target)
        if found is not None and found.kind is ChatKind.CHANNEL:
            held.append((Button(f"📣 {found.title or target}", data=f"ld:chan@{target}"),))
    how = t("To connect a channel: make me an admin of it who may post, then send /connect @channel here.")
    if held:
        await request.say(Message(f"{bold(t('Your channels'))}\n{escape(how)}", tuple(held)))
    else:
        await request.say(escape(how))


async def _channel_view(request: RequestContext, headline: str = "") -> Message:
    message = await overview(request, headline)
    leave = (request.button(request.t("Disconnect this channel"), "unchan"),)
    return replace(message, keyboard=(*message.keyboard, leave))
