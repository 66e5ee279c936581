"""What a chat follows: everything, sections, topics, sources. The hub of /subscribe, and menus by buttons.

A button says what it wants (`+` or `-`), not "the other way round", so that a second tap changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import Keyboard, Message, Section
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.keyboards import chosen, label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, setting
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.digest.digest import preview_first
from ledebot.handlers.readers.choices import Field, follow_section, follow_source, follow_topic, following, leaving
from ledebot.handlers.readers.rules import offer_rule
from ledebot.handlers.readers.summary import at_once, back, done, overview

PAGE = 16
"""Names on one page of a menu: all sections, and one more."""
RECENT = timedelta(days=1)


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("subscribe", subscribe, Who.ADMIN, abroad=Who.ADMIN, cost=2),
        command("topics", topics, Who.ADMIN, abroad=Who.ADMIN),
        setting("sub", hub),
        setting("topics", topics),
        setting("sources", sources),
    )


async def subscribe(request: RequestContext) -> None:
    """Show the hub, or follow what the words name: a section, a topic, a source, else a rule to be confirmed."""
    if not request.args:
        await hub(request)
        return
    words = " ".join(request.args)
    section = section_named(words)
    topic = None if section else resolve(words, await _names(request, "topics"))
    source = None if section or topic else resolve(words, await _names(request, "sources"))
    if section:
        await request.change(lambda old: follow_section(old, section))
    elif topic:
        await request.change(lambda old: follow_topic(old, topic))
    elif source:
        await request.change(lambda old: follow_source(old, source))
    else:
        await offer_rule(request, words)
        return
    name = name_of(section, request.t) if section else request.in_script(topic or source or "")
    await request.say(await overview(request, request.t("You follow {name} now.", name=bold(name))))
    await preview_first(request)


async def hub(request: RequestContext) -> None:
    """Show all that is followed, with a way to each list."""
    t, filters = request.t, request.subscriber.filters
    message = await overview(request)
    keyboard: Keyboard = (
        (request.button(chosen(t("🌍 All the news"), filters.everything), "all", 0 if filters.everything else 1),),
        (
            request.button(_counted(t("Topics"), len(filters.sections) + len(filters.topics)), "topics"),
            request.button(_counted(t("Sources"), len(filters.sources)), "sources"),
            request.button(_counted(t("Keywords"), len(filters.rules)), "rules"),
        ),
        *(() if filters.empty else ((request.button(t("Unsubscribe"), "less"),),)),
        *(() if filters.empty else at_once(request)),
    )
    await request.show(replace(message, keyboard=keyboard))


async def topics(request: RequestContext) -> None:
    """Show the sections, then the topics that sources share, with the last day's counts; follow or leave one."""
    await _menu(request, "topics")


async def sources(request: RequestContext) -> None:
    """Show the sources as buttons, and follow or leave one."""
    await _menu(request, "sources")


@dataclass(frozen=True, slots=True)
class _Choice:
    """One line of a menu; `key` names it in a button's data."""

    field: Field
    name: str
    shown: str
    count: int

    @property
    def key(self) -> str:
        return f".{self.name}" if self.field == "sections" else token(self.name)


async def _menu(request: RequestContext, field: Field) -> None:
    args = request.args if request.query is not None else ()
    nothing_yet = request.subscriber.filters.empty
    choices = await _choices(request, field)
    if len(args) >= 2 and args[0] in ("+", "-"):
        await _toggle(request, args[0], next((choice for choice in choices if choice.key == args[1]), None))
    filters = request.subscriber.filters
    shown, page, pages = page_of(choices, number(args[-1]) if args else 0, PAGE)
    buttons = [
        request.button(
            chosen(_counted(label(choice.shown), choice.count), on), field, "-" if on else "+", choice.key, page
        )
        for choice in shown
        for on in [choice.name in getattr(filters, choice.field)]
    ]
    health = ((request.button(request.t("🩺 How the sources are doing"), "health"),),) if field == "sources" else ()
    pager = turn(page, pages, lambda to: request.data(field, "p", to))
    ended = () if filters.empty else done(request)
    keyboard = (*rows(buttons, 2), *pager, *health, (*back(request), *ended))
    await request.show(Message(_heading(request, field, bool(choices)), keyboard))
    if nothing_yet:
        await preview_first(request)


async def _choices(request: RequestContext, field: Field) -> list[_Choice]:
    """List what a menu offers: sections in their order, then names by their counts, those followed included.

    A topic that is called like a section is offered once, as that.
    """
    counts, since = request.services.counts, request.services.clock.now() - RECENT
    followed: tuple[str, ...] = getattr(request.subscriber.filters, field)
    by_name = await (counts.sources_since(since) if field == "sources" else counts.shared_topics_since(since))
    sections = list(await _sections(request)) if field == "topics" else []
    offered = by_name if field == "sources" else [name for name in by_name if not section_named(name)]
    names = sorted({*offered, *followed}, key=lambda name: (-by_name.get(name, 0), name))
    return [*sections, *(_Choice(field, name, request.in_script(name), by_name.get(name, 0)) for name in names)]


async def _sections(request: RequestContext) -> Iterator[_Choice]:
    services = request.services
    by_section = await services.counts.sections_since(services.clock.now() - RECENT)
    return (
        _Choice("sections", section, name_of(section, request.t), by_section.get(section, 0)) for section in Section
    )


def _heading(request: RequestContext, field: Field, any_names: bool) -> str:
    t = request.t
    title = bold(t("Topics") if field == "topics" else t("Sources"))
    if not any_names:
        return f"{title}\n{t('There is nothing to choose yet: the first news is still on its way.')}"
    hint = t("Tap to follow or to leave; the number is the last day's stories.")
    if request.subscriber.filters.everything:
        hint += "\n" + t("You follow all the news now; choosing here narrows it down.")
    return f"{title}\n{hint}"


async def _toggle(request: RequestContext, sign: str, choice: _Choice | None) -> None:
    if choice is None:
        await request.toast(request.t("That button is out of date; here is the list as it is now."))
        return
    field, name = choice.field, choice.name
    await request.change((lambda old: following(old, field, name)) if sign == "+" else leaving(field, name))


async def _names(request: RequestContext, field: Field) -> tuple[str, ...]:
    articles, filters = request.services.articles, request.subscriber.filters
    stored = await (articles.topics() if field == "topics" else articles.sources())
    return (*stored, *getattr(filters, field))


def _counted(name: str, count: int) -> str:
    return f"{name} ({count})" if count else name
