"""/digest and /latest: what is new for this chat, and what is newest of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link
from ledebot.bot.digest.callback_data import More
from ledebot.bot.model import Article, Button, ChatKind, Keyboard, Message, Subscriber, Target
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.keyboards import number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext, is_member
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.readers.summary import coming, overview

AGAIN = timedelta(hours=24)
LATEST_PAGE = 8
_MORE_LINK = re.compile(r"more_([0-9a-z-]{3,27})_([0-9a-z-]{3,27})_(\d{1,6})_(-\d{1,16})")
LATEST_READ = 120
"""Articles read for /latest; reports of one story share a line."""


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "digest", digest),
        command(services, "latest", latest),
        button(services, "digest", digest, everyone=True),
        button(services, "again", again, everyone=True),
        button(services, "d:more", more, everyone=True),
        button(services, "latest", latest, everyone=True),
    ]


async def digest(request: RequestContext) -> None:
    """Send what has arrived since the last digest. It counts as delivered: every story comes once."""
    if request.subscriber.filters.empty:
        await request.say(await overview(request))
        return
    if await request.services.outbox.on_its_way(request.target):
        await request.say(request.t("Your digest is on its way."))
        return
    composed = await request.services.composer.compose(request.subscriber)
    if composed.empty:
        await request.say(await _nothing_new(request))
        return
    for part in composed.parts:
        await request.say(part)
    # Only now: a digest that broke off comes again, whole.
    await request.services.subscribers.update(request.target, lambda old, due: (old.advanced(composed.cursor), due))


async def again(request: RequestContext) -> None:
    """Show the last day's digest once more; nothing moves."""
    since = await request.services.articles.cursor_at(request.services.clock.now() - AGAIN)
    held = request.subscriber
    composed = await request.services.composer.compose(held, after=since, up_to=held.cursor)
    if composed.empty:
        await request.toast(request.t("There was nothing in the last 24 hours."), alert=True)
        return
    for part in composed.parts:
        await request.say(part)


async def more(request: RequestContext) -> None:
    """Send the stories that a digest counted but did not show; a channel's readers get them in private."""
    part = More.parse(request.query.data or "") if request.query is not None else None
    if part is None:
        await request.toast(request.t("This button no longer works. /start shows where everything is."), alert=True)
        return
    if request.kind is ChatKind.CHANNEL:
        await request.toast(
            "", url=f"https://t.me/{request.bot.username}?start={more_link(part, request.origin.chat_id)}"
        )
        return
    await _send_more(request, request.subscriber, part)


async def more_of_channel(request: RequestContext, link: str) -> None:
    """Send what a channel's digest left out, to a member of it who followed its button here."""
    found = _MORE_LINK.fullmatch(link)
    part = More.parse(f"ld:d:more:{found[1]}:{found[2]}:{found[3]}") if found else None
    channel = await request.services.subscribers.get(Target(int(found[4]))) if found else None
    if part is None or channel is None or not await is_member(request.bot, channel.target.chat_id, request.user_id):
        await request.say(request.t("That link leads to nothing known here. Choose for yourself:"))
        return
    await _send_more(request, channel, part)


def more_link(part: More, chat_id: int) -> str:
    """Write the `start` parameter that brings a channel's reader to the rest of its digest, 64 characters at most."""
    after, up_to, skip = part.data().removeprefix("ld:d:more:").split(":")
    return f"more_{after}_{up_to}_{skip}_{chat_id}"


async def _send_more(request: RequestContext, subscriber: Subscriber, part: More) -> None:
    composed = await request.services.composer.more(subscriber, part)
    if composed.empty:
        await request.toast(request.t("There is nothing more: those stories are no longer kept."), alert=True)
        return
    for message in composed.parts:
        await request.say(message)


async def latest(request: RequestContext) -> None:
    """List the newest stories, of all or of one topic or source."""
    t = request.t
    topic, source = await _scope(request)
    articles = await request.services.articles.latest(LATEST_READ, topic=topic, source=source)
    stories = list({article.story: article for article in reversed(articles)}.values())[::-1]
    if not stories:
        await request.show(Message(t("There is no news yet. It is fetched every few minutes; please look again soon.")))
        return
    shown, page, pages = page_of(
        stories, number(request.args[-1]) if request.query is not None and request.args else 0, LATEST_PAGE
    )
    lines = [bold(t("Newest stories")) + (f" · {escape(topic or source or '')}" if topic or source else "")]
    lines += [_line(request, count, article) for count, article in enumerate(shown, page * LATEST_PAGE + 1)]
    await request.show(Message("\n".join(lines), _buttons(request, shown, page, pages, topic, source)))


def _buttons(
    request: RequestContext, shown: Sequence[Article], page: int, pages: int, topic: str | None, source: str | None
) -> Keyboard:
    about = ("t", token(topic)) if topic else ("s", token(source)) if source else ("a",)
    first = page * LATEST_PAGE + 1
    read = [Button(f"📖 {count}", data=f"ld:r:{article.id}") for count, article in enumerate(shown, first)]
    return (*rows(read, 4), *turn(page, pages, lambda to: request.data("latest", *about, to)))


def _line(request: RequestContext, count: int, article: Article) -> str:
    when = request.t.date(article.published, request.zone, now=request.services.clock.now())
    return f"{count}. {link(clip(article.title, TITLE), article.url)}\n    {escape(article.source)} · {escape(when)}"


async def _scope(request: RequestContext) -> tuple[str | None, str | None]:
    """Read which topic or source is meant: by a button's token, or by the words after the command."""
    articles = request.services.articles
    if request.query is None and not request.args:
        return None, None
    if request.query is not None:
        kind, wanted = (*request.args, "a", "")[:2]
        if kind == "t":
            return resolve(wanted, await articles.topics()), None
        return None, resolve(wanted, await articles.sources()) if kind == "s" else None
    words = " ".join(request.args)
    if topic := resolve(words, await articles.topics()):
        return topic, None
    if source := resolve(words, await articles.sources()):
        return None, source
    raise InputError(request.t("{name} is no topic or source here. /search finds words in stories.", name=words))


async def _nothing_new(request: RequestContext) -> Message:
    t = request.t
    due = await request.services.subscribers.due_at(request.target)
    lines = [
        t("Nothing new since your last digest."),
        coming(t, request.subscriber, due, request.services.clock.now()),
    ]
    keyboard: Keyboard = (
        (request.button(t("The last 24 hours again"), "again"),),
        (request.button(t("Newest stories"), "latest", "a", 0), request.button(t("What I follow"), "sub")),
    )
    return Message("\n".join(filter(None, lines)), keyboard)
