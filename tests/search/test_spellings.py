"""One thing under several names: terms of Taiwan and Hong Kong, shares and large numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.search.match import Matcher
from ledebot.bot.search.parse import parse
from ledebot.bot.search.snippet import Highlighter
from ledebot.bot.search.spellings import MOST, spellings
from ledebot.bot.text.fold import bare
from tests.search.test_match import NOW, article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("芯片", "晶片"),
        ("人工智能", "人工智慧"),
        ("網絡", "網路"),
        ("出租車", "計程車"),
        ("的士", "出租车"),
        ("特朗普", "川普"),
        ("3万", "30,000"),
        ("3万人", "30000人"),
        ("1.5亿元", "15000万元"),
        ("2万亿", "20000亿"),
        ("三成", "30%"),
        ("三成", "百分之三十"),
        ("45%", "百分之四十五"),
        ("4.5成", "45%"),
        ("三万", "30000"),
    ],
)
def test_spellings_go_both_ways(one: str, other: str) -> None:
    assert bare(other).replace(",", "") in spellings(bare(one))
    if one not in ("4.5成", "三万"):  # 45% is seldom told in tenths, and large numbers seldom in words
        assert bare(one) in {*spellings(bare(other)), *spellings(bare(other).replace(",", ""))}


@pytest.mark.parametrize("text", ["文件", "2022年", "3月", "3%左右", "成", "百分之", "地铁", "12", "1111", ""])
def test_most_texts_have_no_other_spelling(text: str) -> None:
    assert not set(spellings(text)) - {"百分之三"}


@given(st.text("一三十百分之成万亿%.,0123456789人晶片", max_size=12))
def test_other_spellings_are_few_and_other(text: str) -> None:
    found = spellings(bare(text))
    assert len(found) <= MOST
    assert bare(text) not in found
    assert all(found)


@pytest.mark.parametrize(
    ("query", "text", "holds"),
    [
        ("晶片", "芯片厂开工", True),
        ("晶片廠", "芯片厂开工", True),
        ("人工智慧 渡轮", "渡轮用上人工智能", True),
        ("人工智慧渡轮", "渡轮用上人工智能", True),
        ("計程車", "的士加价", True),
        ('"晶片"', "芯片厂开工", False),
        ("-晶片 开工", "芯片厂开工", False),
        ("3万", "共30,000人", True),
        ("30000", "共3万人", True),
        ("三成", "票价上调30%", True),
        ("30%", "票价上调三成", True),
        ("30%", "共30人", False),
        ("3%", "上调3%，比去年多", True),
        ("30", "票价上调30%", True),
        ("title:晶片", "芯片厂开工", False),
    ],
)
def test_a_query_finds_every_spelling(query: str, text: str, holds: bool) -> None:
    assert Matcher(parse(query, now=NOW)).matches(article("公告", text)) is holds


def test_every_spelling_is_marked() -> None:
    text = "计程车与的士、出租车"
    marks = Highlighter(parse("出租車", now=NOW)).spans(text)
    assert [text[a:b] for a, b in marks] == ["计程车", "的士", "出租车"]
