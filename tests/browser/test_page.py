"""The page with a small scripted bot behind it: all that a chat client must show and let people do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Watched, World, open_page
from tests.browser.scripted import running


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def bot(world: World) -> AsyncIterator[None]:
    async with running(world.sandbox.token, world.sandbox.base_url):
        yield


async def open_chat(page: Page, chat: int) -> None:
    await page.click(f"[data-chat='{chat}']")
    await expect(page.locator("#room")).to_be_visible()


async def say(page: Page, text: str) -> None:
    await page.fill("#field", text)
    await page.press("#field", "Enter")


def said(page: Page, text: str) -> Locator:
    return page.locator("article", has_text=text).last


async def begin(page: Page, world: World) -> Locator:
    """Press Start in the first person's chat; gives the bot's greeting."""
    await open_chat(page, world.you.id)
    await page.get_by_role("button", name="开始", exact=True).click()
    greeting = said(page, "你好！我是示例机器人。")
    await expect(greeting).to_be_visible()
    return greeting


async def test_a_first_visit_shows_every_chat_and_a_start_button(page: Page, world: World) -> None:
    chats = page.locator("#chats .chat")
    await expect(chats).to_have_count(4)
    await expect(chats.filter(has_text="小明")).to_have_count(1)
    await expect(chats.filter(has_text="Ann")).to_have_count(1)
    greeting = await begin(page, world)
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
    await page.get_by_label("怎样失败").select_option(label="内部错误（500）")
    await page.get_by_role("button", name="让下一次发送失败").click()
    await expect(page.locator(".armed li")).to_have_count(1)
    await say(page, "会丢吗")
    await expect(page.locator("#calls .poor").first).to_contain_text("500")
    await expect(page.locator(".armed li")).to_have_count(0)
    await page.locator("#calls .poor").first.click()
    await expect(page.locator("dialog .json")).to_contain_text("Internal Server Error")


async def test_the_clock_jumps(page: Page, world: World) -> None:
    await page.get_by_role("button", name="Ledebot").first.click()
    await page.get_by_role("button", name="沙盒工具").click()
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


async def test_a_stopped_sandbox_is_told(context: BrowserContext, world: World) -> None:
    page = await open_page(context, world.sandbox.api_url, Watched())
    await world.sandbox.stop()
    await expect(page.locator("#lost")).to_contain_text("沙盒没有回应")
