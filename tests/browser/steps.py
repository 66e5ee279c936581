"""What a person does on the page, in a word each."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import World


async def open_chat(page: Page, chat: int) -> None:
    """Choose a chat from the list."""
    await page.click(f"[data-chat='{chat}']")
    await expect(page.locator("#room")).to_be_visible()


async def say(page: Page, text: str) -> None:
    """Write into the open chat."""
    await page.fill("#field", text)
    await page.press("#field", "Enter")


def said(page: Page, text: str) -> Locator:
    """Find the last message that holds a text."""
    return page.locator("article", has_text=text).last


async def begin(page: Page, world: World) -> Locator:
    """Press Start in the first person's chat; gives the bot's greeting."""
    await open_chat(page, world.you.id)
    await page.get_by_role("button", name="开始", exact=True).click()
    greeting = said(page, "你好！我是示例机器人。")
    await expect(greeting).to_be_visible()
    return greeting
