"""Search in the chat: a page of hits with what was found marked, turned in place, sorted and narrowed by buttons."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, escape
from ledebot.bot.model import Message
from ledebot.handlers.base.keyboards import number
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command, deep_link
from ledebot.handlers.search.narrowing import KINDS, menu, narrowed, widened
from ledebot.handlers.search.results import MOST_PAGES, results
from ledebot.handlers.search.state import SearchState

HELP = "search"
"""The deep link to how to search."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("search", search, Who.EVERYBODY, cost=1),
        button("s", turn, Who.EVERYBODY, cost=1),
        deep_link(HELP, explain, Who.EVERYBODY),
    )


async def search(request: RequestContext) -> None:
    """Answer `/search words`; without words, say how to ask."""
    words = words_after_command(request)
    if not words:
        await request.say(usage(request.t))
        return
    await answer(request, words)


async def explain(request: RequestContext) -> None:
    """Say how to search, to who came from inline mode."""
    await request.say(usage(request.t))


async def answer(request: RequestContext, words: str) -> None:
    """Send the first page of what the words find."""
    state = SearchState(words)
    key = await request.keep(state.plain())
    await request.say(await results(request, state, key))


def words_after_command(request: RequestContext) -> str:
    """Give what was written after the command, as it was written but for line breaks and runs of spaces."""
    message = request.update.effective_message
    _, *words = (message.text or "").split() if message is not None and message.text else ("",)
    return " ".join(words)


async def turn(request: RequestContext) -> None:
    """Do what a result page's button says: `ld:s:KEY:VERB[:ARG]`."""
    key, verb, *rest = (*request.args, "", "")
    argument = rest[0] if rest else ""
    state = SearchState.read(await request.services.states.get(key)) if key else None
    if state is None:
        await request.toast(request.t("This search has expired; please send /search again."), alert=True)
        return
    if verb == "narrow":
        await request.show(await menu(request, state, key))
        return
    changed = await _changed(request, state, verb, argument)
    if changed is None:
        await request.toast(request.t("This button no longer works. /start shows where everything is."), alert=True)
        return
    await request.keep(changed.plain(), key=key)
    await request.show(await results(request, changed, key))


async def _changed(request: RequestContext, state: SearchState, verb: str, argument: str) -> SearchState | None:
    if verb == "page":
        return replace(state, page=min(number(argument), MOST_PAGES - 1), unfolded=0)
    if verb == "sort":
        return replace(state, page=0, newest=argument == "newest", unfolded=0)
    if verb == "back":
        return state
    if verb == "unfold":
        at = number(argument)
        return replace(state, unfolded=0 if at == state.unfolded else at)
    if verb == "wide":
        return widened(request, state, argument)
    if verb in KINDS:
        return await narrowed(request, state, verb, argument)
    return None


def usage(t: Translator) -> Message:
    """Explain /search with examples in the reader's language."""
    examples = (
        (t("rate cut"), t("all words")),
        (t('"reserve requirement ratio"'), t("exactly this")),
        (t("chips -China"), t("without")),
        (t("quake OR earthquake"), t("one of them")),
        (t("title:GDP"), t("in the title")),
        (t("topic:business source:Reuters"), t("by topic and source")),
        (t("typhoon day:3d"), t("of the last three days")),
        (t("elections after:2022-01-01 before:2022-02"), t("between two dates")),
    )
    lines = [bold(t("Search all stories: /search and some words.")), ""]
    lines += [f"<code>/search {escape(query)}</code> – {escape(meaning)}" for query, meaning in examples]
    lines += [
        "",
        t("Questions work too: {example}", example=escape(t("when does the trade fair open?"))),
        t("Any piece of a title will do, simplified or traditional. /watch tells you when something new matches."),
    ]
    return Message("\n".join(lines))
