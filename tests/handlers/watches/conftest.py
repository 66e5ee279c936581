"""Watches on a real index and store."""

from __future__ import annotations

import pytest

from ledebot.storage.base.client import Client
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.watches.watches import WatchStore


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


@pytest.fixture
def store(redis_client: Client) -> WatchStore:
    return WatchStore(redis_client)
