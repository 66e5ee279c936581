"""The page as a place to work in: the sandbox's tools, keyboard and screen reader, narrow, dark, two languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import Watched, World, open_page
from tests.browser.steps import begin, open_chat, said, say

pytestmark = pytest.mark.usefixtures("scripted_bot")
CONTRAST = Path(__file__).with_name("contrast.js")


async def test_the_chats_are_walked_by_arrow_keys(page: Page, world: World) -> None:
    chats = page.locator("#chats .chat")
    await chats.first.focus()
    await page.keyboard.press("ArrowDown")
    await expect(chats.nth(1)).to_be_focused()
    await page.keyboard.press("End")
    await expect(chats.last).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#room")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#room")).to_be_hidden()


async def test_a_message_can_be_inspected_by_keyboard_alone(page: Page, world: World) -> None:
    await begin(page, world)
    await page.locator("#scroller").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("article").last).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog .json")).to_contain_text('"message_id"')


async def test_blocking_and_coming_back(page: Page, world: World) -> None:
    await begin(page, world)
    await page.get_by_role("button", name="沙盒工具").click()
    await page.get_by_role("button", name="拉黑机器人").click()
    await expect(page.locator("#room-head")).to_contain_text("你已拉黑机器人")
    await page.get_by_role("button", name="重新启动机器人").click()
    await expect(page.locator("article", has_text="你好！我是示例机器人。")).to_have_count(2)
    await expect(page.get_by_role("button", name="拉黑机器人")).to_be_visible()


async def test_the_next_send_fails_as_ordered_and_the_log_shows_it(page: Page, world: World) -> None:
    await begin(page, world)
    await page.get_by_role("button", name="沙盒工具").click()
    await page.get_by_label("怎样失败").select_option(label="500 内部错误")
    await page.get_by_role("button", name="让下一次发送失败").click()
    await expect(page.locator(".armed li")).to_have_count(1)
    await say(page, "会丢吗")
    await expect(page.locator("#calls .poor").first).to_contain_text("500")
    await expect(page.locator(".armed li")).to_have_count(0)
    await page.locator("#calls .poor").first.click()
    await expect(page.locator("dialog .json")).to_contain_text("Internal Server Error")


async def test_roles_in_a_group_are_changed_from_the_page(page: Page, world: World) -> None:
    await open_chat(page, world.group.id)
    await page.get_by_role("button", name="沙盒工具").click()
    await page.locator(f"#role-{world.ann.id}").select_option(label="管理员")
    await page.locator(f"#role-{world.sandbox.api.world.bot.id}").select_option(label="被移出")
    await expect(page.locator("article.service").last).to_contain_text("Ledebot")
    chat = world.sandbox.api.world.chats[world.group.id]
    assert chat.member(world.ann.id).status == "administrator"
    assert chat.member(world.sandbox.api.world.bot.id).status == "kicked"


async def test_messages_arrive_quietly_after_leaving_a_chat(page: Page, world: World) -> None:
    await begin(page, world)
    await page.keyboard.press("Escape")
    await expect(page.locator("#welcome")).to_be_visible()
    await world.you.ask("还在吗")
    await expect(page.locator(f"[data-chat='{world.you.id}'] .badge")).to_have_text("1")
    await open_chat(page, world.you.id)
    await expect(said(page, "收到：还在吗")).to_be_visible()


async def test_the_page_opens_in_the_first_chat(page: Page, world: World) -> None:
    await page.goto(f"{world.sandbox.api_url}/")
    await expect(page.locator("#welcome")).to_be_hidden()
    await expect(page.locator("[aria-current='true']")).to_have_attribute("data-chat", str(world.you.id))


async def test_starting_over_empties_the_sandbox(page: Page, world: World) -> None:
    await begin(page, world)
    await page.get_by_role("button", name="沙盒工具").click()
    await page.get_by_role("button", name="重新开始").click()
    await page.get_by_role("dialog").get_by_role("button", name="好", exact=True).click()
    await expect(page.locator("#welcome")).to_be_visible()
    await expect(page.locator("article")).to_have_count(0)


async def test_the_clock_jumps(page: Page, world: World) -> None:
    await page.locator("#clock").click()
    before = world.clock.now()
    await page.get_by_role("button", name="+1 小时").click()
    await expect(page.locator("#ahead")).to_contain_text("1")
    assert (world.clock.now() - before).total_seconds() >= 3600
    await page.get_by_role("button", name="明天 08:00").click()
    await expect(page.locator("#bench-now")).to_contain_text("08:00")


async def test_narrow_windows_slide_between_list_and_conversation(context: BrowserContext, world: World) -> None:
    watched = Watched()
    page = await open_page(context, world.sandbox.api_url, watched)
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.get_by_role("button", name="返回聊天列表").click()
    await expect(page.locator("#conversation")).to_be_hidden()
    await open_chat(page, world.you.id)
    await expect(page.locator("#side")).to_be_hidden()
    await page.get_by_role("button", name="开始", exact=True).click()
    await expect(said(page, "你好！我是示例机器人。")).to_be_visible()
    await say(page, "/formatted")
    await expect(said(page, "谜底")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert await page.locator("#scroller").evaluate("node => node.scrollWidth - node.clientWidth") == 0
    await page.go_back()
    await expect(page.locator("#side")).to_be_visible()
    await expect(page.locator("#conversation")).to_be_hidden()
    assert watched.errors == []


async def test_dark_follows_the_system_and_the_choice_is_kept(page: Page, world: World) -> None:
    shade = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(shade)
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate(shade)
    assert light != dark
    await page.get_by_role("button", name="深色或浅色").click()
    assert await page.evaluate(shade) == light
    await page.reload()
    await page.wait_for_selector("body[data-ready]")
    assert await page.evaluate(shade) == light


async def test_the_page_speaks_chinese_and_english(page: Page, world: World) -> None:
    await begin(page, world)
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("button", name="Menu")).to_be_visible()
    await expect(page.get_by_role("button", name="中文")).to_be_focused()


async def test_new_messages_are_spoken(page: Page, world: World) -> None:
    await begin(page, world)
    await expect(page.locator("#announcer")).to_contain_text("Ledebot 说：你好！我是示例机器人。")


async def test_everything_has_a_name_for_screen_readers(page: Page, world: World) -> None:
    await begin(page, world)
    await page.get_by_role("button", name="沙盒工具").click()
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, textarea, [role=button]')]
            .filter(node => node.offsetParent !== null)
            .filter(node => !(node.textContent.trim() || node.ariaLabel || node.labels?.length))
            .map(node => node.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_text_has_the_contrast_that_wcag_asks_for(page: Page, world: World, scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1."""
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    await begin(page, world)
    await say(page, "/formatted")
    await expect(said(page, "谜底")).to_be_visible()
    await page.get_by_role("button", name="沙盒工具").click()
    await expect(page.locator("#calls .call").first).to_be_visible()
    assert await page.evaluate(CONTRAST.read_text()) == []


async def test_a_stopped_sandbox_is_told(context: BrowserContext, world: World) -> None:
    page = await open_page(context, world.sandbox.api_url, Watched())
    await world.sandbox.stop()
    await expect(page.locator("#lost")).to_contain_text("沙盒没有回应")
