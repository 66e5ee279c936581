"""Handles for tests: people and chats that act, thin over `actions`."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from ledebot.sandbox.people import actions
from ledebot.sandbox.server import groups
from ledebot.sandbox.server.api import Callback
from ledebot.sandbox.server.errors import ActionError, Json
from ledebot.sandbox.server.inline import InlineAnswer, InlineQuery
from ledebot.sandbox.server.methods.topics import open_topic
from ledebot.sandbox.server.telegram import PATIENCE, LocalTelegram


@dataclass(frozen=True, slots=True)
class Click:
    """A pressed button: a callback that the bot will answer, a link that opens, or an inline query to type."""

    telegram: LocalTelegram
    callback: Callback | None = None
    url: str = ""
    switch_inline: str | None = None

    async def answer(self, timeout: float = PATIENCE) -> Json:
        """Wait for the bot's answer: `text`, `show_alert`, `url`. Raises TimeoutError."""
        callback = self.callback
        if callback is None:
            raise ActionError("only callback buttons are answered")
        await self.telegram.wait_until(lambda: callback.answer is not None, timeout, f"callback {callback.id}")
        return callback.answer or {}


@dataclass(frozen=True, slots=True)
class Offer:
    """The results of an inline query, as shown to the one who typed it."""

    query: InlineQuery
    answer: InlineAnswer

    @property
    def results(self) -> list[Json]:
        """The results as the bot gave them."""
        return self.answer.results

    @property
    def button(self) -> Json | None:
        """The button above the results."""
        return self.answer.button

    @property
    def next_offset(self) -> str:
        """Where the next page of results begins."""
        return self.answer.next_offset


class User:
    """Somebody who uses the bot. All methods raise ActionError for what Telegram would not let them do."""

    def __init__(self, telegram: LocalTelegram, user_id: int) -> None:
        self.telegram = telegram
        self.id = user_id

    @property
    def chat_id(self) -> int:
        """Their private chat with the bot."""
        return self.id

    @property
    def messages(self) -> list[Json]:
        """What their private chat shows, oldest first."""
        return self.telegram.messages(self.id)

    async def send(
        self, text: str, *, chat: int | Room | None = None, thread: int | None = None, reply_to: int | None = None
    ) -> Json:
        """Write into the private chat, or any other; gives the message."""
        return actions.write(self.telegram.api, self.id, self._chat(chat), text, thread=thread, reply_to=reply_to)

    async def start(self, payload: str = "", *, timeout: float = PATIENCE) -> Json:
        """Press Start, perhaps by a deep link's `payload`, and wait for the bot's answer. Raises TimeoutError."""
        if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise ActionError("a deep link carries 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
        return await self.ask(f"/start {payload}".strip(), timeout=timeout)

    async def ask(self, text: str, *, chat: int | Room | None = None, timeout: float = PATIENCE) -> Json:
        """Write and wait for the bot's next message in that chat. Raises TimeoutError."""
        sent = await self.send(text, chat=chat)
        return await self.telegram.wait_for(self._chat(chat), after=sent["message_id"], timeout=timeout)

    async def click(self, message: Json | int, button: str, *, chat: int | Room | None = None) -> Click:
        """Press a button, named by its text (or a part of it) or its callback data."""
        chat_id = message["chat"]["id"] if isinstance(message, dict) else self._chat(chat)
        message_id = message["message_id"] if isinstance(message, dict) else message
        current = self.telegram.api.world.chats[chat_id].messages.get(message_id)
        if current is None:
            raise ActionError("the message is gone")
        pressed = find_button(current, button)
        if "callback_data" in pressed:
            query = actions.press(self.telegram.api, self.id, chat_id, message_id, pressed["callback_data"])
            return Click(self.telegram, callback=query)
        switch = pressed.get("switch_inline_query_current_chat", pressed.get("switch_inline_query"))
        return Click(self.telegram, url=pressed.get("url", ""), switch_inline=switch)

    async def react(self, message: Json, emoji: str) -> None:
        """React to a message by one emoji, or take that back by an empty text."""
        actions.react(self.telegram.api, self.id, message["chat"]["id"], message["message_id"], emoji)

    async def inline(
        self, query: str, *, chat: int | Room | None = None, offset: str = "", timeout: float = PATIENCE
    ) -> Offer:
        """Type `@bot query` and wait for the results. Raises TimeoutError."""
        asked = actions.ask_inline(self.telegram.api, self.id, query, chat_id=self._chat(chat), offset=offset)
        return Offer(asked, await asyncio.wait_for(asyncio.shield(asked.answer), timeout))

    async def choose(self, offer: Offer, index: int = 0, *, chat: int | Room | None = None) -> Json:
        """Send one of the results into a chat."""
        return actions.choose(self.telegram.api, self.id, self._chat(chat), offer.query, offer.answer, index)

    async def share_location(self, latitude: float, longitude: float, *, chat: int | Room | None = None) -> Json:
        """Send a place."""
        body = {"location": {"latitude": latitude, "longitude": longitude}}
        return actions.say(self.telegram.api, self.id, self._chat(chat), body)

    async def send_file(self, name: str, data: bytes, *, caption: str = "", chat: int | Room | None = None) -> Json:
        """Send a document."""
        return actions.send_file(self.telegram.api, self.id, self._chat(chat), name, data, caption=caption)

    async def block(self) -> None:
        """Block the bot."""
        actions.block(self.telegram.api, self.id, blocked=True)

    async def unblock(self) -> None:
        """Unblock the bot, without writing to it."""
        actions.block(self.telegram.api, self.id, blocked=False)

    def deactivate(self) -> None:
        """Delete the account."""
        self.telegram.api.world.people[self.id].deactivated = True

    def _chat(self, chat: int | Room | None) -> int:
        if chat is None:
            return self.id
        return chat if isinstance(chat, int) else chat.id


class Room:
    """A group, supergroup or channel."""

    def __init__(self, telegram: LocalTelegram, chat_id: int) -> None:
        self.telegram = telegram
        self.id = chat_id

    @property
    def messages(self) -> list[Json]:
        """What it shows, oldest first."""
        return self.telegram.messages(self.id)

    def set_member(self, user: User | int, status: str, rights: Json | None = None, *, by: User | None = None) -> None:
        """Change somebody's place: creator, administrator, member, restricted, left or kicked."""
        user_id = user if isinstance(user, int) else user.id
        who = by.id if by else groups.owner_of(self.telegram.api, self.telegram.api.world.chats[self.id])
        groups.set_member(self.telegram.api, self.telegram.api.world.chats[self.id], user_id, status, rights, by=who)

    def set_bot(self, status: str, rights: Json | None = None, *, by: User | None = None) -> None:
        """Change the bot's place; it hears of it as my_chat_member."""
        self.set_member(self.telegram.api.world.bot.id, status, rights, by=by)

    def add_topic(self, name: str) -> int:
        """Open a forum topic; gives its message_thread_id."""
        chat = self.telegram.api.world.chats[self.id]
        if not chat.is_forum:
            raise ActionError("this chat has no topics")
        return open_topic(self.telegram.api, chat, name, by=groups.owner_of(self.telegram.api, chat)).id

    def close_topic(self, topic_id: int, *, closed: bool = True) -> None:
        """Close or reopen a topic."""
        self.telegram.api.world.chats[self.id].topics[topic_id].closed = closed

    def migrate(self) -> Room:
        """Turn a basic group into a supergroup; gives the new chat."""
        chat = self.telegram.api.world.chats[self.id]
        return Room(self.telegram, groups.migrate(self.telegram.api, chat).id)

    def delete(self) -> None:
        """Delete the chat for everybody."""
        self.telegram.api.world.chats[self.id].deleted = True


def find_button(message: Json, wanted: str) -> Json:
    """Find an inline button by text, callback data, or else a part of its text. Raises ActionError."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons: list[Json] = [button for row in rows for button in row]
    for button in buttons:
        if wanted in (button["text"], button.get("callback_data")):
            return button
    for button in buttons:
        if wanted in button["text"]:
            return button
    shown = ", ".join(repr(button["text"]) for button in buttons) or "none at all"
    raise ActionError(f"there is no button {wanted!r}; the message has {shown}")
