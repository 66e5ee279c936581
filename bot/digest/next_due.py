"""When a changed subscriber is due next."""

from __future__ import annotations

from datetime import datetime

from ledebot.bot.digest.schedule import next_due
from ledebot.bot.model import State, Subscriber


def pushes(subscriber: Subscriber) -> bool:
    """Tell whether digests are pushed to this chat at all."""
    return subscriber.subscribed and subscriber.state is State.ACTIVE and not subscriber.filters.empty


def due_after(old: Subscriber, new: Subscriber, due: datetime | None, now: datetime) -> datetime | None:
    """Give the due time after a change. One that stands, even overdue, is kept unless the change concerns it."""
    if not pushes(new):
        return None
    if due is not None and old.schedule == new.schedule and pushes(old):
        return due
    return next_due(new.schedule, now)
