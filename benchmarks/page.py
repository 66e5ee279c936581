"""How the sandbox's chat page bears a long chat: `python -m benchmarks.page [--quick]`.

Opens the page in headless Chromium on a chat of 100 messages (the baseline) and on one of 100,000, and measures what
a reader would notice. Figures are medians; both chats are measured in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Browser, Page, async_playwright

from ledebot.sandbox import Sandbox
from tests.browser.conftest import ARGUMENTS, chromium

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SCROLL = f"""async scroller => {{
    const start = performance.now();
    scroller.scrollTop = Math.max(0, scroller.scrollTop - 900);
    await {FRAMES};
    return performance.now() - start;
}}"""
SENTENCE = "港口昨天恢复作业，首批货轮已经靠岸。"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one chat cost; times in milliseconds."""

    opening: float
    scrolling: float
    scrolling_worst: float
    editing: float
    burst: float
    elements: int
    heap: float
    """JavaScript heap in MiB."""


def fill(sandbox: Sandbox, chat_id: int, sender: int, count: int, label: str) -> list[int]:
    """Put messages into a chat, as a bot or a person would; gives their ids."""
    world = sandbox.api.world
    chat, who = world.chats[chat_id], world.people[sender].json()
    texts = (f"{label} {number}：{SENTENCE * (number % 7)}" for number in range(1, count + 1))
    return [world.post(chat, {"from": who, "text": text}, sender=sender)["message_id"] for text in texts]


async def timed(action: Callable[[], Awaitable[object]]) -> float:
    """Run something; gives milliseconds."""
    start = time.perf_counter()
    await action()
    return (time.perf_counter() - start) * 1000


async def open_chat(page: Page, url: str, chat_id: int, newest: str) -> float:
    """Load the page, open the chat; gives the time from the click to its newest message in view."""
    await page.goto(url)
    await page.wait_for_selector("body[data-ready]")

    async def click() -> None:
        await page.click(f"[data-chat='{chat_id}']")
        await page.locator("article", has_text=newest).last.wait_for()

    return await timed(click)


async def edit(sandbox: Sandbox, page: Page, chat_id: int, message_id: int, text: str) -> float:
    """Change a message; gives the time until the page shows it."""
    chat = sandbox.api.world.chats[chat_id]
    shown = page.locator("article", has_text=text).last

    async def change() -> None:
        sandbox.api.world.replace(chat, {**chat.messages[message_id], "text": text, "edit_date": 1})
        await shown.wait_for()

    return await timed(change)


async def measure(browser: Browser, count: int, rounds: int, burst: int) -> Figures:
    """Measure one chat of `count` messages."""
    async with Sandbox(flood=False) as sandbox:
        you, other = sandbox.user("小明"), sandbox.user("小红")
        ids = fill(sandbox, you.id, other.id, count, "第")
        page = await browser.new_page(viewport={"width": 1180, "height": 800})
        openings = [await open_chat(page, sandbox.api_url, you.id, f"第 {count}：") for _ in range(rounds)]
        edits = [await edit(sandbox, page, you.id, ids[-1], f"改 {number}") for number in range(rounds * 2)]
        scroller = page.locator("#scroller")
        steps = [await scroller.evaluate(SCROLL) for _ in range(rounds * 12)]
        await page.reload()
        await page.locator("article").last.wait_for()

        async def arrive() -> None:
            fill(sandbox, you.id, other.id, burst, "新")
            await page.locator("article", has_text=f"新 {burst}：").last.wait_for()

        arriving = await timed(arrive)
        elements = await page.evaluate("document.querySelectorAll('*').length")
        heap = await page.evaluate("performance.memory.usedJSHeapSize / 2 ** 20")
        await page.close()
    return Figures(
        statistics.median(openings),
        statistics.median(steps),
        max(steps),
        statistics.median(edits),
        arriving,
        elements,
        heap,
    )


def show(small: Figures, large: Figures, count: int, burst: int) -> None:
    """Print the table."""
    rows = [
        ("open the chat, ms", small.opening, large.opening),
        ("scroll back by a screen, ms", small.scrolling, large.scrolling),
        ("  worst of all", small.scrolling_worst, large.scrolling_worst),
        ("edit shown in place, ms", small.editing, large.editing),
        (f"burst of {burst:,} messages shown, ms", small.burst, large.burst),
        ("elements in the document", small.elements, large.elements),
        ("JavaScript heap, MiB", small.heap, large.heap),
    ]
    print(f"{'':40}{'100':>10}{f'{count:,}':>10}{'ratio':>8}")
    for name, first, second in rows:
        print(f"{name:40}{first:10.1f}{second:10.1f}{second / first:8.2f}")


async def run(count: int, rounds: int, burst: int) -> None:
    """Measure both chats in one browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        await measure(browser, 100, 1, 10)  # the first page pays for the browser's own start
        small = await measure(browser, 100, rounds, burst)
        large = await measure(browser, count, rounds, burst)
        await browser.close()
    show(small, large, count, burst)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000, help="messages in the long chat")
    parser.add_argument("--quick", action="store_true", help="20,000 messages, few rounds")
    arguments = parser.parse_args()
    asyncio.run(run(*((20_000, 2, 500) if arguments.quick else (arguments.messages, 9, 1500))))


if __name__ == "__main__":
    main()
