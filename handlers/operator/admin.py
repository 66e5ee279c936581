"""The operator's commands, in a private chat, for LEDEBOT_ADMIN_IDS only."""

from __future__ import annotations

from collections.abc import Sequence

from telegram.constants import MessageLimit

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold, escape, units
from ledebot.bot.model import Message, SourceState
from ledebot.bot.sources.naming import name_of
from ledebot.handlers.base.keyboards import label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.sources.editsource import named

PAGE = 20
"""Sources offered at once: their buttons fit a keyboard, whatever they are called."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("removesource", remove_source, Who.OPERATOR),
        command("broadcast", broadcast, Who.OPERATOR),
        button("rmsources", turn_sources, Who.OPERATOR),
        button("rmsource", drop_source, Who.OPERATOR),
        button("bcast", send_broadcast, Who.OPERATOR),
        button("allow", allow, Who.OPERATOR),
    )


async def remove_source(request: RequestContext) -> None:
    """Give up the source that is named, or offer all as buttons."""
    t, states = request.t, await request.services.sources.all()
    if not states:
        raise InputError(t("No source is followed yet. The operator adds them with /addsource."))
    wanted = " ".join(request.args)
    if wanted:
        states = named(states, wanted)
        if not states:
            raise InputError(t("No source is called {name}. /removesource alone lists them.", name=wanted))
    await _offer(request, states, 0)


async def turn_sources(request: RequestContext) -> None:
    """Turn the page of the sources that can be given up."""
    page = number(request.args[0]) if request.args else 0
    await _offer(request, await request.services.sources.all(), page)


async def _offer(request: RequestContext, states: Sequence[SourceState], page: int) -> None:
    shown, page, pages = page_of(states, page, PAGE)
    each = (
        request.button(f"🗑 {label(name_of(state))}", "rmsource", token(state.config.url), danger=True)
        for state in shown
    )
    question = request.t("Which source should go? Its articles are kept until they expire.")
    pager = turn(page, pages, lambda to: request.data("rmsources", to))
    await request.show(Message(escape(question), (*rows(each, 1), *pager)))


async def drop_source(request: RequestContext) -> None:
    """Give up the source that a button names."""
    states = {state.config.url: state for state in await request.services.sources.all()}
    url = resolve(request.args[0] if request.args else "", states)
    if url is None:
        await request.toast(request.t("That source is gone already."))
        return
    await request.services.editor.remove(url)
    await request.show(Message(request.t("{name} is no longer followed.", name=bold(name_of(states[url])))))


async def broadcast(request: RequestContext) -> None:
    """Show what would be sent to all readers, and ask."""
    t, sent = request.t, request.update.message
    html = "".join((sent.text_html if sent is not None else "").split(maxsplit=1)[1:]).strip()
    if not any(character.isprintable() and not character.isspace() for character in html):
        raise InputError(t("Write the message after the command: /broadcast Hello to all"))
    if units(html) > MessageLimit.MAX_TEXT_LENGTH:
        raise InputError(t("That is too long for one message."))
    readers = await request.services.subscribers.count()
    key = await request.keep({"broadcast": html})
    question = t.plural("Send this to {n} chat?", "Send this to {n} chats?", readers)
    keyboard = ((request.button(t("Send to all"), "bcast", key), request.button(t("No"), "bcast", "no")),)
    await request.say(html)
    await request.say(Message(bold(question), keyboard))


async def send_broadcast(request: RequestContext) -> None:
    """Hand the message to the outbox; its key makes a second tap, or a second operator's, harmless."""
    t, key = request.t, request.args[0] if request.args else ""
    if key == "no":
        await request.show(Message(t("Not sent.")))
        return
    state = await request.services.states.get(key)
    if state is None or "broadcast" not in state:
        await request.toast(t("That button is out of date. Send /broadcast again."), alert=True)
        return
    readers = await request.services.subscribers.everyone()
    queued = await request.services.outbox.broadcast(readers, [Message(str(state["broadcast"]))], key=key)
    await request.show(Message(t.plural("On its way to {n} chat.", "On its way to {n} chats.", queued)))


async def allow(request: RequestContext) -> None:
    """Let in a user who asked for access."""
    wanted = request.args[0] if request.args else ""
    if not (wanted.isascii() and wanted.isdigit()):
        await request.toast(request.t("That button is out of date."))
        return
    await request.services.access.allow(int(wanted))
    await request.show(Message(request.t("{id} may use the bot now.", id=escape(wanted))))
