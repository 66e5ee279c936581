"""An index over a real store, and articles for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Document, Lede
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.search.index import SearchIndex

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


def document(title: str, body: str = "", *, source: str = "晨星社", days: int = 0, **more: Any) -> Document:
    return Document(
        ref=title,
        source=source,
        title=title,
        guid=more.pop("guid", f"{source}/{title}"),
        published=NOW - timedelta(days=days),
        paragraphs=(body,) if body else (),
        lede=Lede(body[:40], body[:80], body),
        **more,
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def articles(redis_client: Client, clock: ManualClock) -> Articles:
    return Articles(redis_client, clock)


@pytest.fixture
async def index(articles: Articles, clock: ManualClock, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    engine = SearchIndex(tmp_path / "index", articles, clock)
    yield engine
    await engine.close()


async def titles(index: SearchIndex, query: str, **more: Any) -> list[str]:
    await index.catch_up()
    return [hit.title for hit in (await index.find(query, **more)).hits]
