"""One content for many readers is composed once, by the real composer over real articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from ledebot.bot.core.clock import SystemClock
from ledebot.bot.digest.service import Composer
from ledebot.bot.model import Article, Filters, Item, Length, Subscriber, Target
from ledebot.bot.sources.ingest import Ingestor
from ledebot.bot.text.document import read
from ledebot.storage.articles.articles import Articles
from ledebot.storage.stories.stories import StoryIndex

READERS = 10_000


class Counted(Articles):
    """Tells how often articles were loaded."""

    loads = 0

    async def get(self, ids: Iterable[str]) -> list[Article]:
        self.loads += 1
        return await super().get(ids)


@pytest.mark.slow
async def test_ten_thousand_readers_of_the_same_digest(redis_client: Any) -> None:
    clock = SystemClock()
    articles = Counted(redis_client, clock, StoryIndex(redis_client))
    items = (
        Item(
            f"n{n}",
            "地方公报",
            f"第{n}号公报：港口第{n}期完工",
            f"<p>港口第{n}期工程于昨日完工，新增泊位{n}个。</p>",
            f"g{n}",
        )
        for n in range(20)
    )
    await Ingestor(articles, read).ingest(items)
    composer, head = Composer(articles, clock), await articles.head()
    reader = Subscriber(Target(1), subscribed=True, filters=Filters(everything=True))
    first = await composer.compose(reader, up_to=head)
    assert first.parts
    loads = articles.loads
    for chat in range(2, READERS):
        assert await composer.compose(replace(reader, target=Target(chat)), up_to=head) is first
    assert articles.loads == loads
    other = await composer.compose(replace(reader, length=Length.SHORT), up_to=head)
    assert other is not first
