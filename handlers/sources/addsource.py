"""/addsource: a site's feeds, each with its latest titles and a button that follows it."""

from __future__ import annotations

from ledebot.bot.core.errors import InputError, SourceError
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape
from ledebot.bot.model import Message, SourceConfig
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.discover import FoundFeed
from ledebot.handlers.base.keyboards import label, number
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command

SHOWN_URL = 80


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("addsource", add_source, Who.OPERATOR),
        button("addsrc", follow, Who.OPERATOR),
    )


async def add_source(request: RequestContext) -> None:
    """Look a site up: its only feed is followed at once, several are offered."""
    t = request.t
    if not request.args:
        raise InputError(t("Name a site or a feed: /addsource https://news.example"))
    site = request.args[0]
    try:
        feeds = await request.services.feeds.look(site)
    except SourceError as error:
        raise InputError(t("{site} cannot be read: {why}", site=site, why=error)) from None
    if not feeds:
        raise InputError(t("{site} has no feed that I can find. Give the feed's own address.", site=site))
    if len(feeds) == 1:
        await request.say(await _added(request, feeds[0].url, feeds[0].title, feeds[0].latest))
        return
    key = await request.keep({"feeds": [[feed.url, feed.title] for feed in feeds]})
    lines = [bold(t("Which of them?")), *(line for count, feed in enumerate(feeds, 1) for line in _lines(count, feed))]
    buttons = tuple(
        (request.button(f"➕ {count}. {label(feed.title)}", "addsrc", key, count),)
        for count, feed in enumerate(feeds, 1)
    )
    await request.say(Message("\n".join(lines), buttons))


async def follow(request: RequestContext) -> None:
    """Follow the feed that a button names."""
    key, count = (*request.args, "", "")[:2]
    state = await request.services.states.get(key)
    offered = state.get("feeds", []) if state is not None else []
    chosen = number(count)
    if not 1 <= chosen <= len(offered):
        await request.toast(request.t("That button is out of date. Send /addsource again."), alert=True)
        return
    url, title = offered[chosen - 1]
    await request.say(await _added(request, url, title, ()))


async def _added(request: RequestContext, url: str, title: str, latest: tuple[str, ...]) -> str:
    t = request.t
    config = SourceConfig(url=url, title=title)
    new = await catalogue.add(request.services.sources, config, request.services.clock.now())
    said = t("{name} is followed now.", name=bold(title)) if new else t("{name} is followed already.", name=bold(title))
    return "\n".join([said, *(f"• {escape(clip(each, TITLE))}" for each in latest)])


def _lines(count: int, feed: FoundFeed) -> tuple[str, ...]:
    head = f"{count}. {bold(clip(feed.title, TITLE))} ({feed.entries})\n    {escape(feed.url[:SHOWN_URL])}"
    return (head, *(f"    • {escape(clip(title, TITLE))}" for title in feed.latest))
