"""A story's page: what its reports tell together, and taking out a report that is not about it."""

from __future__ import annotations

from ledebot.bot.core.background import READERS
from ledebot.bot.core.telegram_html import LISTED_URL, TITLE, bold, clip, escape, link
from ledebot.bot.digest.callback_data import read_data
from ledebot.bot.digest.look import Look, look_of
from ledebot.bot.digest.story_page import story_pages
from ledebot.bot.model import Article, Button, Message
from ledebot.bot.stories.timeline import Timeline, timeline
from ledebot.handlers.base.keyboards import label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who, is_operator
from ledebot.handlers.base.routes import PRIVATE, Route, button, deep_link
from ledebot.handlers.stories.marks import mark_buttons, set_mark, tell_apart, told_apart
from ledebot.handlers.stories.voting import remember

LISTED = 8
"""Reports on one page of those that can be taken out."""
_COST = 2


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        button("story", story, Who.EVERYBODY, kinds=PRIVATE, home=_to_story, cost=1),
        button("unlike", unlike, Who.EVERYBODY, kinds=PRIVATE, home=_to_story, cost=1),
        button("apart", apart, Who.EVERYBODY, kinds=PRIVATE, home=_to_story, cost=_COST),
        button("mark", mark, Who.EVERYBODY, kinds=PRIVATE, home=_to_story, cost=1),
        deep_link("story", story, Who.EVERYBODY, kinds=PRIVATE, home=_to_story, cost=1),
    )


def _to_story(args: tuple[str, ...]) -> str:
    return f"story_{args[0] if args else ''}"


async def story(request: RequestContext) -> None:
    """Open the page of an article's story, or turn it (`ld:story:ID:PAGE`)."""
    article_id, *page = request.args or ("",)
    reports = await _reports(request, article_id)
    if not reports:
        return
    message = await _view(request, article_id, reports, number(page[0]) if page else 0)
    if page:
        await request.show(message)
    else:
        await remember(request, await request.say(message), article_id, page=-1)
        ids = [report.id for report in reports]
        await request.services.marks.see(request.origin.chat_id, ids, request.services.clock.now())


async def unlike(request: RequestContext) -> None:
    """List a story's reports, for one to be taken out (`ld:unlike:ID` and `ld:unlike:ID:PAGE`)."""
    article_id, *page = request.args or ("",)
    reports = await _reports(request, article_id)
    if reports:
        await request.show(_listed(request, article_id, reports, number(page[0]) if page else 0))


async def apart(request: RequestContext) -> None:
    """Take a report out of its story: an operator for everybody and for good, anybody else for themselves."""
    t, article_id = request.t, request.args[0] if request.args else ""
    reports = await _reports(request, article_id)
    article = next((report for report in reports if report.id == article_id), None)
    if article is None:
        return
    said = t("That report stands alone already.")
    if is_operator(request):
        if await request.services.stories.separate(article_id, request.services.clock.now()):
            said = t("Taken out: that report is a story of its own now.")
    elif len(reports) > 1:
        await tell_apart(request, article)
        said = t("Taken out: to you that report is a story of its own now. /watches takes that back.")
    await request.toast(said, alert=True)
    await request.show(await _view(request, article_id, await _reports(request, article_id), 0))


async def mark(request: RequestContext) -> None:
    """Follow or mute a story, or end that (`ld:mark:ID:f`, `a`, `m`, `0`)."""
    article_id, wanted = (*request.args, "", "")[:2]
    reports = await _reports(request, article_id)
    article = next((report for report in reports if report.id == article_id), None)
    if article is not None:
        await request.toast(await set_mark(request, article, reports, wanted))
        await request.show(await _view(request, article_id, reports, 0))


async def _reports(request: RequestContext, article_id: str) -> list[Article]:
    found = await request.services.articles.get([article_id]) if article_id else []
    if not found:
        await request.toast(request.t("This story is no longer kept; /search may find others like it."), alert=True)
        return []
    reports = await request.services.articles.story(found[0].story) or found
    apart = await told_apart(request)
    return found if article_id in apart else [report for report in reports if report.id not in apart]


async def _view(request: RequestContext, article_id: str, reports: list[Article], page: int) -> Message:
    t, subscriber = request.t, request.subscriber
    look = look_of(subscriber, t, request.services.clock.now())
    told, texts = await READERS.run(_written, reports, look)
    (text,), page, pages = page_of(texts, page, 1)
    read = Button(t("📖 Read in full"), data=read_data(told.best.id))
    unlike_it = Button(t("Not the same story"), data=f"ld:unlike:{article_id}:0")
    keyboard = (
        *turn(page, pages, lambda to: f"ld:story:{article_id}:{to}"),
        *await mark_buttons(request, article_id, reports),
        (read, *((unlike_it,) if len(reports) > 1 else ())),
    )
    return Message(text, keyboard, preview_url=told.best.image if page == 0 else None)


def _written(reports: list[Article], look: Look) -> tuple[Timeline, tuple[str, ...]]:
    told = timeline(reports, look.length)
    return told, story_pages(told, look)


def _listed(request: RequestContext, article_id: str, reports: list[Article], page: int) -> Message:
    t = request.t
    shown, page, pages = page_of(reports, page, LISTED)
    first = page * LISTED + 1
    lines = [
        bold(t("Which report is not about this story?")),
        escape(
            t("It becomes a story of its own, for everybody and for good.")
            if is_operator(request)
            else t("To you it becomes a story of its own; /watches takes that back.")
        ),
        *(
            f"{count}. {link(clip(request.in_script(report.title), TITLE), report.url, LISTED_URL)}\n"
            f"    {escape(label(request.in_script(report.source)))}"
            for count, report in enumerate(shown, first)
        ),
    ]
    out = [Button(f"✂️ {count}", data=f"ld:apart:{report.id}") for count, report in enumerate(shown, first)]
    keyboard = (
        *rows(out, 4),
        *turn(page, pages, lambda to: f"ld:unlike:{article_id}:{to}"),
        (Button(t("‹ Back"), data=f"ld:story:{article_id}:0"),),
    )
    return Message("\n".join(lines), keyboard)
