"""Watches on a real index and store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.watches.watches import WatchStore
from tests.handlers.conftest import NOW


@pytest.fixture
async def engine(redis_client: Client, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    clock = ManualClock(NOW)
    index = SearchIndex(tmp_path / "index", Articles(redis_client, clock), clock)
    yield index
    await index.close()


@pytest.fixture
def store(redis_client: Client) -> WatchStore:
    return WatchStore(redis_client)
