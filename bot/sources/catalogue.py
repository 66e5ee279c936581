"""`sources.toml`: the sources that an operator lists in a file, and the list to start from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from ledebot.bot.core.errors import SettingError
from ledebot.bot.model import FullText, Rename, Section, SourceConfig, SourceState
from ledebot.bot.sources import zones
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.ports import Renames, SourceStore
from ledebot.bot.sources.schedule import LONGEST_SET, SHORTEST_SET
from ledebot.bot.sources.urls import is_url, web_url

ORIGIN = "origin"
"""Where a source came from, in its state's `extra`: `file`, or absent for those added by hand."""
_KEYS = frozenset(
    ("url", "rsshub", "path", "title", "topic", "topics", "section", "categories", "language", "interval", "full_text")
) | {"zone"}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language's code, such as `en` or `zh-hans`."""
_HEADING = re.compile(r"\s*\[\[\s*source\s*\]\]")
_INTERVAL = re.compile(r"([0-9]{1,6})\s*([smhd])")


def load(path: Path | None, rsshub: str) -> tuple[SourceConfig, ...]:
    """Read a sources file, or the packaged list for None. `rsshub` is the base address of the RSSHub instance.

    Raises SettingError, naming the file and the entry.
    """
    if path is None:
        name, text = "the packaged list", resources.files(__package__).joinpath("default.toml").read_text("utf-8")
    else:
        name = str(path)
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise SettingError(f"{name}: {error.strerror}; check LEDEBOT_SOURCES") from None
        except UnicodeDecodeError:
            raise SettingError(f"{name}: not UTF-8; save it as UTF-8") from None
    try:
        entries = tomllib.loads(text).get("source", [])
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{name}: {error}") from None
    except RecursionError:
        raise SettingError(f"{name}: brackets are nested too deeply") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingError(f"{name}: expected [[source]] tables")
    folder = path.parent if path else Path()
    found: dict[str, SourceConfig] = {}
    for number, entry in enumerate(entries, 1):
        try:
            config = _config(entry, rsshub, folder)
        except ValueError as error:
            raise SettingError(f"{name}, source {number}: {error}") from None
        if config.url in found:
            raise SettingError(f"{name}, source {number}: {config.url} is listed twice")
        found[config.url] = config
    return tuple(found.values())


def line_of(path: Path, rsshub: str, url: str, key: str) -> int | None:
    """Tell at which line of a sources file a source's setting stands, or its entry begins; None if that cannot be told.

    TOML's parser keeps no lines: the entries are counted by their headings.
    """
    try:
        text = path.read_text("utf-8")
        entries = tomllib.loads(text).get("source", [])
        urls = [_address(entry, rsshub, path.parent) for entry in entries]
    except (OSError, ValueError):
        return None
    lines = text.splitlines()
    headings = [number for number, line in enumerate(lines, 1) if _HEADING.match(line)]
    if url not in urls or len(headings) != len(urls):
        return None
    begin, *following = headings[urls.index(url) :]
    entry = range(begin, following[0] - 1 if following else len(lines))
    setting = re.compile(rf"\s*{re.escape(key)}\s*=")
    return next((number + 1 for number in entry if setting.match(lines[number])), begin)


async def sync(store: SourceStore, configs: Iterable[SourceConfig], now: datetime, renames: Renames) -> tuple[int, int]:
    """Make the store follow what the file lists; sources added by hand stay. Gives how many were added and removed.

    One that was added by hand and is listed now is the file's from then on.
    """
    listed = {config.url: config for config in configs}
    added = removed = 0
    states = await store.all()
    for state in states:
        url = state.config.url
        if url not in listed:
            removed += state.extra.get(ORIGIN) == "file" and await store.remove(url)
            continue
        config = listed.pop(url)
        if config != state.config or state.extra.get(ORIGIN) != "file":
            await note_rename(renames, state, config, states, now)
            await store.change(url, partial(_listed, config=config))
    for config in listed.values():
        await store.save(SourceState(config, next_try=now, extra={ORIGIN: "file"}))
        added += 1
    return added, removed


def _listed(state: SourceState, config: SourceConfig) -> SourceState:
    return replace(state, config=config, extra={**state.extra, ORIGIN: "file"})


async def note_rename(
    renames: Renames, state: SourceState, config: SourceConfig, others: Iterable[SourceState], now: datetime
) -> None:
    """Note that a feed is about to be called otherwise, if it is; an archive's posts name their sources themselves."""
    old, new = name_of(state), name_of(replace(state, config=config))
    if old != new and is_url(config.url):
        shared = any(name_of(other) == old and other.config.url != config.url for other in others)
        await renames.note(Rename(old, new, now, shared=shared))


async def add(store: SourceStore, config: SourceConfig, now: datetime) -> bool:
    """Follow a source from now on; False if it is followed already.

    One that is retired, failing or paused is tried at once.
    """
    if await store.change(config.url, lambda held: replace(held, next_try=now, paused=False)) is not None:
        return False
    await store.save(SourceState(config, next_try=now))
    return True


def _config(entry: dict[str, Any], rsshub: str, folder: Path) -> SourceConfig:
    """Read one table. Raises ValueError, saying what is expected."""
    if unknown := sorted(set(entry) - _KEYS):
        raise ValueError(f"unknown setting {unknown[0]}; known are {', '.join(sorted(_KEYS))}")
    topics = entry.get("topics", entry.get("topic", []))
    topics = [topics] if isinstance(topics, str) else topics
    if not isinstance(topics, list) or not all(isinstance(topic, str) and topic.strip() for topic in topics):
        raise ValueError("topics must be a list of names")
    try:
        full_text = FullText(entry.get("full_text", "auto"))
    except ValueError:
        raise ValueError("full_text must be auto, always or never") from None
    return SourceConfig(
        url=_address(entry, rsshub, folder),
        title=_string(entry, "title"),
        topics=tuple(topic.strip() for topic in topics),
        section=section_named(_string(entry, "section")),
        categories=_categories(entry.get("categories", {})),
        language=_string(entry, "language") or None,
        interval=seconds(entry["interval"]) if "interval" in entry else None,
        full_text=full_text,
        zone=_zone(entry),
    )


def section_named(text: str) -> Section | None:
    """Read a section's id; None for an empty text. Raises ValueError, listing those there are."""
    try:
        return Section(text) if text else None
    except ValueError:
        raise ValueError(f"section {text[:40]} is unknown; known are {', '.join(Section)}") from None


def _categories(table: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, dict) or not all(isinstance(name, str) for name in table.values()):
        raise ValueError('categories must be a table like { "old name" = "new name", "unwanted" = "" }')
    return tuple((old.strip(), new.strip()) for old, new in table.items())


def _address(entry: dict[str, Any], rsshub: str, folder: Path) -> str:
    given = [key for key in ("url", "rsshub", "path") if key in entry]
    if len(given) != 1:
        raise ValueError("expected exactly one of url, rsshub and path")
    text = _string(entry, given[0])
    if given[0] == "path":
        return str((folder / Path(text).expanduser()).absolute())
    if given[0] == "rsshub":
        text = f"{rsshub.rstrip('/')}/{text.lstrip('/')}"
    url = web_url(text)
    if url is None:
        raise ValueError(f"{text[:100]} is not an http or https address")
    return url


def _string(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a text in quotes")
    return value.strip()


def _zone(entry: dict[str, Any]) -> str | None:
    name = _string(entry, "zone")
    if name and zones.of_name(name) is None:
        raise ValueError(f"zone must be a name like Asia/Shanghai, not {name[:40]}")
    return name or None


def seconds(value: Any) -> int:
    """Read an interval such as `30m`, or a number of seconds. Raises ValueError, saying what is expected."""
    found = _INTERVAL.fullmatch(value.strip()) if isinstance(value, str) else None
    span = int(found[1]) * _UNITS[found[2]] if found else value
    if not isinstance(span, int) or isinstance(span, bool) or not SHORTEST_SET <= span <= LONGEST_SET:
        raise ValueError(f'interval must be like "30m" or "2h", or seconds, at least {SHORTEST_SET}, at most "30d"')
    return span
