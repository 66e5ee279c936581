"""Muting until a day, from a story or an alert: the story itself, or its section, a topic or the source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape
from ledebot.bot.model import Article, Button, Keyboard, Message, Mute, Subject
from ledebot.bot.text.section_names import section_named
from ledebot.handlers.base.keyboards import label, rows
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button
from ledebot.handlers.stories.marks import mark_of, mute_name, subject_name

STORY = "s"
"""How the buttons name the story itself."""
TOPICS = 3
"""Topics of a story that are offered; its section and source always are."""
DAYS = (*range(1, 8), 14, 28)
"""Days ahead to whose beginning one can mute; the first seven go by their weekday."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (button("hush", hush, Who.ADMIN, cost=1),)


async def hush(request: RequestContext) -> None:
    """Ask what of a story to mute (`ld:hush:ID`), until when (`:WHAT`), and do it (`:WHAT:YYYYMMDD`)."""
    t = request.t
    article_id, what, day = (*request.args, "", "", "")[:3]
    found = await request.services.articles.get([article_id]) if article_id else []
    if not found:
        await request.toast(t("This story is no longer kept; /search may find others like it."), alert=True)
        return
    article = found[0]
    subjects = _subjects(article, datetime.max.replace(tzinfo=UTC))
    until = _midnight(request, day)
    if what not in (STORY, *subjects):
        asked = escape(t("Mute what, for a while?"))
        await request.say(Message(f"{_heading(request, article)}\n{asked}", _choices(request, article, subjects)))
    elif until is None:
        named = t("this story") if what == STORY else subject_name(request, subjects[what])
        text = t("Mute {name} until when?", name=named)
        await request.show(Message(f"{_heading(request, article)}\n{escape(text)}", _days(request, article, what)))
    else:
        await request.show(await _muted(request, article, what, until))


async def _muted(request: RequestContext, article: Article, what: str, until: datetime) -> Message:
    """Mute, and say what that does."""
    t, marks, reader = request.t, request.services.marks, request.origin.chat_id
    if what == STORY:
        reports = await request.services.articles.story(article.story)
        await marks.unmark(reader, [report.id for report in reports])
        await marks.mark(reader, mark_of(request, article, followed=False, until=until))
        named = t("this story")
    else:
        mute = _subjects(article, until)[what]
        await marks.mute(reader, mute)
        named = subject_name(request, mute)
    day = t.date(until, request.zone, "day")
    text = t("Muted until {day}: {name}. It is in no digest and no alert; /watches ends it.", day=day, name=named)
    return Message(f"{_heading(request, article)}\n{escape(text)}")


def _subjects(article: Article, until: datetime) -> Mapping[str, Mute]:
    """Give what can be muted of an article's kind, by the buttons' names. A topic called like its section is that."""
    section = {"n": Mute(Subject.SECTION, article.section, until)} if article.section else {}
    topics = {
        f"t{at}": Mute(Subject.TOPIC, topic, until)
        for at, topic in enumerate(article.topics[:TOPICS])
        if article.section is None or section_named(topic) is not article.section
    }
    return {**section, **topics, "o": Mute(Subject.SOURCE, article.source, until)}


def _heading(request: RequestContext, article: Article) -> str:
    return f"🔕 {bold(clip(request.in_script(article.title), TITLE))}"


def _choices(request: RequestContext, article: Article, subjects: Mapping[str, Mute]) -> Keyboard:
    t = request.t
    icons = {Subject.SECTION: "🗂", Subject.TOPIC: "🏷", Subject.SOURCE: "📰"}
    story = Button(t("🔕 This story until …"), data=f"ld:hush:{article.id}:{STORY}")
    each = [
        Button(f"{icons[mute.subject]} {label(mute_name(request, mute))}", data=f"ld:hush:{article.id}:{name}")
        for name, mute in subjects.items()
    ]
    return ((story,), *rows(each, 2))


def _days(request: RequestContext, article: Article, what: str) -> Keyboard:
    t, today = request.t, _today(request)
    buttons = []
    for ahead in DAYS:
        day = today + timedelta(days=ahead)
        named = t.date(_begin(request, day), request.zone, "weekday" if ahead <= 7 else "MMMd")
        text = t("until {day}", day=named)
        buttons.append(Button(text, data=f"ld:hush:{article.id}:{what}:{day:%Y%m%d}"))
    return rows(buttons, 3)


def _midnight(request: RequestContext, text: str) -> datetime | None:
    """Read a button's day as its beginning, in the reader's zone; None for a day that cannot be chosen."""
    try:
        day = datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return None
    return _begin(request, day) if 0 < (day - _today(request)).days <= max(DAYS) else None


def _today(request: RequestContext) -> date:
    return request.services.clock.now().astimezone(ZoneInfo(request.zone)).date()


def _begin(request: RequestContext, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(request.zone)).astimezone(UTC)
