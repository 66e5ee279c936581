"""Who may use the bot: everybody, or with `LEDEBOT_ACCESS=allowlist` those whom the operator let in."""

from __future__ import annotations

from telegram.error import TelegramError

from ledebot.bot.core.i18n import DEFAULT_LANGUAGE, translator
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Button, ChatKind, Message
from ledebot.handlers.base.request_context import Visit


async def admitted(visit: Visit) -> bool:
    """Tell whether the visitor may use the bot; one who may not is told how to get in, the operators once a day."""
    settings, access = visit.services.settings, visit.services.access
    if not settings.allowlist or visit.user_id in settings.admin_ids:
        return True
    if visit.update.my_chat_member is not None and visit.kind is ChatKind.PRIVATE:
        return True  # a block or its end is taken note of, whoever it is
    ids = [visit.place.chat_id] + ([visit.user_id] if visit.user_id else [])
    if await access.allowed(*ids):
        return True
    if visit.kind is not ChatKind.PRIVATE:
        return False  # a group that nobody let in gets no word, so that the bot cannot be made to spam it
    text = visit.t("This bot is private. Its operator has been asked to let you in (your id: {id}).", id=visit.user_id)
    await visit.toast(text, alert=True)
    if await access.first_request(visit.user_id):
        await _ask_operators(visit)
    return False


async def _ask_operators(visit: Visit) -> None:
    user = visit.update.effective_user
    name = user.full_name if user is not None else ""
    for admin in visit.services.settings.admin_ids:
        known = await visit.services.subscribers.of_chat(admin)
        t = translator(known[0].language if known else DEFAULT_LANGUAGE)
        html = t("{name} ({id}) asks to use this bot.", name=bold(name), id=escape(str(visit.user_id)))
        button = Button(t("Let in"), data=f"ld:allow:{visit.user_id}")
        try:
            await visit.tell(admin, Message(html, ((button,),)))
        except TelegramError:
            continue  # an operator who never wrote to the bot cannot be told; /stats shows nothing of it either
