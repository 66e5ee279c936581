"""A chat's comings and goings: pausing what cannot be reached, restoring what has come back. Nothing is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ledebot.bot.digest.next_due import due_after
from ledebot.bot.model import State, Subscriber
from ledebot.handlers.base.context import Services

STOPPED = "stopped by the reader"
"""`paused_reason` after /stop; an unblock alone does not undo the reader's own word."""


async def pause_chat(services: Services, chat_id: int, reason: str) -> None:
    """Pause every subscription of a chat: the chat itself and its forum topics."""
    now = services.clock.now()

    def pause(old: Subscriber, due: datetime | None) -> tuple[Subscriber, datetime | None]:
        if old.state is State.PAUSED:
            return old, None
        return replace(old, state=State.PAUSED, paused_reason=reason, paused_since=now), None

    for subscriber in await services.subscribers.of_chat(chat_id):
        await services.subscribers.update(subscriber.target, pause)


async def restore_chat(services: Services, chat_id: int) -> bool:
    """Resume what was paused because the chat could not be reached; tells whether there was anything."""
    now = services.clock.now()

    def restore(old: Subscriber, due: datetime | None) -> tuple[Subscriber, datetime | None]:
        if old.state is State.ACTIVE or old.paused_reason == STOPPED:
            return old, due
        new = resumed(old)
        return new, due_after(old, new, due, now)

    found = False
    for subscriber in await services.subscribers.of_chat(chat_id):
        found = found or (subscriber.state is State.PAUSED and subscriber.paused_reason != STOPPED)
        await services.subscribers.update(subscriber.target, restore)
    return found


def resumed(subscriber: Subscriber) -> Subscriber:
    """Give an active subscriber again."""
    return replace(subscriber, state=State.ACTIVE, paused_reason=None, paused_since=None)
