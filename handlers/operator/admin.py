"""The operator's commands, in a private chat, for LEDEBOT_ADMIN_IDS only."""

from __future__ import annotations

from telegram.constants import MessageLimit

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import bold, escape, units
from ledebot.bot.model import ChatKind, Message
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.keyboards import label
from ledebot.handlers.base.request_context import NotAllowedError, Visit
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.sources.sources import name_of

REMOVABLE = 60
"""Sources offered as buttons; any other is named."""


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "removesource", remove_source),
        command(services, "broadcast", broadcast),
        button(services, "rmsource", drop_source, everyone=True),
        button(services, "bcast", send_broadcast, everyone=True),
        button(services, "allow", allow, everyone=True),
    ]


def require_operator(visit: Visit) -> None:
    """Raise NotAllowedError unless the operator asks, in private; the user's id is Telegram's word, not the data's."""
    if visit.user_id in visit.services.settings.admin_ids and visit.kind is ChatKind.PRIVATE:
        return
    raise NotAllowedError(
        visit.t("Only the operator of this bot can do that, in a private chat. /help lists the rest.")
    )


async def remove_source(visit: Visit) -> None:
    """Give up the source that is named, or offer all as buttons."""
    require_operator(visit)
    t = visit.t
    states = await visit.services.sources.all()
    if not states:
        raise InputError(t("No source is followed yet. The operator adds them with /addsource."))
    wanted = " ".join(visit.args)
    if wanted:
        matching = [
            state for state in states if wanted.casefold() in (state.config.url.casefold(), name_of(state).casefold())
        ]
        if not matching:
            raise InputError(t("No source is called {name}. /removesource alone lists them.", name=wanted))
        states = matching
    buttons = [
        (visit.button(f"🗑 {label(name_of(state))}", "rmsource", token(state.config.url)),)
        for state in states[:REMOVABLE]
    ]
    question = t("Which source shall go? Its articles stay until they are old.")
    await visit.say(Message(escape(question), tuple(buttons)))


async def drop_source(visit: Visit) -> None:
    """Give up the source that a button names."""
    require_operator(visit)
    states = {state.config.url: state for state in await visit.services.sources.all()}
    url = resolve(visit.args[0] if visit.args else "", states)
    if url is None or not await visit.services.sources.remove(url):
        await visit.toast(visit.t("That source is gone already."))
        return
    await visit.show(Message(visit.t("{name} is no longer followed.", name=bold(name_of(states[url])))))


async def broadcast(visit: Visit) -> None:
    """Show what would be sent to all readers, and ask."""
    require_operator(visit)
    t, sent = visit.t, visit.update.message
    _, _, html = (sent.text_html if sent is not None else "").partition(" ")
    if not html.strip():
        raise InputError(t("Write the message after the command: /broadcast Hello to all"))
    if units(html) > MessageLimit.MAX_TEXT_LENGTH:
        raise InputError(t("That is too long for one message."))
    readers = await visit.services.subscribers.everyone()
    key = await visit.services.states.put({"broadcast": html.strip()})
    question = t.plural("Send this to {n} chat?", "Send this to {n} chats?", len(readers))
    keyboard = ((visit.button(t("Send to all"), "bcast", key), visit.button(t("No"), "bcast", "no")),)
    await visit.say(html.strip())
    await visit.say(Message(bold(question), keyboard))


async def send_broadcast(visit: Visit) -> None:
    """Hand the message to the outbox; its key makes a second tap, or a second operator's, harmless."""
    require_operator(visit)
    t, key = visit.t, visit.args[0] if visit.args else ""
    if key == "no":
        await visit.show(Message(t("Not sent.")))
        return
    state = await visit.services.states.get(key)
    if state is None or "broadcast" not in state:
        await visit.toast(t("That button is out of date. Send /broadcast again."), alert=True)
        return
    readers = await visit.services.subscribers.everyone()
    queued = await visit.services.outbox.broadcast(readers, [Message(str(state["broadcast"]))], key=key)
    await visit.show(Message(t.plural("On its way to {n} chat.", "On its way to {n} chats.", queued)))


async def allow(visit: Visit) -> None:
    """Let in a user who asked for access."""
    require_operator(visit)
    wanted = visit.args[0] if visit.args else ""
    if not (wanted.isascii() and wanted.isdigit()):
        await visit.toast(visit.t("That button is out of date."))
        return
    await visit.services.access.allow(int(wanted))
    await visit.show(Message(visit.t("{id} may use the bot now.", id=escape(wanted))))
