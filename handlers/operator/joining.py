"""/joinstories: two stories that are one, by the operator's word."""

from __future__ import annotations

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import TITLE, bold, clip
from ledebot.bot.stories.mending import join
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (command("joinstories", join_stories, Who.OPERATOR),)


async def join_stories(request: RequestContext) -> None:
    """Make one story of the stories of two reports, which are named by address or by a link to their page."""
    t, services = request.t, request.services
    if len(request.args) != 2:
        raise InputError(t("Name two reports by their addresses: /joinstories https://… https://…"))
    one, two = request.args
    reports = await join(services.stories, services.articles, one, two, services.clock.now())
    title = bold(clip(request.in_script(reports[0].title), TITLE))
    await request.say(t("One story now, with {n} reports: {title}", n=len(reports), title=title))
