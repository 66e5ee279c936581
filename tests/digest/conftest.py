"""A composer of digests on a real store."""

from __future__ import annotations

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.digest.service import Composer
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.stories.stories import StoryIndex
from tests.digest.stored import START


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def articles(redis_client: Client, clock: ManualClock) -> Articles:
    return Articles(redis_client, clock, StoryIndex(redis_client))


@pytest.fixture
def composer(articles: Articles, clock: ManualClock) -> Composer:
    return Composer(articles, clock)
