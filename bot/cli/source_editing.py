"""`ledebot sources pause|resume|set|rename|merge`: a source changed by hand."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ledebot.bot.app.container import Container
from ledebot.bot.core.errors import InputError
from ledebot.bot.model import Section, SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.naming import name_of


async def held(container: Container, name: str) -> SourceState:
    """Find a source by its address, path or name. Raises InputError where there is none, or several."""
    for url in (name, str(Path(name).resolve())):
        if state := await container.sources.get(url):
            return state
    found = [state for state in await container.sources.all() if name in (name_of(state), state.title)]
    if not found:
        raise InputError(f"{name}: not among the sources; `ledebot sources list` shows them")
    if len(found) > 1:
        raise InputError(f"{name}: several are called that: {', '.join(state.config.url for state in found)}")
    return found[0]


async def pause(container: Container, arguments: Namespace) -> int:
    """Leave a source unread until it is resumed."""
    state = await container.editor.pause((await held(container, arguments.name)).config.url)
    print(f"paused: {name_of(state)}; `ledebot sources resume` has it read again")
    return 0


async def resume(container: Container, arguments: Namespace) -> int:
    """Read it again, at once."""
    state = await container.editor.resume((await held(container, arguments.name)).config.url)
    print(f"read again: {name_of(state)}")
    return 0


async def rename(container: Container, arguments: Namespace) -> int:
    """Call a source otherwise."""
    state = await held(container, arguments.name)
    if not arguments.new.strip():
        raise InputError("the new name is empty")
    changed = await container.editor.rename(state.config.url, arguments.new)
    await container.renaming.tick()
    print(f"{name_of(state)} is called {name_of(changed)} now, its articles and for its readers too")
    return 0


async def merge(container: Container, arguments: Namespace) -> int:
    """Know a source by another one's name."""
    state, into = await held(container, arguments.name), await held(container, arguments.into)
    if state.config.url == into.config.url:
        raise InputError(f"{name_of(state)} is one source already")
    await container.editor.merge(state.config.url, into.config.url)
    await container.renaming.tick()
    print(f"{name_of(state)} is {name_of(into)} now; both are read, `ledebot sources remove` gives one of them up")
    return 0


async def configure(container: Container, arguments: Namespace) -> int:
    """Change what becomes of a source's articles from now on; those that are stored stay as they are."""
    state = await held(container, arguments.name)
    changes: list[tuple[str, Callable[[SourceConfig], SourceConfig]]] = []
    if arguments.section is not None:
        changes.append(("section", partial(replace, section=section(arguments.section))))
    if arguments.language is not None:
        changes.append(("language", partial(replace, language=_language(arguments.language))))
    if arguments.interval is not None:
        changes.append(("interval", partial(replace, interval=_interval(arguments.interval))))
    if arguments.category:
        changes.append(("categories", partial(_categories, changes=dict(map(_change, arguments.category)))))
    if not changes:
        raise InputError("nothing to change; `ledebot sources set --help` lists what can be set")
    for key, edit in changes:
        state = await container.editor.configure(state.config.url, key, edit)
    print(f"changed: {name_of(state)}, for what it publishes from now on")
    return 0


def section(text: str) -> Section | None:
    """Read a section's id. Raises InputError."""
    try:
        return catalogue.section_named(text)
    except ValueError as error:
        raise InputError(str(error)) from None


def _language(text: str) -> str | None:
    if text and not catalogue.LANGUAGE.fullmatch(text):
        raise InputError(f"{text}: expected a language code such as en or zh-hans")
    return text or None


def _interval(text: str) -> int | None:
    try:
        return catalogue.seconds(text) if text else None
    except ValueError as error:
        raise InputError(str(error)) from None


def _change(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (equals and old.strip()):
        raise InputError(f"{text}: expected OLD=NEW")
    return old.strip(), new.strip()


def _categories(config: SourceConfig, changes: dict[str, str]) -> SourceConfig:
    return replace(config, categories=tuple({**dict(config.categories), **changes}.items()))
