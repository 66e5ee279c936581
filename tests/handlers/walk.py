"""A walk over every screen: all commands are typed, all buttons pressed, and every text that is shown is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ledebot.bot.model import Section
from ledebot.handlers.base.routes import Trigger
from ledebot.handlers.base.wishes import of_button
from ledebot.handlers.register import ROUTES
from ledebot.sandbox.people.handles import Room, User
from tests.handlers.conftest import Desk, Json

LAST = ("rmsource", "bcast", "less", "none", "unchan", "gone", "forget", "forgetyes")
"""Buttons that leave less to see, in the order in which they are pressed, after all the others."""
BUTTONS = frozenset(route.name for route in ROUTES if route.trigger is Trigger.BUTTON)
_SAME = frozenset(Section)
_WORD = re.compile(r"[a-z]{1,8}|[+-]")


@dataclass
class Walk:
    """One person's way through the chats; `texts` holds what was shown, by where it was shown first."""

    desk: Desk
    user: User
    stays: str
    """The language, and the script of articles, that no button may change."""
    texts: dict[str, str] = field(default_factory=dict)
    pressed: dict[str, str] = field(default_factory=dict)
    verbs: set[str] = field(default_factory=set)
    """The routes of all buttons that were pressed."""

    async def say(self, *lines: str, chat: Room | None = None) -> None:
        """Type commands, each after the answer to the one before."""
        for line in lines:
            await self.user.ask(line, chat=chat)
            self._keep(line, chat.id if chat else self.user.id)

    async def explore(self, *lines: str, chat: Room | None = None) -> None:
        """Type commands, each until all that its answer offers has been pressed."""
        for line in lines:
            before = -1
            while before < len(self.pressed):
                before = len(self.pressed)
                await self.say(line, chat=chat)
                await self.press_all(chat)

    async def forge(self, *pressed: str) -> None:
        """Press buttons of the private chat that no message holds just now."""
        for data in pressed:
            self.verbs.add(verb_of(data))
            answer = await self.desk.forge(self.user, self.desk.sandbox.from_bot(self.user.id)[-1], data)
            self._keep(data, self.user.id, answer.get("text") or "")

    async def press_all(self, chat: Room | None = None) -> None:
        """Press one button of each kind that any message of the chat holds, until there is none left."""
        chat_id = chat.id if chat else self.user.id
        while found := self._next(chat_id):
            message, data = found
            self.pressed[kind_of(data)] = data
            self.verbs.add(verb_of(data))
            answer = await self.desk.answered(await self.user.click(message, data, chat=chat))
            self._keep(data, chat_id, answer.get("text") or "")

    def _next(self, chat_id: int) -> tuple[Json, str] | None:
        offered = [
            (message, data)
            for message in reversed(self.desk.sandbox.from_bot(chat_id))
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if (data := button.get("callback_data", "")) and kind_of(data) not in self.pressed and self._harmless(data)
        ]
        return min(offered, key=lambda each: _lateness(each[1]), default=None)

    def _harmless(self, data: str) -> bool:
        """Tell whether a button leaves the reader's language and script as they are."""
        body = data.partition("@")[0]
        chooses = body.startswith(("ld:lang:", "ld:set:conv:"))
        return not chooses or body.endswith(f":{self.stays}")

    def _keep(self, where: str, chat_id: int, *more: str) -> None:
        for message in self.desk.sandbox.from_bot(chat_id):
            rows = message.get("reply_markup", {})
            labels = [each["text"] for row in rows.get("inline_keyboard", rows.get("keyboard", [])) for each in row]
            for text in (message.get("text"), message.get("caption"), *labels, *more):
                if text:
                    self.texts.setdefault(text, where)


def kind_of(data: str) -> str:
    """Name what a button does, whatever it does it to."""
    body, at, _ = data.partition("@")
    parts = (part if _WORD.fullmatch(part) and part not in _SAME else "*" for part in body.split(":"))
    return ":".join(parts) + at


def verb_of(data: str) -> str:
    """Name the route of a button."""
    found = of_button(data, BUTTONS)
    return found[0] if found else data


def _lateness(data: str) -> int:
    verb = verb_of(data)
    return LAST.index(verb) + 1 if verb in LAST else 0
