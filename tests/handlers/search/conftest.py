"""Search on a real index."""

from __future__ import annotations

import pytest

from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import Desk, story


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


async def published(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        *(story(n, topic="港口" if n % 2 else "城建", source="晨星社" if n < 5 else "海岸线") for n in range(1, 9)),
        story(20, title="气象台发布<大风>蓝色预警 & 提示", paragraphs=("沿海阵风可达九级，请减少外出。",)),
        story(21, topic="科技", title="5G手机出货量回升", paragraphs=("五款5G 手机同时降价，门店排起长队。",)),
    )
    await engine.catch_up()
