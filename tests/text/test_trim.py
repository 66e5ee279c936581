"""Lengths, clause cuts and paired marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.script import HAN, LATIN, width
from ledebot.bot.text.sentences import sentences
from ledebot.bot.text.trim import ELLIPSIS, balanced, cut, fit

LONG = (
    "市政府今天发布方案，提出三年内改造一千个老旧小区，新增电梯两千部，修缮管网八百公里，"
    "补建养老托育设施五百处，并完善停车和充电条件。"
)


def test_whole_sentences_while_they_fit() -> None:
    text = "第一句话在这里结束。第二句话也在这里结束。第三句话很快就会结束。"
    assert fit(sentences(text), 20, HAN) == "第一句话在这里结束。第二句话也在这里结束。"


def test_one_long_sentence_ends_after_a_whole_clause() -> None:
    short = fit([LONG], 30, HAN, slack=1.0, over=0.75)
    assert short == "市政府今天发布方案，提出三年内改造一千个老旧小区。"
    assert fit([LONG], 30, HAN) == f"{short[:-1]}，新增电梯两千部。"  # longer ledes may run over


def test_a_cut_inside_a_quote_closes_it() -> None:
    text = "发言人说：“我们将继续开放市场，继续降低关税，继续改善环境，欢迎各国企业来投资兴业，共享机遇。”"
    trimmed = cut(text, 24, HAN)
    assert trimmed.endswith("…”")
    assert balanced(trimmed) == trimmed


def test_a_cut_does_not_end_on_who_is_about_to_speak() -> None:
    text = "渡轮公司昨天晚上在码头对记者表示，新船的交付时间比原来计划的时间推迟了整整三个月之久"
    assert not cut(text, 24, HAN).rstrip(ELLIPSIS).endswith("表示")


def test_english_is_cut_between_words() -> None:
    text = "The council approved a plan to rebuild the old harbour wall with granite from three quarries in the north"
    trimmed = cut(text, 12, LATIN)
    assert trimmed.removesuffix(ELLIPSIS) in text
    assert text[len(trimmed) - 1] == " "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说“好。", "他说好。"),
        ("好”他说。", "好他说。"),
        ("1）开会 2）散会", "1、开会 2、散会"),
        ("（一）开会", "（一）开会"),
        ("《书》和“话”。", "《书》和“话”。"),
        ('"Yes,” he said, "no.”', '"Yes,” he said, "no.”'),
        ('He said "yes.', "He said yes."),
        ("（甲【乙）丙】", "（甲乙）丙"),
    ],
)
def test_marks_pair_up(text: str, expected: str) -> None:
    assert balanced(text) == expected


@given(st.text(alphabet='今天，。“”（）《》「」a1. 、；…！？"', max_size=200), st.sampled_from([10, 60, 120]))
def test_any_text_is_trimmed_to_length_with_paired_marks(text: str, length: int) -> None:
    trimmed = fit(sentences(text), length, HAN)
    assert balanced(trimmed) == trimmed
    assert width(trimmed, HAN) <= length * 4 / 3 + 60
    assert fit(sentences(text), length, HAN) == trimmed
