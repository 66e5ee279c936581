"""A picture's caption is known by its words, its signs and face; what reads alike and is the report's stays."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clean import clean
from ledebot.bot.text.elements import Face, face_of

NEWS = ("渡轮今天准点到达码头，许多居民前来迎接，镇长说这是全岛新的开始。", "船上载着二百名乘客和今年的第一批苹果。")
PICTURE = "<img src='/ferry.jpg'>"


def body(under: str) -> tuple[str, ...]:
    return clean(f"<p>{NEWS[0]}</p>{PICTURE}{under}<p>{NEWS[1]}</p>").paragraphs


@pytest.mark.parametrize(
    "caption",
    [
        "<p style='color: rgb(136, 136, 136)'>乘客走下渡轮</p>",
        "<p><span style='font-size:12px'><span style='color:#888'>乘客走下渡轮</span></span></p>",
        "<p style='color:#888'>乘客走下渡轮（上午九时）</p>",
        "<p class='img-desc'>乘客走下渡轮</p>",
        "<p class='photo_author'>王小明</p>",
        "<p>（等候渡轮的居民。）</p>",
        "<p>〓乘客走下渡轮的时候，码头上正在奏乐</p>",
        "<p>等候渡轮的居民｜岛报</p>",
        "<p>改建前的码头©岛报</p>",
        "<p>图3 十年来的乘客人数</p>",
        "<p>乘客在码头等候。（王小明 摄）</p>",
        "<p>乘客在码头等候。来源：岛报。</p>",
    ],
)
def test_a_caption_is_no_part_of_the_report(caption: str) -> None:
    assert body(caption) == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "<p style='color: rgb(136, 136, 136)'>渡轮今后每天往返两次。</p>",
        "<p style='font-size: 22px'>渡轮今后每天往返两次</p>",
        "<p>渡轮今后每天往返两次</p>",
        "<p>图3显示，乘客逐年增加。</p>",
    ],
)
def test_what_says_something_or_is_set_like_a_heading_stays_under_a_picture(line: str) -> None:
    assert len(body(line)) == 3


def test_a_gray_sentence_under_a_picture_within_a_report_is_its_caption() -> None:
    gray = "<p><span style='color: rgb(125, 125, 125)'>乘客在码头等候渡轮。</span></p>"
    more = "渡轮今后每天往返两次，早晚各一班。"
    assert clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p>{PICTURE}{gray}<p>{more}</p>").paragraphs == (*NEWS, more)
    assert len(clean(f"{PICTURE}{gray}<p>{NEWS[0]}</p><p>{NEWS[1]}</p>").paragraphs) == 3
    assert (
        len(clean(f"<p>{NEWS[0]}</p><p>{NEWS[1]}</p>{PICTURE}{gray.replace('125', '0')}<p>{more}</p>").paragraphs) == 4
    )


def test_of_a_picture_story_the_captions_are_the_text() -> None:
    told = "乘客在码头等候渡轮。"
    assert (
        clean(f"{PICTURE}<p>{told}（王小明 摄）</p>{PICTURE}<p>渡轮离开码头。（王小明 摄）</p>").paragraphs[0] == told
    )


def test_lines_that_are_set_alike_under_a_picture_are_a_list() -> None:
    small = "<p style='font-size: 13px'>○渡轮复航</p><p style='font-size: 13px'>○学校开学</p>"
    assert body(small) == (NEWS[0], "○渡轮复航", "○学校开学", NEWS[1])


def test_a_table_under_a_picture_stays() -> None:
    assert len(body("<table><tr><td>班次</td><td>人数</td></tr><tr><td>早班</td><td>90</td></tr></table>")) == 4


def test_small_is_what_is_smaller_than_the_report() -> None:
    small = clean(
        f"<p style='font-size:12px'>{NEWS[0]}</p>{PICTURE}<p style='font-size:12px'>二百名乘客</p><p>{NEWS[1]}</p>"
    )
    assert "二百名乘客" in small.paragraphs


@pytest.mark.parametrize(
    ("style", "face"),
    [
        ("font-size: 12pt", Face(16.0, False)),
        ("font-size:.9em;color:grey", Face(0.0, True)),
        ("font-size: 0.75em", Face(12.0, False)),
        ("color:#999", Face(0.0, True)),
        ("color: #a1a2a3 !important", Face(0.0, True)),
        ("color:#333333", Face(0.0, False)),
        ("color: rgba(0, 0, 0, .9)", Face(0.0, False)),
        ("background-color: #888", Face(0.0, False)),
    ],
)
def test_a_face_is_read_from_a_style(style: str, face: Face) -> None:
    assert face_of(style, Face()) == face


def test_what_a_style_does_not_say_is_as_around_it() -> None:
    assert face_of("margin: 0", Face(12.0, True)) == Face(12.0, True)
    assert face_of("Color: #000", Face(12.0, True)) == Face(12.0, False)


def test_a_whole_sentence_ends_a_report_under_its_picture() -> None:
    end = "渡轮今后每天往返两次，早晚各一班。"
    assert clean(f"<p>{NEWS[0]}</p>{PICTURE}<p>{end}</p>").paragraphs == (NEWS[0], end)
    assert clean(f"<p>{NEWS[0]}</p>{PICTURE}<p>等候渡轮的居民</p>").paragraphs == NEWS[:1]


def test_what_somebody_said_is_no_caption_because_a_photographer_s_name_follows() -> None:
    end = "船长说，渡轮今后每天往返两次。"
    assert clean(f"<p>{NEWS[0]}</p><p>{end}（摄影：何远）</p>").paragraphs == (NEWS[0], end)
    assert clean(f"<p>{NEWS[0]}</p><p>渡轮在码头等候居民。（摄影：何远）</p>").paragraphs == NEWS[:1]


def test_a_caption_element_is_a_picture_s_unless_a_table_holds_it() -> None:
    assert body("<caption>等候渡轮的居民在码头上奏乐</caption>") == NEWS
    assert "船期" in " ".join(body("<table><caption>船期</caption><tr><td>上午</td><td>九时</td></tr></table>"))


def test_small_print_right_after_a_picture_is_its_caption_unless_it_is_all_there_is() -> None:
    small = '<img src="a.png"><small>港口区域图书馆。</small>'
    told = "图书馆宣布，后天起八家分馆提早到早上九点开放。"
    assert clean(f"{small}<p>{told}</p>").paragraphs == (told,)
    assert clean(small).paragraphs == ("港口区域图书馆。",)
    assert clean(f"<p>{told[:3]}<small>（总馆）</small>{told[3:]}</p>").paragraphs == (f"{told[:3]}（总馆）{told[3:]}",)
