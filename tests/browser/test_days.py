"""Days with the bot in the browser: readers' in three languages, a channel owner's, a group admin's."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from ledebot.bot.core.i18n import LANGUAGES
from ledebot.sandbox import Sandbox
from ledebot.sandbox.people.handles import User
from tests.browser.conftest import Watched, open_page
from tests.browser.day import SLOW, Day
from tests.browser.whole import running_demo
from tests.one_language import foreign

IN_THE_NEWS = {"G", "ETF"}
"""Latin words of the demo's Chinese news."""


@dataclass(frozen=True)
class Habits:
    """What a reader of one language taps and types."""

    articles: str
    city: str
    word: str
    coming: str
    """Matches what comes out within a day, and nothing before."""
    monday: str


HABITS = {
    "zh-hans": Habits("中文", "北京", "地铁", "轮渡 停航", "到周一"),
    "zh-hant": Habits("中文", "台北", "地鐵", "輪渡 停航", "到週一"),
    "en": Habits("English", "London", "harbour", "automated terminal", "until Monday"),
}


@dataclass
class Whole:
    """The whole bot, and a page that acts as everybody; more pages are opened in the same profile."""

    sandbox: Sandbox
    page: Page
    open: Callable[[int], Awaitable[Page]]

    def chat(self, kind: str, title: str) -> int:
        """Find a chat by its kind and the beginning of its title."""
        chats = self.sandbox.api.world.chats.values()
        return next(each.id for each in chats if each.type == kind and each.brief()["title"].startswith(title))

    async def a_day_later(self) -> None:
        """Move the clock by the page's tools."""
        await self.page.get_by_role("button", name="沙盒工具").first.click()
        await self.page.get_by_role("button", name="+1 天").click()
        await self.page.get_by_role("button", name="沙盒工具").first.click()


@pytest_asyncio.fixture(loop_scope="session")
async def whole(context: BrowserContext, tmp_path: Path) -> AsyncIterator[Whole]:
    watched = Watched()
    async with running_demo(tmp_path) as (sandbox, _):

        async def opened(chat: int) -> Page:
            return await open_page(context, f"{sandbox.api_url}/#{chat}", watched)

        yield Whole(sandbox, await opened(sandbox.acting[0]), opened)
        assert watched.errors == []
        assert watched.foreign == []


async def test_a_readers_day_in_three_languages(whole: Whole) -> None:
    """Side by side, since what the bot says in one chat is paced."""
    readers = [whole.sandbox.user(code, language_code=code) for code in LANGUAGES]
    whole.sandbox.act_as(User(whole.sandbox, whole.sandbox.acting[0]), *readers)
    pages = await asyncio.gather(*(whole.open(reader.id) for reader in readers))
    days = [Day(page, code) for page, code in zip(pages, LANGUAGES, strict=True)]
    await asyncio.gather(*(first_day(day, HABITS[day.language]) for day in days))
    await whole.a_day_later()
    await asyncio.gather(*(next_day(day, HABITS[day.language]) for day in days))
    for day in days:
        assert len(day.texts) > 60
        odd = {text: (after, found) for text, after in day.texts.items() if (found := odd_words(text, day.language))}
        assert odd == {}


async def test_a_channel_owners_and_a_group_admins_day(whole: Whole) -> None:
    """A preview before the channel's first post, its name and signature; a group's and a forum topic's own digests."""
    day = Day(whole.page, "zh-hans")
    t, channel = day.t, whole.chat("channel", "我的频道")
    group, forum = whole.chat("supergroup", "读书会"), whole.chat("supergroup", "街坊")
    await day.begin(t("What would you like to read?"))
    await posting(day)
    await day.open(channel)
    await expect(digests(day, "我的频道")).to_have_count(1, timeout=SLOW)
    await day.open(group)
    await choosing(day)
    await day.open(forum)
    await day.page.locator(".topic", has_text="财经").click()
    await day.say("/subscribe 财经", t("What I follow"))
    await whole.a_day_later()
    for chat, title in ((channel, "我的频道"), (group, t("News digest"))):
        await day.open(chat)
        await expect(digests(day, title).nth(1)).to_be_visible(timeout=SLOW)
    await day.open(channel)
    await day.seen("每天八点，街坊的新闻", "a day later")
    await day.open(forum)
    await day.page.locator(".topic", has_text="财经").click()
    await day.seen(f"🗞 {t('News digest')} ·", "a day later")


async def posting(day: Day) -> None:
    """Connect the channel, see what it would get, post that, and give it a last line."""
    t = day.t
    view = await day.say("/connect @my_channel", t("Disconnect this channel"))
    clock = await day.press(view, t("🌍 All the news"), t("What time is it for you?"))
    asked = await day.press(clock, re.compile("北京"), t("📣 Post it now"))
    await day.press(asked, t("📣 Post it now"), t("Posted in {name}.", name="我的频道"))
    await day.say("/settings @my_channel 签名 每天八点，街坊的新闻", "每天八点，街坊的新闻")


async def choosing(day: Day) -> None:
    """Look at the time from the greeting, choose the news, tell the time; the group has its first digest."""
    t = day.t
    greeting = await day.seen(t("Only admins change settings here."), "the greeting")
    await day.press(greeting, t("🕗 At {time}: change", time="08:00"), t("Next digests"))
    greeting = await day.say("/start@ledebot_bot", t("Only admins change settings here."))
    clock = await day.press(greeting, t("🌍 All the news"), t("What time is it for you?"))
    await day.press(clock, re.compile("北京"), f"🗞 {t('News digest')} ·")


async def first_day(day: Day, habits: Habits) -> None:
    """Begin and have the first digest, open a story and its page, keep it, search, and watch for what is to come."""
    t = day.t
    await day.begin(t("What would you like to read?"))
    settings = await day.say("/settings", t("Length of a story"))
    await day.press(settings, habits.articles, f"✅ {habits.articles}")
    if day.language == "zh-hans":
        await day.press(settings, "简体", "✅ 简体")
    welcome = day.said(t("What would you like to read?"))
    clock = await day.press(welcome, t("🌍 All the news"), t("What time is it for you?"))
    digest = await day.press(clock, re.compile(habits.city), t("The numbers open a story in full."))
    story = await day.press_for_more(digest, "1", t("Why this?"))
    await day.press(story, t("🔖 Save"), t("🔖 Saved"))
    await day.press_for_more(digest, re.compile("^📚"), t("📖 Read in full"))
    await day.say("/saved", t.plural("{n} story saved", "{n} stories saved", 1))
    await day.say(f"/search {habits.word}", "🔎")
    await day.say("/latest", t("Newest stories"))
    await day.say(f"/watch {habits.coming}", t("From now on I tell you when a new story matches."))


async def next_day(day: Day, habits: Habits) -> None:
    """Have the morning's digest and an alert, read yesterday and the week again, and mute a source until Monday."""
    t = day.t
    await expect(digests(day, t("News digest")).nth(1)).to_be_visible(timeout=SLOW)
    alert = await day.seen(f"🔔 {habits.coming}", "a day later")
    await day.say("/digest yesterday", t("News digest"))
    week = await day.say("/digest week", t("The week"))
    await day.press_for_more(week, "1", t("📖 Read in full"))
    what = await day.press_for_more(alert, t("🔕 Until …"), t("Mute what, for a while?"))
    source = (await what.locator(".key", has_text="📰").inner_text()).removeprefix("📰").strip()
    until = await day.press(what, f"📰 {source}", habits.monday)
    await day.press(until, habits.monday, source)
    await day.say("/watches", t("Followed and muted"))
    latest = await day.say("/latest", t("Newest stories"))
    await expect(latest).not_to_contain_text(f"{source} · ")


def digests(day: Day, title: str) -> Locator:
    """Find the digests that bear a title."""
    return day.page.locator("article.in", has_text=f"🗞 {title} ·")


def odd_words(text: str, language: str) -> set[str]:
    return set(foreign(text, language)) - IN_THE_NEWS
