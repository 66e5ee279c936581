"""The metadata before a post's body: YAML between `---`, TOML between `+++`, JSON before `;;;` or in braces."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from textwrap import dedent
from typing import Any

import yaml

from ledebot.bot.core.errors import ParseError
from ledebot.bot.sources import field_lines

MAX_HEADER = 64 * 1024
"""Characters; a longer header is not one."""
MAX_NESTING = 8
"""Lists and mappings within each other; Hexo's categories need two."""
_LIFTED = ("params", "extra", "taxonomies")
"""Tables in which Hugo and Zola keep fields that other generators have at the top."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BEFORE = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
_FENCES = {
    "---": re.compile(r"^-{3,9}[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+{3,9}[ \t]*$", re.MULTILINE),
    ";;;": re.compile(r"^;;;[ \t]*$", re.MULTILINE),
}
_SPOKEN = re.compile(r"---[ \t]?(yaml|yml|toml|json)[ \t]*\n")
_SPEAKS = {"toml": "+++", "json": ";;;"}
"""How a fence says what is in it, as Eleventy has it; and the fence that means the same."""
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([^\W\d][\w-]{0,40})[ \t]*:(?!//)[ \t]*(.*)$")
_TOML_KEY = re.compile(r"^([A-Za-z_][\w-]{0,40})[ \t]*=[ \t]*", re.MULTILINE)
_UNFENCED = re.compile(r"(?:[^\W\d][\w-]{0,40}[ \t]*:(?:[ \t].*)?\n|[ \t]+\S.*\n|- .*\n)+---[ \t]*$", re.MULTILINE)
_HEADED = re.compile(r"(?:[^\W\d][\w-]{0,40}[ \t]*:(?:[ \t]+\S.*)?[ \t]*\n(?:[ \t]+\S.*\n)*){1,40}(?=\s*(?:\n|\Z))")
"""How Pelican and MultiMarkdown begin: `Title: …` and other fields up to an empty line, without a fence."""
_OF_POSTS = frozenset(("date", "author", "authors", "tags", "category", "slug", "status", "summary", "modified"))
"""Fields of which one stands beside the title there."""
_NAMES = re.compile(r"[\s_-]+")
_REMARKED = re.compile(r"(?:<!--(?:(?!-->).){0,2000}-->\s{0,99}){1,9}(?=---|\+\+\+)", re.DOTALL)
"""Comments before a fence, as programs that make posts leave them."""
_JSON = json.JSONDecoder(strict=False)


def begins(text: str) -> bool:
    """Tell from its beginning whether a document is a post."""
    text = _start(text)
    if text.startswith(("---", "+++")):
        return True
    if text.startswith('"'):
        return bool(_FENCES[";;;"].search(text))
    if text.startswith("{"):
        return _braced(text) is not None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _UNFENCED.match(text)
    return (found is not None and "title" in found[0].lower()) or _unfenced(text) is not None


def split(text: str, ref: str, warnings: list[str]) -> tuple[dict[str, Any], str]:
    """Divide a post into its fields and its body.

    Names of fields come in lower case without dashes; values as texts, lists and dictionaries of them. Raises
    ParseError, naming `ref`.
    """
    text = _start(text)
    if text.startswith("{") and (braced := _braced(text)):
        return _named(braced[0]), braced[1]
    if unfenced := _unfenced(text):
        return _named(unfenced[0]), unfenced[1]
    if text.startswith('"') and (fence := _FENCES[";;;"].search(text, 0, MAX_HEADER)):
        header, body, mark = text[: fence.start()], text[fence.end() :], ";;;"
    else:
        header, body, mark = _fenced(text, ref)
        header = dedent(header)
    fields = {"---": _yaml, "+++": _toml, ";;;": _json}[mark](header) if header.strip() else {}
    if fields is None:
        fields = repaired(header if mark == "---" else _TOML_KEY.sub(r"\1: ", header))
        if not fields:
            raise ParseError(f"{ref}: the front matter holds no `key: value` line")
        language = {"---": "YAML", "+++": "TOML", ";;;": "JSON"}[mark]
        warnings.append(f"front matter is not valid {language}; read line by line")
    return _named(fields), body


def _start(text: str) -> str:
    """Give a document from where it really begins."""
    text = text.lstrip("\ufeff \t\r\n\x00")
    remarks = _REMARKED.match(text)
    return text[remarks.end() :] if remarks else text


def _fenced(text: str, ref: str) -> tuple[str, str, str]:
    mark = text[:3]
    fence = _FENCES.get(mark)
    if spoken := _SPOKEN.match(text):
        header, body, _ = _fenced("---\n" + text[spoken.end() :], ref)
        return header, body, _SPEAKS.get(spoken[1], mark)
    opening = fence.match(text) if fence else None
    if fence is None or opening is None:
        if not (unfenced := _UNFENCED.match(text[:MAX_HEADER])):
            raise ParseError(f"{ref}: no front matter (the first line must be --- or +++)")
        return unfenced[0].rpartition("\n")[0], text[unfenced.end() :], "---"
    end = _YAML_END if opening[0].rstrip() == "---" else fence
    closing = end.search(text, opening.end(), opening.end() + MAX_HEADER)
    if not closing:
        raise ParseError(f"{ref}: the front matter is not closed (a second line {mark} is missing)")
    return text[opening.end() : closing.start()], text[closing.end() :], mark


def _braced(text: str) -> tuple[dict[str, Any], str] | None:
    """Read a JSON object that has a title and a body after it, as Hugo has them; JSON alone is no post."""
    try:
        fields, end = _JSON.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    post = (
        isinstance(fields, dict)
        and "title" in fields
        and end <= MAX_HEADER
        and text[end:].lstrip()[:1] not in ("", "{")
    )
    return (_plain(fields), text[end:]) if post else None


def _unfenced(text: str) -> tuple[dict[str, Any], str] | None:
    return _headed(text) or field_lines.read(text)


def _headed(text: str) -> tuple[dict[str, Any], str] | None:
    """Read fields without a fence: a title alone, one and another field of a post's, or two of these."""
    found = _HEADED.match(text[:MAX_HEADER])
    fields = repaired(found[0]) if found else {}
    names = {name.lower() for name in fields}
    known = len(names & _OF_POSTS) + ("title" in names)
    return (fields, text[found.end() :]) if found and (known > 1 or names == {"title"}) else None


def _yaml(header: str) -> dict[str, Any] | None:
    try:
        loader = _LOADER(header)
        try:
            events = iter(loader.get_event, None)
            fields = next((_value(events, event) for event in events if not isinstance(event, _BEFORE)), None)
        finally:
            loader.dispose()
    except yaml.YAMLError:
        return None
    return fields if isinstance(fields, dict) else None


def _value(events: Iterator[yaml.Event], event: yaml.Event, depth: int = 0) -> Any:
    """Build texts, lists and dictionaries from a YAML parser's events; aliases stand for nothing.

    Every scalar stays the text that was written: no `19_15` that becomes 1915, no `no` that becomes False. The
    library's own loader calls itself for each level of nesting and takes the process down when there are thousands.
    """
    if depth > MAX_NESTING:
        raise yaml.YAMLError(f"nested deeper than {MAX_NESTING}")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(events, inner, depth + 1) for inner in _until(events, yaml.SequenceEndEvent)]
    if isinstance(event, yaml.MappingStartEvent):
        held: dict[str, Any] = {}
        for inner in _until(events, yaml.MappingEndEvent):
            key, value = _value(events, inner, depth + 1), _value(events, next(events), depth + 1)
            if isinstance(key, str):
                held.setdefault(key, value)
        return held
    return None


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    """Give the events up to the end of a list or mapping; what a consumer takes in between is its own."""
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _toml(header: str) -> dict[str, Any] | None:
    try:
        fields: dict[str, Any] = _plain(tomllib.loads(header))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return fields


def _json(header: str) -> dict[str, Any] | None:
    try:
        header = header.strip().rstrip(",")
        fields = _JSON.decode(header if header.startswith("{") else "{" + header + "}")
    except (ValueError, RecursionError):
        return None
    return _plain(fields) if isinstance(fields, dict) else None


def _plain(value: Any, depth: int = 0) -> Any:
    """Give a value of TOML or JSON as texts, lists and dictionaries; what is nested too deep is nothing."""
    if depth > MAX_NESTING:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    return None if value is None else str(value)


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """Bring the names of fields, of those inside them, too, to one spelling: `Canonical-URL` is `canonicalurl`."""
    named: dict[str, Any] = {}
    for key, value in fields.items():
        named.setdefault(_NAMES.sub("", key.lower()), _named(value) if isinstance(value, dict) else value)
    for table in _LIFTED:
        if isinstance(inner := named.get(table), dict):
            named = inner | named
    return named


def repaired(header: str) -> dict[str, Any]:
    """Read broken YAML as what it was meant to be: `key: value` lines, `- item` lists and continued lines."""
    fields: dict[str, Any] = {}
    key = ""
    for line in header.expandtabs(4).splitlines():
        found = _KEY.match(line if key else line.lstrip())
        if found:
            key = found[1]
            fields.setdefault(key, found[2].strip())
        elif not line.strip() or not key:
            continue
        elif line.lstrip().startswith("- ") and (isinstance(fields[key], list) or not fields[key]):
            fields[key] = [*(fields[key] or []), unquoted(line.lstrip()[2:])]
        elif isinstance(fields[key], str):
            fields[key] = f"{fields[key]} {line.strip()}".strip()
    return {name: unquoted(value) if isinstance(value, str) else value for name, value in fields.items()}


def unquoted(text: str) -> str:
    """Take off quotes around a whole value, however many, and one that is never closed; those of a part of it stay."""
    text = text.strip()
    while len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        text = text[1:-1].strip()
    return text[1:] if text[:1] == '"' and text.count('"') == 1 else text
