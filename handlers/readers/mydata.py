"""A chat's own data: /mydata and its import, /forget, /privacy."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace

from telegram import Document
from telegram.error import TelegramError
from telegram.ext.filters import CaptionRegex
from telegram.ext.filters import Document as DocumentFilter

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import ChatKind, Message, Subscriber
from ledebot.bot.readers.export import MAX_BYTES
from ledebot.handlers.base.commands import chat_menus
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.request_context import Visit
from ledebot.handlers.base.routes import button, command, message
from ledebot.handlers.digest.next_due import due_after
from ledebot.handlers.readers.summary import overview


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands, buttons and files of this module."""
    return [
        command(services, "mydata", mydata),
        command(services, "import", take_file),
        message(services, DocumentFilter.ALL & CaptionRegex(r"^/import(@\w+)?\s*$"), take_file),
        command(services, "forget", forget),
        command(services, "privacy", privacy),
        button(services, "privacy", privacy),
        button(services, "mydata", mydata),
        button(services, "forget", forget),
        button(services, "forgetyes", forget_all),
        button(services, "forgetno", keep_all),
    ]


async def mydata(visit: Visit) -> None:
    """Send everything stored of this chat as a JSON file."""
    await visit.require_rights()
    document = await visit.services.personal.export(visit.subject.chat_id)
    caption = visit.t(
        "All that is stored about this chat. Send it back with the caption /import, here or to another Ledebot, "
        "to take it over."
    )
    await visit.bot.send_document(
        visit.place.chat_id,
        io.BytesIO(document),
        filename="ledebot-mydata.json",
        caption=caption,
        message_thread_id=visit.place.thread_id or None,
    )


async def take_file(visit: Visit) -> None:
    """Take a /mydata file over: sent with the caption /import, or named by a reply with /import."""
    t = visit.t
    document = _document(visit)
    if document is None:
        raise InputError(t("Send the file from /mydata with the caption /import, or reply to it with /import."))
    if (document.file_size or 0) > MAX_BYTES:
        raise InputError(t("This file is too large to be one that /mydata made."))
    await visit.require_rights()
    file = await visit.bot.get_file(document.file_id)
    held = bytes(await file.download_as_bytearray())
    await visit.services.personal.restore(visit.subject.chat_id, held)
    now = visit.services.clock.now()
    for subscriber in await visit.services.subscribers.of_chat(visit.subject.chat_id):
        await visit.services.subscribers.update(subscriber.target, lambda old, _: (old, due_after(old, old, None, now)))
    visit.subscriber = await visit.services.subscribers.get(visit.subject) or visit.subscriber
    visit.t = translator(visit.subscriber.language)
    await visit.say(await overview(visit, visit.t("Taken over from the file.")))


async def forget(visit: Visit) -> None:
    """Ask before everything is removed."""
    t = visit.t
    await visit.require_rights()
    lines = [bold(t("Remove all that is stored about this chat?"))]
    lines.append(t("Subscriptions, schedule, settings, watches, saved stories and votes go for good."))
    if any(held.kind is ChatKind.CHANNEL for held in await _owned(visit)):
        lines.append(t("The channels you connected stop getting digests."))
    lines.append(t("/mydata gives you a copy first."))
    keyboard = ((visit.button(t("🗑 Remove everything"), "forgetyes"), visit.button(t("Keep it"), "forgetno")),)
    await visit.show(Message("\n".join(lines), keyboard))


async def forget_all(visit: Visit) -> None:
    """Remove every trace of this chat, with the channels that its user connected; groups go on without their name."""
    await visit.require_rights()
    services, chat_id = visit.services, visit.subject.chat_id
    for held in await _owned(visit):
        if held.kind is ChatKind.CHANNEL:
            await services.personal.forget(held.target.chat_id)
        else:
            await services.subscribers.update(held.target, lambda old, due: (replace(old, owner=None), due))
    await services.personal.forget(chat_id)
    with suppress(TelegramError):  # the menu in the chat's language, if it had one
        for scope, _ in chat_menus(visit.t.language, visit.subscriber.kind, chat_id):
            await visit.bot.delete_my_commands(scope=scope)
    await visit.show(Message(visit.t("Everything about this chat is removed. /start begins anew.")))
    await services.personal.forget(chat_id)  # saying so left a note of when this chat was last written to


async def keep_all(visit: Visit) -> None:
    """Do not remove anything after all."""
    await visit.show(Message(visit.t("Nothing was removed.")))


async def privacy(visit: Visit) -> None:
    """Say what is kept and for how long."""
    t, days = visit.t, visit.services.settings.retention_days
    lines = [
        bold(t("What is kept")),
        "• " + t("This chat's id, title and settings, what it follows and its watches: until /forget."),
        "• " + t("Saved stories until you drop them; the last 500 votes until you reset them."),
        "• " + t("Which digests were sent: for two days after sending; failed ones for 30 days."),
        "• " + t("What buttons refer to, such as a search: 7 days."),
        "• " + t("News articles: {days} days. They are the same for everybody.", days=days),
        t("Searches are not logged, a shared location is not stored, and nothing is passed on."),
        t("/mydata sends all of it as a file, /forget removes it at once."),
    ]
    keyboard = ((visit.button(t("⬇️ My data"), "mydata"), visit.button(t("🗑 Remove everything"), "forget")),)
    await visit.show(Message("\n".join(lines), keyboard))


async def _owned(visit: Visit) -> list[Subscriber]:
    """List the channels and groups that a reader set up, where it is the reader's own chat that goes."""
    if visit.kind is not ChatKind.PRIVATE or visit.abroad:
        return []
    targets = await visit.services.access.connected(visit.user_id)
    found = [await visit.services.subscribers.get(target) for target in targets]
    return [held for held in found if held is not None and held.owner == visit.user_id]


def _document(visit: Visit) -> Document | None:
    sent = visit.update.message
    if sent is None:
        return None
    if sent.document is not None:
        return sent.document
    return sent.reply_to_message.document if sent.reply_to_message is not None else None
