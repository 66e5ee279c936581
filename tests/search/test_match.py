"""What matches and what does not, by the pure matcher that shares its tokens with the index."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Article, Lede, Section
from ledebot.bot.search.match import Matcher, MatcherSet, Prepared
from ledebot.bot.search.parse import parse
from ledebot.bot.search.rules import compile_rule
from ledebot.bot.text.fold import bare

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def article(title: str = "央行宣布下调存款准备金率", body: str = "此举将释放长期资金。", **more: Any) -> Article:
    base: dict[str, Any] = {
        "id": "a1",
        "revision": 1,
        "url": None,
        "source": "晨星社",
        "title": title,
        "published": NOW,
        "fetched": NOW,
        "content_hash": "",
        "story": "a1",
        "paragraphs": (body,),
        "lede": Lede(body, body, body),
        "topics": ("金融",),
        "section": Section.BUSINESS,
    }
    return Article(**{**base, **more})


def holds(query: str, found: Article, *, pieces: bool = False) -> bool:
    return Matcher(parse(query, now=NOW), pieces=pieces).matches(found)


@pytest.mark.parametrize(
    ("query", "title", "body", "expected"),
    [
        ("央行 资金", "央行宣布降准", "释放长期资金。", True),
        ("行宣布", "央行宣布降准", "", True),
        ("央降", "央行宣布降准", "", False),  # scattered characters
        ("现金", "天文台发现，金属环绕着它", "", False),  # across a comma is not a word
        ("现，金", "天文台发现，金属环绕着它", "", True),  # but a piece cut out of the title is
        ("央行降准", "央行今天宣布全面降准", "", True),  # the words of a run may stand apart
        ('"央行降准"', "央行今天宣布全面降准", "", False),
        ("國際聯播", "国际联播快讯", "", True),
        ("国际联播", "國際聯播快訊", "", True),
        ("ＧＤＰ", "GDP增长2.5%", "", True),
        ("GDP2.5%", "GDP2.5%的增速", "", True),
        ("2.5", "GDP增长2.5%", "", True),
        ("gdp 增长", "GDP增长2.5%", "", True),
        ("A股", "A股收涨", "", True),
        ("A股", "B股收涨", "", False),
        ("5G", "5G 手机出货", "", True),
        ("5G手机", "5G 手机出货", "", True),
        ("5G手机", "25G手机出货", "", False),
        ("iPhone15", "iPhone 15发布", "", True),
        ("iPhone 15", "iPhone15发布", "", True),
        ("announcing", "", "It announced studies of cafés.", True),
        ("study cafe", "", "It announced studies of cafés.", True),
        ("ounce", "", "It announced studies.", False),
        ('"announced studies"', "", "It announced studies.", True),
        ('"studies announced"', "", "It announced studies.", False),
        ("22年", "2022年工作要点", "", False),
        ("1000", "", "共有1,000人到场", True),
        ("港务局3月加薪", "港务局3月份加薪几成定局", "", True),  # a month belongs to its number
        ("2022年客流", "2022年春季客流", "", True),
        ("同总统会谈", "同芬兰总统举行会谈", "", True),
        ("covid-19", "COVID-19疫苗", "", True),
        ("煤", "一块煤的裂变", "", True),
        ("煤", "石油与天然气", "", False),
        ("降息 OR 降准", "央行宣布降准", "", True),
        ("央行 -降准", "央行宣布降准", "", False),
        ("title:长期", "央行宣布降准", "释放长期资金", False),
        ("title:央行", "央行宣布降准", "释放长期资金", True),
        ("topic:金", "央行", "", True),
        ("source:晨星 topic:体育", "央行", "", False),
        ("topic:财经", "央行", "", True),
        ("topic:business", "央行", "", True),
        ("topic:bus", "央行", "", False),
        ("day:today", "央行", "", True),
        ("before:2026-01", "央行", "", False),
        ("がく", "学校はがっくう", "がくえん", True),
        ("이순신", "이순신장군", "", True),
    ],
)
def test_matching(query: str, title: str, body: str, expected: bool) -> None:
    assert holds(query, article(title, body)) is expected


def test_an_empty_query_matches_nothing() -> None:
    assert not holds("", article())
    assert not holds("！！", article())


WORDS = st.text("央行宣布降息准备金率A股5G手机2022年，。 -iPhone15“”国際", min_size=1, max_size=30)


@given(WORDS, st.integers(0, 29), st.integers(2, 6))
def test_any_piece_of_a_title_finds_it(title: str, start: int, length: int) -> None:
    piece = title[start : start + length]
    if "-" in piece or not any(character.isalnum() for character in piece):
        return
    quoted = any(mark in piece for mark in "“”")
    found = article(title, "")
    if not quoted and " " not in piece and not bare(piece).isascii():
        assert holds(piece, found, pieces=True)


def test_a_set_of_queries_agrees_with_asking_each_alone() -> None:
    rng = random.Random(7)
    words = [
        "央行",
        "降息",
        "A股",
        "5G",
        "煤",
        "iPhone15",
        "22年",
        "announce",
        "-楼市",
        "title:金",
        "source:晨",
        "x|央行",
    ]
    queries = {n: parse(" ".join(rng.sample(words, rng.randint(1, 3))), now=NOW) for n in range(200)}
    together = MatcherSet(queries.items())
    texts = ["央行宣布降息", "A股收涨", "5G与煤", "iPhone 15 announced", "2022年楼市", "金价"]
    for _ in range(50):
        found = Prepared(article(rng.choice(texts), " ".join(rng.sample(texts, 2))))
        alone = {n for n, query in queries.items() if Matcher(query).matches(found)}
        assert set(together.matching(found)) == alone
    for n in list(queries)[::2]:
        together.discard(n)
    assert len(together) == 100
    assert set(together.matching(article("央行宣布降息"))) <= set(list(queries)[1::2])


def test_a_rule_ignores_dates_and_sees_revisions() -> None:
    rule = compile_rule("央行 day:1d")
    assert rule(article(published=datetime(2001, 1, 1, tzinfo=UTC)))
    assert not rule(article(title="港口扩建", body="", revision=2))


RULES = ("芯片", "铜", "降息 OR 降准", "-央行 港口", "iPhone15", "5G手机", "title:铜价", "topic:金融 资金")


def test_rules_together_hit_what_any_of_them_hits_alone() -> None:
    found = [
        article(title=title, body=body, id=f"r{at}")
        for at, (title, body) in enumerate(
            [("铜价走高", ""), ("港口扩建", "央行支持"), ("港口扩建", ""), ("iPhone 15发布", ""), ("5G 手机", "降准")]
        )
    ]
    assert compile_rule("港口")(found[1])  # its note is older than the rules below
    together = compile_rule(*RULES)
    assert [together(one) for one in found] == [any(holds(rule, one) for rule in RULES) for one in found]
    assert [together(one) for one in found] == [True, False, True, True, True]
    assert not compile_rule()(found[0])


@given(st.text("央行降息铜，。 5Ga\n", max_size=20), st.text("央行降息铜", min_size=2, max_size=4))
def test_characters_in_the_bare_text_are_enough_where_all_are_unspaced(body: str, text: str) -> None:
    found = Prepared(article(title="", body=body))
    tied = " ".join(map("".join, pairwise(text)))
    assert holds(f'"{text}"', found.article) is (f" {tied} " in found.text)
