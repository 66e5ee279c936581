"""Reading on: a story's full text in the chat, paged, with its picture; keeping it; votes and what they mean.

These are a person's own doings, so they live in the private chat; a button under a group's or channel's digest leads
there.
"""

from __future__ import annotations

from ledebot.bot.core.background import READERS
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link, moment
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.digest.blocks import further_sources
from ledebot.bot.digest.callback_data import story_data, why_data
from ledebot.bot.digest.look import look_of
from ledebot.bot.model import Article, Button, Keyboard, Message, SavedStory, Section
from ledebot.bot.stories.grouping import others
from ledebot.bot.text.section_names import name_of as section_name
from ledebot.handlers.base.keyboards import number, page_of, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, button, deep_link
from ledebot.handlers.readers.rules import because
from ledebot.handlers.search.inline import SHARED
from ledebot.handlers.stories.marks import hush_button
from ledebot.handlers.stories.pages import pages_of
from ledebot.handlers.stories.saved import show_saved, to_saved
from ledebot.handlers.stories.voting import cast, remember

TASTES_SHOWN = 10
NAME = 80
"""UTF-16 units of a source's or author's name."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        button("r", read, Who.EVERYBODY, kinds=PRIVATE, home=_to_story),
        button("page", read, Who.EVERYBODY, kinds=PRIVATE, home=_to_story),
        button("d:why", why, Who.MEMBER),
        button("save", save, Who.EVERYBODY, kinds=PRIVATE, home=_to_story),
        button("drop", drop, Who.EVERYBODY, kinds=PRIVATE, home=to_saved),
        button("vote", vote, Who.EVERYBODY, kinds=PRIVATE, home=_to_story),
        button("likes", likes, Who.EVERYBODY, kinds=PRIVATE, home=_to_likes),
        deep_link("read", read, Who.EVERYBODY, kinds=PRIVATE, home=_to_story),
        deep_link("likes", likes, Who.EVERYBODY, kinds=PRIVATE, home=_to_likes),
    )


def _to_story(args: tuple[str, ...]) -> str:
    return f"read_{args[0] if args else ''}"


def _to_likes(_: tuple[str, ...]) -> str:
    return "likes"


async def read(request: RequestContext) -> None:
    """Open a story below a digest, or turn the page of an open one (`ld:r:ID` and `ld:r:ID:PAGE`)."""
    article_id, *page = request.args or ("",)
    if page:
        await _show(request, article_id, number(page[0]))
    elif (article := await _load(request, article_id)) is not None:
        await remember(request, await request.say(await view(request, article, 0)), article.id)


async def why(request: RequestContext) -> None:
    """Tell which of the chat's filters bring a story."""
    reasons = await request.services.composer.why(request.subscriber, request.args[-1] if request.args else "")
    await request.toast(_gone(request) if reasons is None else because(request, reasons), alert=True)


async def save(request: RequestContext) -> None:
    """Keep a story for later."""
    article_id = request.args[0] if request.args else ""
    article = await _load(request, article_id)
    if article is None:
        return
    now = request.services.clock.now()
    story = SavedStory(article.id, article.title, article.source, article.url, now, article.published)
    if await request.services.readers.keep(request.origin.chat_id, story):
        await request.toast(request.t("Saved. /saved lists all."))
    else:
        await request.toast(request.t("Your list is full. Take something off /saved first."), alert=True)
    await _refresh(request, article)


async def drop(request: RequestContext) -> None:
    """Take a story off the list; `ld:drop:ID` under the story, `ld:drop:ID:PAGE` in the list."""
    article_id, *page = request.args or ("",)
    await request.services.readers.drop(request.origin.chat_id, article_id)
    if page:
        await show_saved(request, number(page[0]))
        return
    article = await _load(request, article_id)
    if article is not None:
        await request.toast(request.t("No longer saved."))
        await _refresh(request, article)


async def vote(request: RequestContext) -> None:
    """Record 👍, 👎 or neither, and say what it does."""
    article_id, value = (*request.args, "", "")[:2]
    article = await _load(request, article_id)
    if article is None or value not in ("1", "0", "-1"):
        return
    t = request.t
    *own, source = (await cast(request, article, int(value))).about
    about = " · ".join(_called(request, name) for name in (*own[:3], source))
    said = {
        "1": t("Noted: {about} will stand higher in your digests. /settings shows and resets this.", about=about),
        "-1": t("Noted: {about} will stand lower in your digests. /settings shows and resets this.", about=about),
        "0": t("Your vote is taken back."),
    }
    await request.toast(said[value])
    await _refresh(request, article)


async def likes(request: RequestContext) -> None:
    """Show what the votes add up to, and reset them."""
    t, readers, reader = request.t, request.services.readers, request.origin.chat_id
    if request.args == ("reset",):
        await readers.reset_votes(reader)
    tastes = await request.services.tastes.tastes(reader)
    ordered = sorted(tastes.items(), key=lambda item: (-abs(item[1]), item[0]))[:TASTES_SHOWN]
    lines = [
        bold("👍 👎"),
        t("Each vote moves its story's section and source up or down in your digests. Nothing is hidden by it."),
        *(
            f"{'👍' if value > 0 else '👎'} {escape(clip(_called(request, name), NAME))} {value:+d}"
            for name, value in ordered
        ),
    ]
    if not ordered:
        lines.append(t("You have not voted yet: open a story and tap 👍 or 👎."))
    reset: Keyboard = ((request.button(t("Forget all votes"), "likes", "reset", danger=True),),) if ordered else ()
    await request.show(Message("\n".join(lines), (*reset, (request.button(t("‹ Back"), "set"),))))


def _called(request: RequestContext, taste: str) -> str:
    """Name a section, topic or source by the key under which votes for it are summed up."""
    kind, _, name = taste.partition(":")
    if kind == "section" and name in list(Section):
        return section_name(Section(name), request.t)
    return request.in_script(name)


async def _load(request: RequestContext, article_id: str) -> Article | None:
    found = await request.services.articles.get([article_id]) if article_id else []
    if found:
        return found[0]
    await request.toast(_gone(request), alert=True)
    return None


def _gone(request: RequestContext) -> str:
    return request.t("This story is no longer kept; /search may find others like it.")


async def _show(request: RequestContext, article_id: str, page: int) -> None:
    article = await _load(request, article_id)
    if article is not None:
        await request.show(await view(request, article, page))
        if request.query is not None:
            await remember(request, request.query.message, article.id, page)


async def _refresh(request: RequestContext, article: Article) -> None:
    """Update the buttons of the message that was tapped, where that message shows the story itself."""
    message = request.query.message if request.query is not None else None
    markup = getattr(message, "reply_markup", None)
    held = [str(each.callback_data) for row in markup.inline_keyboard for each in row] if markup is not None else []
    if any(data.startswith(f"ld:vote:{article.id}:") for data in held):
        here = f"ld:page:{article.id}:"
        page = next((data.removeprefix(here) for data in held if data.startswith(here)), "0")
        await request.show(await view(request, article, number(page)))


async def view(request: RequestContext, article: Article, page: int) -> Message:
    """Write one page of a story's full text, with what can be done with it."""
    t = request.t
    texts = await READERS.run(pages_of, article, request.subscriber.script)
    (text,), page, pages = page_of(texts, page, 1)
    reports = await request.services.articles.story(article.story)
    told_by = further_sources(others(article, reports), look_of(request.subscriber, t, request.services.clock.now()))
    lines = [f"<b>{link(clip(text.title, TITLE), article.url)}</b>"]
    source, author = (escape(request.in_script(clip(name, NAME))) for name in (article.source, article.author or ""))
    lines.append(" · ".join(filter(None, (source, moment(t, article.published, request.zone), author, told_by))))
    lines += ["", *("\n\n".join(map(escape, text.paragraphs)),)]
    if not text.paragraphs:
        lines[-1] = t("The source gives no text here, only the headline.")
    keyboard = await _story_buttons(request, article, len(reports), page, pages)
    return Message("\n".join(lines), keyboard, preview_url=article.image if page == 0 else None)


async def _story_buttons(request: RequestContext, article: Article, reports: int, page: int, pages: int) -> Keyboard:
    t = request.t
    is_kept, voted = await request.services.readers.standing(request.origin.chat_id, article.id)
    marks = (
        Button(t("🔖 Saved"), data=f"ld:drop:{article.id}")
        if is_kept
        else Button(t("🔖 Save"), data=f"ld:save:{article.id}"),
        Button("✅ 👍" if voted > 0 else "👍", data=f"ld:vote:{article.id}:{0 if voted > 0 else 1}"),
        Button("✅ 👎" if voted < 0 else "👎", data=f"ld:vote:{article.id}:{0 if voted < 0 else -1}"),
    )
    told = t.plural("📚 All of it: {n} report", "📚 All of it: {n} reports", reports)
    together = ((Button(told, data=story_data(article.id)),),) if reports > 1 else ()
    why_here = Button(t("Why this?"), data=why_data(article.id))
    original = (Button(t("Original ↗"), url=article.url),) if is_web_address(article.url) else ()
    share = (Button(t("📤 Share"), inline=f"{SHARED}{article.id}"),) if request.bot.supports_inline_queries else ()
    pager = turn(page, pages, lambda to: f"ld:{'page' if to == page else 'r'}:{article.id}:{to}")
    return (*pager, *together, marks, (why_here, hush_button(t, article.id)), *filter(None, ((*share, *original),)))
