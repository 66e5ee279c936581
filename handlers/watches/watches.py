"""Saved searches in the chat: made from words or a result page, previewed, listed, muted, deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from ledebot.bot.core.errors import InputError, LedebotError
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link
from ledebot.bot.model import Button, Found, Message, State
from ledebot.bot.search.match import timeless
from ledebot.bot.search.parse import parse
from ledebot.bot.watches.matcher import MAX_QUERY, MAX_WATCHES, Watch, When, can_watch, watch_id
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.keyboards import chosen, number, rows
from ledebot.handlers.base.request_context import Visit
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.search.search import SearchState, words_after_command

PREVIEW = "day:7d"
EXAMPLES = 3
SHOWN = 120
"""Characters of a query in the list: as many watches as there may be fit into one message."""
EXAMPLE_QUERY = "央行 降息 -美联储"
MUTES = (6, 24, 168)
"""Hours offered for muting."""


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "watch", watch),
        command(services, "watches", overview),
        button(services, "w", press),
    ]


async def watch(visit: Visit) -> None:
    """Make a watch of `/watch words`; without words, show those there are."""
    words = words_after_command(visit)
    if words:
        await _create(visit, words)
    else:
        await overview(visit)


async def overview(visit: Visit) -> None:
    """List the chat's watches."""
    t = visit.t
    found = await visit.services.watches.of(visit.place)
    lines = [bold(t("Watches"))]
    if not found:
        lines.append(t("There are none yet. A watch tells you when a new story matches, for example:"))
        lines.append(f"<code>/watch {escape(EXAMPLE_QUERY)}</code>")
    now = visit.services.clock.now()
    lately = await asyncio.gather(*(_lately(visit, one) for one in found))
    for at, (one, stories) in enumerate(zip(found, lately, strict=True), 1):
        muted = " 🔕" if one.muted_until is not None and one.muted_until > now else ""
        lines.append(
            " · ".join((f"{at}. {escape(clip(one.query, SHOWN))}", _when(t, one.when), *_count(t, stories))) + muted
        )
    buttons = [Button(f"{at}. {one.query[:24]}", data=f"ld:w:show:{one.id}") for at, one in enumerate(found, 1)]
    await visit.show(Message("\n".join(lines), rows(buttons, 2)))


async def press(visit: Visit) -> None:
    """Do what a watch's button says: `ld:w[:VERB:ID[:ARG]]`."""
    verb, name, argument, *_ = (*visit.args, "", "", "")
    if not verb:
        await overview(visit)
    elif verb == "add":
        await _from_search(visit, name)
    else:
        act, wanted = _ACTS.get(verb), name.split(".")
        found = [held for held in await visit.services.watches.of(visit.place) if held.id in wanted]
        if act is None or not found:
            await visit.toast(visit.t("This watch is gone. /watches lists those there are."), alert=True)
        elif verb == "mute" and not _shows_watch(visit, found[0]):
            await _mute_alert(visit, found, argument)
        else:
            await act(visit, found[0], argument)


async def _from_search(visit: Visit, key: str) -> None:
    state = SearchState.read(await visit.services.states.get(key)) if key else None
    if state is None:
        await visit.toast(visit.t("This search has expired; please send /search again."), alert=True)
    else:
        await _create(visit, state.query, fresh=True)


async def _create(visit: Visit, words: str, *, fresh: bool = False) -> None:
    t = visit.t
    now = visit.services.clock.now()
    if len(words) > MAX_QUERY:
        raise InputError(t("A watch has {most} characters at most; this one has {n}.", most=MAX_QUERY, n=len(words)))
    if not can_watch(words):
        raise InputError(t("Say what to watch for, for example: /watch {example}", example=EXAMPLE_QUERY))
    await visit.require_rights()
    one = Watch(
        watch_id(visit.place, words),
        visit.place,
        words,
        await visit.services.articles.head(),
        now,
        language=t.language,
        zone=visit.zone,
    )
    held = await visit.services.watches.of(visit.place)
    one = next((same for same in held if same.id == one.id), one)
    if not await visit.services.watches.save(one):
        raise InputError(t("There are {most} watches already. Delete one first: /watches", most=MAX_WATCHES))
    message = await _card(visit, one, created=True)
    if fresh:
        await visit.say(message)
    else:
        await visit.show(message)


async def _show(visit: Visit, one: Watch, _: str) -> None:
    await visit.show(await _card(visit, one))


async def _set_when(visit: Visit, one: Watch, argument: str) -> None:
    if argument in list(When):
        await _save(visit, replace(one, when=When(argument)))


async def _mute(visit: Visit, one: Watch, argument: str) -> None:
    await _save(visit, replace(one, muted_until=_until(visit, argument)))


async def _mute_alert(visit: Visit, found: list[Watch], argument: str) -> None:
    """Mute what an alert was about; the alert stays as it is."""
    await visit.require_rights()
    until = _until(visit, argument)
    for one in found:
        await visit.services.watches.save(replace(one, muted_until=until))
    hours = number(argument)
    t = visit.t
    await visit.toast(
        t.plural("Muted for {n} hour.", "Muted for {n} hours.", hours) if until else t("No longer muted.")
    )


def _until(visit: Visit, argument: str) -> datetime | None:
    hours = number(argument)
    return visit.services.clock.now() + timedelta(hours=hours) if hours in MUTES else None


async def _delete(visit: Visit, one: Watch, _: str) -> None:
    await visit.require_rights()
    await visit.services.watches.remove(visit.place, one.id)
    await visit.toast(visit.t("Deleted."))
    await overview(visit)


async def _save(visit: Visit, one: Watch) -> None:
    await visit.require_rights()
    await visit.services.watches.save(one)
    await visit.show(await _card(visit, one))


_ACTS: dict[str, Callable[[Visit, Watch, str], Awaitable[None]]] = {
    "show": _show,
    "when": _set_when,
    "mute": _mute,
    "del": _delete,
}


def _shows_watch(visit: Visit, one: Watch) -> bool:
    """Tell whether the message that was tapped is the watch's own card."""
    message = visit.query.message if visit.query is not None else None
    markup = getattr(message, "reply_markup", None)
    held = [each.callback_data for row in markup.inline_keyboard for each in row] if markup is not None else []
    return f"ld:w:del:{one.id}" in held


async def _card(visit: Visit, one: Watch, *, created: bool = False) -> Message:
    t, now = visit.t, visit.services.clock.now()
    lines = [f"🔔 {bold(one.query)}"]
    if created:
        lines.append(t("From now on I tell you when a new story matches."))
    parsed = parse(one.query, now=now, zone=visit.zone)
    lines += [escape(t(note.message, what=note.what)) for note in parsed.notes]
    if parsed != timeless(one.query):
        lines.append(t("Dates are left out: a watch looks at what arrives."))
    if visit.subscriber.state is State.PAUSED:
        lines.append(t("This chat is stopped: nothing is sent until /start."))
    elif one.when.in_digest and await visit.services.subscribers.due_at(one.target) is None:
        lines.append(t("No digest is due in this chat; /start begins one."))
    lines += _preview(t, await _lately(visit, one))
    muted = one.muted_until is not None and one.muted_until > now
    if muted and one.muted_until is not None:
        lines.append("🔕 " + t("Muted until {time}.", time=t.date(one.muted_until, visit.zone)))
    choices = tuple(
        Button(chosen(_when(t, when), one.when is when), data=f"ld:w:when:{one.id}:{when}") for when in When
    )
    mutes = (
        (Button(t("🔔 Unmute"), data=f"ld:w:mute:{one.id}:0"),)
        if muted
        else tuple(Button("🔕 " + _span(t, hours), data=f"ld:w:mute:{one.id}:{hours}") for hours in MUTES)
    )
    last = (Button(t("🗑 Delete"), data=f"ld:w:del:{one.id}"), Button(t("My watches"), data="ld:w"))
    return Message("\n".join(lines), (choices, mutes, last))


async def _lately(visit: Visit, one: Watch) -> Found | None:
    if not can_watch(one.query):
        return None  # brought by a file of an earlier version: it never matches
    try:
        lately = f"{PREVIEW} {timeless(one.query)}"  # first, so that no long query crowds it out
        return await visit.services.search.find(lately, limit=EXAMPLES, newest=True, zone=visit.zone)
    except LedebotError:
        return None  # the watch itself does not need the index


def _count(t: Translator, found: Found | None) -> list[str]:
    if found is None:
        return []
    return [
        t.plural("{n} story in the last 7 days", "{n} stories in the last 7 days", 0 if found.relaxed else found.total)
    ]


def _preview(t: Translator, found: Found | None) -> list[str]:
    hits = () if found is None or found.relaxed else found.hits
    return _count(t, found) + [f"• {link(clip(hit.title, TITLE), hit.url)}" for hit in hits]


def _when(t: Translator, when: When) -> str:
    return {When.NOW: t("at once"), When.DIGEST: t("in the digest"), When.BOTH: t("both")}[when]


def _span(t: Translator, hours: int) -> str:
    return t("{n} h", n=hours) if hours <= 24 else t.plural("{n} day", "{n} days", hours // 24)
