"""Plain text to paragraphs."""

from __future__ import annotations

import textwrap
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.plain_text import paragraphs

ENGLISH = (
    "The first ferry of the morning came into the old harbour on time. Many people of the island had come to see it, "
    "and the mayor spoke of a new beginning for all who live there and for those who come to visit in the summer."
)


def test_wrapped_lines_are_joined_at_any_width() -> None:
    for width in range(45, 110, 7):
        assert paragraphs(textwrap.fill(ENGLISH, width) + "\n \n" + ENGLISH) == (ENGLISH, ENGLISH)


def test_lines_that_are_sentences_or_short_stay_lines() -> None:
    lines = ("渡轮今天准点到达码头。", "许多居民前来迎接，市长讲了话。", "下午返航。")
    assert paragraphs("\n".join(lines)) == lines
    assert paragraphs("Ferry: on time\nWeather: fine") == ("Ferry: on time", "Weather: fine")


def test_chinese_is_joined_without_a_space() -> None:
    text = "渡轮今天准点到达码头，许多居民一早就前来迎接，市长在码头上讲了话，说这是全岛新的开始，他感谢所有人，" * 2
    lines = [text[at : at + 44] for at in range(0, 88, 44)]
    assert paragraphs("\n".join([*lines, "还有大家"])) == (text[:88] + "还有大家",)


def test_chinese_is_wrapped_in_half_as_many_characters() -> None:
    text = "渡轮今天准点到达码头，许多居民一早就前来迎接，市长在码头上讲了话。下午船就返航，票价不变。"
    for width in (16, 20, 21):
        lines = [text[at : at + width] for at in range(0, len(text), width)]
        assert paragraphs("\n".join(lines)) == (text,)


def test_narrow_lines_are_one_text_where_a_sentence_ends_inside_a_line() -> None:
    assert paragraphs("渡轮公司周一表示，四月\n将增开两班夜航。票价不\n变。") == (
        "渡轮公司周一表示，四月将增开两班夜航。票价不变。",
    )
    verses = ("渡轮来了又去，去了又来", "码头上的人，一年年老去", "只有钟楼，还敲着旧时辰")
    assert paragraphs("\n".join(verses)) == verses


def test_what_is_left_of_a_sentence_belongs_to_it() -> None:
    assert paragraphs("渡轮公司周一表示，四月将增开夜航\n船。票价不变。") == (
        "渡轮公司周一表示，四月将增开夜航船。票价不变。",
    )
    assert paragraphs("渡轮公司会增开夜航吗？\n会。票价不变。") == ("渡轮公司会增开夜航吗？", "会。票价不变。")


def test_a_line_that_ends_on_a_comma_goes_on() -> None:
    assert paragraphs("渡轮公司周一宣布，\n四艘新船四月启用。\n票价不变。") == (
        "渡轮公司周一宣布，四艘新船四月启用。",
        "票价不变。",
    )


def test_lists_of_long_lines_are_no_wrapped_text() -> None:
    lines = tuple(f"[视频]{'全岛第一班渡轮今天准点到港' * count}" for count in (4, 3, 4, 3))
    assert paragraphs("\n".join(lines)) == lines


def test_breaks_that_wrap_are_no_ends() -> None:
    for html in (textwrap.fill(ENGLISH, 60).replace("\n", "<br>"), f"<pre>{textwrap.fill(ENGLISH, 60)}</pre>"):
        assert read(Item("x", "", "Ferry", f"<p>{html}</p>")).paragraphs == (ENGLISH,)


@given(st.text(alphabet="ab .。渡\n\r\t", max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("form", ["<p>{}</p>", "{}"])
@pytest.mark.parametrize(
    "told",
    ["나루터는 금요일에 배를 늘린다고 밝혔다.", "渡し船はバスより速いです。", "Ará said the ferry is à l’heure."],
)
def test_letters_in_parts_are_written_as_one(form: str, told: str) -> None:
    item = Item("x", "", normalize("NFD", told), form.format(normalize("NFD", told) + " 2"))
    assert read(item).paragraphs == (f"{told} 2",)


def test_a_script_without_its_element_is_no_text() -> None:
    script = "$(document).ready(() =&gt; {{ const box = $('#box-{0}'); if (box) {{ box.open(); }} }});"
    assert read(Item("x", "", "", f"{script.format(1)} {ENGLISH}")).paragraphs == (ENGLISH,)
    assert read(Item("x", "", "", f"const box = 1; {ENGLISH}")).paragraphs != (ENGLISH,)
