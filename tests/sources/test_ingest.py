from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Document, Failure, IngestTotals, Item
from ledebot.bot.sources import ingest
from ledebot.bot.sources.ingest import BATCH, Ingestor
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def read(item: Item) -> Document:
    return Document(ref=item.ref, source=item.source, title=item.title, guid=item.guid, paragraphs=(item.html,))


def item(number: int) -> Item:
    return Item(ref=f"{number}.md", source="来源", title=f"第{number}篇", html="正文。", guid=str(number))


async def test_the_books_balance(redis_client: Client) -> None:
    ingestor = Ingestor(Articles(redis_client, ManualClock(NOW)), read)
    stream: list[Item | Failure] = [item(number) for number in range(BATCH + 5)]
    stream[3] = Failure("3.md", "no title")
    totals = await ingestor.ingest(stream)
    assert totals == IngestTotals(read=69, new=68, errors=(Failure("3.md", "no title"),))

    stream[0] = replace(item(0), html="改过的正文。")
    seen: list[IngestTotals] = []
    totals = await ingestor.ingest(stream, progress=seen.append)
    assert (totals.new, totals.updated, totals.unchanged, totals.failed) == (0, 1, 67, 1)
    assert seen[-1] == totals
    assert totals.read == totals.new + totals.updated + totals.unchanged + totals.failed


async def test_an_async_source_is_read_as_it_comes(redis_client: Client) -> None:
    async def stream() -> AsyncIterator[Item | Failure]:
        for number in range(3):
            yield item(number)

    totals = await Ingestor(Articles(redis_client, ManualClock(NOW)), read).ingest(stream())
    assert (totals.read, totals.new) == (3, 3)


async def test_an_item_that_wakes_a_bug_is_a_failure_and_the_others_are_stored(redis_client: Client) -> None:
    def fragile(item: Item) -> Document:
        if item.ref == "1.md":
            raise KeyError(item.ref)
        return read(item)

    totals = await Ingestor(Articles(redis_client, ManualClock(NOW)), fragile).ingest(item(n) for n in range(3))
    assert (totals.new, totals.errors) == (2, (Failure("1.md", "internal error (KeyError); see the log"),))


async def test_an_item_that_takes_for_ever_costs_its_time_only(
    redis_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def slow(item: Item) -> Document:
        if item.guid == "1":
            gate.wait(600)
        return read(item)

    monkeypatch.setattr(ingest, "READ_BUDGET", 0.05)
    totals = await Ingestor(Articles(redis_client, ManualClock(NOW)), slow).ingest(map(item, range(3)))
    gate.set()
    assert (totals.read, totals.new) == (3, 2)
    assert "takes longer" in totals.errors[0].reason
