"""The whole bot in the browser, as `ledebot demo` runs it: embedded store, made-up news, local Telegram."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.i18n import translator
from ledebot.sandbox import Sandbox
from tests.browser.conftest import Watched, open_page
from tests.browser.whole import running_demo

TEXT = translator("zh-hans")
ALL_NEWS = TEXT("🌍 All the news")
SLOW = 90_000
"""Milliseconds for what goes through scheduler, store and sender."""


@dataclass
class Demo:
    sandbox: Sandbox
    clock: OffsetClock
    page: Page

    def chat(self, kind: str, title: str = "") -> Locator:
        ids = [chat.id for chat in self.sandbox.api.world.chats.values() if chat.type == kind]
        return self.page.locator(", ".join(f"[data-chat='{number}']" for number in ids), has_text=title).first

    async def say(self, text: str) -> None:
        await self.page.fill("#field", text)
        await self.page.press("#field", "Enter")

    def last(self) -> Locator:
        return self.page.locator("article.in").last

    async def start(self) -> Locator:
        await self.chat("private", "小明").click()
        await self.page.get_by_role("button", name="开始", exact=True).click()
        await expect(self.last().get_by_role("button", name=ALL_NEWS)).to_be_visible()
        return self.last()

    def digests(self) -> Locator:
        return self.page.locator("article.in", has=self.page.locator("blockquote"))

    async def subscribe(self) -> None:
        """Follow all the news by Beijing's clock; the first digest comes at once."""
        greeting = await self.start()
        await greeting.get_by_role("button", name=ALL_NEWS).click()
        await greeting.get_by_role("button", name=TEXT("Beijing")).click()
        await expect(self.digests()).to_have_count(1, timeout=SLOW)
        await expect(self.page.locator("[aria-busy='true']")).to_have_count(0)


@pytest_asyncio.fixture(loop_scope="session")
async def demo(context: BrowserContext, tmp_path: Path) -> AsyncIterator[Demo]:
    watched = Watched()
    async with running_demo(tmp_path) as (sandbox, clock):
        page = await open_page(context, sandbox.api_url, watched)
        yield Demo(sandbox, clock, page)
        assert watched.errors == []
        assert watched.foreign == []


async def test_the_first_minute(demo: Demo) -> None:
    """Start, choose, see what is followed and when it comes, and read the first digest at once."""
    await demo.subscribe()
    await expect(demo.page.locator("article.in", has_text="08:00").first).to_be_visible()
    digest = demo.digests().first
    await expect(digest.locator(".card.large")).to_be_in_viewport()
    assert await digest.locator(".text a").count() >= 5
    await digest.locator(".key", has_text="1").first.click()
    await expect(demo.page.locator("article.in").last.locator("a.key")).to_have_attribute(
        "href", re.compile("news.example")
    )


async def test_the_digest_comes_when_time_jumps_to_it(demo: Demo) -> None:
    await demo.subscribe()
    await demo.page.get_by_role("button", name="沙盒工具").first.click()
    await demo.page.get_by_role("button", name="跳到我的下一份摘要").click()
    await expect(demo.digests()).to_have_count(2, timeout=SLOW)
    assert demo.clock.offset.total_seconds() > 0
    assert not demo.sandbox.duplicates()


async def test_a_digest_survives_an_armed_failure(demo: Demo) -> None:
    """The page's "make the next send fail": the bot sends it once more, and once only."""
    await demo.subscribe()
    await demo.page.get_by_role("button", name="沙盒工具").first.click()
    await demo.page.get_by_label("怎样失败").select_option(label="502 返回网页")
    await demo.page.get_by_role("button", name="让下一次发送失败").click()
    await expect(demo.page.locator(".armed li")).to_have_count(1)
    await demo.page.get_by_role("button", name="跳到我的下一份摘要").click()
    await expect(demo.page.locator("#calls .poor").first).to_contain_text("sendMessage", timeout=SLOW)
    await expect(demo.digests()).to_have_count(2, timeout=SLOW)
    assert not demo.sandbox.duplicates()


async def test_search_turns_its_pages_in_place(demo: Demo) -> None:
    await demo.start()
    await demo.say("/search 海州")
    hits = demo.page.locator("article.in", has_text="🔎")
    await expect(hits.locator(".text b", has_text="海州").first).to_be_visible()
    count = await demo.page.locator("article").count()
    first = await hits.locator(".text > a").first.inner_text()
    await hits.get_by_role("button", name="›").click()
    await expect(hits.get_by_role("button", name=re.compile(r"^2\/\d$"))).to_be_visible()
    await expect(hits.locator(".edited")).to_be_visible()
    assert await hits.locator(".text > a").first.inner_text() != first
    await hits.get_by_role("button", name="‹").click()
    await expect(hits.locator(".text > a").first).to_have_text(first)
    assert await demo.page.locator("article").count() == count


async def test_a_story_is_found_inline_and_shared_with_the_group(demo: Demo) -> None:
    await demo.chat("supergroup").click()
    await demo.page.fill("#field", "@ledebot_bot 地铁七号线")
    cards = demo.page.locator("#suggestions.cards .option", has_text="地铁七号线")
    await cards.first.click()
    await expect(demo.page.locator("article.out", has_text="地铁七号线")).to_contain_text("@ledebot_bot")


async def test_a_watch_rings_when_its_story_comes(demo: Demo) -> None:
    await demo.start()
    await demo.say("/watch 轮渡")
    await expect(demo.last()).to_contain_text("轮渡")
    count = await demo.page.locator("article.in").count()
    await demo.page.get_by_role("button", name="沙盒工具").first.click()
    await demo.page.get_by_role("button", name="+1 天").click()
    await expect(demo.page.locator("article.in")).to_have_count(count + 1, timeout=SLOW)
    await expect(demo.last().locator(".text")).to_contain_text("海州轮渡")


async def test_only_admins_change_a_groups_settings(demo: Demo) -> None:
    await demo.chat("supergroup").click()
    await expect(demo.last().get_by_role("button", name=ALL_NEWS)).to_be_visible()
    await demo.page.get_by_role("button", name="以 你 的身份").click()
    await demo.page.get_by_role("menuitem", name="以 小明 的身份").click()
    await demo.last().get_by_role("button", name=ALL_NEWS).click()
    refusal = demo.page.locator(".toast, dialog[open] .dialog-text")
    await expect(refusal.first).to_be_visible()
    await expect(demo.last().get_by_role("button", name=ALL_NEWS)).to_be_visible()
    await demo.page.keyboard.press("Escape")
    await demo.page.get_by_role("button", name="以 小明 的身份").click()
    await demo.page.get_by_role("menuitem", name="以 你 的身份").click()
    await demo.last().get_by_role("button", name=ALL_NEWS).click()
    await expect(demo.last().get_by_role("button", name=ALL_NEWS)).to_have_count(0)


async def test_blocking_pauses_and_starting_again_restores(demo: Demo) -> None:
    await demo.subscribe()
    await demo.page.get_by_role("button", name="沙盒工具").first.click()
    await demo.page.get_by_role("button", name="拉黑机器人").click()
    await demo.page.get_by_role("button", name="重新启动机器人").click()
    await expect(demo.page.locator("article.out")).to_have_count(2)
    await demo.page.get_by_role("button", name="跳到我的下一份摘要").click()
    await expect(demo.digests()).to_have_count(2, timeout=SLOW)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_narrow_windows_hold_a_digest_without_sideways_scrolling(demo: Demo, scheme: str) -> None:
    await demo.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await demo.subscribe()
    await demo.page.set_viewport_size({"width": 340, "height": 700})
    await expect(demo.digests().first).to_be_visible()
    assert await demo.page.locator("#scroller").evaluate("node => node.scrollWidth - node.clientWidth") == 0
    assert await demo.page.evaluate("document.documentElement.scrollWidth") == 340
