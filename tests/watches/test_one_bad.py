"""One watch, or one chat, that cannot be served costs itself only."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import StoreUnavailableError
from ledebot.bot.model import Article, Document, Target
from ledebot.bot.search.match import Prepared
from ledebot.bot.watches.matcher import Watches
from ledebot.bot.watches.types import Watch, standing, watch_id
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.delivery.deliveries import Deliveries
from ledebot.storage.delivery.outbox import OutboxStore
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.watches.watches import WatchStore

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
CHATS = [Target(number) for number in range(1, 6)]
BAD = Target(3)


class Moody(Subscribers):
    """A store of which one reader's record breaks whoever reads it."""

    error: Exception = ZeroDivisionError("of a bug")

    async def get(self, target: Target) -> Any:
        if target == BAD:
            raise self.error
        return await super().get(target)


async def prepare(redis: Client) -> tuple[Watches, Articles, Moody]:
    clock = ManualClock(NOW)
    articles, subscribers, store = Articles(redis, clock), Moody(redis), WatchStore(redis)
    for chat in CHATS:
        await store.save(Watch(watch_id(chat, "水位"), chat, "水位", "0-0", NOW))
    watches = Watches(store, articles, OutboxStore(redis, clock), clock, subscribers)
    await watches.tick()
    paragraph = "江河水位今天继续回落。"
    await articles.save([Document("1", "水文局", "水位回落", guid="1", published=NOW, paragraphs=(paragraph,))])
    return watches, articles, subscribers


async def alerted(redis: Client) -> list[int]:
    deliveries = Deliveries(redis)
    claims = await deliveries.claim("a", alerts=50, digests=0, broadcasts=0, block=0)
    return sorted(claim.target.chat_id for claim in claims)


async def test_a_chat_that_cannot_be_alerted(redis_client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    watches, _, _ = await prepare(redis_client)
    await watches.tick()
    assert await alerted(redis_client) == [1, 2, 4, 5]
    assert [record.exc_info is not None for record in caplog.records] == [True]
    await watches.tick()
    assert len(caplog.records) == 1, "the log has moved on"


async def test_a_store_that_is_away_loses_no_alert(redis_client: Client) -> None:
    watches, _, subscribers = await prepare(redis_client)
    subscribers.error = StoreUnavailableError("Redis cannot be reached")
    with pytest.raises(StoreUnavailableError):
        await watches.tick()
    subscribers.error = ZeroDivisionError()
    await watches.tick()
    assert await alerted(redis_client) == [1, 2, 4, 5]


async def test_a_watch_that_cannot_be_used(redis_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = "ledebot.bot.watches.matcher.standing"
    monkeypatch.setattr(broken, lambda query: 1 / 0 if query == "坏" else standing(query))
    watches, _, _ = await prepare(redis_client)
    await WatchStore(redis_client).save(Watch("bad", CHATS[0], "坏", "0-0", NOW))
    await watches.tick()
    assert await alerted(redis_client) == [1, 2, 4, 5]


async def test_an_article_that_cannot_be_matched(
    redis_client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def prepared(article: Article) -> Prepared:
        return Prepared(article) if article.title != "坏" else Prepared(None)  # type: ignore[arg-type]  # breaks

    monkeypatch.setattr("ledebot.bot.watches.matcher.Prepared", prepared)
    watches, articles, _ = await prepare(redis_client)
    await articles.save([Document("2", "水文局", "坏", guid="2", published=NOW, paragraphs=("江河水位。",))])
    caplog.set_level(logging.ERROR)
    await watches.tick()
    assert await alerted(redis_client) == [1, 2, 4, 5]
    assert "cannot be matched" in caplog.text
