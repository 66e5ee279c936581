"""/search as a reader uses it: pages, marks, sorting, narrowing, what expires, and what is not found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from handlers.search import SearchState
from storage.articles import Articles
from storage.client import Client
from storage.search_index import SearchIndex
from tests.handlers.conftest import NOW, Desk, buttons, story


@pytest.fixture
async def engine(redis_client: Client, tmp_path: Path) -> AsyncIterator[SearchIndex]:
    clock = ManualClock(NOW)
    index = SearchIndex(tmp_path / "index", Articles(redis_client, clock), clock)
    yield index
    await index.close()


async def published(desk: Desk, engine: SearchIndex) -> None:
    await desk.news(
        *(story(n, topic="港口" if n % 2 else "城建", source="晨星社" if n < 5 else "海岸线") for n in range(1, 9)),
        story(20, title="气象台发布<大风>蓝色预警 & 提示", paragraphs=("沿海阵风可达九级，请减少外出。",)),
        story(21, topic="科技", title="5G手机出货量回升", paragraphs=("五款5G 手机同时降价，门店排起长队。",)),
    )
    await engine.catch_up()


async def test_a_page_shows_title_source_local_time_and_marked_words(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    answer = await ada.say("/search 5g手机")
    text, html = answer["text"], desk.sandbox.html(answer)
    assert "1 story" in text and "5G手机出货量回升" in text and "晨星社 · Mar 10, 09:09" in text
    assert "<b>5G手机</b>出货量" in html.replace("</a>", "").replace("<a href=", "<a href=")
    assert "五款<b>5G 手机</b>" in html


async def test_markup_in_a_title_is_text(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    answer = await desk.sandbox.user().say("/search 大风 蓝色")
    assert "气象台发布<大风>蓝色预警 & 提示" in answer["text"]


async def test_paging_turns_in_place_and_survives_in_the_store(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    first = await ada.say("/search 港口扩建")
    assert "8 stories" in first["text"] and first["text"].count("晨星社") + first["text"].count("海岸线") == 5
    forward = next(data for data in buttons(first) if data.endswith(":page:1"))
    await desk.tap(ada, forward)
    shown = desk.sandbox.from_bot(ada.id)
    assert len(shown) == 1 and "6. " in shown[-1]["text"] and "2/2" in str(shown[-1]["reply_markup"])
    held = SearchState.read(await desk.services.states.get(forward.split(":")[2]))
    assert held == SearchState("港口扩建", page=1)


async def test_newest_first_and_back(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.say("/search 港口")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":sort:newest")))
    newest = desk.sandbox.from_bot(ada.id)[-1]
    assert newest["text"].index("第1号") < newest["text"].index("第2号") < newest["text"].index("第5号")
    assert any(data.endswith(":sort:best") for data in buttons(newest))


async def test_narrowing_by_topic_rewrites_the_query(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.say("/search 港口扩建")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":narrow")))
    menu = desk.sandbox.from_bot(ada.id)[-1]
    labels = [one["text"] for row in menu["reply_markup"]["inline_keyboard"] for one in row]
    place = next(at for at, label in enumerate(labels) if "城建" in label)
    await desk.tap(ada, [data for row in [buttons(menu)] for data in row][place])
    narrowed = await desk.settled(ada.id)
    assert "港口扩建 topic:城建" in narrowed and "4 stories" in narrowed


async def test_an_expired_or_forged_button_says_so(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.say("/search 港口")
    gone = next(data for data in buttons(found) if data.endswith(":page:1"))
    await desk.redis.delete(f"ledebot:state:{gone.split(':')[2]}")
    answer = await desk.tap(ada, gone)
    assert "expired" in answer["text"]
    again = await ada.say("/search 港口")
    key = next(data for data in buttons(again) if data.endswith(":narrow")).split(":")[2]
    for forged in (f"ld:s:{key}:topic:99999", f"ld:s:{key}:nonsense", "ld:s", "ld:s:::", f"ld:s:{key}:topic:x"):
        answer = await desk.forge(ada, desk.sandbox.from_bot(ada.id)[-1], forged)
        assert answer["text"] if "topic:x" not in forged else True


async def test_without_words_it_explains_itself(desk: Desk) -> None:
    answer = await desk.sandbox.user(language_code="en").say("/search")
    assert "/search 央行 降息" in answer["text"] and "/search 台风 day:3d" in answer["text"]


async def test_dropped_words_and_nothing_found_are_told(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    relaxed = await ada.say("/search 手机 火山灰")
    assert "Without 火山灰" in relaxed["text"] and "5G手机出货量回升" in relaxed["text"]
    nothing = await ada.say("/search 火山灰")
    assert "Nothing found" in nothing["text"]


async def test_groups_can_search(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    room = await desk.group(owner=ada)
    answer = await ada.say("/search 5G", chat=room.id)
    assert "5G手机出货量回升" in answer["text"]


async def test_a_missing_index_is_one_clear_line(desk: Desk) -> None:
    answer = await desk.sandbox.user(language_code="en").say("/search 港口")
    assert "5G" not in answer["text"]
