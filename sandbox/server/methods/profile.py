"""The bot's own page: commands, names, descriptions, menu button."""

from __future__ import annotations

import re

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments, field_of
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.profile import MAX_COMMANDS, SCOPES, Key, check_command

PLACEHOLDER = 64
"""Characters of the text that stands in the field before an inline query is typed."""


def _key(api: BotApi, args: Arguments) -> Key:
    """Read scope and language. Raises ApiError."""
    scope = args.json("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad("object expected as BotCommandScope")
    kind = field_of(scope, "type", str, "")
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    chat_id = user_id = 0
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat_id = api.accessible(Arguments({"chat_id": field_of(scope, "chat_id", str, "")})).id
    if kind == "chat_member":
        user_id = field_of(scope, "user_id", int, 0)
        if user_id not in api.world.people:
            raise bad("user not found")
    language = args.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("BOT_COMMAND_LANG_CODE_INVALID" if len(language) != 2 else "LANG_CODE_NOT_SUPPORTED")
    return kind, chat_id, user_id, language


@method("setMyCommands")
def set_my_commands(api: BotApi, args: Arguments) -> bool:
    """Set the command menu of a scope and language."""
    commands = args.json("commands", "commands")
    if not isinstance(commands, list):
        raise bad("expected an Array of BotCommand" if commands is not None else "can't parse commands JSON object")
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    checked = []
    for command in commands:
        if not isinstance(command, dict):
            raise bad("can't parse BotCommand: expected an Object")
        checked.append(check_command(command))
    key = _key(api, args)
    if checked:
        api.profile.commands[key] = checked
    else:
        api.profile.commands.pop(key, None)
    api.world.emit({"type": "commands"})
    return True


@method("getMyCommands")
def get_my_commands(api: BotApi, args: Arguments) -> list[Json]:
    """Tell the command menu of exactly that scope and language."""
    return api.profile.commands.get(_key(api, args), [])


@method("deleteMyCommands")
def delete_my_commands(api: BotApi, args: Arguments) -> bool:
    """Remove the command menu of a scope and language."""
    api.profile.commands.pop(_key(api, args), None)
    api.world.emit({"type": "commands"})
    return True


def _text(api: BotApi, args: Arguments, store: dict[str, str], name: str, limit: int, too_long: str) -> bool:
    value = args.text(name)
    if len(value) > limit:
        raise bad(too_long)
    language = args.text("language_code")
    if value:
        store[language] = value
    else:
        store.pop(language, None)
    api.world.emit({"type": "chat", "chat": None})
    return True


@method("setMySettings")
def set_my_settings(api: BotApi, args: Arguments) -> bool:
    """Set what was BotFather's alone before; what is not given stays as it is."""
    hint = args.text("inline_query_placeholder")
    if len(hint) > PLACEHOLDER:
        raise bad("INLINE_PLACEHOLDER_TOO_LONG")
    if args.has("supports_inline_queries"):
        api.inline.enabled = args.flag("supports_inline_queries")
    if "inline_query_placeholder" in args.values:
        api.inline.placeholder = hint
    if args.has("inline_feedback_share_denominator"):
        api.inline.feedback = args.integer("inline_feedback_share_denominator") > 0
    return True


@method("setMyName")
def set_my_name(api: BotApi, args: Arguments) -> bool:
    """Set the bot's name."""
    return _text(api, args, api.profile.names, "name", 64, "BOT_TITLE_INVALID")


@method("getMyName")
def get_my_name(api: BotApi, args: Arguments) -> Json:
    """Tell the bot's name."""
    names = api.profile.names
    return {"name": names.get(args.text("language_code")) or names.get("") or api.world.bot.first_name}


@method("setMyDescription")
def set_my_description(api: BotApi, args: Arguments) -> bool:
    """Set the text of an empty chat with the bot."""
    return _text(api, args, api.profile.descriptions, "description", 512, "DESCRIPTION_TOO_LONG")


@method("getMyDescription")
def get_my_description(api: BotApi, args: Arguments) -> Json:
    """Tell the text of an empty chat with the bot."""
    texts = api.profile.descriptions
    return {"description": texts.get(args.text("language_code")) or texts.get("", "")}


@method("setMyShortDescription")
def set_my_short_description(api: BotApi, args: Arguments) -> bool:
    """Set the text on the bot's page."""
    texts = api.profile.short_descriptions
    return _text(api, args, texts, "short_description", 120, "SHORT_DESCRIPTION_TOO_LONG")


@method("getMyShortDescription")
def get_my_short_description(api: BotApi, args: Arguments) -> Json:
    """Tell the text on the bot's page."""
    texts = api.profile.short_descriptions
    return {"short_description": texts.get(args.text("language_code")) or texts.get("", "")}


@method("setChatMenuButton")
def set_chat_menu_button(api: BotApi, args: Arguments) -> bool:
    """Set the button beside the input field."""
    button = args.json("menu_button", "MenuButton") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad("MenuButton has unsupported type")
    chat_id = api.accessible(args).id if args.has("chat_id") else 0
    api.profile.menu_buttons[chat_id] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(api: BotApi, args: Arguments) -> Json:
    """Tell the button beside the input field."""
    buttons = api.profile.menu_buttons
    return buttons.get(args.integer("chat_id")) or buttons.get(0) or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def set_default_rights(api: BotApi, args: Arguments) -> bool:
    """Set the rights that the bot asks for when it is added."""
    api.profile.default_rights[args.flag("for_channels")] = args.json("rights", "rights") or {}
    return True


@method("getMyDefaultAdministratorRights")
def get_default_rights(api: BotApi, args: Arguments) -> Json:
    """Tell the rights that the bot asks for when it is added."""
    return api.profile.default_rights.get(args.flag("for_channels"), {})
