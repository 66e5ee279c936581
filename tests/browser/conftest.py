"""A real browser on the sandbox's page. One browser and one event loop for the whole folder; a fresh profile a test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright, expect

from ledebot.bot.core.clock import OffsetClock
from ledebot.sandbox import Sandbox
from ledebot.sandbox.people.handles import Room, User
from tests.browser.scripted import running
from tests.conftest import require

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds that the page may take on a busy machine."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and run them in the loop in which the browser lives."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass
class World:
    """A sandbox with the people and chats that the page shows."""

    sandbox: Sandbox
    clock: OffsetClock
    you: User
    ann: User
    group: Room
    channel: Room


@dataclass
class Watched:
    """What a page must never do."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def chromium() -> str:
    """Find the system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return require("chromium", "apt install chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def world() -> AsyncIterator[World]:
    """Two people, a group with topics and a channel; no bot runs yet."""
    clock = OffsetClock()
    async with Sandbox(clock=clock, flood=False) as sandbox:
        you = sandbox.user("小明", username="xiaoming")
        ann = sandbox.user("Ann", language_code="en", username="ann_reads")
        group = sandbox.group("读报小组", owner=you, members=(ann,), bot="administrator", forum=True)
        group.add_topic("财经")
        channel = sandbox.channel("早间要闻", owner=you)
        yield World(sandbox, clock, you, ann, group, channel)


@pytest_asyncio.fixture(loop_scope="session")
async def scripted_bot(world: World) -> AsyncIterator[None]:
    """The small bot that shows everything."""
    async with running(world.sandbox.token, world.sandbox.base_url):
        yield


async def open_page(context: BrowserContext, url: str, watched: Watched) -> Page:
    """Open the page and wait until it works; errors and requests to elsewhere are noted."""
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: watched.errors.append(error.stack or str(error)))
    page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: watched.foreign.append(request.url) if _foreign(request) else None)
    await page.goto(url)
    await page.wait_for_selector("body[data-ready]")
    return page


def _foreign(request: Request) -> bool:
    return not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A fresh Chinese profile."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1180, "height": 800})
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext, world: World) -> AsyncIterator[Page]:
    """The page, open; afterwards it must have had no error and have asked nobody but the sandbox."""
    watched = Watched()
    yield await open_page(context, world.sandbox.api_url, watched)
    assert watched.errors == []
    assert watched.foreign == []
