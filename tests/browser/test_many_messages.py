"""A hundred thousand messages in one chat: the page holds a window of them and keeps the reader's place."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from ledebot.sandbox import Sandbox
from tests.browser.conftest import World

MANY = 100_000
LIMIT = 200
"""Messages that the page keeps as elements (LIMIT in timeline.js)."""
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"

pytestmark = pytest.mark.slow


def fill(sandbox: Sandbox, chat_id: int, user_id: int, count: int, first: int = 1) -> None:
    """Put messages into a chat as if they had been written long ago."""
    world = sandbox.api.world
    chat, who = world.chats[chat_id], world.people[user_id].json()
    for number in range(first, first + count):
        world.post(chat, {"from": who, "text": f"第 {number} 条：{'港口恢复作业。' * (number % 7)}"}, sender=user_id)


async def open_full(page: Page, world: World) -> None:
    fill(world.sandbox, world.you.id, world.ann.id, MANY)
    await page.reload()
    await page.click(f"[data-chat='{world.you.id}']")
    await expect(page.locator("article", has_text=f"第 {MANY} 条")).to_be_in_viewport()


async def test_scrolling_back_keeps_the_window_small_and_the_place(page: Page, world: World) -> None:
    await open_full(page, world)
    scroller = page.locator("#scroller")
    for _ in range(12):
        moved = await scroller.evaluate(
            f"""async scroller => {{
                scroller.scrollTop = 300;
                const top = scroller.getBoundingClientRect().top;
                const reading = [...document.querySelectorAll('.item')]
                    .find(item => item.getBoundingClientRect().bottom > top + 1);
                const before = reading.getBoundingClientRect().top;
                await {SETTLED};
                return reading.isConnected ? Math.abs(reading.getBoundingClientRect().top - before) : -1;
            }}"""
        )
        # The sticky day line may shift the very first item by a fraction of a pixel.
        assert 0 <= moved < 2
        assert await page.locator("#messages .item").count() <= LIMIT
    first = await page.locator("#messages .item").first.get_attribute("data-id")
    assert first is not None
    assert int(first) < MANY - 400
    await page.get_by_role("button", name="最新消息").click()
    await expect(page.locator("article", has_text=f"第 {MANY} 条")).to_be_in_viewport()


async def test_a_flood_of_new_messages_is_followed_or_counted(page: Page, world: World) -> None:
    await open_full(page, world)
    fill(world.sandbox, world.you.id, world.ann.id, 1500, MANY + 1)
    await expect(page.locator("article", has_text=f"第 {MANY + 1500} 条")).to_be_in_viewport()
    assert await page.locator("#messages .item").count() <= LIMIT
    await page.locator("#scroller").evaluate("scroller => { scroller.scrollTop = 1200; }")
    await page.evaluate(SETTLED)
    fill(world.sandbox, world.you.id, world.ann.id, 700, MANY + 1501)
    await expect(page.locator("#jump .badge")).to_have_text("700")
    await expect(page.locator("article", has_text=f"第 {MANY + 2200} 条")).to_have_count(0)
    await page.get_by_role("button", name="最新消息").click()
    await expect(page.locator("article", has_text=f"第 {MANY + 2200} 条")).to_be_in_viewport()
    assert await page.locator("#messages .item").count() <= LIMIT
