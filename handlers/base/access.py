"""Who may use the bot: everybody, or with `LEDEBOT_ACCESS=allowlist` those whom the operator let in."""

from __future__ import annotations

from telegram.error import TelegramError

from ledebot.bot.core.i18n import DEFAULT_LANGUAGE, translator
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Button, ChatKind, Message
from ledebot.handlers.base.request_context import RequestContext


async def admitted(request: RequestContext) -> bool:
    """Tell whether the visitor may use the bot; one who may not is told how to get in, the operators once a day."""
    settings, access = request.services.settings, request.services.access
    if not settings.allowlist or request.user_id in settings.admin_ids:
        return True
    if request.update.my_chat_member is not None and request.kind is ChatKind.PRIVATE:
        return True  # a block or its end is taken note of, whoever it is
    ids = [request.origin.chat_id] + ([request.user_id] if request.user_id else [])
    if await access.allowed(*ids):
        return True
    if request.kind is not ChatKind.PRIVATE:
        return False  # a group that nobody let in gets no word, so that the bot cannot be made to spam it
    text = request.t(
        "This bot is private. Its operator has been asked to let you in (your id: {id}).", id=request.user_id
    )
    await request.toast(text, alert=True)
    if await access.first_request(request.user_id):
        await _ask_operators(request)
    return False


async def _ask_operators(request: RequestContext) -> None:
    user = request.update.effective_user
    name = user.full_name if user is not None else ""
    for admin in request.services.settings.admin_ids:
        known = await request.services.subscribers.of_chat(admin)
        t = translator(known[0].language if known else DEFAULT_LANGUAGE)
        html = t("{name} ({id}) asks to use this bot.", name=bold(name), id=escape(str(request.user_id)))
        button = Button(t("Let in"), data=f"ld:allow:{request.user_id}")
        try:
            await request.tell(admin, Message(html, ((button,),)))
        except TelegramError:
            continue  # an operator who never wrote to the bot cannot be told; /stats shows nothing of it either
