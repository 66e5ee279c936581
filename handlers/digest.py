"""/digest and /latest: what is new for this chat, and what is newest of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.errors import InputError
from bot.markup import bold, escape, link
from bot.model import Article, Button, Keyboard, Message, Subscriber
from handlers.chats import Visit
from handlers.context import AnyHandler, Services
from handlers.keyboards import number, page_of, rows
from handlers.names import resolve, token
from handlers.routes import button, command
from handlers.summary import coming, overview

AGAIN = timedelta(hours=24)
LATEST_PAGE = 8
LATEST_READ = 120
"""Articles read for /latest; reports of one story share a line."""


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands and buttons of this module."""
    return [
        command(services, "digest", digest),
        command(services, "latest", latest),
        button(services, "digest", digest),
        button(services, "again", again),
        button(services, "latest", latest),
    ]


async def digest(visit: Visit) -> None:
    """Send what has arrived since the last digest. It counts as delivered: every story comes once."""
    if visit.subscriber.filters.empty:
        await visit.say(await overview(visit))
        return
    composed = await visit.services.composer.compose(visit.subscriber)
    if composed.empty:
        await visit.say(await _nothing_new(visit))
        return
    for part in composed.parts:
        await visit.say(part)
    # Only now: a digest that broke off comes again, whole.
    await visit.services.subscribers.update(visit.subject, lambda old, due: (_delivered(old, composed.cursor), due))


async def again(visit: Visit) -> None:
    """Show the last day's digest once more; nothing moves."""
    since = await visit.services.articles.cursor_at(visit.services.clock.now() - AGAIN)
    held = visit.subscriber
    composed = await visit.services.composer.compose(held, after=since, up_to=held.cursor)
    if composed.empty:
        await visit.toast(visit.t("There was nothing in the last 24 hours."), alert=True)
        return
    for part in composed.parts:
        await visit.say(part)


async def latest(visit: Visit) -> None:
    """List the newest stories, of all or of one topic or source."""
    t = visit.t
    topic, source = await _scope(visit)
    articles = await visit.services.articles.latest(LATEST_READ, topic=topic, source=source)
    stories = list({article.story: article for article in reversed(articles)}.values())[::-1]
    if not stories:
        await visit.show(Message(t("There is no news yet. It is fetched every few minutes; please look again soon.")))
        return
    shown, page, pages = page_of(
        stories, number(visit.args[-1]) if visit.query is not None and visit.args else 0, LATEST_PAGE
    )
    lines = [bold(t("Newest stories")) + (f" · {escape(topic or source or '')}" if topic or source else "")]
    lines += [_line(visit, count, article) for count, article in enumerate(shown, page * LATEST_PAGE + 1)]
    await visit.show(Message("\n".join(lines), _buttons(visit, shown, page, pages, topic, source)))


def _buttons(
    visit: Visit, shown: Sequence[Article], page: int, pages: int, topic: str | None, source: str | None
) -> Keyboard:
    about = ("t", token(topic)) if topic else ("s", token(source)) if source else ("a",)
    first = page * LATEST_PAGE + 1
    read = [Button(f"📖 {count}", data=f"ld:r:{article.id}") for count, article in enumerate(shown, first)]
    turn = (
        visit.button("‹", "latest", *about, (page - 1) % pages),
        visit.button(f"{page + 1}/{pages}", "latest", *about, page),
        visit.button("›", "latest", *about, (page + 1) % pages),
    )
    return (*rows(read, 4), *((turn,) if pages > 1 else ()))


def _line(visit: Visit, count: int, article: Article) -> str:
    when = visit.t.date(article.published, visit.zone)
    return f"{count}. {link(article.title, article.url)}\n    {escape(article.source)} · {escape(when)}"


async def _scope(visit: Visit) -> tuple[str | None, str | None]:
    """Read which topic or source is meant: by a button's token, or by the words after the command."""
    articles = visit.services.articles
    if visit.query is None and not visit.args:
        return None, None
    if visit.query is not None:
        kind, wanted = (*visit.args, "a", "")[:2]
        if kind == "t":
            return resolve(wanted, await articles.topics()), None
        return None, resolve(wanted, await articles.sources()) if kind == "s" else None
    words = " ".join(visit.args)
    if topic := resolve(words, await articles.topics()):
        return topic, None
    if source := resolve(words, await articles.sources()):
        return None, source
    raise InputError(visit.t("{name} is no topic or source here. /search finds words in stories.", name=words))


async def _nothing_new(visit: Visit) -> Message:
    t = visit.t
    due = await visit.services.subscribers.due_at(visit.subject)
    lines = [
        t("Nothing new since your last digest."),
        coming(t, visit.subscriber, due, visit.services.clock.now()),
    ]
    keyboard: Keyboard = (
        (visit.button(t("The last 24 hours again"), "again"),),
        (visit.button(t("Newest stories"), "latest", "a", 0), visit.button(t("What I follow"), "sub")),
    )
    return Message("\n".join(filter(None, lines)), keyboard)


def _delivered(old: Subscriber, cursor: str) -> Subscriber:
    return replace(old, cursor=max(old.cursor, cursor, key=_position))


def _position(cursor: str) -> tuple[int, int]:
    milliseconds, _, sequence = cursor.partition("-")
    return int(milliseconds), int(sequence or 0)
