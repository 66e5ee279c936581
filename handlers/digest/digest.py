"""/digest: what is new for this chat, and what a digest left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ledebot.bot.core.telegram_html import bold
from ledebot.bot.digest.callback_data import Part, parse_part
from ledebot.bot.model import Button, ChatKind, Keyboard, Message
from ledebot.handlers.base.button_data import text_of
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, button, command, deep_link
from ledebot.handlers.digest import past
from ledebot.handlers.digest.latest import latest_data
from ledebot.handlers.readers.summary import coming, overview

SENDING = timedelta(seconds=30)
"""How long sending a digest may take: one that is due within this time would tell the same stories beside it."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("digest", digest, Who.MEMBER, abroad=Who.ADMIN, cost=2),
        button("digest", digest, Who.MEMBER, abroad=Who.ADMIN, cost=2),
        button("post", post, who=None, abroad=Who.ADMIN, cost=2),
        button("preview", preview, who=None, abroad=Who.ADMIN, cost=2),
        button("d:more", more, Who.MEMBER, cost=2),
        button("d:day", more, Who.MEMBER, cost=2),
        deep_link("more", more_of_channel, who=None, abroad=Who.MEMBER, kinds=PRIVATE, cost=2),
        deep_link("day", more_of_channel, who=None, abroad=Who.MEMBER, kinds=PRIVATE, cost=2),
    )


async def digest(request: RequestContext) -> None:
    """Send what has arrived since the last digest. It counts as delivered: every story comes once.

    With a day or the week it is that one's, told again. A channel's digest goes to the channel, where its readers are;
    its first one is shown to the admin before.
    """
    if request.subscriber.filters.empty:
        await request.say(await overview(request))
        return
    if request.args:
        await past.past(request)
    elif request.is_remote and request.subscriber.untold:
        await preview(request)
    else:
        await post(request)


async def preview_first(request: RequestContext) -> None:
    """Show an admin a channel's digest as long as none was posted there; a chat's own first digest needs no preview."""
    if request.is_remote and request.subscriber.untold and not request.subscriber.filters.empty:
        await preview(request)


async def preview(request: RequestContext) -> None:
    """Show an admin in private what a channel would get now."""
    t, name = request.t, bold(request.subscriber.title or str(request.target))
    composed = await request.services.composer.compose(request.subscriber)
    if composed.empty:
        await request.say(await _nothing_new(request))
        return
    for part in composed.parts:
        await request.say(replace(part, keyboard=without_rest(part.keyboard)))
    text = t("So it would look in {name}. Nothing is posted yet.", name=name)
    ways = (request.button(t("⏰ Schedule"), "sch"), request.button(t("⚙️ Settings"), "set"))
    await request.say(Message(text, ((request.button(t("📣 Post it now"), "post"),), ways)))


def without_rest(keyboard: Keyboard) -> Keyboard:
    """Leave out the buttons that go on in a window: in a private chat they would go by that chat's own filters."""
    return tuple(row for row in keyboard if not any(parse_part(button.data or "") for button in row))


async def post(request: RequestContext) -> None:
    """Send what has arrived since the last digest, and say so where it went elsewhere."""
    services, now = request.services, request.services.clock.now()
    due = await services.subscribers.due_at(request.target)
    if await services.outbox.on_its_way(request.target) or (due is not None and abs(due - now) < SENDING):
        await request.say(request.t("The digest is on its way."))
        return
    composed = await request.services.composer.compose(request.subscriber)
    if composed.empty:
        await request.say(await _nothing_new(request))
        return
    for part in composed.parts:
        await request.deliver(part)
    # Only now: a digest that broke off comes again, whole.
    await request.services.subscribers.update(request.target, lambda old, due: (old.advanced(composed.cursor), due))
    if request.is_remote:
        await request.say(request.t("Posted in {name}.", name=bold(request.subscriber.title or str(request.target))))


async def more(request: RequestContext) -> None:
    """Send the stories that a digest counted but did not show; a channel's readers get them in private."""
    part = parse_part(text_of(request.query.data)) if request.query is not None else None
    if part is None:
        await request.toast(request.t("This button no longer works. /start shows where everything is."), alert=True)
        return
    if request.kind is ChatKind.CHANNEL:
        await request.toast(
            "", url=f"https://t.me/{request.bot.username}?start={more_link(part, request.origin.chat_id)}"
        )
        return
    await _send_more(request, part)


async def more_of_channel(request: RequestContext) -> None:
    """Send what a channel's digest left out, to a member of it who followed its button here."""
    asked = request.args[0].replace("_", ":")
    part = parse_part(f"ld:d:more:{asked}") or parse_part(f"ld:d:day:{asked}")
    if part is None:
        await request.say(request.t("That link leads to nothing known here. Choose for yourself:"))
        return
    await _send_more(request, part)


def more_link(part: Part, chat_id: int) -> str:
    """Write the `start` parameter that brings a channel's reader to the rest of its digest, 64 characters at most."""
    asked = part.data().removeprefix("ld:d:").replace(":", "_")
    return f"{asked}_{chat_id}"


async def _send_more(request: RequestContext, part: Part) -> None:
    composed = await request.services.composer.part(request.subscriber, part)
    if composed.empty:
        await request.toast(request.t("There is nothing more: those stories are no longer kept."), alert=True)
        return
    for message in composed.parts:
        await request.say(message)


async def _nothing_new(request: RequestContext) -> Message:
    t = request.t
    due = await request.services.subscribers.due_at(request.target)
    lines = [
        t("Nothing new since the last digest."),
        coming(t, request.subscriber, due, request.services.clock.now()),
    ]
    keyboard: Keyboard = (
        (request.button(t("The last 24 hours again"), "again"),),
        (request.button(t("Yesterday"), "past", "yesterday"), request.button(t("The week"), "past", "week")),
        (Button(t("Newest stories"), data=latest_data("a", 0)), request.button(t("What I follow"), "sub")),
    )
    return Message("\n".join(filter(None, lines)), keyboard)
