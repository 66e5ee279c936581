"""`ledebot sources show`: one source, and what it repeats; `--keep` has something of that stay in its articles."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from ledebot.bot.app.container import Container
from ledebot.bot.core.errors import InputError
from ledebot.bot.model import SourceState
from ledebot.bot.text.furniture import Habits, keep, repeated

_KINDS = {"l": "line", "p": "picture", "h": "before titles", "t": "after titles", "b": "before reports"}


async def show(container: Container, arguments: Namespace) -> int:
    """Show a source by its name, address or path, after keeping what is asked for."""
    state = await _find(container, arguments.name)
    names = [state.config.title, state.title] if state else [arguments.name]
    known = await container.habits.load({name for name in names if name})
    if state is None and not known:
        raise InputError(f"{arguments.name}: not among the sources; `ledebot sources list` shows them")
    name, habits = next(iter(known.items()), (names[0], Habits()))
    if arguments.keep:
        habits = await _keep(container, state, name, habits, arguments.keep)
    if arguments.json:
        found = [
            {"mark": mark, "kind": _KINDS[mark[0]], "text": text, "articles": n} for mark, text, n in repeated(habits)
        ]
        print(json.dumps({"source": name, "articles": round(habits.items), "repeats": found}, ensure_ascii=False))
    else:
        print("\n".join(_as_text(name, habits)))
    return 0


async def _find(container: Container, name: str) -> SourceState | None:
    for url in (name, str(Path(name).resolve())):
        if state := await container.sources.get(url):
            return state
    return next((one for one in await container.sources.all() if name in (one.title, one.config.title)), None)


async def _keep(container: Container, state: SourceState | None, name: str, habits: Habits, marks: list[str]) -> Habits:
    """Keep what these marks name; the source is read as if nothing in it were known, so that it comes back."""
    if unknown := set(marks) - {mark for mark, _, _ in repeated(habits)}:
        raise InputError(f"{', '.join(sorted(unknown))}: no mark of what {name} repeats; leave out --keep to see them")
    habits = keep(habits, marks)
    await container.habits.save({name: habits})
    if state:
        extra = {key: value for key, value in state.extra.items() if key != "refreshed"}
        await container.sources.save(replace(state, body_hash=None, etag=None, last_modified=None, extra=extra))
    return habits


def _as_text(name: str, habits: Habits) -> list[str]:
    lines = [f"{name}: learned from {round(habits.items)} articles"]
    found = repeated(habits)
    if not found:
        lines.append("  nothing that it repeats is known")
    lines += [f"  {mark}  {n:>4} times  {_KINDS[mark[0]]:<14} {text}" for mark, text, n in found]
    if habits.kept:
        lines.append(f"  kept: {', '.join(habits.kept)}")
    return lines
