"""Excerpts: the right sentence, marks at the right places of the text as it was written."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.search.parse import parse
from ledebot.bot.search.snippet import SNIPPET, Highlighter, excerpt
from tests.search.test_match import NOW, article


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Highlighter(parse(query, now=NOW)).spans(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("央行", "中央銀行（央行）說", ["央行"]),
        ("国务院", "國務院發佈", ["國務院"]),
        ("5g手机", "新的5G 手机与５Ｇ手机", ["5G 手机", "５Ｇ手机"]),
        ("rate cut", "Rates were cut. A ratecutter.", ["Rates", "cut"]),
        ("cafe", "Un cafe\u0301 noir", ["cafe"]),
        ("fine", "a ﬁne day", ["ﬁne"]),
        ("1000", "共1,000人", ["1,000"]),
        ("3万", "投资76.33万元，裁员3万人，排名3。万里", ["76.33万", "3万"]),
        ("33", "Up 1,337.5 points. 33.", ["33"]),
        ("央行 降准", "央行降准了", ["央行降准"]),
        ("水，万", "共护一江水。万里长江", ["水。万"]),
        ("煤", "一块煤", ["煤"]),
        ("-央行 降准", "央行降准", ["降准"]),
        ("topic:金融 降准", "金融与降准", ["降准"]),
        ("<b>", "a <b> b", ["b", "b"]),
    ],
)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_the_excerpt_is_the_place_that_holds_most() -> None:
    far = "无关的一句话讲天气。" * 30 + "末尾说到渡轮停航与台风。"
    found = article("标题", "开头讲天气。", paragraphs=("开头讲天气。", far))
    text, marks = excerpt(found, Highlighter(parse("渡轮 台风", now=NOW)))
    assert [text[start:end] for start, end in marks] == ["渡轮", "台风"]
    assert text.startswith("…")
    assert len(text) <= SNIPPET + 2


@pytest.mark.parametrize("before", range(SNIPPET - 6, SNIPPET + 2))
def test_no_word_is_left_half_marked_at_the_end(before: int) -> None:
    text = "渡轮" + "晴" * (before - 2) + "港务局公告" + "晴" * 200
    shown, marks = excerpt(article("题", text), Highlighter(parse("渡轮 港务局公告", now=NOW)))
    assert {shown[start:end] for start, end in marks} <= {"渡轮", "港务局公告"}
    assert len(shown) <= SNIPPET + SNIPPET // 4 + 1


def test_without_a_match_in_the_text_the_lede_is_shown() -> None:
    assert excerpt(article("渡轮停航", "全天。"), Highlighter(parse("渡轮", now=NOW))) == ("全天。", ())


@given(
    st.text("央行發佈A股5Gé iPhone２022年，。\u0301ﬁ", max_size=300), st.text("央行布a股5ge2年", min_size=1, max_size=5)
)
def test_marks_are_sorted_apart_and_inside(text: str, query: str) -> None:
    shown, marks = excerpt(article("题", text), Highlighter(parse(query, now=NOW)))
    assert all(0 <= start < end <= len(shown) for start, end in marks)
    assert all(first[1] < second[0] for first, second in itertools.pairwise(marks))


def test_a_text_with_many_spellings_is_marked_like_one_with_few() -> None:
    text = "A股5G和B股6G与C股 7G齐涨"
    few, many = (Highlighter(parse(f'"{asked}"', now=NOW)) for asked in ("A股5G", "A股5G和B股6G与C股7G"))
    assert few.spans(text) == [(0, 4)]
    assert many.spans(text) == [(0, 15)]
