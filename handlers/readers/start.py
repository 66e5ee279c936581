"""The first minute: /start with its deep links, /help, /stop."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import ChatKind, Message, State, Subscriber
from ledebot.handlers.base.commands import ADMIN_COMMANDS, commands_for
from ledebot.handlers.base.context import AnyHandler, Services
from ledebot.handlers.base.request_context import Visit
from ledebot.handlers.base.routes import button, command
from ledebot.handlers.base.tokens import resolve
from ledebot.handlers.digest import digest
from ledebot.handlers.readers.following import follow_everything, follow_source, follow_topic
from ledebot.handlers.readers.lifecycle import STOPPED, resumed
from ledebot.handlers.readers.summary import first_choice, overview
from ledebot.handlers.search import inline, search
from ledebot.handlers.stories import reading


def handlers(services: Services) -> list[AnyHandler]:
    """Route the commands of this module."""
    return [
        command(services, "start", start),
        command(services, "help", show_help),
        command(services, "stop", stop),
        button(services, "all", everything),
        button(services, "home", home),
    ]


async def start(visit: Visit) -> None:
    """Welcome a chat, restore it if it was paused, and follow a deep link if there is one."""
    link = visit.args[0] if visit.args else ""
    if link.startswith("read_"):
        await reading.open_story(visit, link.removeprefix("read_"))
        return
    if link.startswith("more_"):
        await digest.more_of_channel(visit, link)
        return
    if link == inline.HELP:
        await visit.say(search.usage(visit.t))
        return
    if link in ("saved", "likes"):
        await (reading.saved(visit) if link == "saved" else reading.likes(visit))
        return
    was_paused = visit.subscriber.state is State.PAUSED
    if visit.kind is ChatKind.PRIVATE or was_paused:
        await visit.change(resumed)
    if link:
        await _follow_link(visit, link)
    elif was_paused:
        await visit.say(await overview(visit, visit.t("Welcome back. Everything is as you left it.")))
    elif visit.subscriber.filters.empty:
        await visit.say(welcome(visit))
    else:
        await visit.say(await overview(visit))


def welcome(visit: Visit) -> Message:
    """Say what the bot does to someone who follows nothing yet."""
    t = visit.t
    pitch = t("One digest at your own hour, every story once; /search finds any story again.")
    return Message(f"{bold('Ledebot')}\n{pitch}\n\n{t('What would you like to read?')}", first_choice(visit))


async def everything(visit: Visit) -> None:
    """Follow all the news, or no longer all of it. Who followed nothing before gets the first digest at once."""
    if visit.args[:1] == ("0",):
        await visit.change(lambda old: replace(old, filters=replace(old.filters, everything=False)))
        await visit.show(await overview(visit))
        return
    first = visit.subscriber.filters.empty
    await visit.change(follow_everything)
    await visit.show(await overview(visit, visit.t("Done.")))
    if first and not visit.abroad:
        await digest.digest(visit)


async def home(visit: Visit) -> None:
    """Go back to the overview."""
    await visit.show(await overview(visit))


async def stop(visit: Visit) -> None:
    """Stop all pushes and keep everything."""

    def stopped(old: Subscriber) -> Subscriber:
        if old.state is State.PAUSED:
            return replace(old, paused_reason=STOPPED)
        return replace(old, state=State.PAUSED, paused_reason=STOPPED, paused_since=now)

    now = visit.services.clock.now()
    if not visit.known:
        await visit.say(visit.t("There is nothing to stop: no digests are sent to this chat."))
        return
    await visit.change(stopped)
    await visit.say(visit.t("No more digests. Your settings are kept: /start brings them back, /forget removes them."))


async def show_help(visit: Visit) -> None:
    """List the commands that fit this chat."""
    t = visit.t
    entries = commands_for(visit.kind)
    if visit.user_id in visit.services.settings.admin_ids and visit.kind is ChatKind.PRIVATE:
        entries = (*entries, *ADMIN_COMMANDS)
    lines = [f"/{name} – {escape(t(text))}" for name, text in entries]
    tip = t("In any chat, @{bot} and a few words find a story to share.", bot=escape(visit.bot.username))
    await visit.say("\n".join([bold(t("What I can do")), *lines, "", tip]))


async def _follow_link(visit: Visit, link: str) -> None:
    """Follow what `?start=topic_…` or `source_…` names."""
    articles, t = visit.services.articles, visit.t
    kind, _, wanted = link.partition("_")
    if kind == "topic" and (topic := resolve(wanted, await articles.topics())):
        await visit.change(lambda old: follow_topic(old, topic))
        await visit.say(await overview(visit, t("You follow the topic {name} now.", name=bold(topic))))
    elif kind == "source" and (source := resolve(wanted, await articles.sources())):
        await visit.change(lambda old: follow_source(old, source))
        await visit.say(await overview(visit, t("You follow the source {name} now.", name=bold(source))))
    else:
        await visit.say(await overview(visit, t("That link leads to nothing known here. Choose for yourself:")))
