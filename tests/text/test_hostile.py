"""Nothing that arrives as a body raises, and none takes more than its share of time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.model import Item, Length
from ledebot.bot.text.document import read
from ledebot.bot.text.trim import balanced
from tests.chances import examples

WHOLE = "市交通委21日通报，地铁新线下月一日开通运营，沿途设十二座车站。"
GOOD = (
    "<div><p>　　原标题：地铁新线开通</p><p class='x'>新华社北京1月2日电（记者某）" + WHOLE + "</p>"
    "<table><tr><td>站名</td><td>时间</td></tr></table><ul><li>其一</li></ul><!-- 广告 -->"
    "<p class=article-editor>责任编辑：某 SF014</p><img src='https://a.example/1.png'></div>"
)
_MARKUP = ("<", ">", "</p>", "<p>", "<div class='", '"', "'", "<br>", "<table><tr><td>", "<!--", "-->", "<![CDATA[")
_CODES = (
    "&#0;",
    "&#xD800;",
    "&lt;p&gt;",
    "\x00",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x0b",
    "\r\n",
    "\t",
)
_WORDS = (
    "原标题：",
    "责任编辑：",
    "（记者 ",
    "1、",
    "https://a.example/",
    "，",
    "。",
    "“",
    "”",
    "……",
    "\u3000\u3000",
    WHOLE,
)
_OTHERS = ("<style>", "<script>", "<svg/onload=1>", "👨‍👩‍👧‍👦", "🇨🇳")
PIECES = st.sampled_from([*_MARKUP, *_CODES, *_WORDS, *_OTHERS])


def _item(html: str, title: str = "地铁新线开通") -> Item:
    return Item(ref="x", source="来源", title=title, html=html)


def _sound(html: str) -> None:
    document = read(_item(html))
    for text in (*document.paragraphs, *(document.lede.at(length) for length in Length)):
        text.encode()
        assert "\x00" not in text
    for length in Length:
        assert balanced(document.lede.at(length)) == document.lede.at(length)
    assert read(_item(html)) == document


@pytest.mark.slow
@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=60).map("".join))
@settings(max_examples=examples(300))
def test_any_soup_is_read(html: str) -> None:
    _sound(html)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), PIECES), min_size=1, max_size=8))
@settings(max_examples=examples(300))
def test_mutated_pages_are_read(cuts: list[tuple[int, str]]) -> None:
    html = GOOD
    for at, piece in cuts:
        html = html[:at] + piece + html[at + 3 :]
    _sound(html)


@given(st.text(max_size=300), st.text(max_size=80))
@settings(max_examples=examples(200))
def test_any_text_and_title_are_read(html: str, title: str) -> None:
    read(_item(html, title))


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + WHOLE,
        "<span class=qr>" * 10_000 + WHOLE,
        "<p>" + "新闻，" * 1_700_000 + "</p>",
        "<p>" + "“新闻" * 600_000,
        "a" * 5_000_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
        " " * 3_000_000 + "x",
        "<p>" + "（" * 500_000 + "</p>",
        "<p>" + "原标题：" * 300_000 + "</p>",
        "<p>【" + "记者 " * 300_000 + "】</p>",
        "<br>" * 50_000,
        "<table><tr><td>" * 2_000 + "x",
        "\u200d" * 1_000_000 + "中",
    ],
    ids=lambda html: f"{html[:14]}-{len(html)}",
)
def test_large_and_deep_bodies_are_read(html: str) -> None:
    read(_item(html))


def test_text_after_deep_nesting_survives() -> None:
    assert WHOLE in read(_item("<div>" * 10_000 + f"<p>{WHOLE}</p>" + "</div>" * 10_000)).paragraphs


@pytest.mark.parametrize(
    "before",
    ["<meta charset=gbk><p>é", "<!--", "<script>", "<p>\x00", "<div>" * 300, "<frameset>", "", "</p>", "<p a='"],
)
def test_a_body_reads_the_same_after_any_other(before: str) -> None:
    read(_item(before))
    assert read(_item(f"<p>{WHOLE}</p>")).paragraphs == (WHOLE,)
