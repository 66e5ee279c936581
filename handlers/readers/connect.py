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
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.request_context import NotAllowedError, Visit, may_manage, newcomer
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.readers.lifecycle import resumed
from ledebot.handlers.readers.summary import overview

_CHANNEL = re.compile(r"(?:https?://)?(?:t\.me/)?@?([A-Za-z][A-Za-z0-9_]{3,31})/?|(-100\d{5,15})")


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "connect", connect),
        button(services, "chan", manage),
        button(services, "unchan", ask_disconnect),
        button(services, "gone", disconnect),
    ]


async def connect(visit: Visit) -> None:
    """Connect the channel that is named, or list those that are."""
    if visit.kind is not ChatKind.PRIVATE:
        raise NotAllowedError(visit.t("Channels are connected in a private chat with me, not here."))
    if not visit.args:
        await _list(visit)
        return
    found = _CHANNEL.fullmatch(visit.args[0])
    if found is None:
        raise InputError(visit.t("Name the channel like this: /connect @channel"))
    channel = await _channel(visit, f"@{found[1]}" if found[1] else int(found[2]))
    await _check_rights(visit, channel)
    target = Target(channel.id)
    here = visit.subscriber
    visit.subscriber = await visit.services.subscribers.get(target) or replace(
        newcomer(target, channel, None), language=here.language, schedule=replace(here.schedule, paused_until=None)
    )
    title = channel.title or str(channel.id)
    await visit.change(lambda old: resumed(replace(old, title=title, kind=ChatKind.CHANNEL)))
    await visit.services.access.connect(visit.user_id, target)
    line = visit.t("Connected. Choose what {name} gets; all buttons below are about it.", name=bold(title))
    await visit.say(await _channel_view(visit, line))


async def manage(visit: Visit) -> None:
    """Open a connected channel's overview."""
    await visit.require_rights()
    await visit.show(await _channel_view(visit))


async def ask_disconnect(visit: Visit) -> None:
    """Ask before a channel's settings are removed."""
    t = visit.t
    await visit.require_rights()
    question = t("Disconnect {name}? Its digests end and its settings are removed.", name=bold(visit.subscriber.title))
    keyboard = ((visit.button(t("Yes, disconnect"), "gone"), visit.button(t("No"), "chan")),)
    await visit.show(Message(question, keyboard))


async def disconnect(visit: Visit) -> None:
    """Remove a channel's subscription and all that is stored of it."""
    if not visit.abroad:
        await visit.toast(visit.t("That button is out of date. /connect lists your channels."), alert=True)
        return
    await visit.require_rights()
    await visit.services.personal.forget(visit.subject.chat_id)
    await visit.show(Message(visit.t("{name} is disconnected.", name=bold(visit.subscriber.title))))


async def _list(visit: Visit) -> None:
    t = visit.t
    held = []
    for target in await visit.services.access.connected(visit.user_id):
        found = await visit.services.subscribers.get(target)
        if found is not None and found.kind is ChatKind.CHANNEL:
            held.append((Button(f"📣 {found.title or target}", data=f"ld:chan@{target}"),))
    how = t("To connect a channel: make me an admin of it who may post, then send /connect @channel here.")
    if held:
        await visit.say(Message(f"{bold(t('Your channels'))}\n{escape(how)}", tuple(held)))
    else:
        await visit.say(escape(how))


async def _channel(visit: Visit, name: str | int) -> ChatFullInfo:
    try:
        chat = await visit.bot.get_chat(name)
    except (BadRequest, Forbidden):
        raise InputError(
            visit.t("I cannot see {name}. Make me an admin of the channel who may post, then try again.", name=name)
        ) from None
    if chat.type != ChatType.CHANNEL:
        raise InputError(visit.t("{name} is no channel. In a group, add me and send /subscribe there.", name=name))
    return chat


async def _check_rights(visit: Visit, channel: ChatFullInfo) -> None:
    t, name = visit.t, channel.title or str(channel.id)
    try:
        me = await visit.bot.get_chat_member(channel.id, visit.bot.id)
        able = me.status == ChatMemberStatus.ADMINISTRATOR and getattr(me, "can_post_messages", False)
    except TelegramError:
        able = False
    if not able:
        raise InputError(t("I may not post in {name} yet. Make me an admin who may post, then try again.", name=name))
    if not await may_manage(visit.bot, channel.id, visit.user_id):
        raise NotAllowedError(t("Only those who may post in {name} can connect it.", name=name))


async def _channel_view(visit: Visit, headline: str = "") -> Message:
    message = await overview(visit, headline)
    leave = (visit.button(visit.t("Disconnect this channel"), "unchan"),)
    return replace(message, keyboard=(*message.keyboard, leave))
