"""All that watches found in a stretch of the log, where an alert or a digest's section only counted it."""

from __future__ import annotations

from ledebot.bot.core.telegram_html import LISTED_URL, bold, clip, escape, link, moment
from ledebot.bot.model import Article, Button, Message
from ledebot.bot.text.readable import readable
from ledebot.bot.watches.alerts import found_data, found_window
from ledebot.bot.watches.types import Match
from ledebot.handlers.base.keyboards import number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button

PAGE = 8
TITLE, FACT = 120, 80
"""UTF-16 units of a title, of a source's name and of a watch's words."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (button("found", found, Who.MEMBER, cost=1),)


async def found(request: RequestContext) -> None:
    """List a page of what the chat's watches found (`ld:found:KIND:AFTER:UP_TO:PAGE`), in place."""
    t = request.t
    kind, after, up_to, page, *_ = (*request.args, "", "", "", "")
    window = found_window(after, up_to)
    counted = kind == "c"
    matches = [] if window is None else await _matches(request, window, counted=counted)
    stories = await _stories(request, matches)
    if window is None or not stories:
        await request.toast(t("There is nothing more: those stories are no longer kept."), alert=True)
        return
    why = {one.id: one.query for one in await request.services.watches.of(request.origin)}
    words = {match.article_id: why.get(match.watch_id, "") for match in matches}
    alone = next(iter(words.values())) if len(set(words.values())) == 1 else ""  # what found all is said once
    shown, at, pages = page_of(stories, number(page), PAGE)
    first = at * PAGE + 1
    heading = bold("🔔 " + t.plural("{n} story from your watches", "{n} stories from your watches", len(stories)))
    opening = (heading, escape(clip(alone, FACT))) if alone else (heading,)
    named = {one.id: "" if alone else words[one.id] for one in shown}
    lines = [*opening, *(_line(request, place, one, named[one.id]) for place, one in enumerate(shown, first))]
    read = [Button(f"📖 {place}", data=f"ld:r:{one.id}") for place, one in enumerate(shown, first)]
    keyboard = (*rows(read, 4), *turn(at, pages, lambda to: found_data(*window, to, counted=counted)))
    await request.show(Message("\n".join(lines), keyboard))


async def _matches(request: RequestContext, window: tuple[str, str], *, counted: bool) -> list[Match]:
    every = await request.services.watches.matched(request.origin, after=window[0], up_to=window[1])
    return [match for match in every if match.counted is counted]


async def _stories(request: RequestContext, matches: list[Match]) -> list[Article]:
    """Load what was found and is wanted, each story by its first report, those in the reader's language first."""
    articles = await request.services.articles.get(dict.fromkeys(match.article_id for match in matches))
    marked = await request.services.marked(request.origin)
    wanted = [article for article in readable(articles, request.subscriber) if not marked.hides(article)]
    by_story: dict[str, Article] = {}
    for article in wanted:
        by_story.setdefault(article.story, article)
    return list(by_story.values())


def _line(request: RequestContext, place: int, article: Article, words: str) -> str:
    when = moment(request.t, article.published, request.zone, now=request.services.clock.now())
    facts = (escape(request.in_script(clip(article.source, FACT))), when, escape(clip(words, FACT)))
    title = link(request.in_script(clip(article.title, TITLE)), article.url, LISTED_URL)
    return f"{place}. <b>{title}</b>\n{' · '.join(filter(None, facts))}"
