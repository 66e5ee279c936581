"""What an update asks for, decoded once into a typed value: its words, and the other chat that it names.

ld:<verb>[:<argument>...][@<target>]    callback data
/<command> [@channel|-100...] [words]   a command, in a private chat
/start <name>[_<argument>][_<target>]   a deep link
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from ledebot.bot.model import Target

_TARGET = re.compile(r"(-[1-9]\d{0,15})(?::([1-9]\d{0,9}))?", re.ASCII)
"""A group or channel, whose ids are negative, or a topic of it. A person's chat is never another's to visit."""
_CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,13}", re.ASCII)
_LINKED = re.compile(r"(?:https?://)?(?:t\.me/)?@?([A-Za-z][A-Za-z0-9_]{3,31})/?", re.ASCII)
MAX_ARGUMENTS = 8
"""Arguments of a button; the longest of ours has four."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The arguments, and the chat that it is about where that is another one: a target, or a name still to look up."""

    args: tuple[str, ...] = ()
    about: Target | str | None = None


def of_button(data: str, verbs: Container[str]) -> tuple[str, Wish] | None:
    """Read callback data: one of `verbs`, and what it asks for; None if it is none of ours."""
    body, at, about = data.partition("@")
    target = parse_target(about) if at else None
    ours, *parts = body.split(":")
    if ours != "ld" or (at and target is None) or len(parts) > MAX_ARGUMENTS:
        return None
    for length in (2, 1):  # `ld:d:more` has a verb of two words
        verb = ":".join(parts[:length])
        if verb in verbs:
            return verb, Wish(tuple(parts[length:]), target)
    return None


def of_words(words: tuple[str, ...]) -> Wish:
    """Read the words of a command that may be about a channel: its name, if one is given, comes first."""
    if words and _CHANNEL.fullmatch(words[0]):
        name = words[0]
        return Wish(words[1:], name if name.startswith("@") else Target(int(name)))
    return Wish(words)


def of_introduction(words: tuple[str, ...]) -> Wish:
    """Read the words of a command that is about a channel and nothing else, which may be named by its link, too."""
    found = _LINKED.fullmatch(words[0]) if words else None
    return of_words((f"@{found[1]}", *words[1:]) if found else words)


def of_link(payload: str, names: Container[str], visits: Container[str]) -> tuple[str, Wish] | None:
    """Read a deep link's payload: one of `names`; those among `visits` end in a target. None if it is none of ours."""
    name, _, rest = payload.partition("_")
    if name not in names:
        return None
    if name not in visits:
        return name, Wish((rest,) if rest else ())
    argument, _, about = rest.rpartition("_")
    target = parse_target(about)
    return None if target is None else (name, Wish((argument,), target))


def parse_target(text: str) -> Target | None:
    """Read a group, channel or forum topic; None for anything else."""
    found = _TARGET.fullmatch(text)
    return Target(int(found[1]), int(found[2] or 0)) if found else None
