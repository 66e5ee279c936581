"""A channel's signature: the last line of its digests, typed or ended."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import ChatKind, Keyboard, Message
from ledebot.bot.readers.quotas import MAX_SIGNATURE
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.routes import Route, setting

WORDS = ("signature", "签名", "簽名")
"""What comes before a signature after `/settings @channel`."""
NONE = ("off", "none", "关", "关闭", "無", "无", "關", "關閉")
"""What ends it."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (setting("sign", signature),)


async def signature(request: RequestContext) -> None:
    """Say how a signature is typed, or end it (`ld:sign:off`)."""
    t = request.t
    if request.args == ("off",):
        await request.change(lambda old: replace(old, signature=""))
    held = request.subscriber.signature
    typed = f"/settings {request.target} {t('signature')} {t('Every morning at eight: @your_channel')}"
    lines = [
        bold(t("Signature")),
        *((f"<i>{escape(held)}</i>",) if held else ()),
        escape(t("The last line of each digest in this channel. Send it like this:")),
        f"<code>{escape(typed)}</code>",
    ]
    end: Keyboard = ((request.button(t("No signature"), "sign", "off"),),) if held else ()
    await request.show(Message("\n".join(lines), (*end, (request.button(t("‹ Back"), "set"),))))


async def sign_as(request: RequestContext, words: tuple[str, ...]) -> None:
    """Take a signature as typed after `/settings @channel`. Raises InputError for anything else."""
    t, text = request.t, " ".join(words[1:])
    if words[0].casefold() not in WORDS or not text:
        example = f"/settings @channel {t('signature')} {t('Every morning at eight: @your_channel')}"
        raise InputError(t("Settings are buttons; only a channel's signature is typed: {example}", example=example))
    if request.subscriber.kind is not ChatKind.CHANNEL:
        raise InputError(t("Only a channel's digests have a signature."))
    if len(text) > MAX_SIGNATURE or not text.isprintable():
        raise InputError(t("A signature is one line of {most} characters at most.", most=MAX_SIGNATURE))
    await request.change(lambda old: replace(old, signature="" if text.casefold() in NONE else text))
