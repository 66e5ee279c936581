"""Inline mode: cards to share, the latest without words, more on scrolling, nothing for strangers of a private bot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledebot.bot.core.config import Settings
from ledebot.storage.articles.articles import Articles
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.stories.stories import StoryIndex
from tests.handlers.conftest import NOW, Desk, story


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


async def test_the_reader_s_languages_of_articles(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        story(1, title="港口的灯全亮了", language="zh-hans"), story(2, title="港口 lights on", language="en")
    )
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    for words in ("", "港口"):
        cards = (await ada.inline(words)).results
        assert [card["title"] for card in cards] == ["港口 lights on", "港口的灯全亮了"], "one's own language first"
    bob = desk.sandbox.user(language_code="en")  # what Ada was shown is cached for a while
    await bob.ask("/settings")
    await desk.tap(bob, "ld:set:read:zh")
    for words in ("", "港口"):
        assert [card["title"] for card in (await bob.inline(words)).results] == ["港口的灯全亮了"]


async def test_what_is_shared_is_the_lede_whatever_words_found_the_story(desk: Desk, engine: SearchIndex) -> None:
    old = story(1, paragraphs=("开头一段讲清了事情。", "很后面的一段才提到灯塔。" + "长" * 200))
    await desk.news(replace(old, published=NOW.replace(year=2024)))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="en")
    await ada.start()
    (card,) = (await ada.inline("灯塔")).results
    assert "编号1的工程今天开工" in card["input_message_content"]["message_text"]
    assert "灯塔" not in card["input_message_content"]["message_text"]
    assert "Mar 10, 2024" in card["description"]


async def test_the_latest_has_every_story_once(desk: Desk, engine: SearchIndex) -> None:
    text = ("同一件事由两家报道，内容一字不差，只有来源不同，读者只想看到一次。",)
    twice = [story(n, title="同一件事", source=f"第{n}家", paragraphs=text) for n in (1, 2)]
    for one in (*twice, story(3)):
        await Articles(desk.redis, desk.clock, StoryIndex(desk.redis)).save([one])
    ada = desk.sandbox.user()
    await ada.start()
    assert [card["title"] for card in (await ada.inline("")).results] == ["同一件事", story(3).title]


async def test_nothing_found_leads_to_an_explanation(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(story(1))
    await engine.catch_up()
    ada = desk.sandbox.user(language_code="zh-hans")
    await ada.start()
    offer = await ada.inline("火山灰")
    assert offer.results == []
    assert offer.button == {"text": "没有找到 – 查看搜索用法", "start_parameter": "search"}
    assert (await ada.inline("港口")).button is None
    relaxed = await ada.inline("港口 火山灰")
    assert len(relaxed.results) == 1
    assert (relaxed.button or {})["text"] == "没有新闻包含全部词语。最接近的是："


async def test_search_away_gives_an_empty_answer(desk: Desk, engine: SearchIndex, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    ada = desk.sandbox.user()
    await ada.start()
    away = await ada.inline("港口")
    assert away.results == []
    assert "搜索暂时不可用" in (away.button or {})["text"]
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
