"""`ledebot demo`: the whole bot on a local Telegram, with made-up news, in the browser."""

from __future__ import annotations

import asyncio
import tempfile
import webbrowser
from argparse import Namespace
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.app.roles import running
from ledebot.bot.cli.run import stop_signal
from ledebot.bot.cli.sample_news import SampleNews, feeds
from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import UserError
from ledebot.bot.model import Health, SourceState
from ledebot.sandbox.demo_world import populate
from ledebot.sandbox.sandbox import Sandbox

READ_EVERY = timedelta(minutes=15)
"""How long after a reading the made-up sources say that the next one comes."""


async def run(settings: Settings, arguments: Namespace) -> int:
    """Serve until SIGINT or SIGTERM. Everything lies in a temporary folder that goes at the end."""
    stop = stop_signal()
    clock = OffsetClock()
    sandbox = Sandbox(clock=clock, port=arguments.port)
    with tempfile.TemporaryDirectory(prefix="ledebot-demo-") as home:
        try:
            populate(sandbox)
            await sandbox.start()
        except OSError as error:
            raise UserError(f"port {arguments.port}: {error.strerror}; try `ledebot demo --port 0`") from None
        try:
            async with open_container(demo_settings(settings, sandbox, Path(home)), clock, search=True) as container:
                await serve(container, sandbox, stop, browser=not arguments.no_browser)
        finally:
            await sandbox.stop()
    return 0


def demo_settings(settings: Settings, sandbox: Sandbox, home: Path) -> Settings:
    """Give settings that touch nothing outside: own data, the sandbox's Telegram, no sources from the network."""
    return replace(
        settings,
        home=home,
        token=sandbox.token,
        api_url=sandbox.api_url,
        redis_url=None,
        backup=None,
        webhook_url=None,
        webhook_listen=None,
        http_listen=None,
        admin_ids=tuple(sandbox.acting[:1]),  # who opens the demo is its operator
        allowlist=False,
    )


async def serve(container: Container, sandbox: Sandbox, stop: asyncio.Event, *, browser: bool) -> None:
    """Run the bot on the sandbox until `stop` is set."""
    news = News(container)
    await news.tick()
    async with running(container, news=news.tick):
        sandbox.next_event = partial(next_digest, container)
        print(f"Ledebot's sandbox is at {sandbox.api_url}/ — press Ctrl-C to end it.", flush=True)
        if browser:
            await asyncio.to_thread(webbrowser.open, f"{sandbox.api_url}/")
        await stop.wait()


async def next_digest(container: Container, chat_id: int | None) -> datetime | None:
    """Tell when the next digest is due in a chat or its forum topics, or (None) in any chat."""
    targets = (
        await container.subscribers.everyone()
        if chat_id is None
        else [subscriber.target for subscriber in await container.subscribers.of_chat(chat_id)]
    )
    dues = [due for target in targets if (due := await container.subscribers.due_at(target)) is not None]
    return min(dues, default=None)


class News:
    """Publishes the made-up news as the sandbox's clock gets to it."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._source = SampleNews(container.clock.now())
        self._published: datetime | None = None

    async def tick(self) -> None:
        """Ingest what has come out since the last tick, and note that every source was read."""
        now, sources = self._container.clock.now(), self._container.sources
        await self._container.ingestor.ingest(self._source.until(now, self._published))
        self._published = now
        for config in feeds():
            state = await sources.get(config.url) or SourceState(config)
            read = replace(state, health=Health.OK, last_try=now, last_success=now, next_try=now + READ_EVERY)
            await sources.save(read)
