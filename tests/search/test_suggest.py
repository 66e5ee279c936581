"""What to try instead: the nearest spelling, the nearest name, topics; never the same query again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ledebot.bot.model import Article
from ledebot.bot.search.parse import parse
from ledebot.bot.search.suggest import exchanged, suggest
from tests.search.test_match import article

NOW = datetime(2026, 3, 10, tzinfo=UTC)
NEAR = (
    article("马斯克谈火箭回收", "马斯克说下一枚火箭明年回收。"),
    article("哈马斯与以色列谈停火", "哈马斯方面表示愿意继续谈判。哈马斯代表团已抵达。"),
    article("哈马斯释放被扣押人员", "哈马斯释放了三人。"),
    article("Boston robotics lab opens", "A robotics lab opened in Boston, the U.S. owner said."),
    article("央行宣布降息", "央行今天宣布降息。"),
)


def tried(text: str, near: tuple[Article, ...] = NEAR) -> tuple[str, ...]:
    return suggest(parse(text, now=NOW), near, ("股市", "国际"), ("新浪财经", "财联社", "路透"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("马斯客", "马斯克"), ("央杭", "央行"), ("Bostn", "boston"), ("robtics", "robotics")],
)
def test_the_nearest_spelling_keeps_characters_in_their_places(typed: str, meant: str) -> None:
    assert tried(typed)[0] == meant


@pytest.mark.parametrize("typed", ["rust", "ChatGPT", "苹果"])
def test_words_with_little_in_common_are_not_offered(typed: str) -> None:
    assert tried(typed) == ()


def test_the_same_query_is_never_offered() -> None:
    spaced = (article("今日 降息 消息", "今天 降息 的 消息 。"),)
    assert "降息" not in " ".join(tried("source:路透 降息", spaced))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("source:新狼财经 降准", "source:新浪财经 降准"),
        ("topic:股是 茅台", "topic:股市 茅台"),
        ("-source:新狼财经 source:路头 降准", "-source:新狼财经 source:路透 降准"),
    ],
)
def test_a_name_that_nothing_has_becomes_the_nearest_one(typed: str, meant: str) -> None:
    assert meant in tried(typed, ())


def test_a_name_that_is_there_stays() -> None:
    assert tried("source:新浪 火星", ()) == ()


def test_topics_of_the_words_name_are_offered() -> None:
    assert tried("股市行情", ()) == ("topic:股市",)


def test_exchanging_leaves_what_shall_not_hold() -> None:
    query = parse("降西 -降西 OR 降准", now=NOW)
    assert str(exchanged(query, query.words[0], "降息")) == "降息 -降西 降准"
