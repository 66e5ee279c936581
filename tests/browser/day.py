"""One person's way through chats on the page of the whole bot; all that the bot showed them is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page, expect

from ledebot.bot.core.i18n import Translator, translator

SLOW = 90_000
"""Milliseconds for what goes through scheduler, store and sender."""
SHOWN = """nodes => nodes.map(node => {
    const text = node.cloneNode(true);
    text.querySelectorAll(".unfold").forEach(own => own.remove());
    return text.textContent;
})"""
"""What the bot says, without the page's own "Show more"."""


@dataclass
class Day:
    """What one person does and sees; `texts` holds each text and button of the bot, by what it was seen after."""

    page: Page
    language: str
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def t(self) -> Translator:
        """The texts of the bot in their language."""
        return translator(self.language)

    async def open(self, chat: int) -> None:
        """Choose a chat from the list."""
        await self.page.click(f"[data-chat='{chat}']")

    def said(self, text: str) -> Locator:
        """Find the newest message of the bot that holds a text."""
        return self.page.locator("article.in", has_text=text).last

    async def begin(self, brings: str) -> Locator:
        """Press Start."""
        await self.page.click(".start-button")
        return await self.seen(brings, "/start")

    async def say(self, text: str, brings: str) -> Locator:
        """Write, and wait for a new message of the bot that holds a text."""
        newest = await self._next(brings)
        await self.page.fill("#field", text)
        await self.page.press("#field", "Enter")
        await newest.wait_for(timeout=SLOW)
        return await self.seen(brings, text)

    async def press(self, message: Locator, label: str | re.Pattern[str], brings: str) -> Locator:
        """Press a button of a message, and wait for a message that holds a text, be it the same."""
        await message.get_by_role("button", name=label, exact=True).last.click()
        return await self.seen(brings, str(label))

    async def press_for_more(self, message: Locator, label: str | re.Pattern[str], brings: str) -> Locator:
        """Press a button of a message, and wait for a new message that holds a text."""
        newest = await self._next(brings)
        await message.get_by_role("button", name=label, exact=True).last.click()
        await newest.wait_for(timeout=SLOW)
        return await self.seen(brings, str(label))

    async def seen(self, text: str, after: str) -> Locator:
        """Wait for a message of the bot that holds a text or a button; keep all that the chat shows by then."""
        message = self.said(text)
        await expect(message).to_be_visible(timeout=SLOW)
        shown = self.page.locator("article.in .text, article.in .key-text")
        for each in await shown.evaluate_all(SHOWN):
            self.texts.setdefault(each, after)
        return message

    async def _next(self, text: str) -> Locator:
        told = self.page.locator("article.in", has_text=text)
        return told.nth(await told.count())
