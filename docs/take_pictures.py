"""Take the pictures of the documentation from the running demo: `.venv/bin/python docs/take_pictures.py`.

Needs Chromium, and fonts for Chinese and for emoji (Debian: chromium fonts-noto-cjk fonts-noto-color-emoji).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ledebot.bot.core.i18n import translator  # noqa: E402  the project's root has to be known first
from ledebot.bot.watches.matcher import MAX_ALERTS  # noqa: E402
from ledebot.sandbox import Sandbox  # noqa: E402
from tests.browser.conftest import ARGUMENTS, Watched, chromium, open_page  # noqa: E402
from tests.browser.whole import running_demo  # noqa: E402

WIDE: dict[str, Any] = {"viewport": {"width": 1180, "height": 760}, "device_scale_factor": 2}
NARROW: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2}
TALL: dict[str, Any] = {"viewport": {"width": 390, "height": 1180}, "device_scale_factor": 2}
QUALITY = 82
"""Of a WebP picture: text stays sharp, at a quarter of a PNG's size."""
SETTLED = 600
"""Milliseconds after which no animation runs any more."""
TEXT = translator("zh-hans")


@asynccontextmanager
async def first_chat(browser: Browser, sandbox: Sandbox, **options: Any) -> AsyncIterator[Page]:
    """Open the page of the demo in the first person's chat with the bot."""
    you = next(chat.id for chat in sandbox.api.world.chats.values() if chat.type == "private")
    context = await browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options})
    page = await open_page(context, f"{sandbox.api_url}/#{you}", Watched())
    yield page
    await context.close()


async def say(page: Page, text: str) -> None:
    """Write to the bot and wait for its answer."""
    answers = page.locator("article.in")
    before = await answers.count()
    await page.fill("#field", text)
    await page.press("#field", "Enter")
    await answers.nth(before).wait_for()


async def begin(page: Page) -> None:
    """Choose all the news, and be asked what time it is."""
    await page.locator(".start-button").click()
    await page.locator("article.in").get_by_role("button", name=TEXT("🌍 All the news")).click()
    await page.locator("article.in").get_by_role("button", name=TEXT("Beijing")).wait_for()


async def subscribe(page: Page) -> None:
    """Tell the time; the first digest comes at once and is shown from its first line."""
    await page.locator("article.in").get_by_role("button", name=TEXT("Beijing")).click()
    await page.locator("article.in blockquote").first.wait_for()


async def search(page: Page) -> None:
    """Ask a question, to which a story has the answer."""
    await say(page, "/search 海州地铁七号线什么时候开通")


async def inline(page: Page) -> None:
    """Look for a story to share."""
    await page.fill("#field", "@ledebot_bot 央行")
    await page.locator("#suggestions.cards .option").first.wait_for()


async def story(page: Page, words: str, out: Path, name: str) -> None:
    """Open the page of a story that words find, from one of its reports, and write a picture of that message alone."""
    await say(page, f"/search {words}")
    await press(page, page.locator("article.in").last.get_by_role("button", name="📖 1", exact=True))
    await press(page, page.locator("article.in").last.get_by_role("button", name="📚"))
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(SETTLED)
    await page.locator("article.in").last.screenshot(path=out / f"{name}.png")


async def press(page: Page, button: Locator) -> None:
    """Press a button and wait for the message that it brings."""
    answers = page.locator("article.in")
    before = await answers.count()
    await button.click()
    await answers.nth(before).wait_for()


async def take(page: Page, out: Path, name: str) -> None:
    """Write one picture."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(SETTLED)
    await page.screenshot(path=out / f"{name}.png")


async def to_end(page: Page) -> None:
    """Go to the newest message."""
    await page.locator("#scroller").evaluate("node => { node.scrollTop = node.scrollHeight; }")


async def take_both(page: Page, out: Path, name: str) -> None:
    """Write one picture in light and one in dark, as WebP."""
    session = await page.context.new_cdp_session(page)
    for scheme, ending in (("light", ""), ("dark", "-dark")):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await page.mouse.move(0, 0)
        await page.wait_for_timeout(SETTLED)
        shot = await session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
        (out / f"{name}{ending}.webp").write_bytes(base64.b64decode(shot["data"]))
    await page.emulate_media(color_scheme="light")


async def a_day(browser: Browser, out: Path) -> None:
    """Go through a day of a reader who has a channel, and write its telling screens."""
    with tempfile.TemporaryDirectory() as home:
        async with running_demo(Path(home)) as (sandbox, _), first_chat(browser, sandbox, **NARROW) as page:
            await page.locator(".start-button").click()
            answers = page.locator("article.in")
            for section in ("Business", "Technology and science"):
                await answers.get_by_role("button", name=TEXT(section), exact=True).click()
                await answers.get_by_role("button", name=f"✅ {TEXT(section)}").wait_for()
            await take_both(page, out, "day-start")
            await answers.get_by_role("button", name=TEXT("🌍 All the news")).click()
            await answers.get_by_role("button", name=TEXT("Beijing")).wait_for()
            await subscribe(page)
            await take_both(page, out, "day-digest")
            await say(page, "/search 云岭县 滑坡")
            await press(page, answers.last.get_by_role("button", name="📖 1", exact=True))
            await press(page, answers.last.get_by_role("button", name="📚"))
            await take_both(page, out, "day-story")
            await say(page, "/connect @my_channel")
            await answers.last.get_by_role("button", name=TEXT("🌍 All the news")).click()
            await answers.last.get_by_role("button", name=TEXT("📣 Post it now")).wait_for()
            await to_end(page)
            await take_both(page, out, "day-channel")
            await say(page, "/watch 海州 OR 香江 OR 北湾 OR 海湾")
            sandbox.advance(timedelta(days=1))
            more = answers.get_by_role("button", name=TEXT("Show them"))
            await more.wait_for()
            await answers.get_by_role("button", name=TEXT("📖 Read"), exact=True).nth(MAX_ALERTS - 1).wait_for()
            await to_end(page)
            await take_both(page, out, "day-alerts")
            await more.click()
            await answers.filter(has_text="📖 2").last.evaluate("node => node.scrollIntoView({ block: 'end' })")
            await take_both(page, out, "day-overflow")
            await say(page, "/digest week")
            await take_both(page, out, "day-week")


async def pictures(browser: Browser, out: Path) -> None:
    """Go through the demo once and write every picture."""
    with tempfile.TemporaryDirectory() as home:
        async with running_demo(Path(home)) as (sandbox, _):
            async with first_chat(browser, sandbox, **NARROW) as page:
                await begin(page)
                await take(page, out, "first-minute")
            async with first_chat(browser, sandbox, **WIDE) as page:
                await subscribe(page)
                await take(page, out, "chat")
                await page.emulate_media(color_scheme="dark")
                await take(page, out, "chat-dark")
            for name, scene in (("search", search), ("inline", inline)):
                async with first_chat(browser, sandbox, **NARROW) as page:
                    await scene(page)
                    await take(page, out, name)
            async with first_chat(browser, sandbox, **TALL) as page:
                await story(page, "云岭县 滑坡", out, "story")
            async with first_chat(browser, sandbox, locale="en-GB", **TALL) as page:
                await say(page, "/language en")
                await story(page, "Beiwan cable car", out, "story-en")


async def run(out: Path) -> None:
    """Start a browser and take the pictures."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        await pictures(browser, out)
        await a_day(browser, out)
        await browser.close()


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description="Take the documentation's pictures from the running demo.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="folder to write to")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(out))


if __name__ == "__main__":
    main()
