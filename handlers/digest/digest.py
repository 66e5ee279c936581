"""/digest and /latest: what is new for this chat, and what is newest of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link, moment
from ledebot.bot.digest.callback_data import Part, parse_part
from ledebot.bot.digest.select import readable
from ledebot.bot.model import Article, Button, ChatKind, Keyboard, Message, Section
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.button_data import text_of
from ledebot.handlers.base.keyboards import number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import PRIVATE, Route, button, command, deep_link
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.digest import past
from ledebot.handlers.readers.summary import coming, overview

LATEST_PAGE = 8
LATEST_READ = 120
"""Articles read for /latest; reports of one story share a line."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("digest", digest, Who.MEMBER, abroad=Who.ADMIN, cost=2),
        command("latest", latest, Who.EVERYBODY, cost=1),
        button("digest", digest, Who.MEMBER, abroad=Who.ADMIN, cost=2),
        button("d:more", more, Who.MEMBER, cost=2),
        button("d:day", more, Who.MEMBER, cost=2),
        deep_link("more", more_of_channel, who=None, abroad=Who.MEMBER, kinds=PRIVATE, cost=2),
        deep_link("day", more_of_channel, who=None, abroad=Who.MEMBER, kinds=PRIVATE, cost=2),
        button("latest", latest, Who.EVERYBODY, cost=1),
    )


async def digest(request: RequestContext) -> None:
    """Send what has arrived since the last digest. It counts as delivered: every story comes once.

    With a day or the week it is that one's, told again. A channel's digest goes to the channel, where its readers are.
    """
    if request.subscriber.filters.empty:
        await request.say(await overview(request))
        return
    if request.args:
        await past.past(request)
        return
    if await request.services.outbox.on_its_way(request.target):
        await request.say(request.t("Your digest is on its way."))
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


async def latest(request: RequestContext) -> None:
    """List the newest stories, of all or of one topic or source."""
    t = request.t
    scope = await _scope(request)
    articles = await request.services.articles.latest(
        LATEST_READ, topic=scope.topic, source=scope.source, section=scope.section
    )
    wanted = readable(articles, request.subscriber)
    stories = list({article.story: article for article in reversed(wanted)}.values())[::-1]
    if not stories:
        await request.show(Message(t("There is no news yet. It is fetched every few minutes; please look again soon.")))
        return
    shown, page, pages = page_of(
        stories, number(request.args[-1]) if request.query is not None and request.args else 0, LATEST_PAGE
    )
    about = name_of(scope.section, t) if scope.section else scope.topic or scope.source or ""
    lines = [bold(t("Newest stories")) + (f" · {escape(about)}" if about else "")]
    lines += [_line(request, count, article) for count, article in enumerate(shown, page * LATEST_PAGE + 1)]
    await request.show(Message("\n".join(lines), _buttons(request, shown, page, pages, scope)))


def latest_data(*about: object) -> str:
    """Give the callback data of a page of /latest, which is the same whatever chat a menu is about."""
    return ":".join(("ld:latest", *map(str, about)))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the newest stories are listed of; of everything where nothing is set."""

    section: Section | None = None
    topic: str | None = None
    source: str | None = None

    @property
    def data(self) -> tuple[str, ...]:
        """Write it for a button."""
        if self.section:
            return ("n", self.section)
        return ("t", token(self.topic)) if self.topic else ("s", token(self.source)) if self.source else ("a",)


def _buttons(request: RequestContext, shown: Sequence[Article], page: int, pages: int, scope: _Scope) -> Keyboard:
    first = page * LATEST_PAGE + 1
    read = [Button(f"📖 {count}", data=f"ld:r:{article.id}") for count, article in enumerate(shown, first)]
    return (*rows(read, 4), *turn(page, pages, lambda to: latest_data(*scope.data, to)))


def _line(request: RequestContext, count: int, article: Article) -> str:
    when = moment(request.t, article.published, request.zone, now=request.services.clock.now())
    return f"{count}. {link(clip(article.title, TITLE), article.url)}\n    {escape(article.source)} · {when}"


async def _scope(request: RequestContext) -> _Scope:
    """Read which section, topic or source is meant: by a button's data, or by the words after the command."""
    articles = request.services.articles
    if request.query is not None:
        kind, wanted = (*request.args, "a", "")[:2]
        if kind == "n":
            return _Scope(section=section_named(wanted))
        if kind == "t":
            return _Scope(topic=resolve(wanted, await articles.topics()))
        return _Scope(source=resolve(wanted, await articles.sources()) if kind == "s" else None)
    words = " ".join(request.args)
    if not words:
        return _Scope()
    if section := section_named(words):
        return _Scope(section=section)
    if topic := resolve(words, await articles.topics()):
        return _Scope(topic=topic)
    if source := resolve(words, await articles.sources()):
        return _Scope(source=source)
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
        (request.button(t("Yesterday"), "past", "yesterday"), request.button(t("The week"), "past", "week")),
        (Button(t("Newest stories"), data=latest_data("a", 0)), request.button(t("What I follow"), "sub")),
    )
    return Message("\n".join(filter(None, lines)), keyboard)
