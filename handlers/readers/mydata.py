"""A chat's own data: /mydata and its import, /forget, /privacy."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace

from telegram import Document
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, TelegramError
from telegram.ext.filters import PHOTO, ChatType, MessageFilter
from telegram.ext.filters import Document as DocumentFilter

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import ChatKind, Message, Subscriber
from ledebot.bot.readers.export import MAX_BYTES
from ledebot.handlers.base.commands import chat_menus
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who, may_manage
from ledebot.handlers.base.routes import PRIVATE, Route, button, caption, command, message, setting
from ledebot.handlers.readers.summary import overview

FILE_NAME = "ledebot-mydata"
"""What a file of /mydata is called; phones and browsers put a number after it."""


class _OurFile(MessageFilter):
    """A file of /mydata sent without a word; a host application's own files are left alone."""

    def filter(self, message: TelegramMessage) -> bool:
        name = message.document.file_name if message.document is not None else None
        return (name or "").startswith(FILE_NAME) and not message.caption


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("mydata", mydata, Who.ADMIN, abroad=Who.ADMIN, cost=5),
        command("import", take_file, Who.ADMIN, abroad=Who.ADMIN, cost=5),
        caption("import", take_file, Who.ADMIN, abroad=Who.ADMIN, cost=5, which=DocumentFilter.ALL | PHOTO),
        message("data file", say_how, kinds=PRIVATE, which=ChatType.PRIVATE & _OurFile()),
        command("forget", forget, Who.ADMIN, abroad=Who.ADMIN),
        command("privacy", privacy, Who.EVERYBODY),
        button("privacy", privacy, Who.EVERYBODY),
        button("mydata", mydata, Who.ADMIN, abroad=Who.ADMIN, cost=5),
        setting("forget", forget),
        setting("forgetyes", forget_all),
        setting("forgetno", keep_all),
    )


async def mydata(request: RequestContext) -> None:
    """Send everything stored of this chat as a JSON file."""
    document = await request.services.personal.export(request.target.chat_id)
    caption = request.t(
        "All that is stored about this chat. Send it back with the caption /import, here or to another Ledebot, "
        "to take it over."
    )
    await request.bot.send_document(
        request.origin.chat_id,
        io.BytesIO(document),
        filename=f"{FILE_NAME}.json",
        caption=caption,
        message_thread_id=request.origin.thread_id or None,
    )


async def take_file(request: RequestContext) -> None:
    """Take a /mydata file over: sent with the caption /import, or named by a reply with /import."""
    t = request.t
    document = _document(request)
    if document is None:
        raise InputError(t("Send the file from /mydata with the caption /import, or reply to it with /import."))
    too_large = InputError(t("This file is too large to be one that /mydata made."))
    if (document.file_size or 0) > MAX_BYTES:
        raise too_large
    try:
        file = await request.bot.get_file(document.file_id)
        held = bytes(await file.download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message:
            raise too_large from None
        raise InputError(t("Telegram does not hand this file out. Please send it once more.")) from None
    await request.services.personal.restore(request.target.chat_id, held)
    request.subscriber = await request.services.subscribers.get(request.target) or request.subscriber
    request.t = translator(request.subscriber.language)
    await request.say(await overview(request, request.t("Taken over from the file.")))


async def say_how(request: RequestContext) -> None:
    """Say how a file of /mydata is taken over, to who sent it without a word."""
    await request.say(escape(request.t("To take this file over, reply to it with /import.")))


async def forget(request: RequestContext) -> None:
    """Ask before everything is removed."""
    t = request.t
    lines = [bold(t("Remove all that is stored about this chat?"))]
    lines.append(t("Subscriptions, schedule, settings, watches, saved stories, votes and story marks go for good."))
    if any([await _goes_too(request, held) for held in await _owned(request)]):
        lines.append(t("The channels you connected stop getting digests."))
    lines.append(t("/mydata gives you a copy first."))
    keyboard = (
        (request.button(t("🗑 Remove everything"), "forgetyes", danger=True), request.button(t("Keep it"), "forgetno")),
    )
    await request.show(Message("\n".join(lines), keyboard))


async def forget_all(request: RequestContext) -> None:
    """Remove every trace of this chat, with the channels that its user connected and still runs.

    Groups, and channels that others run now, go on without the user's name.
    """
    services, chat_id = request.services, request.target.chat_id
    for held in await _owned(request):
        if await _goes_too(request, held):
            await services.personal.forget(held.target.chat_id)
        else:
            await services.subscribers.update(held.target, lambda old, due: (replace(old, owner=None), due))
    await services.personal.forget(chat_id)
    with suppress(TelegramError):  # the menu in the chat's language, if it had one
        for scope, _ in chat_menus(request.t.language, request.subscriber.kind, chat_id):
            await request.bot.delete_my_commands(scope=scope)
    await request.show(Message(request.t("Everything about this chat is removed. /start begins anew.")))
    await services.personal.forget(chat_id)  # saying so left a note of when this chat was last written to


async def keep_all(request: RequestContext) -> None:
    """Do not remove anything after all."""
    await request.show(Message(request.t("Nothing was removed.")))


async def privacy(request: RequestContext) -> None:
    """Say what is kept and for how long."""
    t, days = request.t, request.services.settings.retention_days
    lines = [
        bold(t("What is kept")),
        "• " + t("This chat's id, title and settings, what it follows and its watches: until /forget."),
        "• " + t("Saved stories until you drop them; the last 500 votes until you reset them."),
        "• " + t("The last 100 stories that you follow or mute, and what you mute until a day; /watches ends it."),
        "• " + t("Which digests were sent: for two days after sending; failed ones for 30 days."),
        "• " + t("What buttons refer to, such as a search: 7 days."),
        "• " + t("News articles: {days} days. They are the same for everybody.", days=days),
        t("Searches are not logged, a shared location is not stored, and nothing is passed on."),
        t("/mydata sends all of it as a file, /forget removes it at once."),
    ]
    keyboard = ((request.button(t("⬇️ My data"), "mydata"), request.button(t("🗑 Remove everything"), "forget")),)
    await request.show(Message("\n".join(lines), keyboard))


async def _owned(request: RequestContext) -> list[Subscriber]:
    """List the channels and groups that a reader set up, where it is the reader's own chat that goes."""
    if request.kind is not ChatKind.PRIVATE or request.is_remote:
        return []
    targets = await request.services.access.connected(request.user_id)
    found = [await request.services.subscribers.get(target) for target in targets]
    return [held for held in found if held is not None and held.owner == request.user_id]


async def _goes_too(request: RequestContext, held: Subscriber) -> bool:
    return held.kind is ChatKind.CHANNEL and await may_manage(request.bot, held.target.chat_id, request.user_id)


def _document(request: RequestContext) -> Document | None:
    sent = request.update.message
    if sent is None:
        return None
    if sent.document is not None:
        return sent.document
    return sent.reply_to_message.document if sent.reply_to_message is not None else None
