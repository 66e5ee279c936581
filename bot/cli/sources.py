"""`ledebot sources`: what is followed, and how it is doing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.cli import source_editing
from ledebot.bot.cli.source_habits import show
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import InputError, SourceError
from ledebot.bot.model import SourceConfig, SourceState
from ledebot.bot.sources import catalogue, listing, opml
from ledebot.bot.sources.discover import Discovery
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.on_demand import open_getter
from ledebot.bot.sources.ports import Getter
from ledebot.bot.sources.urls import is_url

PACKAGED = "the packaged list"


async def run(settings: Settings, arguments: Namespace) -> int:
    """Carry out one action."""
    actions = {
        "list": _list,
        "show": show,
        "add": _add,
        "pause": source_editing.pause,
        "resume": source_editing.resume,
        "set": source_editing.configure,
        "rename": source_editing.rename,
        "merge": source_editing.merge,
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
            print(json.dumps(as_json(state, container.editor.place(state, "url")), ensure_ascii=False))
        return 0
    if not states:
        print("no sources yet: `ledebot sources add URL`, or `ledebot run` to start with the packaged list")
    for state in states:
        print("\n".join(as_text(state, container.editor.place(state, "url"))))
    return 0


async def _add(container: Container, arguments: Namespace) -> int:
    location = arguments.url
    if is_url(location):
        async with open_getter(container.clock, allow_private=container.settings.fetch_allow_private) as fetcher:
            location, title = await _feed_of(location, fetcher)
    elif Path(location).exists():
        location, title = str(Path(location).resolve()), Path(location).name
    else:
        raise InputError(f"{location}: no such file or folder, and not an http(s) address")
    section = source_editing.section(arguments.section)
    config = SourceConfig(location, arguments.title or title, tuple(arguments.topic), section=section)
    new = await catalogue.add(container.sources, config, container.clock.now())
    print(f"{'following' if new else 'already followed'}: {config.title} {location}")
    return 0


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
    url = (await source_editing.held(container, arguments.name)).config.url
    await container.editor.remove(url)
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


async def _export(container: Container, arguments: Namespace) -> int:
    configs = [state.config for state in await container.sources.all()]
    sys.stdout.write(listing.render(configs) if arguments.toml else opml.render(configs).decode())
    return 0


def as_json(state: SourceState, listed: str | None) -> dict[str, Any]:
    """Give a source as one JSON object; absent values are null. `listed` tells where, if it is."""
    return {
        "url": state.config.url,
        "title": state.title or state.config.title or None,
        "topics": list(state.config.topics),
        "section": state.config.section,
        "categories": dict(state.config.categories),
        "language": state.config.language,
        "every": state.config.interval,
        "listed": listed if listed != "" else PACKAGED,
        "paused": state.paused,
        "health": state.health.value,
        "last_success": _iso(state.last_success),
        "last_error": state.last_error,
        "failures": state.failures,
        "next_try": _iso(state.next_try),
        "interval": state.interval,
        "moved_to": state.extra.get("moved_to"),
        "bad_items": state.extra.get("bad_items"),
    }


def as_text(state: SourceState, listed: str | None) -> list[str]:
    """Give a source in a few lines for a person to read."""
    config, health = state.config, "paused" if state.paused else state.health.value
    following = "not read until it is resumed" if state.paused else f"next try {_when(state.next_try)}"
    lines = [
        f"{health:<8} {name_of(state)}",
        f"         {config.url}",
        f"         last success {_when(state.last_success)}, {following}",
    ]
    settings = [
        *([f"section {config.section}"] if config.section else ()),
        *([f"language {config.language}"] if config.language else ()),
        *([f"read every {config.interval} s"] if config.interval else ()),
        *([f"listed in {listed or PACKAGED}"] if listed is not None else ()),
    ]
    if settings:
        lines.append(f"         {', '.join(settings)}")
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
