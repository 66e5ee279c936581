"""A message's text and buttons, from a call's arguments to what Telegram would store. Pure but for the arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ledebot.sandbox.server import detect, entities, links
from ledebot.sandbox.server.arguments import Arguments, field_of
from ledebot.sandbox.server.entities import Entity, MarkupError, narrow, wide
from ledebot.sandbox.server.errors import ApiError, Json, bad
from ledebot.sandbox.server.html import parse_html
from ledebot.sandbox.server.markdown import parse_markdown, parse_markdown_v2

RECENT = 128
"""Texts that are remembered with what was made of them: a broadcast brings the same one for each reader."""
RAW_BYTES = 32_768
TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
GIVEN_TYPES = frozenset(
    {*entities.SPLITTABLE, *entities.QUOTES, "pre", "code", "text_link", "text_mention", "custom_emoji", "date_time"}
)
FOUND_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
ENTITY = "can't parse MessageEntity"
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
PARSERS: dict[str, Callable[[str], tuple[str, list[Entity]]]] = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text ready to be stored, with what the server still has to check. Equal texts may share one."""

    text: str
    entities: tuple[Json, ...]
    size: int
    """Bytes that its entities take."""

    def check(self) -> None:
        """Refuse what the server would. Raises ApiError."""
        if self.size > entities.MAX_TOTAL_SIZE:
            raise bad("ENTITIES_TOO_LONG")


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A parsed text that is not trimmed nor measured yet; wide. `given`: the caller set its entities."""

    text: str
    entities: list[Entity]
    given: bool = False

    def finish(self, limit: int = TEXT_LENGTH, too_long: str = "message is too long", *, empty: str = "") -> Formatted:
        """Trim, measure and complete it. `empty`: the error for a text of whitespace. Raises ApiError."""
        return _finished(self, limit, too_long, empty)


@lru_cache(maxsize=RECENT)
def _finished(draft: Draft, limit: int, too_long: str, empty: str) -> Formatted:
    found = [_verified(entity, draft.text) for entity in draft.entities] if draft.given else draft.entities
    text, found = entities.clean(draft.text, found)
    if not text and empty:
        raise bad(empty)
    # Telegram's local check counts code points, though offsets are UTF-16.
    final = narrow(text)
    if len(final) > limit:
        raise bad(too_long)
    sent = entities.limit(found)
    shown = entities.merge(sent, detect.find(text))
    return Formatted(final, tuple(entity.json() for entity in shown), entities.total_size(sent))


def parse(args: Arguments, name: str) -> Draft:
    """Read a text with its `parse_mode` or entities. Raises ApiError."""
    given = args.json("caption_entities" if name == "caption" else "entities", "entities")
    return parse_raw(args.text(name), args.text("parse_mode"), given)


def parse_raw(raw: str, mode: str, given: Any) -> Draft:
    """Read a text as inline results hold it. Raises ApiError."""
    if len(raw) * 4 > RAW_BYTES and len(raw.encode("utf-8", "surrogatepass")) > RAW_BYTES:
        raise bad("text is too long")
    mode = mode.lower()
    if mode in ("", "none"):
        if not isinstance(given, list):
            return Draft(wide(raw), [])
        return Draft(wide(raw), [e for item in given if (e := read_entity(item)) is not None], given=True)
    return _marked_up(raw, mode)


@lru_cache(maxsize=RECENT)
def _marked_up(raw: str, mode: str) -> Draft:
    parser = PARSERS.get(mode)
    if parser is None:
        raise bad("unsupported parse_mode")
    try:
        return Draft(*parser(raw))
    except MarkupError as error:
        raise ApiError(400, f"Bad Request: can't parse entities: {error}") from None


def read_entity(item: Any) -> Entity | None:
    """Read one MessageEntity; None for kinds that Telegram finds by itself. Raises ApiError."""
    if not isinstance(item, dict):
        raise _no_entity("expected an Object")
    kind = field_of(item, "type", str, "", prefix=ENTITY)
    if kind in FOUND_TYPES:
        return None
    if kind not in GIVEN_TYPES:
        raise _no_entity("Unsupported type specified")
    offset = field_of(item, "offset", int, 0, prefix=ENTITY)
    length = field_of(item, "length", int, 0, prefix=ENTITY)
    data = ""
    if kind in NEEDED:
        if NEEDED[kind] not in item:
            raise _no_entity(f'Can\'t find field "{NEEDED[kind]}"')
        if kind == "text_mention":
            user = field_of(item, "user", dict, {}, prefix=ENTITY)
            data = str(field_of(user, "id", int, 0, prefix=ENTITY))
        else:
            data = field_of(item, NEEDED[kind], str, "", prefix=ENTITY)
    if kind == "custom_emoji" and not (data.isdecimal() and int(data) < 2**63):
        raise _no_entity('Field "custom_emoji_id" must be a valid Number')
    if kind == "date_time":
        unix = field_of(item, "unix_time", int, 0, prefix=ENTITY)
        if not entities.is_time(str(unix)):
            raise _no_entity('Field "unix_time" must be a valid Number')
        data = f"{unix}:{field_of(item, 'date_time_format', str, '', prefix=ENTITY)}"
    elif kind == "pre":
        data = field_of(item, "language", str, "", prefix=ENTITY)
    return Entity(kind, offset, length, data)


def _no_entity(why: str) -> ApiError:
    return bad(f"{ENTITY}: {why}")


def _verified(entity: Entity, text: str) -> Entity:
    """Check an entity that the caller set against its text. Raises ApiError."""
    if not 0 <= entity.offset <= 1_000_000:
        raise bad(f"receive an entity with incorrect offset {entity.offset}")
    if not 0 <= entity.length <= 1_000_000:
        raise bad(f"receive an entity with incorrect length {entity.length}")
    if entity.offset >= len(text) and entity.length:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
    if entity.end > len(text):
        raise bad(
            f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset "
            f"{entity.end}"
        )
    if entity.type != "text_link":
        return entity
    if user := links.user_id(entity.data):
        return replace(entity, type="text_mention", data=str(user))
    try:
        return replace(entity, data=links.check(entity.data))
    except links.LinkError as error:
        raise bad(f"entity URL '{entity.data}' is invalid: {error}") from None
