"""How a digest looks and sounds: /settings and /language."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from telegram.error import TelegramError

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import LANGUAGES
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import AS_WRITTEN, ChatKind, Keyboard, Languages, Length, Message
from ledebot.bot.readers.quotas import STORY_COUNTS
from ledebot.handlers.base.commands import chat_menus
from ledebot.handlers.base.keyboards import chosen
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, setting
from ledebot.handlers.readers.signature import sign_as
from ledebot.handlers.readers.start import welcome
from ledebot.handlers.readers.summary import LANGUAGE_NAMES, at_the_door, fact

SCRIPTS = (AS_WRITTEN, "zh-hans", "zh-hant")
LANGUAGE_WORDS = {
    **{code: code for code in LANGUAGES},
    **{name.casefold(): code for code, name in LANGUAGE_NAMES.items()},
    **dict.fromkeys(("zh", "zh-cn", "hans", "中文", "简体", "簡體", "簡體中文"), "zh-hans"),
    **dict.fromkeys(("zh-tw", "zh-hk", "hant", "繁体", "繁體", "繁体中文"), "zh-hant"),
    **dict.fromkeys(("英文", "英语", "英語"), "en"),
}
"""What people may type after /language."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("settings", settings, Who.ADMIN, abroad=Who.ADMIN),
        command("language", language, Who.ADMIN, abroad=Who.ADMIN),
        setting("set", settings),
        setting("lang", language),
    )


async def settings(request: RequestContext) -> None:
    """Show all settings on one screen, and change one."""
    if request.query is not None and len(request.args) == 2:
        await _set(request, *request.args)
    elif request.query is None and request.args:
        await sign_as(request, request.args)
    await request.show(_view(request))


async def language(request: RequestContext) -> None:
    """Choose the interface's language; the command menu follows."""
    if request.args:
        wanted = LANGUAGE_WORDS.get(" ".join(request.args).casefold())
        if wanted is None:
            raise InputError(request.t("That language is not spoken here. Choose 简体中文, 繁體中文 or English."))
        await request.change(lambda old: replace(old, language=wanted))
        await _translate_menu(request, wanted)
        if request.query is not None:
            await request.show(welcome(request) if at_the_door(request) else _view(request))
            return
    held = request.subscriber.language
    buttons = tuple(request.button(chosen(name, code == held), "lang", code) for code, name in LANGUAGE_NAMES.items())
    back = request.button(request.t("‹ Back"), "home" if at_the_door(request) else "set")
    await request.show(Message(bold(request.t("Language")), (*((each,) for each in buttons), (back,))))


async def _set(request: RequestContext, name: str, value: str) -> None:
    """Set what a button names; values that no button has change nothing."""
    if name == "len" and value in list(Length):
        await request.change(lambda old: replace(old, length=Length(value)))
    elif name == "max" and value in map(str, STORY_COUNTS):
        await request.change(lambda old: replace(old, max_stories=int(value)))
    elif name == "conv" and value in SCRIPTS:
        await request.change(lambda old: replace(old, convert=value))
    elif name == "read" and value in list(Languages):
        await request.change(lambda old: replace(old, languages=Languages(value)))
    elif name == "mute" and value in ("0", "1"):
        await request.change(lambda old: replace(old, silent=value == "1"))


def _view(request: RequestContext) -> Message:
    t, held = request.t, request.subscriber
    lengths = {Length.SHORT: t("short"), Length.MEDIUM: t("medium"), Length.LONG: t("long")}
    scripts = {AS_WRITTEN: t("as written"), "zh-hans": "简体", "zh-hant": "繁體"}
    languages = {Languages.ALL: t("all"), Languages.CHINESE: "中文", Languages.ENGLISH: "English"}
    lines = [bold(t("Settings"))]
    if request.is_remote:
        lines.append(bold(held.title or str(held.target)))
    lines += [
        fact(t, t("Length of a story"), lengths[held.length]),
        fact(t, t("Stories in a digest"), str(held.max_stories)),
        fact(t, t("Languages of articles"), _languages(request)),
        fact(t, t("Chinese script of articles"), scripts[held.script or AS_WRITTEN]),
        *((fact(t, t("Signature"), held.signature or t("none")),) if held.kind is ChatKind.CHANNEL else ()),
        t("Digests arrive silently.") if held.silent else t("Digests arrive with a sound."),
    ]
    mute = t("🔔 With a sound") if held.silent else t("🔕 Silently")
    more: Keyboard = (
        () if request.is_remote else ((request.button("👍 👎", "likes"), request.button(t("My data"), "privacy")),)
    )
    keyboard: Keyboard = (
        tuple(request.button(chosen(text, held.length is size), "set", "len", size) for size, text in lengths.items()),
        tuple(request.button(chosen(str(n), held.max_stories == n), "set", "max", n) for n in STORY_COUNTS),
        tuple(
            request.button(chosen(text, held.languages is code), "set", "read", code)
            for code, text in languages.items()
        ),
        tuple(
            request.button(chosen(scripts[name], (held.script or AS_WRITTEN) == name), "set", "conv", name)
            for name in SCRIPTS
        ),
        (request.button(mute, "set", "mute", 0 if held.silent else 1),),
        (request.button(t("⏰ Schedule"), "sch"), request.button(t("What I follow"), "sub")),
        (
            *((request.button(t("✍️ Signature"), "sign"),) if held.kind is ChatKind.CHANNEL else ()),
            request.button(t("Language"), "lang"),
        ),
        *more,
    )
    return Message("\n".join(lines), keyboard)


def _languages(request: RequestContext) -> str:
    held, t = request.subscriber, request.t
    if held.languages is Languages.ALL:
        return t("all, {language} first", language="English" if held.language == "en" else "中文")
    return "中文" if held.languages is Languages.CHINESE else "English"


async def _translate_menu(request: RequestContext, wanted: str) -> None:
    """Show this chat the command menu in its language; Telegram's own menus know one Chinese only."""
    if request.is_remote or request.kind is ChatKind.CHANNEL:
        return
    admin = request.kind is ChatKind.PRIVATE and request.user_id in request.services.settings.admin_ids
    with suppress(TelegramError):  # a convenience: where it fails, the menu stays as it was
        for scope, entries in chat_menus(wanted, request.kind, request.origin.chat_id, admin=admin):
            await request.bot.set_my_commands(entries, scope=scope)
