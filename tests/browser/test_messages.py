"""What the page shows of a conversation: formatting, previews, files, buttons, edits, unread counts."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import World
from tests.browser.steps import begin, open_chat, said, say

pytestmark = pytest.mark.usefixtures("scripted_bot")


async def test_a_first_visit_shows_every_chat_and_a_start_button(page: Page, world: World) -> None:
    chats = page.locator("#chats .chat")
    await expect(chats).to_have_count(4)
    await expect(chats.filter(has_text="小明")).to_have_count(1)
    await expect(chats.filter(has_text="Ann")).to_have_count(1)
    await open_chat(page, world.you.id)
    await expect(page.locator("#about")).to_contain_text("我把一天的新闻理成一份摘要。")
    await expect(page.get_by_role("button", name="开始", exact=True)).to_be_focused()
    greeting = await begin(page, world)
    await expect(page.locator("#about")).to_be_hidden()
    await expect(greeting.locator(".key")).to_have_count(6)
    await expect(page.locator("#chats .chat").first).to_contain_text("你好！我是示例机器人。")


async def test_all_formatting_and_nothing_of_it_is_markup(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/formatted")
    message = said(page, "谜底")
    for tag, text in [("b", "粗体"), ("i", "斜体"), ("u", "下划线"), ("s", "删除线"), ("code", "x < y")]:
        await expect(message.locator(f".text > {tag}")).to_have_text(text)
    await expect(message.locator("pre .code-language")).to_have_text("python")
    await expect(message.locator("pre code")).to_have_text('print("你好")')
    await expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(message.locator("img")).to_have_count(0)
    await expect(message.locator(".text > a")).to_have_attribute("href", "https://news.example.org/harbour")
    await expect(message.locator("blockquote").first).to_have_text("一句引用")
    await expect(message.locator(".bubble")).to_have_attribute("lang", "zh-Hans")


async def test_a_long_quote_folds_and_unfolds(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/formatted")
    quote = said(page, "谜底").locator("blockquote.expandable")
    toggle = quote.get_by_role("button")
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    folded = (await quote.bounding_box() or {"height": 0})["height"]
    await toggle.press("Enter")
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    unfolded = (await quote.bounding_box() or {"height": 0})["height"]
    assert unfolded > folded * 1.5
    await toggle.click()
    await expect(toggle).to_have_text("展开")


async def test_a_spoiler_is_hidden_until_pressed_also_by_keyboard(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/formatted")
    cover = said(page, "谜底").locator(".spoiler")
    await expect(cover.locator(".spoiler-text")).to_have_attribute("aria-hidden", "true")
    await expect(cover.locator(".spoiler-text")).to_have_css("opacity", "0")
    await cover.press("Enter")
    await expect(cover.locator(".spoiler-text")).to_have_css("opacity", "1")
    await expect(cover).not_to_have_attribute("role", "button")


async def test_a_link_preview_is_drawn_above_without_asking_the_web(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/formatted")
    message = said(page, "谜底")
    card = message.locator(".card.large")
    await expect(card).to_contain_text("news.example.org")
    await expect(card).to_contain_text("港口恢复作业")
    box, text = await card.bounding_box(), await message.locator(".text").bounding_box()
    assert box
    assert text
    assert box["y"] + box["height"] <= text["y"]


async def test_a_button_waits_for_its_answer_and_edits_in_place(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    count = await page.locator("article").count()
    await greeting.get_by_role("button", name="下一页").click()
    await expect(page.locator(".toast")).to_have_text("翻到第 2 页")
    edited = said(page, "第 2 页")
    await expect(edited.locator(".edited")).to_have_text("已编辑")
    assert await page.locator("article").count() == count
    await edited.get_by_role("button", name="下一页").click()
    await expect(said(page, "第 3 页")).to_be_visible()
    await expect(page.locator("[aria-busy='true']")).to_have_count(0)


async def test_focus_stays_on_the_button_that_was_pressed(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    await greeting.get_by_role("button", name="下一页").focus()
    await page.keyboard.press("Enter")
    edited = said(page, "第 2 页")
    await expect(edited.get_by_role("button", name="下一页")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(edited.get_by_role("button", name="上一页")).to_be_focused()


async def test_an_alert_must_be_acknowledged(page: Page, world: World) -> None:
    greeting = await begin(page, world)
    await greeting.get_by_role("button", name="说明").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("按一下就翻页。")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_photos_and_files_come_from_the_sandbox(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "/files")
    image = said(page, "一个像素").locator(".photo img")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    async with page.expect_download() as download:
        await said(page, "词频.csv").locator(".file").click()
    path = await (await download.value).path()
    assert path.read_text(encoding="utf-8").startswith("词,次")


async def test_a_deleted_message_goes(page: Page, world: World) -> None:
    await begin(page, world)
    await say(page, "说错了")
    sent = page.locator("article.out", has_text="说错了")
    await expect(sent).to_have_count(1)
    chat = world.sandbox.api.world.chats[world.you.id]
    mine = next(number for number, message in chat.messages.items() if message.get("text") == "说错了")
    assert world.sandbox.api.world.delete(chat, mine)
    await expect(sent).to_have_count(0)


async def test_unread_messages_are_counted_until_the_chat_is_opened(page: Page, world: World) -> None:
    await begin(page, world)
    await world.ann.ask("/start")
    badge = page.locator(f"[data-chat='{world.ann.id}'] .badge")
    await expect(badge).to_have_text("1")
    await expect(page).to_have_title(re.compile(r"^\(\d\) "))
    await open_chat(page, world.ann.id)
    await expect(page.locator(".badge")).to_have_count(0)
    await page.reload()
    await expect(page.locator("#chats .chat").first).to_be_visible()
    await expect(badge).to_have_count(0)
