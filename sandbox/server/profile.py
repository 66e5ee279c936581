"""What BotFather and the bot itself have set: names, descriptions, commands, menu button, default rights."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledebot.sandbox.server.arguments import field_of
from ledebot.sandbox.server.errors import Json, bad
from ledebot.sandbox.server.world import Chat

SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
MAX_COMMANDS = 100
Key = tuple[str, int, int, str]


@dataclass
class Profile:
    """The bot's own page. Texts are kept by language, `` for everybody."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[Key, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)

    def for_user(self, chat: Chat, user_id: int, language: str) -> list[Json]:
        """Give the commands that a user sees in a chat: the narrowest scope wins, with the language before without."""
        if chat.type == "private":
            scopes = [("chat", chat.id, 0), ("all_private_chats", 0, 0)]
        else:
            scopes = [("chat_member", chat.id, user_id)]
            admin = chat.member(user_id).admin
            if admin:
                scopes.append(("chat_administrators", chat.id, 0))
            scopes.append(("chat", chat.id, 0))
            if admin:
                scopes.append(("all_chat_administrators", 0, 0))
            scopes.append(("all_group_chats", 0, 0))
        for scope in [*scopes, ("default", 0, 0)]:
            for code in (language[:2], ""):
                if found := self.commands.get((*scope, code)):
                    return found
        return []


def check_command(command: Json) -> Json:
    """Check one BotCommand. Raises ApiError."""
    name = field_of(command, "command", str, "").removeprefix("/").strip()
    description = field_of(command, "description", str, "").strip()
    if not name:
        raise bad("command must be non-empty")
    if len(name) > 32:
        raise bad("command length must not exceed 32")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > 256:
        raise bad("command description length must not exceed 256")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
