"""Sources written as a sources file, everything that is set of them included."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ledebot.bot.model import FullText, SourceConfig
from ledebot.bot.sources.urls import is_url


def render(sources: Iterable[SourceConfig]) -> str:
    """Write `[[source]]` tables that `catalogue.load` reads as the same sources; what is at its default is left out."""
    return "\n".join("".join(f"{line}\n" for line in _entry(source)) for source in sources)


def _entry(source: SourceConfig) -> list[str]:
    lines = ["[[source]]", f"{'url' if is_url(source.url) else 'path'} = {_text(source.url)}"]
    for key, value in (
        ("title", source.title),
        ("section", source.section),
        ("language", source.language),
        ("zone", source.zone),
        ("full_text", source.full_text if source.full_text is not FullText.AUTO else None),
    ):
        if value:
            lines.append(f"{key} = {_text(value)}")
    if source.interval:
        lines.append(f"interval = {source.interval}")
    if source.topics:
        lines.append(f"topics = [{', '.join(map(_text, source.topics))}]")
    if source.categories:
        changes = ", ".join(f"{_text(old)} = {_text(new)}" for old, new in source.categories)
        lines.append(f"categories = {{ {changes} }}")
    return lines


def _text(value: str) -> str:
    """Write a TOML string: JSON's but for one character that TOML wants escaped."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
