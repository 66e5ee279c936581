"""A message's text and buttons, from a call's arguments to what Telegram would store. Pure but for the arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox import detect, entities, links
from bot.sandbox.arguments import Arguments
from bot.sandbox.entities import Entity, narrow, wide
from bot.sandbox.errors import ApiError, Json, bad
from bot.sandbox.html import HtmlError, parse_html

RAW_BYTES = 32_768
TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
_GIVEN_TYPES = frozenset(
    {*entities.SPLITTABLE, *entities.QUOTES, "pre", "code", "text_link", "text_mention", "custom_emoji", "date_time"}
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text ready to be stored, with what the server still has to check."""

    text: str
    entities: list[Json]
    size: int
    """Bytes that its entities take."""

    def check(self) -> None:
        """Refuse what the server would. Raises ApiError."""
        if self.size > entities.MAX_TOTAL_SIZE:
            raise bad("ENTITIES_TOO_LONG")


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed text that is not trimmed nor measured yet; wide."""

    text: str
    entities: list[Entity]

    def finish(self, limit: int = TEXT_LENGTH, too_long: str = "message is too long", *, empty: str = "") -> Formatted:
        """Trim, measure and complete it. `empty`: the error for a text of whitespace. Raises ApiError."""
        text, found = entities.clean(self.text, self.entities)
        if not text and empty:
            raise bad(empty)
        # Telegram's local check counts code points, though offsets are UTF-16.
        final = narrow(text)
        if len(final) > limit:
            raise bad(too_long)
        size = entities.total_size(found)
        found = entities.merge(entities.limit(found), detect.find(text))
        return Formatted(final, [entity.json() for entity in found], size)


def parse(args: Arguments, name: str, *, prefix: str = "") -> Draft:
    """Read a text with its `parse_mode` or entities. Raises ApiError."""
    return parse_raw(
        args.text(name),
        args.text("parse_mode"),
        args.json("caption_entities" if name == "caption" else prefix + "entities", "entities"),
    )


def parse_raw(raw: str, mode: str, given: Any) -> Draft:
    """Read a text as inline results hold it. Raises ApiError."""
    if len(raw) * 4 > RAW_BYTES and len(raw.encode("utf-8", "surrogatepass")) > RAW_BYTES:
        raise bad("text is too long")
    mode = mode.lower()
    if mode == "html":
        try:
            return Draft(*parse_html(raw))
        except HtmlError as error:
            raise ApiError(400, f"Bad Request: can't parse entities: {error}") from None
    if mode not in ("", "none"):
        raise bad("unsupported parse_mode")
    return Draft(wide(raw), [_given(entity) for entity in given or [] if _is_known(entity)])


def _is_known(entity: Any) -> bool:
    if not isinstance(entity, dict):
        raise bad("can't parse MessageEntity: MessageEntity must be an Object")
    return entity.get("type") in _GIVEN_TYPES


def _given(entity: Json) -> Entity:
    kind, offset, length = entity["type"], int(entity.get("offset", 0)), int(entity.get("length", 0))
    if kind == "text_link":
        url = str(entity.get("url", ""))
        if user := links.user_id(url):
            return Entity("text_mention", offset, length, str(user))
        try:
            return Entity(kind, offset, length, links.check(url))
        except links.LinkError as error:
            raise bad(f"entity URL '{url}' is invalid: {error}") from None
    if kind == "text_mention":
        return Entity(kind, offset, length, str(entity.get("user", {}).get("id", "")))
    if kind == "date_time":
        return Entity(kind, offset, length, f"{entity.get('unix_time', 0)}:{entity.get('date_time_format', '')}")
    return Entity(kind, offset, length, str(entity.get("language") or entity.get("custom_emoji_id") or ""))
