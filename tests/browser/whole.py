"""The whole bot on its sandbox, as `ledebot demo` runs it: for tests and for the pictures of the documentation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from ledebot.bot.app.container import open_container
from ledebot.bot.app.roles import running
from ledebot.bot.cli.demo import News, demo_settings, next_digest
from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.config import Settings
from ledebot.sandbox import Sandbox
from ledebot.sandbox.demo_world import populate


@asynccontextmanager
async def running_demo(home: Path) -> AsyncIterator[tuple[Sandbox, OffsetClock]]:
    """Run store, bot and sandbox while the block lasts; its data lies in `home`."""
    clock = OffsetClock()
    sandbox = Sandbox(clock=clock, flood=False)
    populate(sandbox)
    async with (
        sandbox,
        open_container(demo_settings(Settings(home=home), sandbox, home), clock, search=True) as container,
    ):
        news = News(container)
        await news.tick()
        async with running(container, news=news.tick):
            sandbox.next_event = partial(next_digest, container)
            yield sandbox, clock
