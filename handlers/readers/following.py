"""What a chat follows: everything, sections, topics, sources. The hub of /subscribe and /unsubscribe; menus by buttons.

A button says what it wants (`+` or `-`), not "the other way round", so that a second tap changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from ledebot.bot.core.errors import InputError, RefusedError
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import Button, Filters, Keyboard, Message, Section, Subscriber
from ledebot.bot.readers.quotas import MAX_NAMES
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.keyboards import chosen, label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, setting
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.digest.digest import preview_first
from ledebot.handlers.readers.rules import offer_rule, without_rule
from ledebot.handlers.readers.summary import at_once, at_the_door, done, overview

PAGE = 16
"""Names on one page of a menu: all sections, and one more."""
_KINDS: dict[str, Field] = {"n": "sections", "t": "topics", "s": "sources"}
"""What the short word in a button's data stands for."""
RECENT = timedelta(days=1)
Field = Literal["sections", "topics", "sources"]


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("subscribe", subscribe, Who.ADMIN, abroad=Who.ADMIN, cost=2),
        command("unsubscribe", unsubscribe, Who.ADMIN, abroad=Who.ADMIN),
        command("topics", topics, Who.ADMIN, abroad=Who.ADMIN),
        setting("sub", hub),
        setting("topics", topics),
        setting("sources", sources),
        setting("less", less),
        setting("none", nothing),
    )


def follow_everything(old: Subscriber) -> Subscriber:
    """Follow all the news, with pushes."""
    return replace(old, subscribed=True, filters=replace(old.filters, everything=True))


def follow_section(old: Subscriber, section: Section) -> Subscriber:
    """Follow a section, with pushes. Whoever chooses no longer wants everything."""
    return _follow(old, "sections", section)


def leave_section(old: Subscriber, section: Section) -> Subscriber:
    """Follow a section no longer."""
    return _leaving("sections", section)(old)


def follow_topic(old: Subscriber, topic: str) -> Subscriber:
    """Follow a topic, with pushes. Whoever chooses no longer wants everything. Raises InputError at the limit."""
    return _follow(old, "topics", topic)


def follow_source(old: Subscriber, source: str) -> Subscriber:
    """Follow a source, with pushes. Raises InputError at the limit."""
    return _follow(old, "sources", source)


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


async def unsubscribe(request: RequestContext) -> None:
    """Leave what the words name, or show what there is to leave."""
    words = " ".join(request.args)
    filters = request.subscriber.filters
    if not words:
        await less(request)
        return
    section = section_named(words)
    if section in filters.sections:
        await request.change(_leaving("sections", section))
        await request.say(
            await overview(request, request.t("{name} is no longer followed.", name=bold(name_of(section, request.t))))
        )
        return
    for field in ("topics", "sources"):
        names: tuple[str, ...] = getattr(filters, field)
        if name := resolve(words, names):
            await request.change(_leaving(field, name))
            break
    else:
        if not any(rule.query == words for rule in filters.rules):
            raise InputError(request.t("{name} is not followed here. /unsubscribe alone lists what is.", name=words))
        name = words
        await request.change(without_rule(words))
    said = request.t("{name} is no longer followed.", name=bold(request.in_script(name)))
    await request.say(await overview(request, said))


async def less(request: RequestContext) -> None:
    """List all that is followed, each with a button that leaves it."""
    t = request.t
    if len(request.args) >= 2 and request.query is not None:
        await _leave(request, *request.args[:2])
    filters = request.subscriber.filters
    held = [("a", "all", t("🌍 All the news"))] if filters.everything else []
    held += [("n", section.value, name_of(section, t)) for section in filters.sections]
    held += [("t", token(name), request.in_script(name)) for name in filters.topics]
    held += [("s", token(name), request.in_script(name)) for name in filters.sources]
    held += [("r", token(rule.query), t("“{name}”", name=rule.query)) for rule in filters.rules]
    if not held:
        await request.show(await overview(request))
        return
    shown, page, pages = page_of(
        held, number(request.args[-1]) if request.query is not None and request.args else 0, PAGE
    )
    each = [request.button(f"✖️ {label(name)}", "less", kind, short, page) for kind, short, name in shown]
    pager = turn(page, pages, lambda to: request.data("less", to))
    keyboard = (*rows(each, 2), *pager, (request.button(t("Unfollow all of it"), "none"),), _back(request))
    await request.show(Message(t("Tap what you no longer want:"), keyboard))


async def nothing(request: RequestContext) -> None:
    """Leave everything that is followed."""
    await request.change(lambda old: replace(old, subscribed=False, filters=Filters()))
    await request.show(await overview(request, request.t("Unsubscribed from everything. No digests will come.")))


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
    keyboard = (*rows(buttons, 2), *pager, *health, (*_back(request), *ended))
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
    await request.change((lambda old: _follow(old, field, name)) if sign == "+" else _leaving(field, name))


def _follow(old: Subscriber, field: Field, name: str) -> Subscriber:
    names: tuple[str, ...] = getattr(old.filters, field)
    if name not in names:
        if len(names) >= MAX_NAMES:
            raise RefusedError("At most {most} can be followed by name; leave some first.", most=MAX_NAMES)
        names = (*names, name)
    return replace(old, subscribed=True, filters=_with(old.filters, field, names, everything=False))


def _leaving(field: Field, name: str) -> Callable[[Subscriber], Subscriber]:
    def leave(old: Subscriber) -> Subscriber:
        names = tuple(each for each in getattr(old.filters, field) if each != name)
        return replace(old, filters=_with(old.filters, field, names, everything=old.filters.everything))

    return leave


def _with(filters: Filters, field: Field, names: tuple[str, ...], *, everything: bool) -> Filters:
    if field == "sections":
        return replace(filters, sections=tuple(map(Section, names)), everything=everything)
    if field == "topics":
        return replace(filters, topics=names, everything=everything)
    return replace(filters, sources=names, everything=everything)


async def _leave(request: RequestContext, kind: str, wanted: str) -> None:
    """Leave what an `✖️` button names; one that is gone already was tapped twice."""
    filters = request.subscriber.filters
    if kind == "a":
        await request.change(lambda old: replace(old, filters=replace(old.filters, everything=False)))
    elif kind == "r":
        query = resolve(wanted, [rule.query for rule in filters.rules])
        if query is not None:
            await request.change(without_rule(query))
    elif field := _KINDS.get(kind):
        name = resolve(wanted, getattr(filters, field))
        if name is not None:
            await request.change(_leaving(field, name))


async def _names(request: RequestContext, field: Field) -> tuple[str, ...]:
    articles, filters = request.services.articles, request.subscriber.filters
    stored = await (articles.topics() if field == "topics" else articles.sources())
    return (*stored, *getattr(filters, field))


def _counted(name: str, count: int) -> str:
    return f"{name} ({count})" if count else name


def _back(request: RequestContext) -> tuple[Button, ...]:
    return (request.button(request.t("‹ Back"), "home" if at_the_door(request) else "sub"),)
