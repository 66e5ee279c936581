"""Questions: what asks and does not search, what is wanted, and the sentence that answers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.search.parse import parse
from ledebot.bot.search.questions import Wanted, searched, wanted
from ledebot.bot.search.snippet import Highlighter, excerpt
from tests.search.test_match import NOW, article


@pytest.mark.parametrize(
    ("query", "left", "kind"),
    [
        ("跨海大桥什么时候通车？", "跨海大桥 通车？", Wanted.TIME),
        ("颱風什麼時候登陸", "颱風 登陸", Wanted.TIME),
        ("大桥花了多少钱", "大桥花", Wanted.NUMBER),
        ("渡轮载了多少国际学生", "渡轮载 国际学生", Wanted.NUMBER),
        ("多少人死亡", "死亡", Wanted.NUMBER),
        ("全市有多少家庭搬迁", "全市 家庭搬迁", Wanted.NUMBER),
        ("花市在哪里举办", "花市 举办", Wanted.PLACE),
        ("谁是新任港务局长", "新任港务局长", Wanted.PERSON),
        ("渡轮和航班分别由谁运营", "渡轮和航班 运营", Wanted.PERSON),
        ("这座桥安全吗？", "这座桥安全 ？", Wanted.ANYTHING),
        ("渡轮客运量", "渡轮客运量", Wanted.NUMBER),
        ("who designed the new bridge", "designed new bridge", Wanted.PERSON),
        ("How many ferries were cancelled?", "ferries cancelled?", Wanted.NUMBER),
        ("where is the flower market", "flower market", Wanted.PLACE),
        ("哪吒 票价", "哪吒 票价", Wanted.NUMBER),
        ("几内亚 渡轮", "几内亚 渡轮", None),
        ("吗啡 呢绒", "吗啡 呢绒", None),
        ("the who tour", "the who tour", None),
        ("什么", "什么", Wanted.ANYTHING),
        ('"什么时候" 通车', '"什么时候" 通车', None),
        ("渡轮 -什么", "渡轮 -什么", None),
    ],
)
def test_what_asks_does_not_search(query: str, left: str, kind: Wanted | None) -> None:
    parsed = parse(query, now=NOW)
    assert str(searched(parsed)) == left
    assert wanted(parsed) is kind


@given(st.text("谁哪里多少什么时候吗呢几个是在的渡轮 who when?。\"'|-:", max_size=60))
def test_a_query_that_asks_for_something_still_does(text: str) -> None:
    parsed = parse(text, now=NOW)
    assert bool(searched(parsed).words) is bool(parsed.words)


def test_a_long_question_is_read_in_no_time() -> None:
    started = time.process_time()
    for text in ("什么时候" * 1000, "谁" * 4096, "how many " * 450 + "?", "多" * 4096, "几月几" * 1300):
        searched(parse(text, now=NOW))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("query", "paragraphs", "start"),
    [
        (
            "跨海大桥什么时候通车",
            ("跨海大桥的桥墩由九家工厂生产。跨海大桥通车后，渡轮将减班。", "跨海大桥定于3月18日通车。市民可步行过桥。"),
            "跨海大桥定于3月18日通车",
        ),
        (
            "跨海大桥全长多少公里",
            ("跨海大桥是全省最长的桥，以公里计价收费。跨海大桥全长39公里。",),
            "跨海大桥全长39公里",
        ),
        (
            "花市有多少摊位",
            ("花市摊位从2019年起招租，1月5日截止。", "花市摊位今年共380个。"),
            "花市摊位今年共380个",
        ),
        (
            "花市在哪里开张",
            ("花市明天开张，水仙最好卖。", "花市开张的消息传开了。今年花市在城南区开张。"),
            "今年花市在城南区",
        ),
        (
            "How many ferries were cancelled?",
            ("Ferries were cancelled because of fog. By noon 14 ferries had been cancelled at the port.",),
            "By noon 14 ferries",
        ),
    ],
)
def test_the_excerpt_of_a_question_is_the_sentence_that_answers(
    query: str, paragraphs: tuple[str, ...], start: str
) -> None:
    parsed = parse(query, now=NOW)
    shown, _ = excerpt(article("题", "导语。", paragraphs=paragraphs), Highlighter(searched(parsed)), wanted(parsed))
    assert shown.lstrip("…").startswith(start)


def test_an_answer_far_behind_in_its_sentence_is_shown() -> None:
    text = (
        "The harbour board, "
        + "after talks with skippers, pilots and the town, " * 8
        + "freed up 120 berths for lending."
    )
    parsed = parse("how many berths did the harbour board free up", now=NOW)
    shown, _ = excerpt(article("题", text), Highlighter(searched(parsed)), wanted(parsed))
    assert "120 berths" in shown
    assert shown.startswith("…")


def test_excerpts_and_marks_keep_english_words_whole() -> None:
    text = (
        "Harbour authorities " + "considered extending the northern breakwater and " * 6 + "adopted the plan on Friday."
    )
    shown, marks = excerpt(article("题", text), Highlighter(parse("Friday xtend", now=NOW)))
    assert all(word in text.split() for word in shown.strip("…").split())
    assert {shown[a:b] for a, b in marks} <= {"Friday", "extending"}
    shown, marks = excerpt(article("题", "Crews are extending it."), Highlighter(parse("x", now=NOW)))
    assert [shown[a:b] for a, b in marks] == ["extending"]
