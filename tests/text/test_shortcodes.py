"""Codes in square brackets are markup, words in them are text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.model import Document, Item
from ledebot.bot.text.document import read
from ledebot.bot.text.shortcodes import without_codes

NEWS = "书展周五开幕，两百家出版社参展，市民免费入场。"
MORE = "书展持续到下周日。"


def document(html: str) -> Document:
    return read(Item("x", "岛报", "书展", html))


@pytest.mark.parametrize(
    "html",
    [
        f'[vc_row][vc_column width="1/1"]<p>{NEWS}</p><p>{MORE}</p>[/vc_column][/vc_row]',
        f'[gallery ids="1,2"]<p>{NEWS}</p>[embed]https://a.example/1[/embed]<p>{MORE}</p>[contact-form-7 id="3"]',
        f'[caption id="a_1"]<img src="https://a.example/1.jpg"> 书展现场[/caption]<p>{NEWS}</p><p>{MORE}</p>',
        f"[b]{NEWS}[/b]\n\n[url=https://a.example/1]{MORE}[/url]\n\n[img]https://a.example/1.jpg[/img]",
        f"{NEWS}\\n\\n{MORE}",
        f"<p>{NEWS[:2]}(微博){NEWS[2:]}</p><p>{MORE[:4]}(7.180,&nbsp;-0.01,&nbsp;-0.14%){MORE[4:]}</p>",
        f"<p>#书展 #岛报 {NEWS}</p><p>{MORE} #周末</p>",
    ],
)
def test_codes_are_no_text(html: str) -> None:
    assert document(html).paragraphs == (NEWS, MORE)


def test_pictures_in_codes_are_found() -> None:
    picture = "https://a.example/1.jpg"
    assert document(f"{NEWS}\n[img]{picture}[/img]").image == document(f"[url=x]{NEWS}[/url][img]{picture}[/img]").image
    assert document(f"[b]{NEWS}[/b][img]{picture}[/img]").image == picture


@pytest.mark.parametrize(
    "text",
    [
        "见[注]和[1]。",
        "方案[b]通过。",
        "he [sic] said",
        "run a[my_index] twice",
        "[央视新闻]今天开幕",
        "他写了(博客、论坛)",
        "涨到(7.18, 8.2)",
    ],
)
def test_words_in_brackets_stay(text: str) -> None:
    assert without_codes(text) == text


@given(st.text(alphabet='[]/biurlmg_ ="a<>\\n书', max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert len(without_codes(text)) <= 9 * len(text) + 60
