"""What the operators are told: one message, in their language, with what to do about each thing."""

from __future__ import annotations

from collections.abc import Sequence

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, clip, escape
from ledebot.bot.model import Message, SourceState
from ledebot.bot.operator.types import Needs, Room
from ledebot.bot.sources.naming import name_of

NAMED = 8
"""Sources named of each kind."""
NAME = 60
REASON = 100
"""Characters of a source's name, and of its last error."""


def word(needs: Needs, t: Translator) -> Message:
    """Write it."""
    lines = [bold(t("This needs your attention:"))]
    if needs.disk is not None:
        text = t("The disk of the data folder is {percent} % full: make room there.", percent=_percent(needs.disk))
        lines.append(_point(text))
    if needs.memory is not None:
        text = t(
            "Redis uses {percent} % of the memory that it may: give it more, or lower LEDEBOT_RETENTION_DAYS.",
            percent=_percent(needs.memory),
        )
        lines.append(_point(text))
    if needs.backup_days:
        text = t.plural(
            "No backup has been made for {n} day: the log says why.",
            "No backup has been made for {n} days: the log says why.",
            needs.backup_days,
        )
        lines.append(_point(text))
    if needs.waiting_minutes:
        text = t(
            "The oldest delivery has been waiting for {n} minutes: /stats shows whether a sender runs.",
            n=needs.waiting_minutes,
        )
        lines.append(_point(text))
    if needs.given_up:
        text = t.plural(
            "{n} delivery was given up in the last day: `ledebot dead list` tells why.",
            "{n} deliveries were given up in the last day: `ledebot dead list` tells why.",
            needs.given_up,
        )
        lines.append(_point(text))
    if needs.unreadable:
        text = t.plural(
            "{n} stored record cannot be read: `ledebot doctor` says more.",
            "{n} stored records cannot be read: `ledebot doctor` says more.",
            needs.unreadable,
        )
        lines.append(_point(text))
    if needs.failing:
        n = len(needs.failing)
        text = t.plural("{n} source cannot be read since a day:", "{n} sources cannot be read since a day:", n)
        lines += [_point(text), *_named(t, needs.failing, reasons=True)]
    if needs.silent:
        n = len(needs.silent)
        text = t.plural(
            "{n} source has been silent for far longer than usual:",
            "{n} sources have been silent for far longer than usual:",
            n,
        )
        lines += [_point(text), *_named(t, needs.silent)]
    if needs.failing or needs.silent:
        lines.append(escape(t("/editsource pauses a source, /removesource gives it up.")))
    return Message("\n".join(lines), silent=True)


def _point(text: str) -> str:
    return f"• {escape(text)}"


def _named(t: Translator, states: Sequence[SourceState], *, reasons: bool = False) -> list[str]:
    lines = []
    for state in states[:NAMED]:
        why = f": {state.last_error}" if reasons and state.last_error else ""
        lines.append(f"    {escape(clip(name_of(state), NAME) + clip(why, REASON))}")
    if (rest := len(states) - NAMED) > 0:
        lines.append(f"    {escape(t.plural('and {n} more', 'and {n} more', rest))}")
    return lines


def _percent(room: Room) -> int:
    return int(100 * room.used / room.size)
