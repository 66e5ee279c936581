"""/editsource: one source on a card, for the operator: pause it, call it otherwise, and set what it publishes.

Its address stands there whole, with whatever key or password it holds: nobody else is ever shown it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ledebot.bot.core.errors import InputError
from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, clip, escape
from ledebot.bot.model import Keyboard, Message, Section, SourceConfig, SourceState
from ledebot.bot.sources.naming import name_of
from ledebot.bot.text.section_names import name_of as section_name
from ledebot.handlers.base.keyboards import chosen, label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.readers.summary import fact
from ledebot.handlers.sources.sources import NAME, sign, standing

PAGE = 20
LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
"""Those offered; the command line and the sources file take any."""
INTERVALS = (300, 900, 3600, 6 * 3600, 24 * 3600)
"""Seconds between two readings."""
OWN = "-"
"""Stands in a button for a setting that is left to the source itself."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("editsource", edit_source, Who.OPERATOR),
        button("srcs", choose, Who.OPERATOR),
        button("src", card, Who.OPERATOR),
        button("srcset", change, Who.OPERATOR),
        button("srcmerge", merge, Who.OPERATOR),
    )


async def edit_source(request: RequestContext) -> None:
    """Show the source that the words name, or all to choose from; after `=`, call it otherwise."""
    wanted, _, new = (part.strip() for part in " ".join(request.args).partition("="))
    if not request.args:
        await choose(request)
        return
    states = await request.services.sources.all()
    if whole := named(states, " ".join(request.args)):  # an address may hold a `=` of its own
        wanted, new = " ".join(request.args), ""
    found = whole or named(states, wanted)
    if not found:
        raise InputError(request.t("No source is called {name}. /editsource alone lists them.", name=wanted))
    if len(found) > 1:
        await _offer(request, found, 0)
    elif not new:
        await _show(request, found[0])
    elif others := [state for state in named(states, new) if state != found[0]]:
        await _ask_to_merge(request, found[0], others[0])
    else:
        state = await request.services.editor.rename(found[0].config.url, new)
        text = request.t("It is called {name} now. Its stories and its readers follow in a moment.", name=_bold(state))
        await request.say(text)


async def choose(request: RequestContext) -> None:
    """List all sources as buttons, those in trouble first."""
    states = await request.services.sources.all()
    if not states:
        raise InputError(request.t("No source is followed yet. The operator adds them with /addsource."))
    page = number(request.args[0]) if request.query is not None and request.args else 0
    await _offer(request, sorted(states, key=lambda state: (sign(state) in "✅🆕", name_of(state).casefold())), page)


async def card(request: RequestContext) -> None:
    """Show a source; with a second word, what one of its settings can be."""
    state = await _pressed(request)
    if state is not None:
        await _show(request, state, request.args[1] if len(request.args) > 1 else "")


async def change(request: RequestContext) -> None:
    """Change what a button names, then show how the source is now; values that no button has change nothing."""
    state = await _pressed(request)
    if state is None or len(request.args) != 3:
        return
    _, key, value = request.args
    editor, url = request.services.editor, state.config.url
    if key == "paused":
        state = await (editor.pause(url) if value == "1" else editor.resume(url))
    elif edit := _edit(key, value):
        state = await editor.configure(url, key, edit)
    await _show(request, state)


async def merge(request: RequestContext) -> None:
    """Know a source by the name of another one."""
    state = await _pressed(request)
    into = await _pressed(request, 1) if state is not None else None
    if state is None or into is None:
        return
    await request.services.editor.merge(state.config.url, into.config.url)
    text = request.t(
        "{name} is {other} now. Both are read; /removesource gives one of them up.",
        name=_bold(state),
        other=_bold(into),
    )
    await request.show(Message(text))


def named(states: Sequence[SourceState], wanted: str) -> list[SourceState]:
    """Find the sources of a name or an address."""
    folded = wanted.casefold()
    return [state for state in states if folded in (state.config.url.casefold(), name_of(state).casefold())]


def _edit(key: str, value: str) -> Callable[[SourceConfig], SourceConfig] | None:
    """Read what a button sets; None for a value that no button has."""
    if key == "section" and (value == OWN or value in list(Section)):
        section = None if value == OWN else Section(value)
        return lambda config: replace(config, section=section)
    if key == "language" and value in (OWN, *LANGUAGES):
        language = None if value == OWN else value
        return lambda config: replace(config, language=language)
    if key == "interval" and value in (OWN, *map(str, INTERVALS)):
        interval = None if value == OWN else int(value)
        return lambda config: replace(config, interval=interval)
    return None


async def _pressed(request: RequestContext, at: int = 0) -> SourceState | None:
    """Find the source that a button names; None, and a word about it, where it is gone."""
    states = {state.config.url: state for state in await request.services.sources.all()}
    url = resolve(request.args[at] if len(request.args) > at else "", states)
    if url is None:
        await request.toast(request.t("That source is gone already."))
        return None
    return states[url]


async def _offer(request: RequestContext, states: Sequence[SourceState], page: int) -> None:
    shown, page, pages = page_of(states, page, PAGE)
    each = [request.button(f"{sign(state)} {label(name_of(state))}", "src", token(state.config.url)) for state in shown]
    keyboard = (*rows(each, 2), *turn(page, pages, lambda to: request.data("srcs", to)))
    await request.show(Message(request.t("Which source?"), keyboard))


async def _ask_to_merge(request: RequestContext, state: SourceState, into: SourceState) -> None:
    t = request.t
    question = t(
        "{other} is another source. Make {name} one with it? Readers then know and follow both as {other}.",
        name=_bold(state),
        other=_bold(into),
    )
    yes = request.button(t("Make them one"), "srcmerge", token(state.config.url), token(into.config.url))
    await request.say(Message(question, ((yes,), (request.button(t("No"), "src", token(state.config.url)),))))


async def _show(request: RequestContext, state: SourceState, key: str = "") -> None:
    """Show the card; with `key`, the values of that setting in place of the settings."""
    t, config = request.t, state.config
    place = request.services.editor.place(state, key or "title")
    facts = [
        f"{sign(state)} {_bold(state)}",
        f"<code>{escape(config.url)}</code>",
        escape(standing(request, state, state.last_error or "")),
        *(fact(t, name, value) for name, value in _settings(t, config)),
    ]
    if place is None:
        facts.append(t("Another name: /editsource {name} = …", name=escape(clip(name_of(state), NAME))))
    else:
        facts.append(t("Listed in {place}; a pause holds all the same.", place=escape(place or t("the packaged list"))))
    values = _values(request, state, key) if place is None else ()
    await request.show(Message("\n".join(facts), values or _menu(request, state, editable=place is None)))


def _settings(t: Translator, config: SourceConfig) -> list[tuple[str, str]]:
    interval = config.interval
    settings = [
        (t("Section"), section_name(config.section, t) if config.section else t("each story's own")),
        (t("Language"), LANGUAGES.get(config.language, config.language) if config.language else t("its own")),
        (t("Read every"), _interval(t, interval)),
    ]
    return [*settings, (t("Topics"), t(", ").join(config.topics))] if config.topics else settings


def _menu(request: RequestContext, state: SourceState, *, editable: bool) -> Keyboard:
    t, short = request.t, token(state.config.url)
    pause = t("▶️ Read it again") if state.paused else t("⏸ Pause")
    settings = tuple(
        request.button(text, "src", short, key)
        for key, text in (("section", t("Section")), ("language", t("Language")), ("interval", t("Read every")))
    )
    return (
        (request.button(pause, "srcset", short, "paused", 0 if state.paused else 1),),
        *((settings,) if editable else ()),
        (request.button(t("‹ Back"), "srcs"), *((request.button("🗑", "rmsource", short),) if editable else ())),
    )


def _values(request: RequestContext, state: SourceState, key: str) -> Keyboard:
    """List what a setting can be; nothing for any other word."""
    t, short = request.t, token(state.config.url)
    offered: dict[str, dict[str, str]] = {
        "section": {OWN: t("each story's own"), **{each: section_name(each, t) for each in Section}},
        "language": {OWN: t("its own"), **LANGUAGES},
        "interval": {OWN: t("as often as it has news"), **{str(each): _interval(t, each) for each in INTERVALS}},
    }
    if key not in offered:
        return ()
    held = str(getattr(state.config, key) or OWN)
    each = [
        request.button(chosen(text, value == held), "srcset", short, key, value) for value, text in offered[key].items()
    ]
    return (*rows(each, 2), (request.button(t("‹ Back"), "src", short),))


def _bold(state: SourceState) -> str:
    return bold(clip(name_of(state), NAME))


def _interval(t: Translator, seconds: int | None) -> str:
    """Write how long it is between two readings; None: as the source's own news suggest."""
    if not seconds:
        return t("as often as it has news")
    return t("{n} h", n=seconds // 3600) if seconds % 3600 == 0 else t("{n} min", n=seconds // 60)
