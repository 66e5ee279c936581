"""What a chat follows, as changes of its subscription: each gives the subscription as it is afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ledebot.bot.core.errors import RefusedError
from ledebot.bot.model import Filters, Section, Subscriber
from ledebot.bot.readers.quotas import MAX_NAMES

Field = Literal["sections", "topics", "sources"]


def follow_everything(old: Subscriber) -> Subscriber:
    """Follow all the news, with pushes."""
    return replace(old, subscribed=True, filters=replace(old.filters, everything=True))


def follow_section(old: Subscriber, section: Section) -> Subscriber:
    """Follow a section, with pushes. Whoever chooses no longer wants everything."""
    return following(old, "sections", section)


def leave_section(old: Subscriber, section: Section) -> Subscriber:
    """Follow a section no longer."""
    return leaving("sections", section)(old)


def follow_topic(old: Subscriber, topic: str) -> Subscriber:
    """Follow a topic, with pushes. Whoever chooses no longer wants everything. Raises RefusedError at the limit."""
    return following(old, "topics", topic)


def follow_source(old: Subscriber, source: str) -> Subscriber:
    """Follow a source, with pushes. Raises RefusedError at the limit."""
    return following(old, "sources", source)


def following(old: Subscriber, field: Field, name: str) -> Subscriber:
    """Follow a name, with pushes. Raises RefusedError at the limit."""
    names: tuple[str, ...] = getattr(old.filters, field)
    if name not in names:
        if len(names) >= MAX_NAMES:
            raise RefusedError("At most {most} can be followed by name; leave some first.", most=MAX_NAMES)
        names = (*names, name)
    return replace(old, subscribed=True, filters=_with(old.filters, field, names, everything=False))


def leaving(field: Field, name: str) -> Callable[[Subscriber], Subscriber]:
    """Give the change that follows a name no longer."""

    def leave(old: Subscriber) -> Subscriber:
        names = tuple(each for each in getattr(old.filters, field) if each != name)
        return replace(old, filters=_with(old.filters, field, names, everything=old.filters.everything))

    return leave


def _with(filters: Filters, field: Field, names: tuple[str, ...], *, everything: bool) -> Filters:
    if field == "sections":
        return replace(filters, sections=tuple(map(Section, names)), everything=everything)
    if field == "topics":
        return replace(filters, topics=names, everything=everything)
    return replace(filters, sources=names, everything=everything)
