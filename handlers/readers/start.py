"""The first minute: /start with its deep links, /help, /stop."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import ChatKind, Message, Section, State, Subscriber
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.handlers.base.commands import ADMIN_COMMANDS, commands_for
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, command, deep_link, setting
from ledebot.handlers.base.tokens import resolve
from ledebot.handlers.digest.digest import preview_first
from ledebot.handlers.digest.zone import begin
from ledebot.handlers.readers.choices import (
    follow_everything,
    follow_section,
    follow_source,
    follow_topic,
    leave_section,
)
from ledebot.handlers.readers.lifecycle import STOPPED, resumed
from ledebot.handlers.readers.summary import at_the_door, first_choice, overview, times


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("start", start, Who.ADMIN, abroad=Who.ADMIN),
        deep_link("topic", by_topic, Who.ADMIN),
        deep_link("source", by_source, Who.ADMIN),
        command("help", show_help, Who.EVERYBODY),
        command("stop", stop, Who.ADMIN, abroad=Who.ADMIN),
        setting("all", everything),
        setting("home", home),
        setting("pick", pick),
        setting("done", begin),
    )


async def start(request: RequestContext) -> None:
    """Welcome a chat, and restore it if it was paused."""
    was_paused = request.subscriber.state is State.PAUSED
    if request.kind is ChatKind.PRIVATE or was_paused:
        await request.change(resumed)
    if request.args:
        await _lost(request)
    elif was_paused:
        await request.say(await overview(request, request.t("Welcome back. Everything is as you left it.")))
    elif request.subscriber.filters.empty:
        await request.say(welcome(request))
    else:
        await request.say(await overview(request))


def welcome(request: RequestContext) -> Message:
    """Say what the bot does, with the first choice."""
    t = request.t
    if request.kind is ChatKind.GROUP and not request.is_remote:
        return _greeting(request)
    if request.is_remote:
        name = bold(request.subscriber.title or str(request.target))
        return Message(f"📣 {name}\n{t('What should it bring?')}", first_choice(request))
    pitch = t("One digest at your own hour, every story once; /search finds any story again.")
    return Message(f"{bold('Ledebot')}\n{pitch}\n\n{t('What would you like to read?')}", first_choice(request))


def _greeting(request: RequestContext) -> Message:
    """Say to a group what the bot does, and who decides; when its digest comes is a button."""
    t = request.t
    hello = t("Hello! I can bring this group one news digest a day. An admin chooses what and when:")
    note = t("Only admins change settings here.")
    topics = t("Each topic can have a digest of its own: send /subscribe in it.")
    chat = request.update.effective_chat
    lines = (hello, note, topics) if chat is not None and chat.is_forum else (hello, note)
    when = request.button(t("🕗 At {time}: change", time=times(request.subscriber.schedule.times)), "sch")
    return Message("\n".join(lines), (*first_choice(request), (when,)))


async def everything(request: RequestContext) -> None:
    """Follow all the news, or no longer all of it. Who has had no digest before gets the first one at once."""
    if request.args[:1] == ("0",):
        await request.change(lambda old: replace(old, filters=replace(old.filters, everything=False)))
        await request.show(await overview(request))
        return
    await request.change(follow_everything)
    await begin(request)


async def pick(request: RequestContext) -> None:
    """Choose sections in the welcome (`ld:pick:+:SECTION`), which stays as it is."""
    nothing_yet = request.subscriber.filters.empty
    sign, name = (*request.args, "", "")[:2]
    if name in list(Section):
        section = Section(name)
        edit = leave_section if sign == "-" else follow_section
        await request.change(lambda old: edit(old, section))
    await request.show(welcome(request))
    if nothing_yet:
        await preview_first(request)


async def home(request: RequestContext) -> None:
    """Go back to where the bot begins: the welcome until the first digest, then the overview."""
    await request.show(welcome(request) if at_the_door(request) else await overview(request))


async def stop(request: RequestContext) -> None:
    """Stop all pushes and keep everything."""

    def stopped(old: Subscriber) -> Subscriber:
        if old.state is State.PAUSED:
            return replace(old, paused_reason=STOPPED)
        return replace(old, state=State.PAUSED, paused_reason=STOPPED, paused_since=now)

    now = request.services.clock.now()
    if not request.known:
        await request.say(request.t("There is nothing to stop: no digests are sent to this chat."))
        return
    await request.change(stopped)
    await request.say(
        request.t("No more digests. Your settings are kept: /start brings them back, /forget removes them.")
    )


async def show_help(request: RequestContext) -> None:
    """List the commands that fit this chat."""
    t = request.t
    entries = commands_for(request.kind)
    if request.user_id in request.services.settings.admin_ids and request.kind is ChatKind.PRIVATE:
        entries = (*entries, *ADMIN_COMMANDS)
    lines = [f"/{name} – {escape(t(text))}" for name, text in entries]
    tip = t("In any chat, @{bot} and a few words find a story to share.", bot=escape(request.bot.username))
    await request.say("\n".join([bold(t("What I can do")), *lines, "", tip]))


async def by_topic(request: RequestContext) -> None:
    """Follow the section or topic of a deep link."""
    if section := section_named(_wanted(request)):
        await request.change(lambda old: follow_section(resumed(old), section))
        name = bold(name_of(section, request.t))
        await request.say(await overview(request, request.t("You follow the topic {name} now.", name=name)))
        return
    topic = resolve(_wanted(request), await request.services.articles.topics())
    if topic is None:
        await _lost(request)
        return
    await request.change(lambda old: follow_topic(resumed(old), topic))
    said = request.t("You follow the topic {name} now.", name=bold(request.in_script(topic)))
    await request.say(await overview(request, said))


async def by_source(request: RequestContext) -> None:
    """Follow the source of a deep link."""
    source = resolve(_wanted(request), await request.services.articles.sources())
    if source is None:
        await _lost(request)
        return
    await request.change(lambda old: follow_source(resumed(old), source))
    said = request.t("You follow the source {name} now.", name=bold(request.in_script(source)))
    await request.say(await overview(request, said))


def _wanted(request: RequestContext) -> str:
    return request.args[0] if request.args else ""


async def _lost(request: RequestContext) -> None:
    text = request.t("That link leads to nothing known here. Choose for yourself:")
    await request.say(await overview(request, text))
