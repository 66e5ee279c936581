"""The saved stories: a list, and a file of it to take along."""

from __future__ import annotations

import io

from ledebot.bot.core.telegram_html import LISTED_URL, TITLE, bold, clip, escape, link, moment
from ledebot.bot.model import Button, Message
from ledebot.bot.readers.reading_list import FORMATS
from ledebot.handlers.base.keyboards import number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, button, command, deep_link

SAVED_PAGE = 8
NAME = 80
"""UTF-16 units of a source's name."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("saved", saved, Who.EVERYBODY, kinds=PRIVATE, home=to_saved),
        button("saved", saved, Who.EVERYBODY, kinds=PRIVATE, home=to_saved),
        button("savedas", saved_as, Who.EVERYBODY, kinds=PRIVATE, home=to_saved, cost=5),
        deep_link("saved", saved, Who.EVERYBODY, kinds=PRIVATE, home=to_saved),
    )


def to_saved(_: tuple[str, ...]) -> str:
    """Lead to the list in the private chat."""
    return "saved"


async def saved(request: RequestContext) -> None:
    """List the saved stories."""
    await show_saved(request, number(request.args[-1]) if request.query is not None and request.args else 0)


async def saved_as(request: RequestContext) -> None:
    """Send the list as a file (`ld:savedas:md`, `ld:savedas:html`), with what is still kept of each story."""
    form = request.args[0] if request.args else ""
    stories = await request.services.readers.kept(request.origin.chat_id)
    if form not in FORMATS or not stories:
        await show_saved(request, 0)
        return
    articles = await request.services.articles.get([story.article_id for story in stories])
    ledes = {article.id: article.lede.long for article in articles}
    document = FORMATS[form](stories, ledes, request.t, request.zone)
    await request.acknowledge()
    await request.bot.send_document(
        request.origin.chat_id, io.BytesIO(document.encode("utf-8", "replace")), filename=f"ledebot-saved.{form}"
    )


async def show_saved(request: RequestContext, page: int) -> None:
    """Show one page of the list."""
    t, now = request.t, request.services.clock.now()
    stories = await request.services.readers.kept(request.origin.chat_id)
    if not stories:
        await request.show(Message(t("Nothing is saved yet: open a story from a digest or /search and tap 🔖.")))
        return
    shown, page, pages = page_of(stories, page, SAVED_PAGE)
    first = page * SAVED_PAGE + 1
    lines = [bold(t.plural("{n} story saved", "{n} stories saved", len(stories)))]
    lines += [
        f"{count}. {link(clip(request.in_script(story.title), TITLE), story.url, LISTED_URL)}\n"
        f"    {escape(clip(request.in_script(story.source), NAME))} · "
        f"{moment(t, story.published or story.saved, request.zone, now=now)}"
        for count, story in enumerate(shown, first)
    ]
    opened = [Button(f"📖 {count}", data=f"ld:r:{story.article_id}") for count, story in enumerate(shown, first)]
    dropped = [
        Button(f"🗑 {count}", data=f"ld:drop:{story.article_id}:{page}") for count, story in enumerate(shown, first)
    ]
    files = (request.button("⬇️ Markdown", "savedas", "md"), request.button("⬇️ HTML", "savedas", "html"))
    keyboard = (*rows(opened, 4), *rows(dropped, 4), *turn(page, pages, lambda to: f"ld:saved:{to}"), files)
    await request.show(Message("\n".join(lines), keyboard))
