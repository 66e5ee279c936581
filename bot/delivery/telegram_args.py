"""A `Message` in python-telegram-bot's words; the one place where the two meet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode

from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.model import Button, Keyboard, Message


def arguments(message: Message) -> dict[str, Any]:
    """Give the keyword arguments of `send_message` and `edit_message_text` for a message.

    Parse mode and preview are always explicit: the defaults of a host application may differ.
    """
    return {
        "text": message.html,
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup(message.keyboard),
        "link_preview_options": preview(message.preview_url),
    }


@lru_cache(maxsize=512)
def parameters(message: Message) -> Mapping[str, str]:
    """Give the raw parameters of the `sendMessage` call, made once for all who get the same message."""
    raw = {
        "text": message.html,
        "parse_mode": str(ParseMode.HTML),
        "link_preview_options": preview(message.preview_url).to_json(),
    }
    keyboard = markup(message.keyboard)
    if keyboard is not None:
        raw["reply_markup"] = keyboard.to_json()
    return MappingProxyType(raw)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Build the inline keyboard of the buttons that Telegram takes, or None when there is none."""
    rows = [[_button(button) for button in row if usable(button)] for row in keyboard]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def usable(button: Button) -> bool:
    """Tell whether Telegram takes a button: one with an address that it does not take costs the whole message."""
    return button.url is None or is_web_address(button.url)


def preview(url: str | None) -> LinkPreviewOptions:
    """Show a large preview of that address above the text, or none at all."""
    if not is_web_address(url):
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=url, prefer_large_media=True, show_above_text=True)


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.text, url=button.url)
    if button.inline is not None:
        return InlineKeyboardButton(button.text, switch_inline_query=button.inline)
    return InlineKeyboardButton(button.text, callback_data=button.data, style="danger" if button.danger else None)
