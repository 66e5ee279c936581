"""The bot's handlers on a sandbox: real Redis, real HTTP, one event loop, and a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from telegram.ext import Application, ApplicationBuilder

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import FetchError, SearchUnavailableError
from ledebot.bot.delivery.client import build_bot
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Document, Found, Lede, State, Subscriber, Target
from ledebot.bot.readers.export import PersonalData
from ledebot.bot.search.ports import SearchEngine
from ledebot.bot.search.rules import compile_rule
from ledebot.bot.sources.discover import FoundFeed
from ledebot.bot.sources.editing import SourceEditor
from ledebot.bot.stories.marked import MarkBook
from ledebot.bot.text.section import by_tags
from ledebot.handlers import register
from ledebot.handlers.base.context import Services
from ledebot.handlers.base.per_chat_processor import PerChatProcessor
from ledebot.sandbox.people.handles import Click, Room, User
from ledebot.sandbox.sandbox import Sandbox
from ledebot.sandbox.server.api import Callback
from ledebot.sandbox.server.world import new_id
from ledebot.storage.articles.articles import Articles
from ledebot.storage.articles.counts import RecentCounts
from ledebot.storage.base.client import Client
from ledebot.storage.base.states import States
from ledebot.storage.delivery.counters import DeliveryCounters
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.personal import SubscriptionData, Together
from ledebot.storage.readers.readers import Readers
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources
from ledebot.storage.stories.regrouping import Regrouping
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
"""09:30 in Shanghai, a Tuesday."""
Json = dict[str, Any]


class Sites:
    """The web as the operator finds it: a few sites with their feeds."""

    known: ClassVar[dict[str, tuple[FoundFeed, ...]]] = {
        "https://one.example": (FoundFeed("https://one.example/feed", "独一份", 2, ("头条 <甲>", "次条")),),
        "https://two.example": tuple(
            FoundFeed(f"https://two.example/{n}.xml", f"第{n}版", n, (f"标题{n}",)) for n in (1, 2)
        ),
        "https://none.example": (),
    }

    async def look(self, text: str) -> tuple[FoundFeed, ...]:
        if text not in self.known:
            raise FetchError(f"{text}: no such host")
        return self.known[text]


class NoSearch:
    """The index is another module's; here it is away."""

    async def find(
        self, query: str, *, limit: int = 10, offset: int = 0, newest: bool = False, zone: str = "UTC"
    ) -> Found:
        raise SearchUnavailableError("no index in this test")


@dataclass
class Desk:
    """A running bot with everything a test wants to look at or move."""

    sandbox: Sandbox
    services: Services
    clock: ManualClock
    articles: Articles
    subscribers: Subscribers
    redis: Client
    application: Application[Any, Any, Any, Any, Any, Any]
    failures: list[BaseException] = field(default_factory=list)

    async def tap(self, user: User, data: str, *, chat: int | None = None) -> Json:
        """Press the newest button with that data (or its beginning, ending in `…`) and wait for the answer."""
        for message in reversed(self.sandbox.messages(chat or user.id)):
            for held in buttons(message):
                if held == data or (data.endswith("…") and held.startswith(data[:-1])):
                    click = await user.click(message, held)
                    return await self.answered(click)
        raise AssertionError(
            f"no button {data}; there are {[buttons(m) for m in self.sandbox.messages(chat or user.id)]}"
        )

    async def forge(self, user: User, message: Json, data: str) -> Json:
        """Press a button that the bot never made, as a modified client can, and wait for the answer."""
        api, chat_id = self.sandbox.api, message["chat"]["id"]
        query = Callback(new_id(), user.id, chat_id, message["message_id"], api.world.now(), data)
        api.callbacks[query.id] = query
        pressed = {"id": query.id, "from": api.world.people[user.id].json(), "chat_instance": "1", "data": data}
        api.notify("callback_query", {**pressed, "message": message}, user.id)
        return await self.answered(Click(self.sandbox, callback=query))

    async def answered(self, click: Click) -> Json:
        """Wait for the answer to a press, which comes first, and for all that follows it."""
        answer = await click.answer()
        await self._idle()
        return answer

    async def say(self, user: User, text: str) -> Json:
        """Write in private, and wait for the answer and for all that follows it; gives the answer."""
        answer = await user.ask(text)
        await self._idle()
        return answer

    async def _idle(self) -> None:
        async with asyncio.timeout(60):
            while self.application.update_processor.current_concurrent_updates:
                await self.redis.ping()  # lets everything else run

    async def group(self, *, owner: User, **more: Any) -> Room:
        """Create a group with the bot in it, and wait until it has been greeted."""
        room = self.sandbox.group(owner=owner, **more)
        await self.sandbox.wait_for(room.id)
        return room

    async def paused(self, chat_id: int) -> Subscriber:
        """Wait until a chat is paused: nothing is said there that a test could wait for."""
        async with asyncio.timeout(60):
            while (held := await self.subscriber(chat_id)).state is not State.PAUSED:
                pass  # the next look at the store lets everything else run
        return held

    async def settled(self, chat_id: int) -> str:
        """Give the text of the newest message of the bot in a chat."""
        return str(self.sandbox.from_bot(chat_id)[-1].get("text"))

    async def news(self, *documents: Document) -> None:
        """Let news arrive."""
        await self.articles.save(documents)

    async def subscriber(self, chat_id: int, thread_id: int = 0) -> Subscriber:
        """Load a subscriber that must be there."""
        found = await self.subscribers.get(Target(chat_id, thread_id))
        assert found is not None
        return found


def buttons(message: Json) -> list[str]:
    """List the callback data and addresses of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button.get("callback_data") or button.get("url", "") for row in rows for button in row]


def story(number: int, topic: str = "财经", source: str = "晨星社", **more: Any) -> Document:
    """Write a small article in our own words."""
    title = more.pop("title", f"第{number}号港口扩建工程在{topic}版见报")
    body = f"编号{number}的工程今天开工，预计{number + 3}个月后完工，附近居民可以在公示栏查到日程。"
    return Document(
        ref=f"{source}#{number}",
        source=source,
        title=title,
        guid=f"{source}-{number}",
        url=f"https://news.example/{number}",
        published=NOW - timedelta(minutes=number),
        topics=(topic,),
        section=by_tags((topic,)),
        paragraphs=more.pop("paragraphs", (body,)),
        lede=Lede(body[:20], body, body),
        **more,
    )


@pytest.fixture
def settings() -> Settings:
    return Settings(home=Path("/nonexistent"), admin_ids=(777,))


@pytest.fixture
def engine() -> SearchEngine:
    """Search, away unless a test module brings its own."""
    return NoSearch()


@pytest.fixture
async def index(redis_client: Client, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    """An empty index, for test modules that search."""
    clock = ManualClock(NOW)
    index = SearchIndex(tmp_path / "index", Articles(redis_client, clock), clock)
    yield index
    await index.close()


@pytest.fixture
async def desk(sandbox: Sandbox, redis_client: Client, settings: Settings, engine: SearchEngine) -> AsyncIterator[Desk]:
    """A bot on a sandbox of its own."""
    clock = ManualClock(NOW)
    articles, subscribers, readers = Articles(redis_client, clock), Subscribers(redis_client), Readers(redis_client)
    counters, sources = DeliveryCounters(redis_client), Sources(redis_client)
    watches = WatchStore(redis_client)
    stores = (counters, SubscriptionData(subscribers, articles, clock), readers, watches, States(redis_client))
    services = Services(
        settings=settings,
        clock=clock,
        articles=articles,
        subscribers=subscribers,
        search=engine,
        sources=sources,
        editor=SourceEditor(sources, SourceRenames(redis_client), clock, settings.sources, settings.rsshub),
        composer=Composer(articles, clock, compile_rule, marks=MarkBook(readers, articles, clock)),
        states=States(redis_client),
        readers=readers,
        access=readers,
        counts=RecentCounts(redis_client),
        personal=PersonalData(clock, stores, Together(redis_client)),
        outbox=OutboxStore(redis_client, clock),
        stats=counters,
        tastes=readers,
        watches=watches,
        feeds=Sites(),
        stories=Regrouping(redis_client),
        marks=readers,
    )
    application = (
        ApplicationBuilder()
        .bot(build_bot(sandbox.token, sandbox.api_url))
        .concurrent_updates(PerChatProcessor())
        .build()
    )
    register.own(application, services)
    running = Desk(sandbox, services, clock, articles, subscribers, redis_client, application)

    async def failed(update: object, context: Any) -> None:
        running.failures.append(context.error)

    application.add_error_handler(failed)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(
            poll_interval=0, timeout=timedelta(seconds=10), allowed_updates=register.ALLOWED_UPDATES
        )
        yield running
        await application.updater.stop()
        await application.stop()
    assert running.failures == []
