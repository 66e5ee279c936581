"""What an alert says: a story and what was watched for, or how many more there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ledebot.bot.core.cursors import long_cursor, short_cursor
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link, moment
from ledebot.bot.model import Article, Button, Message, Schedule
from ledebot.bot.text.conversion import in_script
from ledebot.bot.watches.types import Watch

LEDE_SHOWN = 320
"""UTF-16 units of the lede in an alert: a short one has as many where words are spaced."""
QUERIES_SHOWN = 400
"""UTF-16 units of the queries that an alert is for."""
MUTED_AT_ONCE = 4
"""Watches that an alert's button mutes; more do not fit into its 64 bytes."""


def alert(article: Article, watches: Sequence[Watch], t: Translator, zone: str, script: str | None = None) -> Message:
    """Write an alert: what was watched for, and the story in the reader's Chinese script."""
    lede = in_script(article.lede.short or article.lede.medium, script)
    lines = [
        "🔔 " + bold(clip(" · ".join(watch.query for watch in watches), QUERIES_SHOWN)),
        link(clip(in_script(article.title, script), TITLE), article.url),
        f"{escape(clip(in_script(article.source, script), TITLE))} · {moment(t, article.published, zone)}",
        *([escape(clip(lede, LEDE_SHOWN))] if lede else []),
    ]
    keyboard = (
        (
            Button(t("📖 Read"), data=f"ld:r:{article.id}"),
            Button(t("🔕 Mute 6 h"), data=f"ld:w:mute:{'.'.join(one.id for one in watches[:MUTED_AT_ONCE])}:6"),
            Button(t("🔕 Until …"), data=f"ld:hush:{article.id}"),
        ),
    )
    return Message("\n".join(lines), keyboard)


def asleep(schedule: Schedule, now: datetime) -> bool:
    """Tell whether a reader has quiet hours now."""
    local = now.astimezone(ZoneInfo(schedule.zone))
    return schedule.quiet is not None and schedule.quiet.covers(local.time())


def counted(more: int, after: str, up_to: str, t: Translator) -> Message:
    """Write the alert for what has none of its own: how many more stories match in (after, up_to] of the log."""
    text = t.plural("🔔 {n} more story matches your watches", "🔔 {n} more stories match your watches", more)
    return Message(text, ((Button(t("Show them"), data=found_data(after, up_to, counted=True)),),))


def found_data(after: str, up_to: str, page: int = 0, *, counted: bool = False) -> str:
    """Write the callback data that lists what watches found in a window of the log; all of it, or what was counted."""
    return f"ld:found:{'c' if counted else 'd'}:{short_cursor(after)}:{short_cursor(up_to)}:{page}"


def found_window(after: str, up_to: str) -> tuple[str, str] | None:
    """Read the window of such data; None for what is none."""
    first, last = long_cursor(after), long_cursor(up_to)
    return (first, last) if first and last else None
