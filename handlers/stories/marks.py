"""Stories followed or muted, and what is muted for a while, as listed under /watches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import clip, escape
from ledebot.bot.model import Article, Button, Keyboard, Mute, Section, StoryMark, Subject
from ledebot.bot.stories.marked import ended
from ledebot.bot.text.section_names import name_of
from ledebot.handlers.base.keyboards import chosen, label
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.tokens import token

TITLE = 60
"""UTF-16 units of a title in the list."""


async def set_mark(request: RequestContext, article: Article, reports: Sequence[Article], wanted: str) -> str:
    """Follow (`f`; `a`: at once) or mute (`m`) a story, or end both (`0`), and say what that does."""
    t, reader, marks = request.t, request.origin.chat_id, request.services.marks
    await marks.unmark(reader, [report.id for report in reports])
    if wanted not in ("f", "a", "m"):
        return t("This story is no longer followed or muted.")
    mark = mark_of(request, article, followed=wanted != "m")
    await marks.mark(reader, replace(mark, at_once=wanted == "a", language=request.subscriber.language))
    if wanted == "f":
        return t("Followed: what is new in this story comes in your digests. /watches ends it.")
    if wanted == "a":
        return t("Followed: each new report is sent as it arrives. /watches ends it.")
    return t("Muted: this story is gone from your digests and alerts. /watches ends it.")


async def tell_apart(request: RequestContext, article: Article) -> None:
    """Make a report a story of its own to this reader."""
    mark = replace(mark_of(request, article, followed=False), apart=True)
    await request.services.marks.mark(request.origin.chat_id, mark)


async def told_apart(request: RequestContext) -> frozenset[str]:
    """Give the ids of the reports that are stories of their own to this reader."""
    marks = await request.services.marks.marks(request.origin.chat_id)
    return frozenset(mark.article_id for mark in marks if mark.apart)


def mark_of(request: RequestContext, article: Article, *, followed: bool, until: datetime | None = None) -> StoryMark:
    """Make the mark of a story by one of its reports."""
    return StoryMark(article.id, clip(article.title, TITLE), followed, request.services.clock.now(), until)


async def mark_buttons(request: RequestContext, article_id: str, reports: Sequence[Article]) -> Keyboard:
    """Give the buttons that follow and mute a story, a second tap ends it; and when what is new of it comes."""
    ids, now = {report.id for report in reports}, request.services.clock.now()
    marks = await request.services.marks.marks(request.origin.chat_id)
    held = next((mark for mark in marks if mark.key in ids and not ended(mark, now)), None)
    follows, mutes = held is not None and held.followed, held is not None and not held.followed
    t = request.t
    marks_row = (
        Button(chosen(t("🔔 Follow"), follows), data=f"ld:mark:{article_id}:{'0' if follows else 'f'}"),
        Button(chosen(t("🔕 Mute"), mutes), data=f"ld:mark:{article_id}:{'0' if mutes else 'm'}"),
        hush_button(t, article_id),
    )
    if held is None or not follows:
        return (marks_row,)
    when = (
        Button(chosen(t("In the digest"), not held.at_once), data=f"ld:mark:{article_id}:f"),
        Button(chosen(t("As it arrives"), held.at_once), data=f"ld:mark:{article_id}:a"),
    )
    return (marks_row, when)


def hush_button(t: Translator, article_id: str) -> Button:
    """Give the button that asks what of a story to mute, and until when."""
    return Button(t("🔕 Until …"), data=f"ld:hush:{article_id}")


async def marked_list(request: RequestContext) -> list[tuple[str, Button]]:
    """Give a line and the button that ends it for all that a reader follows or has muted, the newest first.

    What has ended, and marks of stories that are no longer kept, are given up.
    """
    reader, store, now = request.origin.chat_id, request.services.marks, request.services.clock.now()
    held, mutes = await store.marks(reader), await store.mutes(reader)
    kept = {article.id for article in await request.services.articles.get([mark.article_id for mark in held])}
    over = [mark.key for mark in held if mark.article_id not in kept or ended(mark, now)]
    await store.unmark(reader, over)
    await store.unmute(reader, [mute.key for mute in mutes if ended(mute, now)])
    marks = [mark for mark in held if mark.key not in over]
    return [
        *(
            _entry(request, f"{_sign(mark)} {request.in_script(mark.title)}", mark, f"unmark:{mark.key}")
            for mark in marks
        ),
        *(
            _entry(request, f"🔕 {subject_name(request, mute)}", mute, f"unhush:{token(mute.key)}")
            for mute in mutes
            if not ended(mute, now)
        ),
    ]


def _entry(request: RequestContext, text: str, held: StoryMark | Mute, end: str) -> tuple[str, Button]:
    name = request.in_script(held.title) if isinstance(held, StoryMark) else mute_name(request, held)
    return f"{escape(text)}{_until(request, held.until)}", Button(f"✕ {label(name)}", data=f"ld:{end}")


def _sign(mark: StoryMark) -> str:
    if mark.apart:
        return "✂️"
    if not mark.followed:
        return "🔕"
    return "🔔⚡" if mark.at_once else "🔔"


def subject_name(request: RequestContext, mute: Mute) -> str:
    """Name what is muted with what it is."""
    t, name = request.t, mute_name(request, mute)
    if mute.subject is Subject.SOURCE:
        return t("the source {name}", name=name)
    return t("the topic {name}", name=name)


def mute_name(request: RequestContext, mute: Mute) -> str:
    """Name what is muted: a section in the reader's language, a topic or source as its articles do."""
    is_section = mute.subject is Subject.SECTION and mute.name in frozenset(Section)
    return name_of(Section(mute.name), request.t) if is_section else clip(request.in_script(mute.name), TITLE)


def _until(request: RequestContext, until: datetime | None) -> str:
    if until is None:
        return ""
    return escape(" · " + request.t("until {day}", day=request.t.date(until, request.zone, "day")))
