"""Stories followed or muted from their page, listed and ended under /watches."""

from __future__ import annotations

from collections.abc import Sequence

from ledebot.bot.core.telegram_html import bold, clip, escape
from ledebot.bot.model import Article, Button, Keyboard, StoryMark
from ledebot.handlers.base.keyboards import chosen, label, rows
from ledebot.handlers.base.request_context import RequestContext

SHOWN = 20
"""Marks listed, the newest; those of stories that are gone end by themselves."""
TITLE = 60
"""UTF-16 units of a title in the list."""


async def set_mark(request: RequestContext, article: Article, reports: Sequence[Article], wanted: str) -> str:
    """Follow (`f`) or mute (`m`) a story, or end both (`0`), and say what that does."""
    t, reader, marks = request.t, request.origin.chat_id, request.services.marks
    await marks.unmark(reader, [report.id for report in reports])
    if wanted not in ("f", "m"):
        return t("This story is no longer followed or muted.")
    now = request.services.clock.now()
    await marks.mark(reader, StoryMark(article.id, clip(article.title, TITLE), wanted == "f", now))
    if wanted == "f":
        return t("Followed: what is new in this story comes in your digests. /watches ends it.")
    return t("Muted: this story is gone from your digests. /watches ends it.")


async def mark_buttons(request: RequestContext, article_id: str, reports: Sequence[Article]) -> tuple[Button, ...]:
    """Give the buttons that follow and mute a story; a second tap ends it."""
    ids = {report.id for report in reports}
    held = next(
        (mark for mark in await request.services.marks.marks(request.origin.chat_id) if mark.article_id in ids), None
    )
    follows, mutes = held is not None and held.followed, held is not None and not held.followed
    return (
        Button(chosen(request.t("🔔 Follow"), follows), data=f"ld:mark:{article_id}:{'0' if follows else 'f'}"),
        Button(chosen(request.t("🔕 Mute"), mutes), data=f"ld:mark:{article_id}:{'0' if mutes else 'm'}"),
    )


async def marked_list(request: RequestContext) -> tuple[list[str], Keyboard]:
    """Give the lines and buttons that list a reader's followed and muted stories; nothing where there are none."""
    marks, t = request.services.marks, request.t
    held = await marks.marks(request.origin.chat_id)
    if not held:
        return [], ()
    kept = {article.id for article in await request.services.articles.get([mark.article_id for mark in held])}
    await marks.unmark(request.origin.chat_id, [mark.article_id for mark in held if mark.article_id not in kept])
    shown = [mark for mark in held if mark.article_id in kept][:SHOWN]
    if not shown:
        return [], ()
    lines = ["", bold(t("Followed and muted stories"))]
    lines += [f"{'🔔' if mark.followed else '🔕'} {escape(clip(mark.title, TITLE))}" for mark in shown]
    ended = [Button(f"✕ {label(mark.title)}", data=f"ld:unmark:{mark.article_id}") for mark in shown]
    return lines, rows(ended, 2)
