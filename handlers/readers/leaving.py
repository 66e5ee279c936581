"""Leaving what is followed: /unsubscribe with words, or a list with a button to leave each."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold
from ledebot.bot.model import Filters, Message
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.keyboards import label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, setting
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.readers.choices import Field, leaving
from ledebot.handlers.readers.rules import without_rule
from ledebot.handlers.readers.summary import back, overview

PAGE = 16
"""Names on one page of the list."""
_KINDS: dict[str, Field] = {"n": "sections", "t": "topics", "s": "sources"}
"""What the short word in a button's data stands for."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("unsubscribe", unsubscribe, Who.ADMIN, abroad=Who.ADMIN),
        setting("less", less),
        setting("none", nothing),
    )


async def unsubscribe(request: RequestContext) -> None:
    """Leave what the words name, or show what there is to leave."""
    words = " ".join(request.args)
    filters = request.subscriber.filters
    if not words:
        await less(request)
        return
    section = section_named(words)
    if section in filters.sections:
        await request.change(leaving("sections", section))
        await request.say(
            await overview(request, request.t("{name} is no longer followed.", name=bold(name_of(section, request.t))))
        )
        return
    for field in ("topics", "sources"):
        names: tuple[str, ...] = getattr(filters, field)
        if name := resolve(words, names):
            await request.change(leaving(field, name))
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
    keyboard = (*rows(each, 2), *pager, (request.button(t("Unfollow all of it"), "none"),), back(request))
    await request.show(Message(t("Tap what you no longer want:"), keyboard))


async def nothing(request: RequestContext) -> None:
    """Leave everything that is followed."""
    await request.change(lambda old: replace(old, subscribed=False, filters=Filters()))
    await request.show(await overview(request, request.t("Unsubscribed from everything. No digests will come.")))


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
            await request.change(leaving(field, name))
