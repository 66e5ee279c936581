"""Queries in the reader's language, words for days, and names that are nearly right."""

from __future__ import annotations

import pytest

from ledebot.bot.core.i18n import LANGUAGES
from ledebot.bot.search.day_words import dated
from ledebot.bot.search.parse import parse
from ledebot.bot.search.suggest import nearest_names
from ledebot.bot.search.wording import written
from tests.search.test_match import NOW


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        "渡轮 source:晨星社|海岸线 -topic:港口",
        'title:大桥 OR title:"跨海 大桥" day:3d',
        "after:2022-01-01 before:2022-02 渡轮",
        'source:"City Desk" "topic:x"',
    ],
)
def test_a_query_reads_alike_in_every_language(language: str, query: str) -> None:
    parsed = parse(query, now=NOW)
    assert parse(written(parsed, language), now=NOW) == parse(str(parsed), now=NOW) or language != "en"
    again = parse(written(parsed, language), now=NOW)
    assert str(again).replace("日期", "day") == str(parsed)


def test_operators_have_chinese_names() -> None:
    parsed = parse("渡轮 topic:港口 OR source:晨报 day:today", now=NOW)
    assert written(parsed, "zh-hans") == "渡轮 主题：港口 或 来源：晨报 日期：today"
    assert written(parsed, "zh-hant") == "渡轮 主題：港口 或 來源：晨报 日期：today"
    assert written(parsed, "en") == str(parsed)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("今天 地铁", "地铁 day:今天"),
        ("地铁 昨日", "地铁 day:昨日"),
        ("昨天地铁故障", "地铁故障 day:昨天"),
        ("地鐵故障上週", "地鐵故障 day:上週"),
        ("yesterday metro", "metro day:yesterday"),
        ("metro last week", "metro day:last-week"),
        ("今天", None),
        ('"今天" 地铁', None),
        ("title:今天 地铁", None),
        ("今天 地铁 day:3d", None),
        ("今天 topic:地铁", None),
        ("last weekend metro", None),
    ],
)
def test_a_word_for_a_day_may_be_a_condition(query: str, expected: str | None) -> None:
    found = dated(parse(query, now=NOW), now=NOW, zone="Asia/Shanghai")
    assert (found and str(found)) == expected
    if found:
        assert parse(str(found), now=NOW, zone="Asia/Shanghai") == found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("晨星杜", ("晨星社",)),
        ("BBD", ("BBC",)),
        ("路透中文网站", ("路透中文网",)),
        ("无此报", ()),
        ("", ()),
        ("晨" * 4096, ()),
    ],
)
def test_the_nearest_names(name: str, expected: tuple[str, ...]) -> None:
    assert nearest_names(name, ("晨星社", "BBC", "路透中文网", "Harbour Times")) == expected
