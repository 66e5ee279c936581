"""Channels: set up from a private chat by someone who may post there; the digests then appear in the channel."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import ChatFullInfo
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Button, ChatKind, Message, Target
from ledebot.handlers.base.request_context import NotAllowedError, RequestContext, newcomer
from ledebot.handlers.base.rights import Who, may_manage
from ledebot.handlers.base.routes import PRIVATE, Route, button, command
from ledebot.handlers.readers.lifecycle import resumed
from ledebot.handlers.readers.summary import overview

_CHANNEL = re.compile(r"(?:https?://)?(?:t\.me/)?@?([A-Za-z][A-Za-z0-9_]{3,31})/?|(-100\d{5,15})")


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("connect", connect, Who.EVERYBODY, kinds=PRIVATE, cost=1),
        button("chan", manage, None, abroad=Who.ADMIN),
        button("unchan", ask_disconnect, None, abroad=Who.ADMIN),
        button("gone", disconnect, None, abroad=Who.ADMIN),
    )


async def connect(request: RequestContext) -> None:
    """Connect the channel that is named, or list those that are."""
    if not request.args:
        await _list(request)
        return
    found = _CHANNEL.fullmatch(request.args[0])
    if found is None:
        raise InputError(request.t("Name the channel like this: /connect @channel"))
    channel = await _channel(request, f"@{found[1]}" if found[1] else int(found[2]))
    await _check_bot(request, channel)
    await _check_rights(request, channel)
    target = Target(channel.id)
    here = request.subscriber
    request.subscriber = await request.services.subscribers.get(target) or replace(
        newcomer(target, channel, None),
        language=here.language,
        convert=here.convert,
        schedule=replace(here.schedule, paused_until=None),
    )
    request.may_change = True
    title = channel.title or str(channel.id)
    await request.change(lambda old: resumed(replace(old, title=title, kind=ChatKind.CHANNEL)))
    await request.services.access.connect(request.user_id, target)
    line = request.t("Connected. Choose what {name} gets; all buttons below are about it.", name=bold(title))
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


async def _channel(request: RequestContext, name: str | int) -> ChatFullInfo:
    try:
        chat = await request.bot.get_chat(name)
    except (BadRequest, Forbidden):
        raise InputError(
            request.t("I cannot see {name}. Make me an admin of the channel who may post, then try again.", name=name)
        ) from None
    if chat.type != ChatType.CHANNEL:
        raise InputError(request.t("{name} is no channel. In a group, add me and send /subscribe there.", name=name))
    return chat


async def _check_bot(request: RequestContext, channel: ChatFullInfo) -> None:
    t, name = request.t, channel.title or str(channel.id)
    try:
        me = await request.bot.get_chat_member(channel.id, request.bot.id)
        able = me.status == ChatMemberStatus.ADMINISTRATOR and getattr(me, "can_post_messages", False)
    except TelegramError:
        able = False
    if not able:
        raise InputError(t("I may not post in {name} yet. Make me an admin who may post, then try again.", name=name))


async def _check_rights(request: RequestContext, channel: ChatFullInfo) -> None:
    """What the router does for chats that are connected already."""
    if not await may_manage(request.bot, channel.id, request.user_id):
        name = channel.title or str(channel.id)
        raise NotAllowedError(request.t("Only those who may post in {name} can connect it.", name=name))


async def _channel_view(request: RequestContext, headline: str = "") -> Message:
    message = await overview(request, headline)
    leave = (request.button(request.t("Disconnect this channel"), "unchan"),)
    return replace(message, keyboard=(*message.keyboard, leave))
