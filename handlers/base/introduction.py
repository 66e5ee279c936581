"""A channel that is not known here yet: looked up, and that the bot may post in it, before anybody's right to it."""

from __future__ import annotations

from dataclasses import replace

from telegram import ChatFullInfo
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from ledebot.bot.core.errors import InputError
from ledebot.bot.model import Subscriber, Target
from ledebot.handlers.base.request_context import RequestContext, newcomer


async def introduced(request: RequestContext, about: Target | str) -> Subscriber:
    """Give the subscriber of a channel, with its name of today; a fresh one begins like the visitor's own.

    Raises InputError, one line, for what is no channel, or none that the bot may post in.
    """
    channel = await _seen(request, about)
    target = Target(channel.id)
    here = request.subscriber
    schedule = replace(here.schedule, paused_until=None, extra=())
    fresh = replace(newcomer(target, channel, None), language=here.language, convert=here.convert, schedule=schedule)
    held = await request.services.subscribers.get(target) or fresh
    return replace(held, title=fresh.title, kind=fresh.kind)


async def _seen(request: RequestContext, about: Target | str) -> ChatFullInfo:
    t, name = request.t, about if isinstance(about, str) else str(about.chat_id)
    try:
        channel = await request.bot.get_chat(about if isinstance(about, str) else about.chat_id)
    except (BadRequest, Forbidden):
        raise InputError(
            t("I cannot see {name}. Make me an admin of the channel who may post, then try again.", name=name)
        ) from None
    if channel.type != ChatType.CHANNEL:
        raise InputError(t("{name} is no channel. In a group, add me and send /subscribe there.", name=name))
    if not await _may_post(request, channel):
        name = channel.title or name
        raise InputError(t("I may not post in {name} yet. Make me an admin who may post, then try again.", name=name))
    return channel


async def _may_post(request: RequestContext, channel: ChatFullInfo) -> bool:
    try:
        me = await request.bot.get_chat_member(channel.id, request.bot.id)
    except TelegramError:
        return False
    return me.status == ChatMemberStatus.ADMINISTRATOR and bool(getattr(me, "can_post_messages", False))
