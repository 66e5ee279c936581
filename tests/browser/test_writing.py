"""What people write on the page: commands, inline mode, the bot's keyboards, replies, topics, deep links."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import World
from tests.browser.steps import begin, open_chat, said, say

pytestmark = pytest.mark.usefixtures("scripted_bot")


async def test_commands_complete_while_typing(page: Page, world: World) -> None:
    await begin(page, world)
    await page.locator("#field").press_sequentially("/f")
    options = page.get_by_role("option")
    await expect(options).to_have_count(2)
    await expect(page.locator("#field")).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await expect(page.locator("#field")).to_have_attribute("aria-activedescendant", "option-1")
    await page.keyboard.press("Tab")
    await expect(page.locator("#field")).to_have_value("/files ")
    await page.keyboard.press("Enter")
    await expect(said(page, "一个像素")).to_be_visible()


async def test_the_menu_button_lists_commands_and_escape_closes_it(page: Page, world: World) -> None:
    await begin(page, world)
    await page.get_by_role("button", name="菜单").click()
    await expect(page.get_by_role("option")).to_have_count(4)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option")).to_have_count(0)


async def test_an_input_method_keeps_its_enter_key(page: Page, world: World) -> None:
    await begin(page, world)
    await page.fill("#field", "zhong")
    await page.locator("#field").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    await expect(page.locator("#field")).to_have_value("zhong")


async def test_a_file_goes_to_the_bot(page: Page, world: World) -> None:
    await begin(page, world)
    await page.set_input_files("input[type=file]", {"name": "我的.txt", "mimeType": "text/plain", "buffer": b"hello"})
    await expect(said(page, "我的.txt").locator(".file")).to_be_visible()


async def test_a_keyboard_of_the_bot_asks_for_the_place(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/keyboard")
    keyboard = page.get_by_role("group", name="机器人的键盘")
    await expect(keyboard.locator(".key")).to_have_count(3)
    await keyboard.get_by_role("button", name="发送我的位置").click()
    await page.get_by_role("dialog").get_by_role("button", name="London").click()
    await page.get_by_role("dialog").get_by_role("button", name="发送").click()
    await expect(said(page, "纬度 51.51")).to_be_visible()
    await expect(page.locator(".place")).to_be_visible()
    await expect(keyboard).to_have_count(0)


async def test_inline_mode_shows_cards_and_posts_the_chosen_one(page: Page, world: World) -> None:
    await begin(page, world)
    await open_chat(page, world.group.id)
    await page.fill("#field", "@ledebot_bot 港口")
    cards = page.locator("#suggestions.cards .option")
    await expect(cards).to_have_count(4)
    await expect(cards.nth(1)).to_contain_text("港口 第 1 条")
    for _ in range(3):
        await page.press("#field", "ArrowDown")
    await page.press("#field", "Enter")
    posted = said(page, "港口：新闻 2")
    await expect(posted).to_contain_text("@ledebot_bot")
    await expect(page.locator("#field")).to_have_value("")


async def test_a_share_button_asks_for_the_chat(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    await greeting.get_by_role("button", name="分享").click()
    await page.get_by_role("dialog").get_by_role("button", name="早间要闻").click()
    await expect(page.locator("#field")).to_have_value("@ledebot_bot 港口")
    await expect(page.locator("#suggestions.cards .option")).to_have_count(4)
    await expect(page.locator("#room-head")).to_contain_text("早间要闻")


async def test_the_button_above_inline_results_starts_the_bot_with_its_payload(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    await greeting.get_by_role("button", name="就在这里").click()
    await page.get_by_text("打开机器人").click()
    await page.get_by_role("button", name="开始", exact=True).click()
    await expect(said(page, "你好！参数：inline")).to_be_visible()


async def test_a_deep_link_in_a_group_leads_to_the_private_chat(page: Page, world: World) -> None:
    await open_chat(page, world.group.id)
    await say(page, "/link")
    await said(page, "开始：").locator(".text > a").click()
    await expect(page.locator("#room-head")).to_contain_text("小明")
    await page.get_by_role("button", name="开始", exact=True).click()
    await expect(said(page, "你好！参数：from_link")).to_be_visible()
    assert len(page.context.pages) == 1


async def test_two_people_take_turns_in_a_group(page: Page, world: World) -> None:
    await open_chat(page, world.group.id)
    await say(page, "我先说")
    await expect(said(page, "我先说")).to_have_class(re.compile("out"))
    await page.get_by_role("button", name="以 小明 的身份").click()
    await page.get_by_role("menuitem", name="以 Ann 的身份").click()
    await expect(said(page, "我先说")).to_have_class(re.compile(r"\bin\b"))
    await say(page, "Then me")
    await expect(said(page, "Then me")).to_have_class(re.compile("out"))
    senders = [
        message["from"]["id"] for message in world.group.messages if message.get("text") in ("我先说", "Then me")
    ]
    assert senders == [world.you.id, world.ann.id]


async def test_topics_of_a_forum_are_apart(page: Page, world: World) -> None:
    await open_chat(page, world.group.id)
    await page.get_by_role("button", name="财经", exact=True).click()
    await say(page, "财经话题里的话")
    await expect(said(page, "财经话题里的话")).to_be_visible()
    await page.get_by_role("toolbar", name="话题").get_by_role("button", name="综合").click()
    await expect(page.locator("article", has_text="财经话题里的话")).to_have_count(0)


async def test_a_reply_quotes_what_it_answers(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    await greeting.locator(".bubble").click(button="right")
    await page.get_by_role("menuitem", name="回复").click()
    await say(page, "明白了")
    await expect(page.locator("article.out", has_text="明白了").locator(".reply-to")).to_contain_text(
        "你好！我是示例机器人。"
    )
