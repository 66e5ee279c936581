"""`ledebot sources`: what is followed, and how it is doing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.cli.source_habits import show
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError, SourceError
from ledebot.bot.model import Section, SourceConfig, SourceState
from ledebot.bot.sources import catalogue, inputs, opml
from ledebot.bot.sources.discover import Discovery
from ledebot.bot.sources.on_demand import open_getter
from ledebot.bot.sources.ports import Getter


async def run(settings: Settings, arguments: Namespace) -> int:
    """Carry out one action."""
    actions = {
        "list": _list,
        "show": show,
        "add": _add,
        "set": _set,
        "remove": _remove,
        "import": _import,
        "export": _export,
    }
    async with open_container(settings) as container:
        return await actions[arguments.action](container, arguments)


async def _list(container: Container, arguments: Namespace) -> int:
    states = sorted(await container.sources.all(), key=lambda state: (state.config.topics, state.config.url))
    if arguments.json:
        for state in states:
            print(json.dumps(as_json(state), ensure_ascii=False))
        return 0
    if not states:
        print("no sources yet: `ledebot sources add URL`, or `ledebot run` to start with the packaged list")
    for state in states:
        print("\n".join(as_text(state)))
    return 0


async def _add(container: Container, arguments: Namespace) -> int:
    location = arguments.url
    if inputs.is_url(location):
        async with open_getter(container.clock, allow_private=container.settings.fetch_allow_private) as fetcher:
            location, title = await _feed_of(location, fetcher)
    elif Path(location).exists():
        location, title = str(Path(location).resolve()), Path(location).name
    else:
        raise InputError(f"{location}: no such file or folder, and not an http(s) address")
    section = _section(arguments.section)
    config = SourceConfig(location, arguments.title or title, tuple(arguments.topic), section=section)
    new = await catalogue.add(container.sources, config, container.clock.now())
    print(f"{'following' if new else 'already followed'}: {config.title} {location}")
    return 0


async def _set(container: Container, arguments: Namespace) -> int:
    """Change what becomes of a source's articles from now on; those that are stored stay as they are."""
    state = await _held(container, arguments.url)
    if state.extra.get(catalogue.ORIGIN) == "file":
        raise InputError(f"{state.config.url}: listed in the sources file; set section and categories there")
    config = state.config
    if arguments.section is not None:
        config = replace(config, section=_section(arguments.section))
    categories = dict(config.categories)
    for change in arguments.category:
        old, equals, new = change.partition("=")
        if not (equals and old.strip()):
            raise InputError(f"{change}: expected OLD=NEW")
        categories[old.strip()] = new.strip()
    await container.sources.save(replace(state, config=replace(config, categories=tuple(categories.items()))))
    print(f"changed: {config.title or config.url}, for what it publishes from now on")
    return 0


def _section(text: str) -> Section | None:
    try:
        return catalogue.section_named(text)
    except ValueError as error:
        raise InputError(str(error)) from None


async def _held(container: Container, name: str) -> SourceState:
    for url in (name, str(Path(name).resolve())):
        if state := await container.sources.get(url):
            return state
    raise InputError(f"{name}: not among the sources; `ledebot sources list` shows them")


async def _feed_of(url: str, fetcher: Getter) -> tuple[str, str]:
    """Find the one feed of a site; several are for the operator to choose from."""
    try:
        candidates = await Discovery(fetcher).look(url)
    except SourceError as error:
        raise InputError(str(error)) from None
    if not candidates:
        raise InputError(f"{url}: no feed found there; give the feed's own address")
    if len(candidates) > 1:
        listed = "; ".join(f"{found.title} {found.url}" for found in candidates)
        raise InputError(f"{url} has {len(candidates)} feeds, add one of them: {listed}")
    return candidates[0].url, candidates[0].title


async def _remove(container: Container, arguments: Namespace) -> int:
    url = (await _held(container, arguments.url)).config.url
    await container.sources.remove(url)
    print(f"no longer followed: {url}")
    return 0


async def _import(container: Container, arguments: Namespace) -> int:
    path = Path(arguments.file)
    try:
        configs = opml.parse(path.read_bytes(), ref=str(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except SourceError as error:
        raise InputError(str(error)) from None
    new = sum([await catalogue.add(container.sources, config, container.clock.now()) for config in configs])
    print(f"{len(configs)} feeds in {path}: {new} new, {len(configs) - new} already followed")
    return 0


async def _export(container: Container, _: Namespace) -> int:
    states = await container.sources.all()
    feeds = [state.config for state in states if inputs.is_url(state.config.url)]
    sys.stdout.write(opml.render(feeds).decode())
    return 0


def as_json(state: SourceState) -> dict[str, Any]:
    """Give a source as one JSON object; absent values are null."""
    return {
        "url": state.config.url,
        "title": state.title or state.config.title or None,
        "topics": list(state.config.topics),
        "section": state.config.section,
        "categories": dict(state.config.categories),
        "health": state.health.value,
        "last_success": _iso(state.last_success),
        "last_error": state.last_error,
        "failures": state.failures,
        "next_try": _iso(state.next_try),
        "interval": state.interval,
        "moved_to": state.extra.get("moved_to"),
        "bad_items": state.extra.get("bad_items"),
    }


def as_text(state: SourceState) -> list[str]:
    """Give a source in a few lines for a person to read."""
    lines = [
        f"{state.health.value:<8} {state.title or state.config.title or state.config.url}",
        f"         {state.config.url}",
        f"         last success {_when(state.last_success)}, next try {_when(state.next_try)}",
    ]
    if state.last_error:
        lines.append(f"         {state.failures} failures in a row, last: {state.last_error}")
    if moved := state.extra.get("moved_to"):
        lines.append(f"         moved for good to {moved}")
    if bad := state.extra.get("bad_items"):
        lines.append(f"         unreadable entries: {bad}")
    return lines


def _iso(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _when(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%m-%d %H:%M") if moment else "never"
