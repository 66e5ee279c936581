"""/latest: what is newest of all, or of one section, topic or source, in the digest's layout."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ledebot.bot.core.background import READERS
from ledebot.bot.core.errors import InputError
from ledebot.bot.digest.look import look_of
from ledebot.bot.digest.newest import newest
from ledebot.bot.model import Article, Message, Section
from ledebot.bot.stories.marked import Marked
from ledebot.bot.text.readable import readable
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.keyboards import number, page_of, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command
from ledebot.handlers.base.tokens import resolve, token

READ = 120
"""Articles read; the reports of one story stand together."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("latest", latest, Who.EVERYBODY, cost=1),
        button("latest", latest, Who.EVERYBODY, cost=1),
    )


async def latest(request: RequestContext) -> None:
    """Show a page of the newest stories, which turns in place."""
    t, services = request.t, request.services
    scope = await _scope(request)
    articles = await services.articles.latest(READ, topic=scope.topic, source=scope.source, section=scope.section)
    marked = await services.marked(request.origin)
    # Who asks for a topic by name wants it, muted or not; everything else that is muted stays away.
    marked = replace(marked, silenced=frozenset(key for key in marked.silenced if not scope.names(key)))
    wanted = _wanted(articles, request, marked)
    if not wanted:
        nothing = t("There is no news yet. It is fetched every few minutes; please look again soon.")
        hidden = t("All of it is muted, or in other languages than yours: /watches and /settings change that.")
        await request.show(Message(hidden if articles else nothing))
        return
    about = name_of(scope.section, t) if scope.section else scope.topic or scope.source or ""
    reports = await _reports(wanted, request, marked)
    messages = await READERS.run(newest, wanted, reports, look_of(request.subscriber, t, services.clock.now()), about)
    asked = number(request.args[-1]) if request.query is not None and request.args else 0
    (shown,), page, pages = page_of(messages, asked, 1)
    pager = turn(page, pages, lambda to: latest_data(*scope.data, to))
    await request.show(Message(shown.html, (*shown.keyboard, *pager), shown.preview_url))


def _wanted(articles: Sequence[Article], request: RequestContext, marked: Marked) -> list[Article]:
    return [article for article in readable(articles, request.subscriber) if not marked.hides(article)]


async def _reports(
    wanted: Sequence[Article], request: RequestContext, marked: Marked
) -> dict[str, tuple[Article, ...]]:
    """Load all reports of the stories: those that are older, or of another section, topic or source, count as well."""
    names = list({article.story: None for article in wanted})
    told = await asyncio.gather(*map(request.services.articles.story, names))
    return {
        name: tuple(report for report in _wanted(reports, request, marked) if report.id not in marked.apart)
        for name, reports in zip(names, told, strict=True)
    }


def latest_data(*about: object) -> str:
    """Give the callback data of a page of /latest, which is the same whatever chat a menu is about."""
    return ":".join(("ld:latest", *map(str, about)))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the newest stories are listed of; of everything where nothing is set."""

    section: Section | None = None
    topic: str | None = None
    source: str | None = None

    def names(self, muted: str) -> bool:
        """Tell whether the key of a mute is about what is asked for; a topic may be called like a section."""
        name = muted.partition(":")[2]
        return name in (self.section, self.topic, self.source) or bool(
            self.section and section_named(name) is self.section
        )

    @property
    def data(self) -> tuple[str, ...]:
        """Write it for a button."""
        if self.section:
            return ("n", self.section)
        return ("t", token(self.topic)) if self.topic else ("s", token(self.source)) if self.source else ("a",)


async def _scope(request: RequestContext) -> _Scope:
    """Read which section, topic or source is meant: by a button's data, or by the words after the command."""
    articles = request.services.articles
    if request.query is not None:
        kind, wanted = (*request.args, "a", "")[:2]
        if kind == "n":
            return _Scope(section=section_named(wanted))
        if kind == "t":
            return _Scope(topic=resolve(wanted, await articles.topics()))
        return _Scope(source=resolve(wanted, await articles.sources()) if kind == "s" else None)
    words = " ".join(request.args)
    if not words:
        return _Scope()
    if section := section_named(words):
        return _Scope(section=section)
    if topic := resolve(words, await articles.topics()):
        return _Scope(topic=topic)
    if source := resolve(words, await articles.sources()):
        return _Scope(source=source)
    raise InputError(request.t("{name} is no topic or source here. /search finds words in stories.", name=words))
