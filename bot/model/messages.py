"""What is shown in a chat, without any Telegram type in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: exactly one of `data` (callback), `url`, `inline` (switch to inline query)."""

    text: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None
    danger: bool = False
    """Whether it deletes: Telegram then shows it in red."""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be shown in a chat: Telegram HTML and inline buttons; no Telegram type in it."""

    html: str
    keyboard: Keyboard = ()
    preview_url: str | None = None
    """The link whose preview is shown (large, above the text); None: previews off."""
    silent: bool = False
    """Whether it arrives without a sound, whatever the chat's own setting."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A rendered digest: whole messages in order, and the books of what they hold."""

    parts: tuple[Message, ...]
    stories: tuple[str, ...] = ()
    """Story ids shown, in order."""
    held_back: int = 0
    """Stories counted but not shown."""
    cursor: str = "0-0"
    """Delivered up to here once every part is sent."""

    @property
    def empty(self) -> bool:
        """Whether there is no story in it."""
        return not self.stories
