"""What a button holds, as this bot wrote it, also where a host keeps its buttons' data in a cache of its own.

With `arbitrary_callback_data` python-telegram-bot gives back the objects that the host put on its buttons. Ours on
messages that the senders sent never were in that cache: there the data comes wrapped as invalid, the text still in it.
"""

from __future__ import annotations

from telegram.ext import InvalidCallbackData

PREFIX = "ld:"
"""How all data of our buttons begins."""


def text_of(data: object) -> str:
    """Give the text of a button's data; empty for what is not ours."""
    if isinstance(data, InvalidCallbackData):
        data = data.callback_data
    return data if isinstance(data, str) and data.startswith(PREFIX) else ""
