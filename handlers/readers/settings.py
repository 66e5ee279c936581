"""How a digest looks and sounds: /settings and /language."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from telegram.error import TelegramError

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import LANGUAGES
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import ChatKind, Keyboard, Length, Message
from ledebot.bot.readers.quotas import STORY_COUNTS
from ledebot.handlers.base.commands import chat_menus
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.keyboards import chosen
from ledebot.handlers.base.request_context import Visit
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.readers.summary import LANGUAGE_NAMES, fact

CONVERSIONS = {"asis": None, "zh-hans": "zh-hans", "zh-hant": "zh-hant"}
LANGUAGE_WORDS = {
    **{code: code for code in LANGUAGES},
    **{name.casefold(): code for code, name in LANGUAGE_NAMES.items()},
    **dict.fromkeys(("zh", "zh-cn", "hans", "中文", "简体", "簡體", "簡體中文"), "zh-hans"),
    **dict.fromkeys(("zh-tw", "zh-hk", "hant", "繁体", "繁體", "繁体中文"), "zh-hant"),
    **dict.fromkeys(("英文", "英语", "英語"), "en"),
}
"""What people may type after /language."""


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "settings", settings),
        command(services, "language", language),
        button(services, "set", settings),
        button(services, "lang", language),
    ]


async def settings(visit: Visit) -> None:
    """Show all settings on one screen, and change one."""
    if visit.query is not None and len(visit.args) == 2:
        await _set(visit, *visit.args)
    await visit.show(_view(visit))


async def language(visit: Visit) -> None:
    """Choose the interface's language; the command menu follows."""
    if visit.args:
        wanted = LANGUAGE_WORDS.get(" ".join(visit.args).casefold())
        if wanted is None:
            raise InputError(visit.t("That language is not spoken here. Choose 简体中文, 繁體中文 or English."))
        await visit.change(lambda old: replace(old, language=wanted))
        await _translate_menu(visit, wanted)
    held = visit.subscriber.language
    buttons = tuple(visit.button(chosen(name, code == held), "lang", code) for code, name in LANGUAGE_NAMES.items())
    back = visit.button(visit.t("‹ Back"), "home")
    await visit.show(Message(bold(visit.t("Language")), (*((each,) for each in buttons), (back,))))


async def _set(visit: Visit, name: str, value: str) -> None:
    """Set what a button names; values that no button has change nothing."""
    if name == "len" and value in list(Length):
        await visit.change(lambda old: replace(old, length=Length(value)))
    elif name == "max" and value in map(str, STORY_COUNTS):
        await visit.change(lambda old: replace(old, max_stories=int(value)))
    elif name == "conv" and value in CONVERSIONS:
        await visit.change(lambda old: replace(old, convert=CONVERSIONS[value]))
    elif name == "mute" and value in ("0", "1"):
        await visit.change(lambda old: replace(old, silent=value == "1"))


def _view(visit: Visit) -> Message:
    t, held = visit.t, visit.subscriber
    lengths = {Length.SHORT: t("short"), Length.MEDIUM: t("medium"), Length.LONG: t("long")}
    scripts = {"asis": t("as written"), "zh-hans": "简体", "zh-hant": "繁體"}
    lines = [bold(t("Settings"))]
    if visit.abroad:
        lines.append(bold(held.title or str(held.target)))
    lines += [
        fact(t, t("Length of a story"), lengths[held.length]),
        fact(t, t("Stories in a digest"), str(held.max_stories)),
        fact(t, t("Chinese script of articles"), scripts[held.convert or "asis"]),
        t("Digests arrive silently.") if held.silent else t("Digests arrive with a sound."),
    ]
    mute = t("🔔 With a sound") if held.silent else t("🔕 Silently")
    more: Keyboard = () if visit.abroad else ((visit.button("👍 👎", "likes"), visit.button(t("My data"), "privacy")),)
    keyboard: Keyboard = (
        tuple(visit.button(chosen(text, held.length is size), "set", "len", size) for size, text in lengths.items()),
        tuple(visit.button(chosen(str(n), held.max_stories == n), "set", "max", n) for n in STORY_COUNTS),
        tuple(
            visit.button(chosen(scripts[name], held.convert == code), "set", "conv", name)
            for name, code in CONVERSIONS.items()
        ),
        (visit.button(mute, "set", "mute", 0 if held.silent else 1),),
        (visit.button(t("⏰ Schedule"), "sch"), visit.button(t("What I follow"), "sub")),
        (visit.button(t("Language"), "lang"),),
        *more,
    )
    return Message("\n".join(lines), keyboard)


async def _translate_menu(visit: Visit, wanted: str) -> None:
    """Show this chat the command menu in its language; Telegram's own menus know one Chinese only."""
    if visit.abroad or visit.kind is ChatKind.CHANNEL:
        return
    admin = visit.kind is ChatKind.PRIVATE and visit.user_id in visit.services.settings.admin_ids
    with suppress(TelegramError):  # a convenience: where it fails, the menu stays as it was
        for scope, entries in chat_menus(wanted, visit.kind, visit.place.chat_id, admin=admin):
            await visit.bot.set_my_commands(entries, scope=scope)
