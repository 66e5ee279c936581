"""The week's stories on their way: composed for the slot at which they were due, and nothing counts as delivered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ledebot.bot.core.clock import OffsetClock
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Digest, Document, Lede, Schedule, Slot, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.articles.articles import Articles
from tests.delivery.world import News, Side, started, texts


class Stored(News):
    """Digests of what is stored."""

    def __init__(self, articles: Articles, composer: Composer) -> None:
        super().__init__()
        self._articles = articles
        self._composer = composer

    async def head(self) -> str:
        return await self._articles.head()

    async def due(self, subscriber: Subscriber, slot: datetime, up_to: str | None = None) -> Digest:
        return await self._composer.due(subscriber, slot, up_to)


async def test_at_the_weekly_slot_the_week_goes_out_and_the_next_digest_has_its_news(
    redis_client: Any, sandbox: Sandbox
) -> None:
    clock = sandbox.clock
    assert isinstance(clock, OffsetClock)
    articles = Articles(redis_client, clock)
    side = Side(redis_client, sandbox, clock=clock, news=Stored(articles, Composer(articles, clock)))
    published = clock.now() - timedelta(hours=1)
    await articles.save(
        [Document(ref="1", source="晨报", title="渡轮复航", guid="1", published=published, lede=Lede())]
    )
    (reader,) = started(sandbox, 1)
    minute = clock.now().replace(second=0, microsecond=0)
    weekly = Slot(minute.time(), (minute.weekday(),), week=True)
    daily = minute + timedelta(hours=2)
    schedule = Schedule(zone="UTC", times=(daily.time(),), extra=(weekly,))
    await side.subscribe(reader, minute, schedule=schedule, language="en")
    async with side.sending():
        await side.dispatcher.tick()
        await side.settle()
        (week,) = texts(sandbox, reader)
        assert week.startswith("🗓 The week")
        assert "渡轮复航" in week
        held = await side.subscribers.get(Target(reader))
        assert held is not None
        assert held.cursor == "0-0"
        assert await side.subscribers.due_at(held.target) == daily
        clock.advance(timedelta(hours=2, minutes=1))
        await side.dispatcher.tick()
        await side.settle()
    assert "渡轮复航" in texts(sandbox, reader)[-1]
    assert texts(sandbox, reader)[-1].startswith("🗞 News digest")
    assert (await side.balanced())["sent"] == 2
