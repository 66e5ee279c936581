"""What is said of a query's words: examples, days, spellings that may have been meant, words that were dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from ledebot.bot.core.i18n import LANGUAGES
from ledebot.bot.search.parse import parse
from ledebot.handlers.base.tokens import token
from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import NOW, Desk, buttons, story
from tests.handlers.search.conftest import published


async def test_without_words_it_explains_itself(desk: Desk) -> None:
    answer = await desk.sandbox.user(language_code="en").ask("/search")
    assert "/search rate cut" in answer["text"]
    assert "/search typhoon day:3d" in answer["text"]
    assert not re.search("[\u3400-\u9fff]", answer["text"])


def examples(text: str) -> list[str]:
    return [line.split(" – ")[0].removeprefix("/search ") for line in text.splitlines() if line.startswith("/search ")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_examples_of_every_language_are_understood(desk: Desk, language: str) -> None:
    ada = desk.sandbox.user(language_code=language)
    found = [parse(text, now=NOW) for text in examples((await ada.ask("/search"))["text"])]
    kinds = [
        [(type(one).__name__, clause.negated) for clause in query.clauses for one in clause.options] for query in found
    ]
    assert kinds == [
        [("Word", False), ("Word", False)],
        [("Word", False)],
        [("Word", False), ("Word", True)],
        [("Word", False), ("Word", False)],
        [("Word", False)],
        [("Topic", False), ("Source", False)],
        [("Word", False), ("Period", False)],
        [("Word", False), ("Period", False), ("Period", False)],
    ]
    assert all(not query.notes for query in found)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("after:2026-03-10", 2),
        ("after:2026-03-10 before:2026-03-11", 2),
        ("before:2026-03-10", 1),
        ("day:2026-03-09", 1),
        ("-day:2026-03-09", 2),
        ("-after:2026-03-10", 1),
        ("after:2026-03-10 OR before:2026-03-10", 3),
        ("after:2027 before:2020", 0),
        ("after:0001-01-02 before:9999-12-30", 3),
    ],
)
async def test_dates_narrow_by_the_readers_day(desk: Desk, engine: SearchIndex, dates: str, expected: int) -> None:
    midnight = NOW.replace(hour=16, minute=0) - timedelta(days=1)  # of the 10th in Shanghai
    moments = (midnight - timedelta(minutes=1), midnight, NOW)
    await desk.news(*(replace(story(n), published=moment) for n, moment in enumerate(moments, 1)))
    await engine.catch_up()
    answer = await desk.sandbox.user(language_code="zh-hans").ask(f"/search 工程 {dates}")
    assert answer["text"].startswith(f"🔎 工程 {dates} · {expected} 条")


async def test_the_link_of_inline_mode_explains_search(desk: Desk) -> None:
    assert examples((await desk.sandbox.user(language_code="en").ask("/start search"))["text"])


async def test_what_asks_for_nothing_is_explained(desk: Desk, engine: SearchIndex) -> None:
    ada = desk.sandbox.user(language_code="en")
    for text in ("-", "，。！", "OR", "来源：", "🤔"):
        answer = await ada.ask(f"/search {text}")
        assert "/search alone" in answer["text"], text
        assert len(answer["text"].splitlines()) == 3, text
        assert buttons(answer) == []


async def test_line_breaks_between_words_are_spaces(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    answer = await desk.sandbox.user(language_code="en").ask("/search\n港口\n\n 扩建")
    assert answer["text"].startswith("🔎 港口 扩建 · 8 stories")


async def test_a_spelling_that_may_have_been_meant_is_one_tap_away(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    assert "Did you mean" not in (await ada.ask("/search 港口"))["text"]
    nothing = await ada.ask("/search 蓝色预惊")
    assert "Did you mean: 蓝色预警" in nothing["text"]
    await ada.click(nothing, "蓝色预警")
    await desk.sandbox.wait_until(lambda: "1 story" in desk.sandbox.from_bot(ada.id)[-1]["text"])
    assert "气象台发布<大风>蓝色预警" in await desk.settled(ada.id)


async def test_words_that_were_dropped_are_listed_once_and_last(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="zh-hans")
    lines = (await ada.ask("/search 手机 火山灰 火山灰 冰川 day:abc"))["text"].splitlines()
    assert lines[1].startswith("day:abc 不是日期")
    assert "去掉 火山灰、冰川、" in lines[2]
    assert lines[2].endswith("：")


async def test_dropped_words_are_told_as_they_were_typed(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="zh-hant")
    answer = await ada.ask("/search 手機 ＮＡＳＡ 臺灣")
    assert "去掉 ＮＡＳＡ、臺灣 後" in answer["text"]


async def test_narrowing_keeps_to_the_name_that_was_shown(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    found = await ada.ask("/search 港口扩建")
    await desk.tap(ada, next(data for data in buttons(found) if data.endswith(":narrow")))
    await desk.news(*(story(n, topic="安徽", source="安徽报") for n in range(30, 45)))
    await engine.catch_up()
    await desk.tap(ada, next(one for one in buttons(desk.sandbox.from_bot(ada.id)[-1]) if one.endswith(token("城建"))))
    assert "港口扩建 topic:城建" in await desk.settled(ada.id)


async def test_only_what_a_watch_can_hold_has_its_button(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    for query, offered in (("港口", True), ("source:晨星社", True), ("-港口", False), ("day:2026", False)):
        held = buttons(await ada.ask(f"/search {query}"))
        assert any(data.startswith("ld:w:add:") for data in held) is offered, query


async def test_dropped_words_and_nothing_found_are_told(desk: Desk, engine: SearchIndex) -> None:
    await published(desk, engine)
    ada = desk.sandbox.user(language_code="en")
    relaxed = await ada.ask("/search 手机 火山灰")
    assert "Without 火山灰" in relaxed["text"]
    assert "5G手机出货量回升" in relaxed["text"]
    nothing = await ada.ask("/search 火山灰")
    assert "Nothing found" in nothing["text"]
