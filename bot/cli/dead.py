"""`ledebot dead`: deliveries that were given up, with what would have been sent, and another try for them."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import UserError
from ledebot.bot.delivery.plain import plain_text
from ledebot.storage.delivery.counters import DeadLetter

OPENING = 60
"""Characters of a message that are shown."""


async def run(settings: Settings, arguments: Namespace) -> int:
    """Carry out one action."""
    actions = {"list": _list, "requeue": _requeue}
    async with open_container(settings) as container:
        return await actions[arguments.action](container, arguments)


async def _list(container: Container, arguments: Namespace) -> int:
    letters = await container.stats.dead(arguments.limit)
    for letter in letters:
        print(json.dumps(as_json(letter), ensure_ascii=False) if arguments.json else as_text(letter))
    if not letters and not arguments.json:
        print("none: every delivery of the last 30 days has arrived, or was not wanted any more")
    return 0


async def _requeue(container: Container, arguments: Namespace) -> int:
    if bool(arguments.ids) == arguments.all:
        raise UserError("name the deliveries to be tried again, as `ledebot dead list` does, or --all")
    if arguments.all:
        print(f"{await container.stats.requeue_all()} queued again")
        return 0
    unknown = [each for each in arguments.ids if not await container.stats.requeue(each)]
    for each in unknown:
        print(f"ledebot: {each}: no delivery of that name has failed; `ledebot dead list` names them", file=sys.stderr)
    if queued := len(arguments.ids) - len(unknown):
        print(f"{queued} queued again")
    return 2 if unknown else 0


def as_json(letter: DeadLetter) -> dict[str, Any]:
    """Give a failed delivery as one JSON object: `messages` is what would have been sent, Telegram HTML."""
    return {
        "id": letter.id,
        "chat": letter.target.chat_id,
        "topic": letter.target.thread_id or None,
        "kind": letter.kind.value,
        "failed": letter.failed.isoformat(timespec="seconds"),
        "why": letter.why,
        "sent": letter.parts_sent,
        "messages": None if letter.payload is None else [part.html for part in letter.payload.parts],
    }


def as_text(letter: DeadLetter) -> str:
    """Give a failed delivery in two lines for a person to read."""
    parts = letter.payload.parts[letter.parts_sent :] if letter.payload else ()
    opening = " ".join(plain_text(parts[0]).split())[:OPENING] if parts else "not composed yet, or no longer kept"
    sent = f", after {letter.parts_sent} messages" if letter.parts_sent else ""
    return f"{letter.id}  {letter.failed:%Y-%m-%d %H:%M} UTC{sent}: {letter.why or 'no reason given'}\n    {opening}"
