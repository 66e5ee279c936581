"""The command menus: what Telegram lists beside the text field, per language and kind of chat."""

from __future__ import annotations

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)

from ledebot.bot.core.i18n import noop, translator
from ledebot.bot.model import ChatKind

Entry = tuple[str, str]
Menu = tuple[BotCommandScope, list[BotCommand]]

_COMMON: tuple[Entry, ...] = (
    ("digest", noop("what is new, now")),
    ("latest", noop("the newest stories")),
    ("search", noop("find a story again")),
    ("subscribe", noop("choose what to follow")),
    ("unsubscribe", noop("follow less, or nothing")),
    ("topics", noop("follow topics")),
    ("sources", noop("follow sources, see how they are doing")),
    ("schedule", noop("when digests come")),
    ("settings", noop("length, language, sound")),
    ("language", noop("简体中文, 繁體中文 or English")),
)
_ALERTS: tuple[Entry, ...] = (
    ("watch", noop("tell me at once when a story matches")),
    ("watches", noop("my watches")),
)
_PERSONAL: tuple[Entry, ...] = (
    ("saved", noop("stories kept for later")),
    ("connect", noop("send digests to a channel of yours")),
)
_DATA: tuple[Entry, ...] = (
    ("mydata", noop("all that is stored about this chat")),
    ("forget", noop("remove all of it")),
    ("privacy", noop("what is kept, and for how long")),
    ("stop", noop("no more digests, settings kept")),
    ("help", noop("this list")),
)
ADMIN_COMMANDS: tuple[Entry, ...] = (
    ("addsource", noop("operator: follow a feed or a site")),
    ("editsource", noop("operator: pause, rename or set up a source")),
    ("removesource", noop("operator: drop a source")),
    ("joinstories", noop("operator: make one of two stories")),
    ("stats", noop("operator: how everything is doing")),
    ("broadcast", noop("operator: a word to all readers")),
)


def commands_for(kind: ChatKind) -> tuple[Entry, ...]:
    """List commands and what they do (an English message id) for a kind of chat."""
    if kind is ChatKind.PRIVATE:
        return (("start", noop("begin, or begin again")), *_COMMON, *_ALERTS, *_PERSONAL, *_DATA)
    return (*_COMMON, *_ALERTS, *_DATA)


def commands(language: str, kind: ChatKind, *, admin: bool = False) -> list[BotCommand]:
    """Give the menu for `set_my_commands` in an interface language."""
    t = translator(language)
    entries = commands_for(kind) + (ADMIN_COMMANDS if admin else ())
    return [BotCommand(name, t(text)) for name, text in entries]


TELEGRAM_LANGUAGES = {"": "en", "zh": "zh-hans", "en": "en"}
"""Telegram's two-letter `language_code` of a menu -> interface language. It knows one Chinese only."""
MEMBERS = ("digest", "latest", "search", "privacy", "help")
"""What a group's menu shows to those who cannot change its settings."""


def menus(default: str, admin_ids: tuple[int, ...]) -> list[tuple[list[BotCommand], BotCommandScope, str]]:
    """List every menu to register: commands, scope, and Telegram's language code (empty: all other languages)."""
    listed: list[tuple[list[BotCommand], BotCommandScope, str]] = []
    for code, language in TELEGRAM_LANGUAGES.items():
        listed.append((commands(language, ChatKind.PRIVATE), BotCommandScopeAllPrivateChats(), code))
        groups = _group_menus(language, BotCommandScopeAllChatAdministrators(), BotCommandScopeAllGroupChats())
        listed += [(entries, scope, code) for scope, entries in groups]
    operators = commands(default, ChatKind.PRIVATE, admin=True)
    return [*listed, *((operators, BotCommandScopeChat(admin), "") for admin in admin_ids)]


def chat_menus(language: str, kind: ChatKind, chat_id: int, *, admin: bool = False) -> list[Menu]:
    """List the menus of one chat that has chosen its own language; `admin`: it is an operator's."""
    if kind is ChatKind.PRIVATE:
        return [(BotCommandScopeChat(chat_id), commands(language, kind, admin=admin))]
    return _group_menus(language, BotCommandScopeChatAdministrators(chat_id), BotCommandScopeChat(chat_id))


def profiles() -> list[tuple[str, str, str]]:
    """List what Telegram shows of the bot before it is started: description, short description, language code."""
    description = noop(
        "One news digest at your own hour, with every story once, from the topics and sources you choose. "
        "Search all of it, also in Chinese, and be told at once of what you watch for."
    )
    short = noop("News digests at your own hour, every story once, with search.")
    return [
        (translator(language)(description), translator(language)(short), code)
        for code, language in TELEGRAM_LANGUAGES.items()
    ]


def placeholder() -> str:
    """Give what stands in the text field before an inline query is typed: one text for all languages."""
    return " · ".join(dict.fromkeys(translator(language)(noop("Search the news")) for language in ("en", "zh-hans")))


def _group_menus(language: str, admins: BotCommandScope, members: BotCommandScope) -> list[Menu]:
    every = commands(language, ChatKind.GROUP)
    return [(admins, every), (members, [each for each in every if each.command in MEMBERS])]
