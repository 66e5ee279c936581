"""`ledebot restore`: bring a reader's /mydata file to this instance."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError


async def run(settings: Settings, arguments: Namespace) -> int:
    """Take the file over into the chat that it came from."""
    path = Path(arguments.file)
    try:
        document = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    try:
        chat_id = int(json.loads(document)["chat"])
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{path}: not a file that /mydata has sent") from None
    async with open_container(settings) as container:
        sections = await container.personal.restore(chat_id, document)
    print(f"chat {chat_id}: restored {', '.join(sections) or 'nothing'}")
    return 0
