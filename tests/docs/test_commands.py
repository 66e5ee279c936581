"""docs/commands.md names every command that the bot has a handler for, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from ledebot.bot.model import ChatKind
from ledebot.handlers.base.commands import ADMIN_COMMANDS, commands_for

DOCUMENT = (Path(__file__).parents[2] / "docs/commands.md").read_text("utf-8")


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    offered = {name for name, _ in (*commands_for(ChatKind.PRIVATE), *commands_for(ChatKind.GROUP), *ADMIN_COMMANDS)}
    documented = set(re.findall(r"`/([a-z]+)", DOCUMENT))
    assert documented == offered | {"import"}
