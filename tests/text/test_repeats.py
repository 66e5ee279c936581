"""What a body says twice is said once; what only sounds alike stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.clean import clean
from ledebot.bot.text.lede import pick
from ledebot.bot.text.repeats import Told, without_teaser

FIRST = "渡轮今天准点到达码头，许多居民前来迎接。"
SECOND = "镇长在码头上讲了话，说这是全岛新的开始。"


def body(*lines: str) -> tuple[str, ...]:
    return clean("".join(f"<p>{line}</p>" for line in lines)).paragraphs


def test_a_second_copy_of_a_text_goes_with_its_headings() -> None:
    text = (FIRST, "居民怎么看", SECOND)
    assert body(*text, *text) == text
    headed = ("今天的新闻", FIRST, SECOND)
    assert body(*headed, *headed) == headed


def test_a_short_line_may_come_again_where_no_copy_has_begun() -> None:
    text = ("上映：大年初一", FIRST, "上映：大年初一", SECOND)
    assert body(*text) == text


def test_a_teaser_that_the_text_tells_whole_is_left_out() -> None:
    long = FIRST[:-1] + "，乐队奏乐，孩子们挥着小旗。"
    assert body(f"{long[:-6]}……", long, SECOND) == (long, SECOND)
    assert body(f"{FIRST[:-1]}……", SECOND) == (f"{FIRST[:-1]}……", SECOND)


def test_headlines_that_a_table_lists_with_their_papers_are_no_text() -> None:
    row = "<tr><td><a href='/1'>渡轮今天准点到达码头</a></td><td>岛报</td></tr>"
    assert clean(f"<p>{FIRST}</p><p>{SECOND}</p><table>{row}</table>").paragraphs == (FIRST, SECOND)


def test_a_list_of_headlines_keeps_each_without_what_marks_it_as_a_video() -> None:
    links = "".join(
        f"<li><a href='/{name}'>[视频]{name} ⏱00:01:58</a></li>" for name in ("渡轮到港", "镇长讲话", "明天有雨")
    )
    assert clean(f"<ul>{links}</ul>").paragraphs == ("• 渡轮到港", "• 镇长讲话", "• 明天有雨")


@given(st.lists(st.text(max_size=40), max_size=20))
def test_nothing_is_said_twice_in_full_and_nothing_else_is_lost(lines: list[str]) -> None:
    told = Told()
    for line in lines:
        told.add(line)
    assert set(told.lines) == set(lines)
    assert len(without_teaser(told.lines)) >= len(told.lines) - 1


def test_a_teaser_goes_that_a_program_cut_from_the_credits_and_the_text_run_together() -> None:
    signed = ("出品 | 岛报", "作者 | 王小明", "头图 | 码头边")
    teaser = "".join(signed) + FIRST + SECOND[:10] + "......"
    assert body(teaser, *signed, FIRST, SECOND) == (FIRST, SECOND)
    assert body(teaser, "王小明从码头发来的报道。", SECOND)[0] == teaser


def test_a_paragraph_that_ends_in_an_ellipsis_stays_where_a_teaser_holds_it_too() -> None:
    open_end = "居民说这是“全岛新的开始”、“孩子们的节日”、“老人的盼望”……"
    assert body(f"作者 | 王小明{open_end}{FIRST[:8]}......", "作者 | 王小明", open_end, FIRST) == (open_end, FIRST)


def test_what_stands_in_quotes_and_opens_a_later_line_is_said_twice() -> None:
    told = FIRST[:-1] + "，乐队奏乐，孩子们挥着小旗。"
    assert body(f'"{told}"', told + SECOND) == (told + SECOND,)


def test_the_title_with_a_clock_is_no_item_of_a_list() -> None:
    items = ("《岛上新闻》 20260122 19:00", "镇长今天宣布重建老码头", "渡轮增开两班")
    html = "".join(f"<li>{item}</li>" for item in items)
    body = clean(f"<ul>{html}</ul>", title="岛上新闻 2026/01/22")
    assert body.paragraphs == tuple(f"• {item}" for item in items[1:])


def test_the_last_line_of_a_teaser_breaks_off() -> None:
    told = ("渡轮停航一年，", "岛上的人说，他们等了很久。", "镇长今天宣布增开两班，从明年五月起每天往返四次。")
    teaser = (told[0], told[1], "镇长今天宣布增开......")
    assert clean("".join(f"<p>{line}</p>" for line in (*teaser, *told))).paragraphs == told
    assert clean("".join(f"<p>{line}</p>" for line in (told[1], "等等……", told[2]))).paragraphs == (
        told[1],
        "等等……",
        told[2],
    )


def test_what_adds_a_word_to_what_was_said_is_not_told_again() -> None:
    first = "岛上渡轮公司今天起在东港码头试行夜航，为期三个月，学生半价。"
    again = first.replace("今天", "今天（3日）")
    after = "镇长说，末班船延到二十三时。"
    assert pick([first, again, after], title="渡轮试行夜航").medium == first + after
    other = first.replace("东港", "南港北岸")
    assert pick([first, other, after], title="渡轮试行夜航").medium == first + other + after


@pytest.mark.parametrize(("word", "other"), [("试行", "不试行"), ("三个月", "三个月不"), ("第1班", "第11班")])
def test_another_figure_or_a_denial_is_no_word_set_in(word: str, other: str) -> None:
    first = "岛上渡轮公司今天起在东港码头试行夜航第1班，为期三个月，学生半价。"
    assert pick([first, first.replace(word, other)], title="渡轮试行夜航").medium.count("。") == 2


def test_what_is_denied_is_not_what_was_said() -> None:
    yes = "镇议会周一通过了旧码头的重建预算，工程将于秋天动工，为期两年。"
    no = yes.replace("周一通过了", "周一没有通过")
    assert pick([yes, no], title="旧码头重建预算").medium == yes + no


def test_an_empty_bracket_is_no_text() -> None:
    assert body("岛上渡轮公司（）今天起试行夜航。") == ("岛上渡轮公司今天起试行夜航。",)
