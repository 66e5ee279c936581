"""Saved searches in the chat: made from words or a result page, previewed, listed, muted, deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, clip, escape, moment
from ledebot.bot.model import Button, Message, State
from ledebot.bot.search.match import timeless
from ledebot.bot.search.parse import parse
from ledebot.bot.watches.meaning import meaning
from ledebot.bot.watches.types import MAX_QUERY, MAX_WATCHES, Watch, When, can_watch, standing, watch_id
from ledebot.handlers.base.keyboards import chosen, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command
from ledebot.handlers.base.tokens import resolve
from ledebot.handlers.search.search import words_after_command
from ledebot.handlers.search.state import SearchState
from ledebot.handlers.stories.marks import marked_list
from ledebot.handlers.watches.preview import count, examples, lately, warning

PAGE = MAX_WATCHES
"""Entries on a page of the list: all watches stand on the first one."""
SHOWN = 120
"""UTF-16 units of a query in the list: a page of them fits into one message."""
MUTES = (6, 24, 168)
"""Hours offered for muting."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("watch", watch, Who.ADMIN, cost=2),
        command("watches", overview, Who.ADMIN, cost=5),
        button("w", press, Who.ADMIN, cost=1),
        button("unmark", unmark, Who.ADMIN, cost=1),
        button("unhush", unhush, Who.ADMIN, cost=1),
    )


async def watch(request: RequestContext) -> None:
    """Make a watch of `/watch words`; without words, show those there are."""
    words = words_after_command(request)
    if words:
        await _create(request, words)
    else:
        await overview(request)


async def overview(request: RequestContext, asked: int = 0) -> None:
    """List the chat's watches, then what it follows or has muted, page by page."""
    t, now = request.t, request.services.clock.now()
    found = await request.services.watches.of(request.origin)
    marked = await marked_list(request)
    places, page, pages = page_of(range(len(found) + len(marked)), asked, PAGE)
    watches = found[page * PAGE : (page + 1) * PAGE]
    marks = [marked[at - len(found)] for at in places if at >= len(found)]
    lines = [bold(t("Watches"))]
    if not found:
        lines.append(t("There are none yet. A watch tells you when a new story matches, for example:"))
        lines.append(f"<code>/watch {escape(t('rate cut -Fed'))}</code>")
    recent = await asyncio.gather(*(lately(request, one) for one in watches))
    for at, (one, stories) in enumerate(zip(watches, recent, strict=True), 1):
        muted = " 🔕" if one.muted_until is not None and one.muted_until > now else ""
        lines.append(
            " · ".join((f"{at}. {escape(clip(one.query, SHOWN))}", _when(t, one.when), *count(t, stories))) + muted
        )
    lines += ["", bold(t("Followed and muted"))] if marks else []
    lines += [line for line, _ in marks]
    buttons = [Button(f"{at}. {one.query[:24]}", data=f"ld:w:show:{one.id}") for at, one in enumerate(watches, 1)]
    keyboard = (*rows(buttons, 2), *rows((end for _, end in marks), 2), *turn(page, pages, lambda to: f"ld:w:p:{to}"))
    await request.show(Message("\n".join(lines), keyboard))


async def unmark(request: RequestContext) -> None:
    """End following or muting a story, in the list."""
    await request.services.marks.unmark(request.origin.chat_id, request.args[:1])
    await overview(request)


async def unhush(request: RequestContext) -> None:
    """Hear again of a muted section, topic or source, in the list."""
    marks, reader = request.services.marks, request.origin.chat_id
    key = resolve(request.args[0] if request.args else "", [mute.key for mute in await marks.mutes(reader)])
    await marks.unmute(reader, [key] if key else [])
    await overview(request)


async def press(request: RequestContext) -> None:
    """Do what a watch's button says: `ld:w[:VERB:ID[:ARG]]`."""
    verb, name, argument, *_ = (*request.args, "", "", "")
    if verb in ("", "p"):
        await overview(request, number(name))
    elif verb == "add":
        await _from_search(request, name)
    else:
        act, wanted = _ACTS.get(verb), name.split(".")
        found = [held for held in await request.services.watches.of(request.origin) if held.id in wanted]
        if act is None or not found:
            await request.toast(request.t("This watch is gone. /watches lists those there are."), alert=True)
        elif verb == "mute" and not _shows_watch(request, found[0]):
            await _mute_alert(request, found, argument)
        else:
            await act(request, found[0], argument)


async def _from_search(request: RequestContext, key: str) -> None:
    state = SearchState.read(await request.services.states.get(key)) if key else None
    if state is None:
        await request.toast(request.t("This search has expired; please send /search again."), alert=True)
    else:
        await _create(request, state.query, fresh=True)


async def _create(request: RequestContext, words: str, *, fresh: bool = False) -> None:
    t = request.t
    now = request.services.clock.now()
    if len(words) > MAX_QUERY:
        raise InputError(t("A watch has {most} characters at most; this one has {n}.", most=MAX_QUERY, n=len(words)))
    if not can_watch(words):
        raise InputError(t("Say what to watch for, for example: /watch {example}", example=t("rate cut -Fed")))
    asked = meaning(words)
    held = await request.services.watches.of(request.origin)
    one = next((each for each in held if meaning(each.query) == asked), None)
    if one is not None:
        opening = t("You watch for this already.")
    else:
        head = await request.services.articles.head()
        name = watch_id(request.origin, words)
        one = Watch(name, request.origin, words, head, now, language=t.language, zone=request.zone)
        if not await request.services.watches.save(one):
            raise InputError(t("There are {most} watches already. Delete one first: /watches", most=MAX_WATCHES))
        opening = t("From now on I tell you when a new story matches.")
    message = await _card(request, one, opening)
    if fresh:
        await request.say(message)
    else:
        await request.show(message)


async def _show(request: RequestContext, one: Watch, _: str) -> None:
    await request.show(await _card(request, one))


async def _set_when(request: RequestContext, one: Watch, argument: str) -> None:
    if argument in list(When):
        await _save(request, replace(one, when=When(argument)))


async def _mute(request: RequestContext, one: Watch, argument: str) -> None:
    await _save(request, replace(one, muted_until=_until(request, argument)))


async def _mute_alert(request: RequestContext, found: list[Watch], argument: str) -> None:
    """Mute what an alert was about; the alert stays as it is."""
    until = _until(request, argument)
    for one in found:
        await request.services.watches.save(replace(one, muted_until=until))
    hours = number(argument)
    t = request.t
    await request.toast(
        t.plural("Muted for {n} hour.", "Muted for {n} hours.", hours) if until else t("No longer muted.")
    )


def _until(request: RequestContext, argument: str) -> datetime | None:
    hours = number(argument)
    return request.services.clock.now() + timedelta(hours=hours) if hours in MUTES else None


async def _delete(request: RequestContext, one: Watch, _: str) -> None:
    await request.services.watches.remove(request.origin, one.id)
    await request.toast(request.t("Deleted."))
    await overview(request)


async def _save(request: RequestContext, one: Watch) -> None:
    await request.services.watches.save(one)
    await request.show(await _card(request, one))


_ACTS: dict[str, Callable[[RequestContext, Watch, str], Awaitable[None]]] = {
    "show": _show,
    "when": _set_when,
    "mute": _mute,
    "del": _delete,
}


def _shows_watch(request: RequestContext, one: Watch) -> bool:
    """Tell whether the message that was tapped is the watch's own card."""
    message = request.query.message if request.query is not None else None
    markup = getattr(message, "reply_markup", None)
    held = [each.callback_data for row in markup.inline_keyboard for each in row] if markup is not None else []
    return f"ld:w:del:{one.id}" in held


async def _card(request: RequestContext, one: Watch, opening: str = "") -> Message:
    t, now, found = request.t, request.services.clock.now(), await lately(request, one)
    lines = [f"🔔 {bold(one.query)}", *([opening, *warning(t, found)] if opening else [])]
    parsed, undated = parse(one.query, now=now, zone=request.zone), timeless(one.query)
    lines += [escape(t(note.message, what=note.what)) for note in parsed.notes]
    if parsed != undated:
        lines.append(t("Dates are left out: a watch looks at what arrives."))
    if undated != standing(one.query):
        lines.append(t("Words that only ask are left out; put in quotes, they are watched for."))
    if request.subscriber.state is State.PAUSED:
        lines.append(t("This chat is stopped: nothing is sent until /start."))
    elif one.when.in_digest and await request.services.subscribers.due_at(one.target) is None:
        lines.append(t("No digest is due in this chat; /start begins one."))
    lines += examples(request, found)
    muted = one.muted_until is not None and one.muted_until > now
    if muted and one.muted_until is not None:
        lines.append("🔕 " + t("Muted until {time}.", time=moment(t, one.muted_until, request.zone)))
    choices = tuple(
        Button(chosen(_when(t, when), one.when is when), data=f"ld:w:when:{one.id}:{when}") for when in When
    )
    mutes = (
        (Button(t("🔔 Unmute"), data=f"ld:w:mute:{one.id}:0"),)
        if muted
        else tuple(Button("🔕 " + _span(t, hours), data=f"ld:w:mute:{one.id}:{hours}") for hours in MUTES)
    )
    last = (Button(t("🗑 Delete"), data=f"ld:w:del:{one.id}", danger=True), Button(t("My watches"), data="ld:w"))
    return Message("\n".join(lines), (choices, mutes, last))


def _when(t: Translator, when: When) -> str:
    return {When.NOW: t("at once"), When.DIGEST: t("in the digest"), When.BOTH: t("both")}[when]


def _span(t: Translator, hours: int) -> str:
    return t("{n} h", n=hours) if hours <= 24 else t.plural("{n} day", "{n} days", hours // 24)
