"""Keyboards under messages: what is parsed, refused, cut off or left to the server. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ledebot.sandbox.server import links
from ledebot.sandbox.server.arguments import field_of
from ledebot.sandbox.server.errors import Json, bad

ROW_BUTTONS = 12
ALL_BUTTONS = 300
DATA_BYTES = 64
MARKUP_BYTES = 10_240
RECENT = 128
"""Keyboards that are remembered with what was made of them: a broadcast brings the same one for each reader."""
_SWITCH = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
_KINDS = ("url", "callback_data", "web_app", "login_url", "callback_game", "pay", "copy_text", *_SWITCH)


@dataclass(frozen=True, slots=True, eq=False)
class Markup:
    """A parsed reply markup: an inline keyboard, or one that replaces the user's own keyboard.

    Messages with the same one may share it: nobody changes its objects.
    """

    inline: Json | None = None
    other: Json | None = None
    raw_size: int = 0

    def checked(self, chat_type: str) -> Markup:
        """Check what Telegram's client side checks: kind of keyboard and button addresses. Raises ApiError."""
        return _checked(self, chat_type)

    def check_server(self) -> None:
        """Check what only the server checks: data and sizes. Raises ApiError."""
        if self.raw_size > MARKUP_BYTES:
            raise bad("reply markup is too long")
        for button in self.buttons():
            if button.get("pay") or "callback_game" in button:
                raise bad("BUTTON_TYPE_INVALID")
            data = button.get("callback_data")
            if data is not None and not 1 <= len(str(data).encode()) <= DATA_BYTES:
                raise bad("BUTTON_DATA_INVALID")
            if "copy_text" in button and not 1 <= len(str(button["copy_text"].get("text", ""))) <= 256:
                raise bad("BUTTON_COPY_TEXT_INVALID")

    def buttons(self) -> list[Json]:
        """List the inline buttons."""
        return [button for row in self.inline["inline_keyboard"] for button in row] if self.inline else []


@lru_cache(maxsize=RECENT)
def _checked(markup: Markup, chat_type: str) -> Markup:
    if markup.other is not None and chat_type == "channel":
        raise bad("inline keyboard expected")
    if markup.inline is None:
        return markup
    rows = [[_checked_button(button, chat_type) for button in row] for row in markup.inline["inline_keyboard"]]
    return replace(markup, inline={"inline_keyboard": rows})


def _checked_button(button: Json, chat_type: str) -> Json:
    if "url" in button:
        button = {**button, "url": _checked_url(button["url"])}
    if chat_type == "channel" and any(kind in button for kind in _SWITCH):
        raise bad("BUTTON_TYPE_INVALID")
    if "web_app" in button:
        _check_web_app(button["web_app"], chat_type)
    return button


@lru_cache(maxsize=RECENT)
def parse(raw: str) -> Markup:
    """Read a `reply_markup` argument. Raises ApiError."""
    if not raw.strip():
        return Markup()
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise bad("can't parse reply keyboard markup JSON object") from None
    return parse_value(value, len(raw.encode()))


def parse_value(value: Any, size: int = 0) -> Markup:
    """Read a reply markup that is JSON already. Raises ApiError."""
    if value is None:
        return Markup()
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup(inline=_inline(value["inline_keyboard"]), raw_size=size)
    if "keyboard" in value:
        rows = value["keyboard"]
        if not isinstance(rows, list):
            raise bad('field "keyboard" must be of type Array')
        check_flags(value, ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective"))
        if not all(isinstance(row, list) for row in rows):
            raise bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
        keyboard = [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows]
        if not all(isinstance(b, dict) and isinstance(b.get("text"), str) for row in keyboard for b in row):
            raise bad("can't parse keyboard button: Can't find field \"text\"")
        return Markup(other={**value, "keyboard": keyboard}, raw_size=size)
    check_flags(value, ("remove_keyboard", "force_reply", "selective"))
    if value.get("remove_keyboard") or value.get("force_reply"):
        return Markup(other=value, raw_size=size)
    return Markup()


def check_flags(value: Json, names: tuple[str, ...]) -> None:
    """Refuse flags that are no Booleans. Raises ApiError."""
    for name in names:
        if not isinstance(value.get(name, False), bool):
            raise bad(f'field "{name}" must be of type Boolean')


def _inline(rows: Any) -> Json | None:
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" must be of type Array')
    kept: list[list[Json]] = []
    total = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        buttons = [_button(button) for button in row][: min(ROW_BUTTONS, ALL_BUTTONS - total)]
        total += len(buttons)
        if buttons:
            kept.append(buttons)
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    prefix = "can't parse inline keyboard button"
    if "text" not in button:
        raise bad(f'{prefix}: Can\'t find field "text"')
    for name in ("text", "url", "callback_data", *_SWITCH[:2]):
        field_of(button, name, str, "", prefix=prefix)
    for name in ("web_app", "copy_text", "login_url", "callback_game", _SWITCH[2]):
        field_of(button, name, dict, {}, prefix=prefix)
    if not any(button.get(kind) not in (None, False) for kind in _KINDS) or button.get("callback_data") == "":
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return {key: value for key, value in button.items() if value is not None}


def _checked_url(url: Any) -> str:
    text = str(url)
    if links.user_id(text):
        return text
    try:
        return links.check(text)
    except links.LinkError as error:
        raise bad(f"inline keyboard button URL '{text}' is invalid: {error}") from None


def _check_web_app(app: Any, chat_type: str) -> None:
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if chat_type != "private":
        raise bad("BUTTON_TYPE_INVALID")
    if not url.startswith("https://"):
        raise bad(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
