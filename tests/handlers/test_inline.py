"""Inline mode: cards to share, the latest without words, more on scrolling, nothing for strangers of a private bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.config import Settings
from storage.articles import Articles
from storage.client import Client
from storage.search_index import SearchIndex
from tests.handlers.conftest import NOW, Desk, story


@pytest.fixture
async def engine(redis_client: Client, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    clock = ManualClock(NOW)
    index = SearchIndex(tmp_path / "index", Articles(redis_client, clock), clock)
    yield index
    await index.close()


async def test_words_give_cards_that_can_be_shared(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(story(1, title="渡轮<停航>"), story(2))
    await engine.catch_up()
    ada = desk.sandbox.user()
    room = await desk.group(owner=ada)
    offer = await ada.inline("渡轮", chat=room)
    (card,) = offer.results
    assert card["title"] == "渡轮<停航>"
    assert "晨星社" in card["description"]
    assert "编号1的工程今天开工" in card["input_message_content"]["message_text"]
    shared = await ada.choose(offer, chat=room)
    assert "渡轮<停航>" in shared["text"]


async def test_no_words_give_the_latest_and_scrolling_gives_more(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(*(story(n) for n in range(1, 61)))
    ada = desk.sandbox.user()
    await ada.start()
    seen: list[str] = []
    offset = ""
    while True:
        offer = await ada.inline("", offset=offset)
        seen += [card["id"] for card in offer.results]
        offset = offer.next_offset
        if not offset:
            break
    assert len(seen) == len(set(seen)) == 50
    first = await ada.inline("")
    assert "第1号" in first.results[0]["title"]


async def test_search_away_gives_an_empty_answer(desk: Desk, engine: SearchIndex, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    ada = desk.sandbox.user()
    await ada.start()
    assert (await ada.inline("港口")).results == []
    assert (await ada.inline("，，！")).results == []
    assert (await ada.inline("港口", offset="-7x")).results == []


class TestPrivateBot:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(home=Path("/nonexistent"), admin_ids=(777,), allowlist=True)

    async def test_strangers_get_nothing(self, desk: Desk, engine: SearchIndex) -> None:
        await desk.news(story(1))
        ada = desk.sandbox.user()
        await ada.start()
        assert (await ada.inline("")).results == []
        await desk.services.access.allow(ada.id)
        assert len((await ada.inline("")).results) == 1
